"""Copies of views: what a view shows, with a storage of its own. Each is derived from the registration of its view.

https://docs.pytorch.org/docs/stable/generated/torch.view_copy.html and its like
"""

from __future__ import annotations

import functools
from typing import Any

from engine.errors import OpFailed
from engine.families import FUNCTION, composite, operation
from engine.op import Op
from engine.ops.indexing.indexing import _alias
from engine.ops.shape.pieces import diagonal, narrowed, select, slice_, squeeze, unsqueeze
from engine.ops.shape.splitting import PARTS, chunk_sizes, split_evenly, split_with_sizes, unbind
from engine.ops.shape.strides import geometry, unfold
from engine.ops.shape.strides import strided as as_strided
from engine.ops.shape.views import _unsafe_view, expand, permute, t, transpose
from engine.parameters import Array, Integer, Integers, Ops


def _copied(name: str, view: Op, grad_fn: tuple[str, ...] = (), variants: tuple[str, ...] = FUNCTION) -> Op:
    """Register a view once more: its signature, rules and cases, and a kernel that copies what the view shows."""

    @functools.wraps(view.function)
    def copy(*args: Any, **attributes: Any) -> Any:
        out = view.function(*args, **attributes)
        return tuple([part.copy() for part in out]) if type(out) is tuple else out.copy()

    copy.__doc__ = f"What {view.name.lstrip('_')} shows, as a copy with a storage of its own."
    register = operation(
        "shape",
        name=name,
        outputs=view.outputs,
        shape=view.shape,
        grows=view.shape is not None,
        variants=variants,
        grad_fn=grad_fn or tuple([f"{node}_copy" for node in view.grad_fn]),
        variant=view.variant,
        cases=view.cases,
    )
    return register(copy).gradient(**{view.tensors[place].name: rule.function for place, rule in view.rules.items()})


for _name, _view in {
    "alias_copy": _alias,
    "diagonal_copy": diagonal,
    "expand_copy": expand,
    "permute_copy": permute,
    "select_copy": select,
    "slice_copy": slice_,
    "split_copy": split_evenly,
    "split_with_sizes_copy": split_with_sizes,
    "squeeze_copy": squeeze,
    "t_copy": t,
    "transpose_copy": transpose,
    "unbind_copy": unbind,
    "unfold_copy": unfold,
    "unsqueeze_copy": unsqueeze,
    "_as_strided_copy": as_strided,
}.items():
    _copied(_name, _view)

_copied("view_copy", _unsafe_view, grad_fn=("ViewBackward0_copy",))  # whatever the strides
_copied("_narrow_copy", slice_, grad_fn=("NarrowCopyBackward0",))
BOTH = ("function", "method")
_copied("unsafe_split", split_evenly, grad_fn=("UnsafeSplitBackward0",), variants=BOTH)
_copied("unsafe_split_with_sizes", split_with_sizes, grad_fn=("UnsafeSplitWithSizesBackward0",), variants=BOTH)


@composite("shape", outputs=PARTS, cases=({"input": (5, 2), "chunks": 2}, {"input": (2, 5), "chunks": 3, "dim": 1}))
def unsafe_chunk(ops: Ops, input: Array, chunks: Integer, dim: Integer = 0) -> Any:
    """What chunk gives, as copies: they may be changed in place, and input does not notice."""
    sizes = chunk_sizes("unsafe_chunk", input.shape, chunks, dim)
    if isinstance(sizes, int):
        return ops.unsafe_split(input, sizes, dim)
    return ops.unsafe_split_with_sizes(input, sizes, dim)


@composite("shape", cases=({"input": (5, 2), "dim": 0, "start": 1, "length": 2},))
def narrow_copy(ops: Ops, input: Array, dim: Integer, start: Integer, length: Integer) -> Any:
    """What narrow shows, as a copy with a storage of its own."""
    if dim >= len(input.shape):
        raise OpFailed(f"narrow_copy: {list(input.shape)} has no dimension {dim}.", op="narrow_copy")
    return ops._narrow_copy(input, *narrowed("narrow_copy", input.shape, dim, start, length))


@composite("shape", variants=FUNCTION, cases=({"input": (2, 3), "size": (2, 2), "stride": (1, 2)},))
def as_strided_copy(
    ops: Ops, input: Array, size: Integers, stride: Integers, storage_offset: Integer | None = None
) -> Any:
    """What as_strided shows, as a copy with a storage of its own."""
    return ops._as_strided_copy(input, *geometry("as_strided_copy", input, size, stride, storage_offset))
