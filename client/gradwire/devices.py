"""device: where a tensor lives on the server, printed as PyTorch prints it; and which one is meant where none is said.

Both choices, the default device and the current GPU, are each thread's own and each asynchronous task's.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final, NoReturn, Self

from gradwire.tensors.named import Named

_defaults: Final[ContextVar[tuple[device | None, ...]]] = ContextVar("defaults", default=(None,))
"""What set_default_device chose, and upon it what the blocks `with torch.device(...):` did; None is the session's."""
_gpu: Final[ContextVar[int]] = ContextVar("gpu", default=0)

defaults: Final = _defaults.get
current_gpu: Final = _gpu.get
set_current_gpu: Final = _gpu.set


class device(metaclass=Named, home="torch"):  # noqa: N801
    """A device such as device("cuda", 0), device("cuda:0") or device(0), which is that GPU too.

    `with device("cuda"):` new tensors are there, unless they are told where.
    """

    __slots__ = ("index", "type")

    type: str
    index: int | None

    def __init__(self, type: str | int | device, index: int | None = None) -> None:
        kind, number = _read(type)
        if index is not None:
            if not isinstance(index, int):
                raise TypeError(f"device(): argument 'index' must be int, not {index.__class__.__name__}")
            if number is not None or index < 0:
                raise RuntimeError(f"a device has one index, 0 or more: '{type}' with {index} is none")
            number = index
        object.__setattr__(self, "type", kind)
        object.__setattr__(self, "index", number)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"attribute '{name}' of a device is not writable: make another device")

    def __str__(self) -> str:
        return self.type if self.index is None else f"{self.type}:{self.index}"

    def __repr__(self) -> str:
        return (
            f"device(type={self.type!r})" if self.index is None else f"device(type={self.type!r}, index={self.index})"
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device) and (self.type, self.index) == (other.type, other.index)

    def __hash__(self) -> int:
        return hash((self.type, self.index))

    def __enter__(self) -> Self:
        _defaults.set((*_defaults.get(), self))
        return self

    def __exit__(self, *_: object) -> None:
        _defaults.set(_defaults.get()[:-1])

    def __reduce__(self) -> tuple[Any, ...]:
        return device, (self.type, self.index)


def _read(given: Any) -> tuple[str, int | None]:
    """Kind and index of what names a device."""
    if isinstance(given, device):
        return given.type, given.index
    if type(given) is int:
        return "cuda", given
    if not isinstance(given, str):
        raise TypeError(f"device(): argument 'type' must be str, not {type(given).__name__}")
    kind, colon, number = given.partition(":")
    if kind not in ("cpu", "cuda") or (colon and not number.isdigit()):
        raise RuntimeError(f"Invalid device string: '{given}'; devices are cpu, cuda and cuda:0")
    return kind, int(number) if colon else None


def placed(given: str | int | device | None) -> device | None:
    """The device that is meant: "cuda" alone is the current GPU, and nothing remains nothing."""
    if given is None:
        return None
    place = given if isinstance(given, device) else device(given)
    return device("cuda", _gpu.get()) if place.index is None and place.type == "cuda" else place


def default_device() -> device | None:
    """Where new tensors are that are not told where; None for the session's device."""
    return placed(_defaults.get()[-1])


def set_default_device(device: str | int | device | None) -> None:
    """Choose where tensors are made that are not told where; None is the session's device again.

    https://docs.pytorch.org/docs/stable/generated/torch.set_default_device.html
    """
    _defaults.set((None if device is None else Device(device), *_defaults.get()[1:]))


Device: Final = device  # which is also what PyTorch calls the argument
