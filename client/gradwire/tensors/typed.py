"""PyTorch's older names of dtypes, as tensor classes: FloatTensor, LongTensor and the like, and those of GPUs."""

from __future__ import annotations

from typing import Any, Final

from gradwire.devices import device, placed
from gradwire.dtypes import DTYPES, as_dtype, dtype
from gradwire.recording.handle import Handle

NAMES: Final = {
    "float32": "Float",
    "float64": "Double",
    "float16": "Half",
    "bfloat16": "BFloat16",
    "complex64": "ComplexFloat",
    "complex128": "ComplexDouble",
    "int8": "Char",
    "int16": "Short",
    "int32": "Int",
    "int64": "Long",
    "uint8": "Byte",
    "bool": "Bool",
}
"""What a tensor's type() calls its dtype."""


class Typed(type):
    """A class whose instances are the tensors of one dtype and kind of device: FloatTensor([1, 2]) makes one."""

    dtype: dtype
    place: device

    def __call__(cls, *data: Any) -> Any:
        from gradwire.creation import of_data_or_sizes

        return of_data_or_sizes(cls.title, cls.dtype, placed(cls.place), data)

    def __instancecheck__(cls, instance: Any) -> bool:
        if not isinstance(instance, Handle):
            return False
        known = instance.describe()
        return known.dtype is cls.dtype and known.device.type == cls.place.type

    @property
    def title(cls) -> str:
        """The name that a tensor's type() gives."""
        return f"torch.{'cuda.' if cls.place.type == 'cuda' else ''}{cls.__name__}"

    def __repr__(cls) -> str:
        return f"<class '{cls.title}'>"


def _classes(place: device) -> dict[str, Typed]:
    return {
        f"{text}Tensor": Typed(f"{text}Tensor", (), {"dtype": DTYPES[name], "place": place, "__module__": __name__})
        for name, text in NAMES.items()
        if not DTYPES[name].is_complex
    }


CLASSES: Final = _classes(device("cpu"))
"""The classes of tensors on the CPU, by name."""
CUDA: Final = _classes(device("cuda"))
"""Those of tensors on GPUs."""
_BY_NAME: Final = {one.title: one for one in (*CLASSES.values(), *CUDA.values())}


def meant(kind: Any) -> tuple[dtype | None, device | None]:
    """The dtype that a dtype, one of the classes or its name means, and the kind of device if it means one, too."""
    if isinstance(kind, str):
        if kind not in _BY_NAME:
            raise ValueError(f"invalid type: {kind!r}; the types are {', '.join(_BY_NAME)}")
        kind = _BY_NAME[kind]
    if isinstance(kind, Typed):
        return kind.dtype, kind.place
    if isinstance(kind, type):
        raise ValueError(f"invalid type: {kind.__name__!r}; a dtype or one of the older tensor classes is meant here")
    return as_dtype(kind), None
