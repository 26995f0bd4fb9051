"""What PyTorch refuses, gradwire must refuse with the same class of exception."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch

from tests.oracle.op_db.comparing import described, run, tensors
from tests.oracle.op_db.crossing import Crossing, World
from tests.oracle.op_db.entries import Entry
from tests.oracle.op_db.worlds import Missing


class Refusal(NamedTuple):
    """An input that PyTorch refuses: the class of its exception, that of ours ("" for none), and ours itself."""

    theirs: str
    ours: str
    error: Exception | None
    sample: str


def refused(entry: Entry, world: World, raised: Callable[[Exception], str]) -> Iterator[Refusal]:
    """What becomes of the inputs that PyTorch refuses; `raised` tells what class an exception of ours stands for."""
    for case in entry.refusals():
        sample = case.sample_input
        theirs = _class_of_theirs(entry, sample)
        if theirs is None or _overlaps(sample):
            continue
        crossing = Crossing(world)
        ours, found = "", None
        try:
            first, args, kwargs = crossing.carried([sample.input, list(sample.args), sample.kwargs], {})
            run(entry, crossing, first, args, kwargs)
            world.finish()
        except Missing:
            continue
        except Exception as error:  # noqa: BLE001 - which class it is, is the question
            if crossing.calls == 0:  # PyTorch's parser of arguments said no
                continue
            ours, found = raised(error), error
        yield Refusal(theirs, ours, found, described(sample))


def _overlaps(sample: Any) -> bool:
    """Whether `out` is another view of a tensor of the sample, which tensors brought one by one cannot be."""
    out = sample.kwargs.get("out")
    others = [one for one in tensors([sample.input, sample.args]) if one is not out]
    return isinstance(out, torch.Tensor) and any(
        one.untyped_storage().data_ptr() == out.untyped_storage().data_ptr() for one in others
    )


def _class_of_theirs(entry: Entry, sample: Any) -> str | None:
    """How the exception is called that PyTorch raises, None where it raises none on a CPU."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            entry.info.op(sample.input, *sample.args, **sample.kwargs)
    except Exception as error:  # noqa: BLE001
        name = type(error).__name__
        return {"_LinAlgError": "LinAlgError", "OutOfMemoryError": "RuntimeError"}.get(name, name)
    return None


def of_engine(error: Exception) -> str:
    """The class that an error of the engine stands for."""
    return str(getattr(error, "exception", f"{type(error).__name__} of ours: {error!r:.120}"))


def of_sdk(error: Exception) -> str:
    """The class of PyTorch's that an exception of the SDK is: the nearest of its ancestors that PyTorch raises."""
    known = ("LinAlgError", "RuntimeError", "ValueError", "TypeError", "IndexError", "NotImplementedError")
    names = [cls.__name__ for cls in type(error).__mro__]
    return next((name for name in names if name in known or name in dir(torch)), names[0])
