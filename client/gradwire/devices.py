"""device: where a tensor lives on the server, printed as PyTorch prints it."""

from __future__ import annotations

from typing import Any


class device:  # noqa: N801
    """A device such as device("cuda", 0) or device("cuda:0")."""

    __slots__ = ("index", "type")

    def __init__(self, type: str | device, index: int | None = None) -> None:
        if isinstance(type, device):
            self.type: str = type.type
            self.index: int | None = type.index
            return
        kind, _, number = type.partition(":")
        if kind not in ("cpu", "cuda") or (number and (not number.isdigit() or index is not None)):
            raise RuntimeError(f"Invalid device string: '{type}'; devices are cpu, cuda and cuda:0")
        self.type = kind
        self.index = int(number) if number else index

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

    def __reduce__(self) -> tuple[Any, ...]:
        return device, (self.type, self.index)
