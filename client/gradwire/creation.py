"""Creation from data that is here: tensor, as_tensor, from_numpy."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any, Final

import numpy as np

from gradwire import dtypes
from gradwire._generated.table import OPS
from gradwire.devices import device as Device
from gradwire.devices import placed
from gradwire.dtypes import dtype as Dtype
from gradwire.promotion import of_numbers, promote_types
from gradwire.recording.dispatch import call
from gradwire.recording.ops import NUMBERS
from gradwire.recording.origins import warn
from gradwire.recording.state import state
from gradwire.sizes import Size
from gradwire.tensors.tensor import Tensor

CPU: Final = Device("cpu")


def tensor(
    data: Any,
    *,
    dtype: Dtype | None = None,
    device: str | Device | None = None,
    requires_grad: bool = False,
    pin_memory: bool = False,
) -> Tensor:
    """A new leaf tensor of data: a number, nested lists, or an array, copied.

    https://docs.pytorch.org/docs/stable/generated/torch.tensor.html
    """
    if isinstance(data, Tensor):
        warn(
            "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
            "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).",
        )
        copy: Tensor = data.detach().clone()
        if dtype is not None or device is not None:
            copy = copy.to(dtype=dtype or copy.dtype, device=device or copy.device)
        return copy.requires_grad_() if requires_grad else copy
    array = _array(data, dtypes.as_dtype(dtype))
    if requires_grad and array.dtype.kind not in "fcV":
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    made = state.recorder().upload(array, placed(device), requires_grad)
    assert isinstance(made, Tensor)
    return made


def of_data_or_sizes(name: str, kind: Dtype, place: Device | None, data: tuple[Any, ...]) -> Tensor:
    """What torch.FloatTensor([1, 2]) and torch.FloatTensor(2, 3) are: data in a dtype, and a tensor of those sizes."""
    if len(data) == 1 and isinstance(data[0], Size):
        data = data[0]
    elif len(data) == 1 and (not isinstance(data[0], int) or isinstance(data[0], bool)):
        return _of_data(name, kind, place, data[0])
    return call(OPS["empty"], (data or (0,), kind, place, *OPS["empty"].defaults[3:]))  # type: ignore[no-any-return]


def _of_data(name: str, kind: Dtype, place: Device | None, data: Any) -> Tensor:
    if isinstance(data, Tensor):
        if data.dtype is not kind:
            raise TypeError(f"{name}() takes a tensor of {kind}, not of {data.dtype}: convert it with to()")
        return data.view_as(data)
    if isinstance(data, str) or not isinstance(data, (Sequence, np.ndarray)):
        raise TypeError(f"{name}(): data must be a sequence, not {type(data).__name__}: torch.tensor takes numbers")
    array = _array(data, None)
    with np.errstate(over="ignore", invalid="ignore"):
        made = state.recorder().upload(array.astype(kind.numpy), place, False)
    assert isinstance(made, Tensor)
    return made


def as_tensor(data: Any, dtype: Dtype | None = None, device: str | Device | None = None) -> Tensor:
    """Data as a tensor; a tensor of that dtype and device is returned as it is.

    https://docs.pytorch.org/docs/stable/generated/torch.as_tensor.html
    """
    if not isinstance(data, Tensor):
        return tensor(data, dtype=dtype, device=device)
    return data if dtype is None and device is None else data.to(dtype=dtype, device=device)


def from_numpy(ndarray: np.ndarray[Any, Any]) -> Tensor:
    """A tensor on the CPU of an array's values. Other than PyTorch's it is a copy: the array can change without it.

    https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html
    """
    if not isinstance(ndarray, np.ndarray):
        raise TypeError(f"expected np.ndarray (got {type(ndarray).__name__})")
    return tensor(ndarray, device=CPU)


def _array(data: Any, dtype: Dtype | None) -> np.ndarray[Any, Any]:
    if isinstance(data, (np.ndarray, np.generic)):
        kind = dtypes.from_numpy(data.dtype)
        return np.array(data, dtype=(dtype or kind).numpy, order="C")
    if hasattr(data, "__array__") and not isinstance(data, (list, tuple)):
        return _array(np.asarray(data), dtype)
    kinds: set[Any] = set()
    if isinstance(data, (list, tuple)):
        tensors: list[Tensor] = []
        _look(data, kinds, tensors)
        if tensors:
            _bring(tensors)
            data = _plain(data, _depth(data))
    try:
        array = np.array(data)
    except ValueError as error:
        raise ValueError(f"expected sequences of equal length at each dimension: {error}") from None
    if array.dtype.kind == "O" and array.size and _integers(data):  # too large for NumPy's
        array = array.astype(np.float64) if dtype is not None and dtype.numpy.kind not in "biu" else array
        if array.dtype.kind == "O":
            raise ValueError("integers must fit into 64 bits")
    if array.dtype.kind not in "fiubc" and array.size:
        culprit = _culprit(data)
        unknown = dtype is None and not issubclass(culprit, (str, bytes))
        raise (RuntimeError if unknown else TypeError)(f"a tensor is made of numbers, not of {culprit.__name__}")
    if dtype is None and any(isinstance(kind, Dtype) for kind in kinds):
        known = (kind for kind in kinds if isinstance(kind, Dtype) or kind in NUMBERS)
        dtype = reduce(promote_types, (kind if isinstance(kind, Dtype) else of_numbers(kind) for kind in known))
    elif dtype is None:
        if array.size == 0 or array.dtype.kind == "f":
            dtype = state.default_dtype
        elif array.dtype.kind == "c":
            if state.default_dtype.name == "bfloat16":
                raise RuntimeError("no complex dtype has parts of bfloat16, the default dtype: say dtype")
            dtype = state.default_dtype.to_complex()
        else:
            dtype = dtypes.named("bool" if array.dtype.kind == "b" else "int64")
    target = dtype.numpy
    if target.kind in "iu" and array.size:
        _check_range(array, dtype)
    if array.dtype.kind == "c" and target.kind != "c":
        raise TypeError(f"complex numbers cannot be converted to {dtype}")
    with np.errstate(over="ignore", invalid="ignore"):
        return array.astype(target)


def _check_range(array: np.ndarray[Any, Any], dtype: Dtype) -> None:
    """Refuse what an integer dtype cannot hold; small negative integers wrap around in an unsigned one."""
    limits = np.iinfo(dtype.numpy)
    if array.dtype.kind == "u" and dtype.name == "int64" and array.max() > limits.max:
        raise ValueError("integers must fit into 64 bits")
    least = limits.min or -limits.max * (array.dtype.kind in "iu")
    if array.dtype.kind in "iuf" and not (array.min() >= least and array.max() <= limits.max):  # NaN is neither
        raise RuntimeError(f"value cannot be converted to type {dtype.name} without overflow")


def _look(data: Sequence[Any], kinds: set[Any], tensors: list[Tensor]) -> None:
    """Gather what nested lists have in them: the types of Python's values, the dtypes of others, and tensors."""
    types = set(map(type, data)) if data else {float}
    if types <= NUMBERS:
        kinds |= types
        return
    for item in data:
        if isinstance(item, (list, tuple)):
            _look(item, kinds, tensors)
        elif isinstance(item, Tensor):
            kinds.add(item.dtype)
            tensors.append(item)
        else:
            kinds.add(
                dtypes.from_numpy(item.dtype) if isinstance(item, (np.ndarray, np.number, np.bool_)) else type(item)
            )


def _bring(tensors: Sequence[Tensor]) -> None:
    """Fetch the values of the current session's tensors, all in one request."""
    recorder = state.recorder()
    waiting = [one for one in tensors if one._r is recorder and one._n not in recorder.values and not one._d.levels]
    if len(waiting) > 1:
        recorder.line.fetch_arrays(waiting)


def _depth(data: Any) -> int:
    """How many dimensions nested lists have: as their first items tell, where a tensor stands for a number."""
    depth = 0
    while isinstance(data, (list, tuple)):
        depth += 1
        data = data[0] if data else None
    return depth + (data.ndim if isinstance(data, np.ndarray) else 0)


def _plain(data: Any, depth: int) -> Any:
    """The data with tensors in it replaced by their values, by a number where `depth` has no dimension left."""
    if isinstance(data, (list, tuple)):
        return [_plain(item, depth - 1) for item in data]
    if not isinstance(data, Tensor):
        return data
    return data.tolist() if depth else data._only(ValueError)


def _integers(data: Any) -> bool:
    return all(map(_integers, data)) if isinstance(data, (list, tuple)) else isinstance(data, int)


def _culprit(data: Any) -> type:
    while isinstance(data, (list, tuple)) and data:
        data = next((item for item in data if not isinstance(item, (int, float, complex))), data[0])
    return type(data)
