"""PyTorch's older names of dtypes, as tensor classes: FloatTensor, LongTensor and the like."""

from __future__ import annotations

from typing import Any, Final

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
    """A class whose instances are the tensors of one dtype: FloatTensor([1, 2]) makes one, isinstance knows them."""

    dtype: dtype

    def __call__(cls, *data: Any) -> Any:
        from gradwire.creation import of_data_or_sizes

        return of_data_or_sizes(f"torch.{cls.__name__}", cls.dtype, data)

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, Handle) and instance.describe().dtype is cls.dtype

    def __repr__(cls) -> str:
        return f"<class 'torch.{cls.__name__}'>"


CLASSES: Final = {
    f"{text}Tensor": Typed(f"{text}Tensor", (), {"dtype": DTYPES[name], "__module__": __name__})
    for name, text in NAMES.items()
    if not DTYPES[name].is_complex
}
"""The classes by name."""


def dtype_of(kind: Any) -> dtype | None:
    """The dtype that a dtype, one of the classes or its name means."""
    if isinstance(kind, str):
        name = kind.removeprefix("torch.")
        if name not in CLASSES:
            raise ValueError(f"invalid type: {kind!r}; the types are {', '.join(f'torch.{one}' for one in CLASSES)}")
        return CLASSES[name].dtype
    if isinstance(kind, type) and not isinstance(kind, Typed):
        raise ValueError(f"invalid type: {kind.__name__!r}; a dtype or one of the older tensor classes is meant here")
    return kind.dtype if isinstance(kind, Typed) else as_dtype(kind)
