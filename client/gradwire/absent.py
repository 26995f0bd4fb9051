"""Absent: what PyTorch programs ask for that is not here, and what to do without it."""

from __future__ import annotations

from typing import Final

_DTYPES: Final = "convert what should be narrower with to(torch.bfloat16) or to(torch.float16)"
_RUN: Final = "a server knows a program that it has run, and runs it faster: there is nothing to compile"
_THREADS: Final = "the server computes, with the threads that its operator gives it"

INSTEAD: Final = {
    "amp": _DTYPES,
    "autocast": _DTYPES,
    "backends": "what computes is the server's NumPy or CuPy, and has nothing to choose",
    "compile": _RUN,
    "distributed": "programs that share a session are threads; each session has one device",
    "distributions": "random operations such as torch.normal and torch.multinomial draw, and a density is a formula",
    "get_num_interop_threads": _THREADS,
    "get_num_threads": _THREADS,
    "jit": _RUN,
    "set_default_device": "open a session there: `with gradwire.Session(device='cuda:0'):`",
    "set_num_interop_threads": _THREADS,
    "set_num_threads": _THREADS,
    "sparse": "all tensors are dense",
    "testing": "torch.allclose compares tensors, and numpy.testing what numpy() gives",
}


def message(name: str) -> str:
    """What is said to who asks for a name that there is not."""
    hint = f": {INSTEAD[name]}" if name in INSTEAD else ""
    return f"module 'gradwire' has no attribute {name!r}{hint}"
