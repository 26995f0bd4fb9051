"""What a context has by itself, and the classes of what its tensors lead to: objects that are their attributes."""

from __future__ import annotations

from engine.checkpoints import Region
from engine.functions import FunctionNode
from engine.hooks import Hook
from engine.node import InferenceVersion, Version
from engine.op_node import OpNode
from engine.replay import AsStrided
from engine.tape import Recomputed
from engine.tensor import Tensor
from engine.views import CopySlices

CLASSES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Tensor, Version, InferenceVersion, OpNode, AsStrided, CopySlices, FunctionNode, Region, Recomputed, Hook,
    )
}  # fmt: skip

OBJECTS = frozenset(CLASSES.values())

ENDS = frozenset({
    "age", "begin", "changes", "context", "data", "device", "dtype", "follows", "function", "id", "made", "name",
    "number", "on", "op", "origin", "outputs", "owner", "place", "recipe", "requires_grad", "restriction", "shape",
    "sizes", "storage_id", "title", "value", "variant", "versions", "_apart", "_count", "_elements", "_needed",
    "_numbers", "_promised", "_promised_at", "_storage", "_versions", "_view_version",
})  # fmt: skip
"""Their attributes that lead to no other of these objects."""

MODES = (
    "grad_enabled", "inference", "anomaly", "origin", "dtype", "exact", "matmul_precision", "_last_level",
    "named_levels", "named_regions", "warnings", "functions", "tensors", "nodes", "_generators",
)  # fmt: skip
"""The attributes of a context that are saved, where it has them."""
