"""Geometry: how a tensor lies in its storage, and what it shares that with; asked of the server, which alone knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gradwire.recording.dispatch import call
from gradwire.recording.handle import Handle
from gradwire.recording.ops import Op, Parameter
from gradwire.tensors.facts import Facts
from gradwire.tensors.sharing import is_contiguous

BASE: Final = Op("base", (Parameter("input", "tensor"),))


class Geometry(Facts):
    """Strides, storage and views, as PyTorch's attributes and methods."""

    __slots__ = ()

    def _info(self) -> dict[str, Any]:
        self._r.check(self)
        return self._infos([self])[0]

    def _infos(self, tensors: Sequence[Handle]) -> list[dict[str, Any]]:
        return [info or {} for info in self._r.line.look_all(tensors)]

    def stride(self, dim: int | None = None) -> Any:
        """How many elements lie between neighbours along each dimension, or along one."""
        stride = tuple(self._info()["stride"])
        if dim is None:
            return stride
        if not -len(stride) <= dim < len(stride):
            raise IndexError(f"there is no dimension {dim} of {len(stride)}: take one from {-len(stride)} on")
        return stride[dim]

    def is_contiguous(self) -> bool:
        """Whether the elements lie in row-major order, without gaps."""
        return is_contiguous(self._info())

    def storage_offset(self) -> int:
        """How many elements of the storage lie before the first one."""
        return self._info()["storage_offset"]  # type: ignore[no-any-return]

    def data_ptr(self) -> int:
        """An address for the first element: no true one, but in one storage as far from others as the true ones."""
        info = self._info()
        storage = int(info["storage"][1:]) << 40
        return storage + info["storage_offset"] * self.itemsize if self.numel() else 0

    def is_set_to(self, tensor: Geometry) -> bool:
        """Whether both show the same elements of one storage in the same shape."""
        facts = ("storage", "storage_offset", "shape", "stride")
        ours, theirs = self._infos([self, tensor])
        return all(ours[fact] == theirs[fact] for fact in facts)

    @property
    def _base(self) -> Any:
        """The tensor that this is a view of, or None."""
        family = [found for member in self._r.families.get(self._n, ()) if (found := member()) is not None]
        own, *others = self._infos([self, *family])
        if own["base"] is None:
            return None
        for tensor, info in zip(family, others, strict=True):
            if info.get("id") == own["base"]:
                return tensor
        return call(BASE, (self,))

    def _is_view(self) -> bool:
        return self._info()["base"] is not None
