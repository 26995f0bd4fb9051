"""Dtypes and their limits, sizes, devices, and the classes of tensors."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised

NAMES = (
    "float16", "bfloat16", "float32", "float64", "complex64", "complex128",
    "int8", "int16", "int32", "int64", "uint8", "bool",
)  # fmt: skip
WIDE = tuple(name for name in NAMES if name != "float16")  # which makes complex32 of complex numbers
CLASSES = ("Float", "Double", "Half", "BFloat16", "Char", "Short", "Int", "Long", "Byte", "Bool")


def _dtypes(torch: Any, names: Sequence[str] = NAMES) -> list[Any]:
    return [getattr(torch, name) for name in names]


def _pairs(torch: Any, names: Sequence[str] = NAMES) -> Any:
    return product(_dtypes(torch, names), repeat=2)


def promote_types(torch: Any) -> None:
    print([torch.promote_types(one, other) for one, other in _pairs(torch)])


def can_cast(torch: Any) -> None:
    print([torch.can_cast(one, other) for one, other in _pairs(torch)])


def result_type_of_tensors(torch: Any) -> None:
    for one, other in _pairs(torch, WIDE):
        vector, single = torch.ones(1).to(one), torch.ones(1).to(other)[0]
        print(torch.result_type(vector, single), torch.result_type(single, vector), torch.result_type(single, single))


def result_type_of_numbers(torch: Any) -> None:
    for number in (True, 2, 2.5, 2j):
        print([torch.result_type(torch.ones(1).to(dtype), number) for dtype in _dtypes(torch, WIDE)])
        print([torch.result_type(number, torch.ones(1).to(dtype)[0]) for dtype in _dtypes(torch, WIDE)])
        print([torch.result_type(number, other) for other in (True, 2, 2.5, 2j)])


def result_type_follows_the_default_dtype(torch: Any) -> None:
    torch.set_default_dtype(torch.float64)
    try:
        print(torch.result_type(torch.tensor([1]), 1.0), torch.result_type(1, 2.0), torch.result_type(1, 2j))
    finally:
        torch.set_default_dtype(torch.float32)


def promotion_takes_dtypes_and_tensors_only(torch: Any) -> None:
    print(raised(lambda: torch.promote_types("float32", torch.int8)), raised(lambda: torch.can_cast(None, torch.int8)))
    print(torch.promote_types(float, torch.int8), torch.can_cast(float, torch.int8))
    print(raised(lambda: torch.result_type("a", torch.ones(1))), raised(lambda: torch.result_type(torch.ones(1), None)))


def what_a_dtype_tells(torch: Any) -> None:
    for dtype in _dtypes(torch):
        print(
            dtype, repr(dtype), f"{dtype}", dtype.itemsize, dtype.is_floating_point, dtype.is_complex, dtype.is_signed
        )
    print(torch.float is torch.float32, torch.long == torch.int64, {torch.half: 1}, isinstance(torch.int8, torch.dtype))


def complex_and_real_counterparts(torch: Any) -> None:
    print(torch.float32.to_complex(), torch.float64.to_complex(), torch.bfloat16.to_complex())
    print(torch.complex64.to_real(), torch.complex128.to_real(), torch.float16.to_real(), torch.complex64.to_complex())
    print(torch.bool.to_real(), raised(lambda: torch.int32.to_complex()), raised(lambda: torch.bool.to_complex()))


def finfo(torch: Any) -> None:
    for dtype in _dtypes(torch)[:6]:
        info = torch.finfo(dtype)
        print(
            info, info.bits, info.eps, info.max, info.min, info.tiny, info.smallest_normal, info.resolution, info.dtype
        )
    print(torch.finfo(), torch.finfo(torch.float16) == torch.finfo(torch.float16))
    print(torch.finfo(torch.float16) == torch.finfo(torch.float32), raised(lambda: hash(torch.finfo())))


def iinfo(torch: Any) -> None:
    for dtype in _dtypes(torch)[6:-1]:
        info = torch.iinfo(dtype)
        print(info, info.bits, info.max, info.min, info.dtype, info == torch.iinfo(torch.int8))


def limits_of_the_wrong_kind(torch: Any) -> None:
    print(raised(lambda: torch.finfo(torch.int8)), raised(lambda: torch.iinfo(torch.float32)), raised(torch.iinfo))
    print(raised(lambda: torch.iinfo(torch.bool)), raised(lambda: torch.finfo(3)), raised(lambda: torch.iinfo("int8")))


def sizes_are_tuples(torch: Any) -> None:
    size = torch.ones(2, 3).shape
    print(size, size == (2, 3), hash(size) == hash((2, 3)), size.numel(), size[0], size[-1:], list(size), len(size))
    one = (1,)
    print(size + one, one + size, size * 2, 2 * size, size + torch.Size([4]), size.count(2), size.index(3))
    print(torch.Size(), torch.Size([torch.tensor(2), 3]), torch.Size((1,)), torch.ones(2, 3).size(), f"{size}")


def sizes_are_integers(torch: Any) -> None:
    for wrong in ([1.5], "ab", 3, [None], [[1]]):
        print(raised(lambda wrong=wrong: torch.Size(wrong)))


def devices(torch: Any) -> None:
    for given in (("cpu",), ("cuda:1",), ("cuda", 0), ("cpu", 0), ("cpu:0",), (torch.device("cuda:0"),)):
        device = torch.device(*given)
        print(device, repr(device), f"{device}", device.type, device.index)
    print(torch.device("cuda:0") == torch.device("cuda"), {torch.device("cpu"): 1}, torch.device(type="cuda", index=1))
    print(torch.ones(1).device, torch.get_default_device())


def devices_that_do_not_exist(torch: Any) -> None:
    for given in (("tpu?",), ("cuda:x",), ("cuda:",), ("cuda", -1), ("cuda:0", 0), ("cpu", "x"), (None,), (1.5,), ()):
        print(raised(lambda given=given: torch.device(*given)))


def a_device_cannot_be_changed(torch: Any) -> None:
    device = torch.device("cpu")
    print(raised(lambda: setattr(device, "type", "cuda")), raised(lambda: setattr(device, "index", 1)), device)


def classes_print_by_pytorchs_names(torch: Any) -> None:
    x = torch.ones(2)
    print(
        type(x), torch.Tensor, type(x.shape), type(x.dtype), type(x.device), torch.Generator, torch.finfo, torch.iinfo
    )
    print(torch.FloatTensor, torch.nn.Parameter, torch.return_types.sort, type(x.sort()))


def older_classes_make_tensors(torch: Any) -> None:
    for name in CLASSES:
        kind = getattr(torch, f"{name}Tensor")
        print(kind, kind.dtype, kind([1, 0]), kind(2, 3).shape, kind(), kind((1, 0)), kind([[1], [0]]), kind(range(2)))
        print(kind(torch.Size([2])).shape, kind(np.ones(2)), kind(torch.ones(2).to(kind.dtype)))


def older_classes_refuse(torch: Any) -> None:
    for wrong in ("a", 1.5, None, True, {}, torch.ones(2).int(), (i for i in range(2))):
        print(raised(lambda wrong=wrong: torch.FloatTensor(wrong)))
    print(
        raised(lambda: torch.Tensor("ab")),
        raised(lambda: torch.Tensor(1.5)),
        raised(lambda: torch.LongTensor([[1], [2, 3]])),
    )


def older_classes_know_their_tensors(torch: Any) -> None:
    x, i = torch.ones(2), torch.ones(2).long()
    print(isinstance(x, torch.FloatTensor), isinstance(i, torch.FloatTensor), isinstance(i, torch.LongTensor))
    print(x.type(), i.type(), x.type(torch.DoubleTensor), x.type("torch.IntTensor"), x.type(torch.int8))
    print(
        raised(lambda: x.type("torch.Foo")),
        raised(lambda: x.type(float)),
        raised(lambda: x.type(3)),
        isinstance(3, torch.LongTensor),
    )


def an_older_class_as_the_default(torch: Any) -> None:
    try:
        for kind in (torch.DoubleTensor, "torch.DoubleTensor", torch.HalfTensor):
            torch.set_default_tensor_type(kind)
            print(torch.get_default_dtype(), torch.ones(1), torch.tensor([1.5]).dtype)
        print(raised(lambda: torch.set_default_tensor_type(torch.LongTensor)))
        print(raised(lambda: torch.set_default_dtype(torch.int64)), raised(lambda: torch.set_default_dtype("float64")))
    finally:
        torch.set_default_dtype(torch.float32)


def generators(torch: Any) -> Any:
    generator = torch.Generator()
    print(repr(generator)[:30], generator.device, generator.initial_seed(), generator.manual_seed(3) is generator)
    state = generator.get_state()
    first = torch.rand(2, generator=generator)
    print(generator.set_state(state) is generator, state.shape, state.dtype, generator.initial_seed())
    print(type(generator.seed()), type(generator))
    return first, torch.rand(2, generator=torch.Generator().manual_seed(3))


def tensor_makes_floats(torch: Any) -> Any:
    print(
        torch.Tensor(2, 3).shape, torch.Tensor(), torch.Tensor([1, 2]), torch.Tensor([[True]]), torch.Tensor(range(3))
    )
    return torch.Tensor([1, 2]), torch.Tensor(torch.ones(2)), torch.Tensor(torch.ones(2).int())


def dtypes_as_arguments(torch: Any) -> None:
    print([torch.ones(1, dtype=dtype).dtype for dtype in (float, int, bool, complex, torch.half, None)])
    for wrong in ("float32", np.float32, 3, torch.ones(1)):
        print(raised(lambda wrong=wrong: torch.ones(1, dtype=wrong)))


def views_as_another_dtype(torch: Any) -> Any:
    x = torch.tensor([[1.0, -2.0], [0.5, 3.0]])
    print(x.view(torch.int32), x.view(torch.int16).shape, x.view(torch.float64).shape, x.view(torch.uint8)[0, 0])
    print(x.T.view(torch.int32), x.view(torch.float32), x.view(dtype=torch.complex64), x.view(-1), x.view((4, 1)).shape)
    bits = x.view(torch.int32)
    bits[0, 0] = 0
    return x, bits


def views_as_a_dtype_of_another_size_need_room(torch: Any) -> None:
    print(raised(lambda: torch.tensor(1.0).view(torch.int16)), raised(lambda: torch.ones(3).view(torch.float64)))
    print(raised(lambda: torch.ones(2, 2).T.view(torch.int16)), raised(lambda: torch.ones(2).view("int32")))


def a_view_as_another_dtype_leaves_the_graph(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    return x.view(torch.int32), x.view(torch.float16), (x * 2).view(torch.bfloat16), x.view(torch.float32)


def where_chooses_between_numbers(torch: Any) -> Any:
    mask = torch.tensor([True, False])
    pairs = ((1.0, 0.0), (1, 0), (1, 0.5), (True, False), (1j, 0.5), (torch.ones(2).int(), 0.5), (torch.ones(2), 1))
    return [torch.where(mask, one, other) for one, other in pairs]


def numpys_names_of_dimensions(torch: Any) -> Any:
    x = torch.arange(6.0).reshape(2, 3)
    print(raised(lambda: x.norm(axis=0)), raised(lambda: torch.nn.functional.softmax(x, axis=0)), raised(x.cumsum))
    print(raised(lambda: x.sum(axes=0)), x.max(axis=1), x.sort(axis=0), x.sum(axis=(0, 1)), x.unsqueeze(axis=0).shape)
    return (
        x.sum(axis=1),
        torch.sum(x, axis=0, keepdims=True),
        x.mean(axis=0),
        torch.stack([x, x], axis=2),
        x.std(axis=1),
    )


def what_a_program_keeps_with_a_tensor(torch: Any) -> None:
    x = torch.ones(2)
    x.tag = "weights"
    print(x.tag, hasattr(x, "other"), hasattr(x * 2, "tag"))
    del x.tag
    print(hasattr(x, "tag"), raised(lambda: x.tag))


def dtypes_and_sizes_are_pickled(torch: Any) -> None:
    for thing in (torch.float32, torch.bfloat16, torch.Size([2, 3]), torch.device("cuda:1")):
        print(pickle.loads(pickle.dumps(thing)) == thing)
