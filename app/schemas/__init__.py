"""The shapes of requests and answers: control requests are read with them, all others documented by them.

`values` are tensors as JSON, `session` and `tensor` what is known of these, `change` what changes answer, `graph`,
`plans`, `memory` and `catalogue` what there is to look at, `problem` what goes wrong. The step language is
`app.program.schemas`.
"""

from app.schemas.catalogue import Catalogue, CatalogueEntry, Devices, ProblemType, Server, Status
from app.schemas.change import (
    Answer,
    GradientsAnswer,
    ProgramAnswer,
    ResumedAnswer,
    StatelessAnswer,
    Suspended,
)
from app.schemas.graph import GraphAnswer, NodeAnswer
from app.schemas.memory import ChangeMemory, MemoryAnswer, Synchronize
from app.schemas.plans import PlansAnswer
from app.schemas.problem import Problem
from app.schemas.session import (
    ChangeSession,
    ForkSession,
    GradMode,
    GradModeRequest,
    OpenSession,
    SessionInfo,
    SessionOptions,
    SessionPage,
)
from app.schemas.tensor import ChangeTensor, TensorInfo, TensorPage, TensorWithData
from app.schemas.values import Elements

__all__ = [
    "Answer",
    "Catalogue",
    "CatalogueEntry",
    "ChangeMemory",
    "ChangeSession",
    "ChangeTensor",
    "Devices",
    "Elements",
    "ForkSession",
    "GradMode",
    "GradModeRequest",
    "GradientsAnswer",
    "GraphAnswer",
    "MemoryAnswer",
    "NodeAnswer",
    "OpenSession",
    "PlansAnswer",
    "Problem",
    "ProblemType",
    "ProgramAnswer",
    "ResumedAnswer",
    "Server",
    "SessionInfo",
    "SessionOptions",
    "SessionPage",
    "StatelessAnswer",
    "Status",
    "Suspended",
    "Synchronize",
    "TensorInfo",
    "TensorPage",
    "TensorWithData",
]
