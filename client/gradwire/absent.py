"""Absent: what PyTorch programs ask for that is not here, and what to do without it."""

from __future__ import annotations

from typing import Final

_DTYPES: Final = "convert what should be narrower with to(torch.bfloat16) or to(torch.float16)"
_RUN: Final = "a server knows a program that it has run, and runs it faster: there is nothing to compile"
_THREADS: Final = "the server computes, with the threads that its operator gives it"
_GRAPHS: Final = "a server captures a program that it has run on a GPU as a CUDA graph: there is nothing to capture"
_WATCH: Final = "how busy a GPU is its operator sees with nvidia-smi; torch.cuda.memory_stats tells the session's bytes"

INSTEAD: Final = {
    "accelerator": 'torch.cuda tells of the server\'s GPUs, and "cuda" if torch.cuda.is_available() else "cpu" chooses',
    "amp": _DTYPES,
    "autocast": _DTYPES,
    "compile": _RUN,
    "cuda.CUDAGraph": _GRAPHS,
    "cuda.ExternalStream": "all streams are one: torch.cuda.current_stream()",
    "cuda.amp": _DTYPES,
    "cuda.default_generators": "torch.cuda.get_rng_state(0) tells where one stands, torch.cuda.manual_seed begins it",
    "cuda.get_arch_list": "torch.cuda.get_device_capability() tells what a GPU can do",
    "cuda.graph": _GRAPHS,
    "cuda.graphs": _GRAPHS,
    "cuda.ipc_collect": "memory is the server's: torch.cuda.empty_cache()",
    "cuda.make_graphed_callables": _GRAPHS,
    "cuda.memory_snapshot": "torch.cuda.memory_stats() tells the session's bytes",
    "cuda.nvtx": "what a server does is shown by its metrics, and by `nsys profile python -m app`",
    "cuda.set_per_process_memory_fraction": "its operator limits a server's memory",
    "cuda.profiler": "a server is profiled by `nsys profile python -m app`",
    "cuda.temperature": _WATCH,
    "cuda.utilization": _WATCH,
    "distributed": "programs that share a session are threads; each session has one device",
    "distributions": "random operations such as torch.normal and torch.multinomial draw, and a density is a formula",
    "get_num_interop_threads": _THREADS,
    "get_num_threads": _THREADS,
    "jit": _RUN,
    "random": "keep torch.get_rng_state() and give it to torch.set_rng_state() later, instead of fork_rng",
    "set_num_interop_threads": _THREADS,
    "set_num_threads": _THREADS,
    "sparse": "all tensors are dense",
    "testing": "torch.allclose compares tensors, and numpy.testing what numpy() gives",
    "version": "the libraries are the server's: torch.cuda.is_available() tells whether it has a GPU",
}


def message(name: str, module: str = "") -> str:
    """What is said to who asks for a name that there is not, in `module`, as "cuda."."""
    hint = f": {INSTEAD[module + name]}" if module + name in INSTEAD else ""
    return f"module '{f'gradwire.{module}'.rstrip('.')}' has no attribute {name!r}{hint}"
