"""What all kinds of pooling check and work out: how many windows there are, and where they begin."""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, Register, composite
from engine.ops.convolution.sliding import at_least, per_dim
from engine.parameters import Ops

Shape = tuple[int, ...]


def pooling(name: str, *cases: dict[str, Any], **options: Any) -> Register:
    """A kind of pooling, as `torch.nn.functional` has it."""
    return composite(NETWORK, name=f"nn.functional.{name}", variants=FUNCTION, cases=cases, **options)


def check_pooled(op: str, input: Any, rank: int, integers: bool = True) -> None:
    """Refuse an input without `rank` dimensions after that of the channels, or of a wrong dtype."""
    category = dtypes.CATEGORY[input.dtype]
    if category != dtypes.FLOATING and not (integers and category == dtypes.INTEGRAL):
        raise DtypeMismatch(f"nn.functional.{op} of {input.dtype.name} is not defined.", op=f"nn.functional.{op}")
    if len(input.shape) not in (rank + 1, rank + 2) or 0 in input.shape[-rank - 1 :]:
        raise ShapeMismatch(
            f"nn.functional.{op} needs {rank + 2} dimensions, or {rank + 1} without a batch, which alone may be "
            f"empty; got {list(input.shape)}.",
            op=f"nn.functional.{op}",
            shapes=[list(input.shape)],
        )


def pooled(
    op: str,
    input: Any,
    rank: int,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    ceil_mode: bool,
    dilation: Any = 1,
) -> dict[str, Shape]:
    """The windows of a kind of pooling: kernel, stride, before, dilation and size, which are checked here."""
    name = f"nn.functional.{op}"
    kernel = per_dim(name, "kernel_size", kernel_size, rank)
    step = kernel if stride is None or stride == () else per_dim(name, "stride", stride, rank)
    before, apart = per_dim(name, "padding", padding, rank), per_dim(name, "dilation", dilation, rank)
    for what, values in (("kernel_size", kernel), ("stride", step), ("dilation", apart)):
        at_least(name, what, values, 1)
    at_least(name, "padding", before, 0)
    spans = [(one - 1) * between + 1 for one, between in zip(kernel, apart, strict=True)]
    if any(pad > span // 2 for pad, span in zip(before, spans, strict=True)):
        raise OpFailed(
            f"{name}: padding {list(before)} may be at most half of what the kernel spans, {spans}.", op=name
        )
    size = []
    for one, span, pad, move in zip(input.shape[-rank:], spans, before, step, strict=True):
        room = one + 2 * pad - span
        count = -(-room // move) + 1 if ceil_mode else room // move + 1
        if ceil_mode and (count - 1) * move >= one + pad:  # a window that begins in the padding at the end
            count -= 1
        size.append(count)
    if min(size) < 1:
        raise ShapeMismatch(
            f"{name}: a kernel that spans {spans} does not fit into {list(input.shape[-rank:])} padded by "
            f"{list(before)}.",
            op=name,
            shapes=[list(input.shape)],
        )
    windows = {"kernel": kernel, "stride": step, "before": before, "dilation": apart, "size": tuple(size)}
    if rank == 1:  # as in a plane of one row
        windows = {what: (int(what != "before"), *values) for what, values in windows.items()}
    return windows


def as_plane(ops: Ops, input: Any, rank: int) -> Any:
    """A line as a plane of one row, as PyTorch pools it; anything else as it is."""
    return ops.unsqueeze(input, -2) if rank == 1 else input


def as_line(ops: Ops, out: Any, rank: int) -> Any:
    """What became of a line, as a line again."""
    return ops.squeeze(out, -2) if rank == 1 else out
