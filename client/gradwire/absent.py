"""Absent: what PyTorch programs ask for that is not here, and what to do without it."""

from __future__ import annotations

from typing import Final

_DTYPES: Final = "convert what should be narrower with to(torch.bfloat16) or to(torch.float16)"
_RUN: Final = "a server knows a program that it has run, and runs it faster: there is nothing to compile"
_THREADS: Final = "the server computes, with the threads that its operator gives it"

_GRAPHS: Final = "a server captures a program that it has run on a GPU as a CUDA graph: there is nothing to capture"

INSTEAD: Final = {
    "amp": _DTYPES,
    "autocast": _DTYPES,
    "compile": _RUN,
    "cuda.CUDAGraph": _GRAPHS,
    "cuda.amp": _DTYPES,
    "cuda.graph": _GRAPHS,
    "cuda.graphs": _GRAPHS,
    "cuda.make_graphed_callables": _GRAPHS,
    "cuda.nvtx": "what a server does is shown by its metrics, and by `nsys profile python -m app`",
    "cuda.set_per_process_memory_fraction": "its operator limits a server's memory",
    "distributed": "programs that share a session are threads; each session has one device",
    "distributions": "random operations such as torch.normal and torch.multinomial draw, and a density is a formula",
    "get_num_interop_threads": _THREADS,
    "get_num_threads": _THREADS,
    "jit": _RUN,
    "set_num_interop_threads": _THREADS,
    "set_num_threads": _THREADS,
    "sparse": "all tensors are dense",
    "testing": "torch.allclose compares tensors, and numpy.testing what numpy() gives",
}


def message(name: str, module: str = "") -> str:
    """What is said to who asks for a name that there is not, in `module`, as "cuda."."""
    hint = f": {INSTEAD[module + name]}" if module + name in INSTEAD else ""
    return f"module '{f'gradwire.{module}'.rstrip('.')}' has no attribute {name!r}{hint}"
