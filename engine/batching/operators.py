"""The operators of batched arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.batching.array import BatchedArray, WrittenForAll
from engine.batching.broadcasting import aligned, elementwise
from engine.batching.linear import matmul
from engine.operator_functions import BINARY, COMPARING, UNARY


def _binary(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def operate(self: BatchedArray, other: Any) -> Any:
        return elementwise(getattr(self.xp, name), self.xp, self, other)

    def reflected(self: BatchedArray, other: Any) -> Any:
        return elementwise(getattr(self.xp, name), self.xp, other, self)

    return operate, reflected


def _in_place(name: str) -> Callable[..., Any]:
    def operate(self: BatchedArray, other: Any) -> BatchedArray:
        (own, theirs), levels = aligned([self, other])
        if levels != self.levels:
            raise WrittenForAll("in place, what differs would be written for all examples")
        getattr(self.xp, name)(own, theirs, own)
        return self

    return operate


def _unary(name: str) -> Callable[..., Any]:
    return lambda self: self.like(getattr(self.xp, name)(self.physical))


for _name, _function in {**BINARY, "pow": "power"}.items():
    _forward, _reflected = _binary(_function)
    setattr(BatchedArray, f"__{_name}__", _forward)
    setattr(BatchedArray, f"__r{_name}__", _reflected)
    setattr(BatchedArray, f"__i{_name}__", _in_place(_function))
for _name, _function in COMPARING.items():
    setattr(BatchedArray, f"__{_name}__", _binary(_function)[0])
for _name, _function in UNARY.items():
    setattr(BatchedArray, f"__{_name}__", _unary(_function))


def _matmul(self: BatchedArray, other: Any) -> Any:
    return matmul(self.xp, self, other)


def _rmatmul(self: BatchedArray, other: Any) -> Any:
    return matmul(self.xp, other, self)


setattr(BatchedArray, "__matmul__", _matmul)  # noqa: B010 - as the operators above
setattr(BatchedArray, "__rmatmul__", _rmatmul)  # noqa: B010
