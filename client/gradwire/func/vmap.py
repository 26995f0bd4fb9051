"""vmap: a function of one example, called for all examples at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Final

from gradwire.differentiation.derivatives import describe
from gradwire.func.levels import batch, level, unbatch
from gradwire.func.trees import leaves, rebuilt, spread
from gradwire.recording.handle import Handle

RANDOMNESS: Final = ("error", "different", "same")


def vmap(
    func: Callable[..., Any],
    in_dims: Any = 0,
    out_dims: Any = 0,
    randomness: str = "error",
    *,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """A function that calls `func`, which is written for one example, for all examples along `in_dims` at once.

    `in_dims` has for each argument a dimension, or None for what all examples share; `out_dims` says where the examples
    lie in the results. `randomness` is "error", "different" or "same"; with `chunk_size` at most so many examples are
    computed at a time. The server runs what cannot be computed for all at once for one after the other, and warns.
    https://docs.pytorch.org/docs/stable/generated/torch.func.vmap.html
    """
    if randomness not in RANDOMNESS:
        raise RuntimeError(f"randomness must be one of {', '.join(RANDOMNESS)}, not {randomness!r}")
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"vmap: chunk_size must be a positive number or None, not {chunk_size}")

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        _check_out_dims(out_dims)
        values, dims, size = _examples(in_dims, args, func)
        if chunk_size is None or size <= chunk_size:
            return _flat(func, args, values, dims, size, out_dims, randomness, kwargs)
        return _in_chunks(func, args, values, dims, size, out_dims, randomness, kwargs, chunk_size)

    return wrapped


def _examples(in_dims: Any, args: tuple[Any, ...], func: Any) -> tuple[list[Any], list[int | None], int]:
    """The leaves of the arguments, the dimension of each, and how many examples there are."""
    call = f"vmap({_name(func)}, in_dims={in_dims}, ...)(<inputs>)"
    if not isinstance(in_dims, int | tuple):
        raise ValueError(
            f"{call}: in_dims is an int or a tuple in the form of the inputs, not {type(in_dims).__name__}"
        )
    if not args:
        raise ValueError(f"{call}: there is no input to map over")
    values = leaves(args)
    given = spread(in_dims, args)
    if given is None:
        raise ValueError(f"{call}: in_dims must have the form of the inputs: give an int, or one dimension per input")
    dims: list[int | None] = []
    for value, dim in zip(values, given, strict=True):
        if dim is None:
            dims.append(None)
            continue
        if not isinstance(dim, int):
            raise ValueError(f"{call}: a dimension must be an int or None, not {dim!r}")
        if not isinstance(value, Handle):
            raise ValueError(f"{call}: in_dims is {dim} for an input of type {type(value).__name__}: give None for it")
        ndim = len(describe(value).shape)
        if not -ndim <= dim < ndim:
            raise ValueError(f"{call}: in_dims is {dim} for a tensor of {ndim} dimensions")
        dims.append(dim % ndim)
    sizes = {describe(value).shape[dim] for value, dim in zip(values, dims, strict=True) if dim is not None}
    if not sizes:
        raise ValueError(f"{call}: at least one input must have a dimension to map over: all of in_dims are None")
    if len(sizes) > 1:
        raise ValueError(f"{call}: the inputs have {' and '.join(map(str, sorted(sizes)))} examples: they must agree")
    return values, dims, sizes.pop()


def _flat(
    func: Callable[..., Any],
    args: Any,
    values: Sequence[Any],
    dims: Sequence[int | None],
    size: int,
    out_dims: Any,
    randomness: str,
    kwargs: dict[str, Any],
) -> Any:
    recorder = next(value for value, dim in zip(values, dims, strict=True) if dim is not None)._r
    with level(recorder, size, randomness) as number:
        examples = [
            value if dim is None else batch(value, dim, number) for value, dim in zip(values, dims, strict=True)
        ]
        result = func(*rebuilt(args, iter(examples)), **kwargs)
    return _shown(result, out_dims, number, size, func)


def _in_chunks(
    func: Callable[..., Any],
    args: Any,
    values: Sequence[Any],
    dims: Sequence[int | None],
    size: int,
    out_dims: Any,
    randomness: str,
    kwargs: dict[str, Any],
    chunk_size: int,
) -> Any:
    """Some examples at a time; the results are joined."""
    import gradwire

    parts = []
    drawn = gradwire.get_rng_state() if randomness == "same" else None
    for first in range(0, size, chunk_size):
        if drawn is not None:
            gradwire.set_rng_state(drawn)
        count = min(chunk_size, size - first)
        some = [
            value if dim is None else value.narrow(dim, first, count) for value, dim in zip(values, dims, strict=True)
        ]
        parts.append(_flat(func, args, some, dims, count, out_dims, randomness, kwargs))
    given = _out_dims(out_dims, parts[0], _name(func))
    rows = zip(*map(leaves, parts), strict=True)
    joined = [row[0] if dim is None else gradwire.cat(row, dim) for row, dim in zip(rows, given, strict=True)]
    return rebuilt(parts[0], iter(joined))


def _check_out_dims(out_dims: Any) -> None:
    for dim in leaves(out_dims):
        if not (dim is None or isinstance(dim, int)):
            raise ValueError(f"vmap: out_dims must have ints, or None for what all examples share, not {dim!r}")


def _out_dims(out_dims: Any, result: Any, name: str) -> list[int | None]:
    """Where the examples lie in each tensor that the function returned."""
    alone = isinstance(result, Handle) and isinstance(out_dims, tuple) and len(out_dims) == 1
    given = list(out_dims) if alone else spread(out_dims, result)
    if given is None:
        raise ValueError(f"vmap({name}, ..., out_dims={out_dims}): out_dims must have the form of what it returns")
    return given


def _shown(result: Any, out_dims: Any, number: int, size: int, func: Any) -> Any:
    """Results with all examples, each along its dimension."""
    name = _name(func)
    found = leaves(result)
    shown = []
    for value, dim in zip(found, _out_dims(out_dims, result, name), strict=True):
        if dim is None:
            if isinstance(value, Handle) and number in describe(value).levels:
                raise ValueError(f"vmap({name}, ...): out_dims is None for a result that differs between the examples")
            shown.append(value)
        elif isinstance(value, Handle):
            shown.append(unbatch(value, dim, number, size))
        else:
            raise ValueError(
                f"vmap({name}, ...): a result of type {type(value).__name__} is no tensor: out_dims is None for such"
            )
    return rebuilt(result, iter(shown))


def _name(func: Any) -> str:
    return getattr(func, "__name__", type(func).__name__)
