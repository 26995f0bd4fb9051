"""Description: all that is known of a tensor without its values."""

from __future__ import annotations

from typing import Any, Final

from gradwire import dtypes
from gradwire.devices import device
from gradwire.dtypes import dtype
from gradwire.sizes import Size

FEW: Final = 64
IN_JSON: Final = frozenset({"float32", "float64", "int64", "int32", "bool"})
"""Dtypes whose values JSON has just so."""


class Description:
    """Shape, dtype, device, autograd flags. A recorder has one object per description: they compare by identity."""

    __slots__ = (
        "device",
        "dtype",
        "few",
        "grad_fn",
        "inference",
        "is_leaf",
        "levels",
        "requires_grad",
        "retains_grad",
        "shape",
        "starts",
    )

    def __init__(
        self,
        shape: Size,
        dtype: dtype,
        device: device,
        requires_grad: bool = False,
        is_leaf: bool = True,
        grad_fn: str | None = None,
        retains_grad: bool = False,
        inference: bool = False,
        levels: tuple[int, ...] = (),
    ) -> None:
        self.shape = shape
        self.dtype = dtype
        self.device = device
        self.requires_grad = requires_grad
        self.is_leaf = is_leaf
        self.grad_fn = grad_fn
        self.retains_grad = retains_grad
        self.inference = inference
        self.levels = levels
        """By which levels of vmap it is batched, the outermost being 0."""
        elements = shape.numel()
        self.few = elements <= FEW and dtype.name in IN_JSON
        """Whether its values are so few that they come as JSON."""
        self.starts = requires_grad and elements == 1 and not dtype.is_complex
        """Whether a backward pass can start from it without a gradient being given."""

    def __repr__(self) -> str:
        return f"<{self.dtype} {list(self.shape)} on {self.device}, grad_fn={self.grad_fn}>"


UNKNOWN: Final = Description(Size(), dtypes.DTYPES["float32"], device("cpu"), grad_fn="unknown")
"""Stands where only the server knows: nothing is remembered about what is made of it."""


class Descriptions:
    """The descriptions of one recorder, each made once."""

    def __init__(self, place: device) -> None:
        self.places = {place}
        """The devices that are there for certain."""
        self._known: dict[tuple[Any, ...], Description] = {}
        self._plain: dict[Description, Description] = {}

    def find(
        self,
        shape: tuple[int, ...],
        kind: dtype,
        place: device,
        requires_grad: bool = False,
        is_leaf: bool = True,
        grad_fn: str | None = None,
        retains_grad: bool = False,
        inference: bool = False,
        levels: tuple[int, ...] = (),
    ) -> Description:
        """The one description with these facts."""
        facts = (shape, kind, place, requires_grad, is_leaf, grad_fn, retains_grad, inference, levels)
        known = self._known.get(facts)
        if known is None:
            known = self._known[facts] = Description(Size(shape), *facts[1:])
        return known

    def read(self, info: dict[str, Any]) -> Description:
        """The description that a server's info is."""
        place = device(info["device"])
        self.places.add(place)
        return self.find(
            tuple(info["shape"]),
            dtypes.named(info["dtype"]),
            place,
            info["requires_grad"],
            info["is_leaf"],
            info["grad_fn"],
            info["retains_grad"],
            info.get("inference", False),
            tuple(int(name[1:]) for name in info["levels"]) if "levels" in info else (),
        )

    def without_grad(self, like: Description) -> Description:
        """The description of a leaf of the same shape, dtype and device that requires no gradient."""
        plain = self._plain.get(like)
        if plain is None:
            plain = self._plain[like] = self.find(like.shape, like.dtype, like.device, levels=like.levels)
        return plain
