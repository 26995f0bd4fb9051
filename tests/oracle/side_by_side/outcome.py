"""What a case comes to, with either module."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

ONCE = (".*backward.. with create_graph=True", ".*torch.jit.script", "Attempted to insert a get_attr Node")
"""Warnings that PyTorch gives once a process, or of its own workings."""


class Outcome(NamedTuple):
    """All of a case that can be compared."""

    printed: str
    raised: str | None
    warned: list[str]
    returned: Any


def outcome(case: Callable[[Any], Any], torch: Any) -> Outcome:
    """Run a case with a module as its `torch`."""
    printed = io.StringIO()
    returned, error = None, None
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(printed):
        warnings.simplefilter("always")
        for message in ONCE:
            warnings.filterwarnings("ignore", message)
        try:
            returned = plain(case(torch))
            getattr(torch, "flush", lambda: None)()  # the SDK raises some errors no sooner
        except Exception as problem:  # noqa: BLE001
            error = class_name(problem)
    return Outcome(printed.getvalue(), error, [warning.category.__name__ for warning in caught], returned)


def raised(call: Callable[[], Any], torch: Any = None) -> str:
    """The name of the exception class that a call raises, or "nothing". With `torch`, what waits is sent first."""
    try:
        call()
        getattr(torch, "flush", lambda: None)()
    except Exception as error:  # noqa: BLE001
        return class_name(error)
    return "nothing"


def class_name(error: Exception) -> str:
    """The name of the nearest exception class that is Python's own."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")


def slopes(torch: Any, function: Callable[..., Any], *leaves: Any) -> Any:
    """The gradients of a function's result at leaves, from a seed that is not real where the result is not."""
    out = function(*leaves)
    seed = torch.full_like(out.detach(), 1 + 0.5j if out.is_complex() else 1)
    return torch.autograd.grad(out, leaves, seed)


def numbers(torch: Any, *shape: int) -> Any:
    """Some numbers between -2 and 2, the same each time."""
    torch.manual_seed(1)
    return torch.rand(*shape) * 4 - 2


def leaf(torch: Any, *shape: int) -> Any:
    """Such numbers, of which gradients are wanted."""
    return numbers(torch, *shape).requires_grad_()


def checkpoint(torch: Any, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """A checkpoint, unless said otherwise one that does not reenter."""
    return torch.utils.checkpoint.checkpoint(function, *args, **{"use_reentrant": False, **options})


def both_checkpoints(torch: Any, function: Callable[..., Any], *args: Any) -> list[Any]:
    """Gradients at leaves, by checkpoints that do not reenter, and by those that do."""
    found = []
    for reentrant in (False, True):
        for one in args:
            one.grad = None
        checkpoint(torch, function, *args, use_reentrant=reentrant).sum().backward()
        found += [one.grad for one in args]
    return found


def layer(torch: Any, make: Callable[[], Any], *inputs: Any, nodes: bool = True) -> Any:
    """What a layer prints, begins with, gives and learns, in training and in evaluation, and what it has then.

    Its results come with the names of their nodes, unless `nodes` is False.
    """
    torch.manual_seed(0)
    module = make()
    print(module)
    begun = {key: value.clone() for key, value in module.state_dict().items()}
    found = []
    for mode in (True, False):
        module.train(mode)
        leaves = [x.detach().requires_grad_() if torch.is_tensor(x) and x.is_floating_point() else x for x in inputs]
        out = module(*leaves)
        outs = [one for one in (out if isinstance(out, tuple) else (out,)) if one.requires_grad]
        sum(one.cos().sum() for one in outs).backward() if outs else None
        given = out if nodes else [one.detach() for one in outs]
        found.append((given, [getattr(x, "grad", None) for x in leaves], [p.grad for p in module.parameters()]))
        module.zero_grad()
    return begun, found, dict(module.state_dict())


class Plain(NamedTuple):
    """A tensor as plain data."""

    values: Any
    dtype: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None


def plain(value: Any) -> Any:
    """A value of either module as plain data."""
    if hasattr(value, "grad_fn") and hasattr(value, "tolist"):
        node = value.grad_fn
        facts = str(value.dtype), value.requires_grad, value.is_leaf, node and node.name()
        return Plain(value.detach().tolist(), *facts)
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(entry) for entry in value]
    return value if isinstance(value, (float, complex)) else repr(value)


def compare(ours: Any, theirs: Any, at: str = "returned") -> None:
    """Assert that two plain values are equal, floats within a few roundings of float32."""
    if isinstance(theirs, (float, complex)):
        assert ours == pytest.approx(theirs, rel=2e-5, abs=1e-6, nan_ok=True), at
    elif isinstance(theirs, dict):
        assert ours.keys() == theirs.keys(), at
        for key in theirs:
            compare(ours[key], theirs[key], f"{at}[{key!r}]")
    elif isinstance(theirs, (tuple, list)):
        assert type(ours) is type(theirs), at
        assert len(ours) == len(theirs), at
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            compare(one, other, f"{at}[{place}]")
    else:
        assert ours == theirs, at


def cases(module: Any) -> Iterator[Callable[[Any], Any]]:
    """The cases of a module: its own public functions."""
    for name, found in list(vars(module).items()):
        if not name.startswith("_") and callable(found) and getattr(found, "__module__", "") == module.__name__:
            yield found
