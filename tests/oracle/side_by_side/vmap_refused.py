"""vmap: what it refuses, and as what."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def inputs_of_different_sizes(torch: Any) -> None:
    print(raised(lambda: torch.func.vmap(torch.add)(torch.ones(2, 3), torch.ones(3, 3)), torch))
    print(raised(lambda: torch.func.vmap(torch.add, in_dims=(0, 1))(torch.ones(2, 3), torch.ones(2, 3)), torch))


def a_dimension_that_is_not_there(torch: Any) -> None:
    for in_dims in (2, -3, (0, 5)):
        print(raised(lambda dims=in_dims: torch.func.vmap(torch.add, dims)(_x(torch), _x(torch)), torch))
    print(raised(lambda: torch.func.vmap(torch.sin)(torch.tensor(1.0)), torch))


def in_dims_of_another_form(torch: Any) -> None:
    x = _x(torch)
    for in_dims in ((0,), (0, 0, 0), [0, 0], "0", (0, "a"), ([0], 0), ({"a": 0}, 0), 0.5, {"a": 0}):
        print(raised(lambda dims=in_dims: torch.func.vmap(torch.add, dims)(x, x), torch))


def no_input_that_is_mapped_over(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(torch.add, (None, None))(x, x), torch))
    print(raised(lambda: torch.func.vmap(lambda: x)(), torch))
    print(raised(lambda: torch.func.vmap(lambda **k: x)(a=x), torch))


def a_number_that_is_mapped_over(torch: Any) -> None:
    print(raised(lambda: torch.func.vmap(lambda x, n: x * n)(_x(torch), 3), torch))
    print(raised(lambda: torch.func.vmap(lambda x: x[0])([_x(torch), 3]), torch))


def out_dims_that_do_not_fit(torch: Any) -> None:
    x = _x(torch)
    for out_dims in (2, -3, (0, 0), "0", [0, 0], {"a": 0}, 0.5):
        print(raised(lambda dims=out_dims: torch.func.vmap(lambda a: a, out_dims=dims)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: (a, a), out_dims=(0,))(x), torch))


def results_that_are_no_tensors(torch: Any) -> None:
    x = _x(torch)
    for result in (1, 1.0, "text", None, [1], (x, 2)):
        print(raised(lambda value=result: torch.func.vmap(lambda a: value)(x), torch))


def values_of_an_example(torch: Any) -> None:
    x = _x(torch)
    for read in ("item", "tolist", "numpy"):
        print(read, raised(lambda name=read: torch.func.vmap(lambda a: getattr(a.sum(), name)() * a)(x), torch))
    for read in (bool, float, int, complex):
        print(read.__name__, raised(lambda call=read: torch.func.vmap(lambda a: call(a.sum()) * a)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: [1, 2, 3][a.sum().long()])(x), torch))


def an_if_that_depends_on_values(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a if a.sum() > 0 else -a)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a if (a > 0).any() else -a)(x), torch))
    print(torch.func.vmap(lambda a, on: a if on else -a, (0, None))(x, torch.tensor(True)))


def shapes_that_depend_on_values(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(torch.nonzero)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a[a > 2])(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: torch.masked_select(a, a > 2))(x), torch))


def in_place_on_what_is_shared(torch: Any) -> None:
    x = _x(torch)
    y = torch.zeros(3)
    print(raised(lambda: torch.func.vmap(lambda a: y.add_(a))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a, b: b.mul_(a), (0, None))(x, y), torch))
    print(raised(lambda: torch.func.vmap(lambda a: torch.zeros(3).add_(a))(x), torch))
    print(y)


def random_numbers_unless_randomness_says_how(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a + torch.rand(3))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: torch.nn.functional.dropout(a))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: torch.bernoulli(a / 10))(x), torch))


def options_of_no_meaning(torch: Any) -> None:
    print(raised(lambda: torch.func.vmap(torch.sin, randomness="often")(_x(torch)), torch))
    print(raised(lambda: torch.func.vmap(torch.sin, chunk_size=0)(_x(torch)), torch))
    print(raised(lambda: torch.func.vmap(torch.sin, chunk_size=-1)(_x(torch)), torch))


def what_examples_cannot_do_alone(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a @ torch.ones(2))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a + torch.ones(2))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a.view(2))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a[5])(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a.sum(1))(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: 1 / 0)(x), torch))


def after_an_error_all_is_as_before(torch: Any) -> Any:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a.sum().item())(x), torch))
    print(x + 1)
    return torch.func.vmap(lambda a: a * 2)(x)


def passes_and_requires_grad_inside(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a.clone().requires_grad_())(x), torch))
    w = torch.ones(3, requires_grad=True)
    print(raised(lambda: torch.func.vmap(lambda a: (w * a).sum().backward())(x), torch))
