"""The text of tensors, and of what holds them."""

from __future__ import annotations

import pprint
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.oracle.side_by_side.outcome import raised


@contextmanager
def _options(torch: Any, **options: Any) -> Iterator[None]:
    torch.set_printoptions(**options)
    try:
        yield
    finally:
        torch.set_printoptions(profile="default")


@contextmanager
def _default(torch: Any, dtype: Any) -> Iterator[None]:
    torch.set_default_dtype(dtype)
    try:
        yield
    finally:
        torch.set_default_dtype(torch.float32)


def whole_numbers_have_a_point_and_no_digits(torch: Any) -> None:
    print(torch.tensor([1.0, -2.0]), torch.tensor(3.0), torch.tensor([1.0, 1e6]))


def magnitudes_choose_the_notation(torch: Any) -> None:
    print(torch.tensor([1.5, 1000.0]), torch.tensor([1.5, 1501.0]), torch.tensor([1.0, 1e8 + 8]))
    print(torch.tensor([0.0001]), torch.tensor([0.00009]), torch.tensor([1e-45, 3.4e38]))


def what_is_not_finite_takes_no_part_in_the_choice(torch: Any) -> None:
    nan, inf = float("nan"), float("inf")
    print(torch.tensor([nan, inf, -inf, -0.0]), torch.tensor([nan, 1.5]), torch.tensor([inf, 1e-9]))


def denormals(torch: Any) -> None:
    print(torch.tensor([1e-45]), torch.tensor(5e-324, dtype=torch.float64), torch.tensor([6e-8], dtype=torch.float16))


def the_dtype_is_named_where_the_numbers_do_not_tell_it(torch: Any) -> None:
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128):
        print(torch.tensor([1, 2], dtype=dtype), torch.tensor(1, dtype=dtype), torch.empty(0, dtype=dtype))
    for dtype in (torch.int8, torch.int16, torch.int32, torch.int64, torch.uint8, torch.bool):
        print(torch.tensor([1, 0], dtype=dtype), torch.tensor(1, dtype=dtype), torch.empty(0, dtype=dtype))


def the_default_dtype_is_not_named(torch: Any) -> None:
    for default in (torch.float64, torch.bfloat16):
        with _default(torch, default):
            print(torch.tensor([1.5]), torch.tensor([1.5], dtype=torch.float32), torch.empty(0), torch.ones(2) / 3)
            print(torch.tensor([1j], dtype=torch.complex64), torch.tensor([1j], dtype=torch.complex128))


def empty_tensors_show_their_size(torch: Any) -> None:
    print(torch.empty(0), torch.empty(0, 3), torch.empty(2, 0, 3), torch.empty(1, 0, requires_grad=True))


def dimensions_are_set_apart_by_lines(torch: Any) -> None:
    print(torch.arange(16).reshape(2, 2, 2, 2), torch.zeros(1, 1, 1, 1, 1), torch.arange(6.0).reshape(3, 2) / 4)


def long_rows_are_wrapped(torch: Any) -> None:
    print(torch.arange(40), torch.arange(60.0).reshape(2, 30) / 7, torch.arange(30).bool())


def large_tensors_are_summarised(torch: Any) -> None:
    print(torch.arange(1000)[-1], torch.arange(1001), torch.ones(3, 1000), torch.ones(1000, 3), torch.ones(2, 7, 200))
    print(torch.zeros(1001, requires_grad=True))


def complex_numbers(torch: Any) -> None:
    print(torch.tensor([1 + 2j, -3.5 - 1e-5j, 0j]), torch.tensor(-1j), torch.tensor([complex("nan"), complex("inf")]))


def requires_grad_and_grad_fn(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    print(x, x * 2, (x * 2).detach(), x > 0, x.sum(), x[0], x.view(2, 1), -x, x @ x, x.half(), x.clone())


def the_names_of_in_place_changes(torch: Any) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    for change in (
        lambda y: y.zero_(),
        lambda y: y.mul_(3),
        lambda y: y[0].mul_(3),
        lambda y: y.__setitem__(0, 5.0),
        lambda y: y.view(4).add_(x.view(4)),
        lambda y: y.copy_(x),
    ):
        y = x * 1
        change(y)
        print(y)


def a_plain_tensor_changed_by_a_recorded_one(torch: Any) -> None:
    x, y = torch.ones(2, requires_grad=True), torch.zeros(2)
    y[0] = x[1]
    z = torch.zeros(4)
    z.view(2, 2).add_(x)
    print(y, z)


def the_names_of_several_views(torch: Any) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    print(x.unbind(), x.split(1), x.chunk(2, 1), list(x))


def a_gradient_with_a_graph(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    (first,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    print(first, first.detach(), x.grad)


def under_no_grad_nothing_is_noted(torch: Any) -> None:
    with torch.no_grad():
        x = torch.ones(2, requires_grad=True)
        print(x, x * 2)


def containers_of_tensors(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    print([x, x * 2], (torch.tensor(1),), {"a": torch.tensor([1.5])}, [x.shape], {torch.float32: 1})
    pprint.pprint({"weight": torch.ones(2), "bias": [torch.zeros(2, 2)]})


def str_repr_and_percent(torch: Any) -> None:
    x = torch.tensor([1.5, 2.0])
    print(str(x), repr(x), "%s" % x, "%r" % x, f"{x}", f"{x!r:>24}|", f"{x!s:>24}|")  # noqa: UP031
    print("%.2f %d" % (torch.tensor(1.234), torch.tensor(3)))  # noqa: UP031


def one_number_is_formatted_as_pythons(torch: Any) -> None:
    x = torch.tensor(1.5, requires_grad=True)
    print(f"{x:.3f} {x:10.2f}| {x:e} {x:>10}| {x:g}", format(x), f"{x * 2:.1f}")
    print(
        f"{torch.tensor(3):d} {torch.tensor(3):x} {torch.tensor(3):,} {torch.tensor(True)} {torch.tensor(1 + 2j):.1f}"
    )
    print(f"{torch.tensor(1.1, dtype=torch.bfloat16)} {torch.tensor(float('nan')):.2f}")


def a_wrong_format_is_refused(torch: Any) -> None:
    print(raised(lambda: f"{torch.tensor([1.5]):.3f}"), raised(lambda: f"{torch.tensor([1.0, 2.0]):>10}"))
    print(raised(lambda: f"{torch.tensor(1.5):d}"), raised(lambda: "%.2f" % torch.tensor([1.5, 2.0])))  # noqa: UP031


def the_precision(torch: Any) -> None:
    for precision in (0, 1, 8):
        with _options(torch, precision=precision):
            print(torch.tensor([1.5, 2.25]), torch.tensor([1.0]), torch.tensor([1 + 0.5j]), torch.tensor([1e-9]))


def threshold_and_edge_items(torch: Any) -> None:
    for edge in (0, 1, 2):
        with _options(torch, threshold=5, edgeitems=edge):
            print(torch.arange(10), torch.arange(20).reshape(4, 5), torch.arange(5), torch.arange(24.0).view(2, 3, 4))


def the_width_of_lines(torch: Any) -> None:
    for width in (0, 20, 200):
        with _options(torch, linewidth=width):
            print(torch.arange(30), torch.ones(3, requires_grad=True, dtype=torch.float64) * 1)


def the_scientific_mode(torch: Any) -> None:
    for mode in (True, False, None):
        with _options(torch, sci_mode=mode):
            print(torch.tensor([1.0, 2.5]), torch.tensor([1e10, 1e-10]), torch.tensor([1, 2]), torch.tensor([1 + 1j]))


def the_profiles(torch: Any) -> None:
    for profile in ("short", "full", "default", "unheard of", 3, None):
        with _options(torch, profile=profile):
            print(torch.tensor([1.23456]), torch.arange(1001).shape, str(torch.zeros(1100))[:60])


def a_call_keeps_what_it_does_not_name(torch: Any) -> None:
    with _options(torch, precision=2, sci_mode=True):
        torch.set_printoptions(linewidth=30)
        print(torch.tensor([1.23456, 2.5, 3.25, 4.125, 5.0]))


def options_come_in_pytorchs_order(torch: Any) -> None:
    with _options(torch):
        torch.set_printoptions(3, 5, 1, 40)
        print(torch.arange(10.0) / 7)
    print(raised(lambda: torch.set_printoptions(1, 2, 3, 4, "short", True, 9)))
    print(raised(lambda: torch.set_printoptions(digits=3)))


def wrong_options_fail_where_something_is_printed(torch: Any) -> None:
    for wrong in ({"precision": "a"}, {"precision": 2.5}, {"linewidth": "a"}, {"threshold": "a"}, {"edgeitems": 2.5}):
        with _options(torch, **wrong):
            print(raised(lambda: repr(torch.arange(2000.0) / 3)))


def results_with_names(torch: Any) -> None:
    x = torch.tensor([[1.0, 3.0], [2.0, 0.5]], requires_grad=True)
    print(x.max(0), torch.sort(x), torch.topk(x, 1), torch.linalg.qr(torch.eye(2)), torch.cummax(x, 0), sep="\n")
    print(torch.return_types.max, torch.return_types.max([torch.ones(1), torch.zeros(1)]), type(x.min(0)))
