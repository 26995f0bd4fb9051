"""default_collate and default_convert: what a batch is made of."""

from __future__ import annotations

from collections import OrderedDict, UserDict, UserList, namedtuple
from types import MappingProxyType
from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised

Point = namedtuple("Point", ["x", "y"])


def numbers_become_tensors(torch: Any) -> Any:
    collate = torch.utils.data.default_collate
    print(collate([0, 1, 2]), collate([0.5, 1.5]), collate([True, False]), collate((1, 2)))
    return collate([1, 2]), collate([1.0, 2.0]), collate([False])


def texts_stay(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    print(collate(["a", "b"]), collate([b"a", b"b"]), collate(("a", "b")))


def tensors_are_stacked(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    batch = torch.utils.data.default_collate([x, 2 * x])
    print(batch)
    batch.sum().backward()
    return batch, x.grad


def tensors_of_a_batch_have_one_shape(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    print(raised(lambda: collate([torch.zeros(2), torch.zeros(3)]), torch))
    print(raised(lambda: collate([np.zeros(2), np.zeros(3)]), torch))


def arrays_keep_their_dtype(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    for kind in (np.float64, np.float32, np.float16, np.int64, np.int32, np.int8, np.uint8, np.bool_, np.complex64):
        batch = collate([np.array([1, 0], kind), np.array([0, 1], kind)])
        print(batch.dtype, batch.shape, batch.tolist())
    print(collate([np.zeros((2, 0)), np.zeros((2, 0))]), collate([np.array(1.5), np.array(2.5)]))
    print(collate([np.arange(6).reshape(2, 3).T, np.arange(6).reshape(3, 2)]))
    print(collate([np.arange(2), np.array([0.5, 1.5], np.float32)]))


def numpys_numbers_become_a_tensor(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    for kind in (np.float64, np.float32, np.float16, np.int64, np.int32, np.uint8, np.bool_):
        batch = collate([kind(1), kind(0)])
        print(kind.__name__, batch.dtype, batch.tolist())


def tuples_and_lists_are_collated_by_place(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    print(collate([(0, 1.5), (2, 3.5)]), collate([[0, 1], [2, 3]]), collate([Point(0, 0), Point(1, 1)]))
    print(collate([UserList([0, "a"]), UserList([1, "b"])]), collate([range(2), range(2)]))
    print(raised(lambda: collate([[0, 1], [2]])), collate([((0, 1), "a"), ((2, 3), "b")]))


def mappings_are_collated_by_key(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    print(collate([{"A": 0, "B": 1}, {"A": 100, "B": 100}]), collate([{"a": {"b": [1, 2]}}, {"a": {"b": [3, 4]}}]))
    for make in (OrderedDict, UserDict, MappingProxyType):
        batch = collate([make({"a": 0}), make({"a": 1})])
        print(type(batch).__name__, dict(batch))
    print(raised(lambda: collate([{"a": 1}, {"b": 2}])))


def what_a_batch_is_not_made_of(torch: Any) -> None:
    collate = torch.utils.data.default_collate
    for batch in ([None, None], [object()], [{1, 2}], [np.array(["a"])], [np.array([None])], [1j]):
        print(raised(lambda batch=batch: collate(batch)))
    print(raised(lambda: collate([])), raised(lambda: collate([np.str_("a")])))


def converting_leaves_numbers_alone(torch: Any) -> None:
    convert = torch.utils.data.default_convert
    print(convert(0), convert(1.5), convert("a"), convert(None), convert((1, 2)), convert([1, "b"]))
    print(convert(Point(np.array(0), 1)), convert({"a": np.arange(2)}), convert([np.array([0, 1]), np.array([2, 3])]))
    print(convert(np.float32(1.5)), convert(np.int64(3)), convert(np.array(["a"])), convert(np.str_("a")))
    tensor = torch.ones(2)
    print(convert(tensor) is tensor, type(convert(OrderedDict(a=1))).__name__, convert(range(2)))
