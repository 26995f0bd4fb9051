"""What dtype and shape torch.tensor gives to lists of NumPy's scalars and arrays, and of tensors."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised


def _shown(torch: Any, *data: Any) -> None:
    for one in data:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*list of numpy.ndarrays is extremely slow")
            made = torch.tensor(one)
        print(made.dtype, made)


def a_scalar_in_a_list_keeps_its_dtype(torch: Any) -> Any:
    for name in ("float64", "float32", "float16", "int32", "int16", "int8", "uint8", "complex64", "complex128"):
        _shown(torch, [getattr(np, name)(1)], [[getattr(np, name)(1)]], (getattr(np, name)(1),))
    _shown(torch, [np.bool_(True)], np.float64(1), np.int32(1))


def scalars_are_promoted_with_each_other(torch: Any) -> Any:
    _shown(torch, [np.int32(1), np.float32(2)], [np.float32(2), np.int32(1)], [np.int16(1), np.int32(2)])
    _shown(torch, [np.float64(1), np.complex64(2)], [[np.float16(1)], [np.float32(2)]], [np.uint8(1), np.int8(2)])


def scalars_are_promoted_with_python_numbers(torch: Any) -> Any:
    _shown(
        torch, [np.float64(1), 2], [1, np.float64(2)], [1.0, np.float64(2)], [np.float32(1), 2.5], [True, np.int32(2)]
    )
    _shown(
        torch, [np.float16(1), 2.5], [np.int32(1), 2], [np.float32(1), 2j], [np.float64(1), 1j], [np.bool_(True), False]
    )


def the_default_dtype_counts_for_python_floats_alone(torch: Any) -> Any:
    torch.set_default_dtype(torch.float64)
    try:
        _shown(torch, [np.float32(1), 2], [np.float32(1), 2.0], [np.float16(1)], [1.5])
    finally:
        torch.set_default_dtype(torch.float32)


def an_array_in_a_list_is_a_row_of_its_dtype(torch: Any) -> Any:
    _shown(torch, [np.array([1, 2], dtype=np.int32)], [np.array([1.0, 2.0], dtype=np.float32), [1.5, 2.5]])
    _shown(torch, [[1.0, 2.0], np.array([1.0, 2.0])], [[np.array([1, 2])], [np.array([3, 4])]])


def an_empty_row_is_of_the_default_dtype(torch: Any) -> Any:
    _shown(torch, [np.array([])], [np.array([], dtype=np.int32)], [[], np.array([], dtype=np.int32)], [[]])


def a_tensor_in_a_list_keeps_its_dtype(torch: Any) -> Any:
    one = torch.ones((), dtype=torch.float64)
    _shown(torch, [one], [one, 2.5], [2, one], [one.to(torch.int32)], [one.half(), one.bfloat16()], [[one], [1]])
    _shown(torch, [one, np.complex64(1)], [one.bool(), np.int8(3)])


def a_tensor_in_a_list_is_a_number(torch: Any) -> Any:
    _shown(torch, [torch.ones(1)], [torch.ones(1, 1), 2.0], [[torch.ones(1, dtype=torch.int64)]])
    print(raised(lambda: torch.tensor([torch.ones(2)])), raised(lambda: torch.tensor([torch.ones(0)])))
    print(raised(lambda: torch.tensor([torch.ones(2), [1, 2]])))


def a_tensor_where_rows_are_is_a_row(torch: Any) -> Any:
    _shown(torch, [[1, 2], torch.ones(2)], [[[1, 2]], torch.ones(1, 2, dtype=torch.int32)])


def a_dtype_that_is_said_is_taken(torch: Any) -> Any:
    return torch.tensor([np.float64(1.5), 2], dtype=torch.float32), torch.tensor([np.int32(3)], dtype=torch.float64)


def other_ways_to_make_a_tensor_keep_it_too(torch: Any) -> Any:
    print(torch.as_tensor([np.float64(1)]).dtype, torch.Tensor([np.float64(1)]).dtype)
    return torch.ones(1).new_tensor([np.float64(1)]).dtype


def an_unknown_dtype_is_refused(torch: Any) -> Any:
    print(raised(lambda: torch.tensor([np.longdouble(1)])), raised(lambda: torch.tensor(np.longdouble(1))))
