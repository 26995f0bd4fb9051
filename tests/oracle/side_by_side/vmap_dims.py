"""vmap: where the examples lie in the inputs and in the results."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def it_maps_over_the_first_dimension(torch: Any) -> Any:
    x, y = _x(torch), _x(torch) + 1
    return torch.func.vmap(torch.dot)(x, y), torch.vmap(torch.dot)(x, y)


def in_dims_is_a_dimension_for_all_inputs(torch: Any) -> Any:
    return torch.func.vmap(torch.dot, in_dims=1)(_x(torch), _x(torch) + 1)


def in_dims_may_be_negative(torch: Any) -> Any:
    return torch.func.vmap(torch.dot, in_dims=(-1, -1))(_x(torch), _x(torch) + 1)


def in_dims_differs_by_input(torch: Any) -> Any:
    return torch.func.vmap(torch.add, in_dims=(0, 1))(torch.ones(2, 3), torch.arange(6.0).reshape(3, 2))


def none_is_for_what_all_examples_share(torch: Any) -> Any:
    return torch.func.vmap(torch.mul, in_dims=(0, None))(_x(torch), torch.tensor([1.0, 10.0, 100.0]))


def a_number_is_shared_too(torch: Any) -> Any:
    return torch.func.vmap(lambda x, n: x * n, in_dims=(0, None))(_x(torch), 3)


def any_value_may_be_shared(torch: Any) -> Any:
    return torch.func.vmap(lambda x, how: x.sum() if how == "sum" else x.mean(), in_dims=(0, None))(_x(torch), "mean")


def keyword_arguments_are_shared(torch: Any) -> Any:
    return torch.func.vmap(lambda x, by: x * by)(_x(torch), by=torch.tensor([1.0, 2.0, 3.0]))


def in_dims_has_the_form_of_a_list_of_inputs(torch: Any) -> Any:
    def f(pair: Any) -> Any:
        return pair[0] * pair[1]

    x = _x(torch)
    return torch.func.vmap(f, in_dims=([0, None],))([x, x[0]]), torch.func.vmap(f)([x, x])


def in_dims_has_the_form_of_a_dict_of_inputs(torch: Any) -> Any:
    def f(given: Any) -> Any:
        return given["a"] - given["b"]

    x = _x(torch)
    return torch.func.vmap(f, in_dims=({"a": 1, "b": None},))({"a": x, "b": x[:, 0]})


def one_dimension_stands_for_a_whole_tree(torch: Any) -> Any:
    def f(given: Any, y: Any) -> Any:
        return given["a"][0] + given["a"][1] * y

    x = _x(torch)
    return torch.func.vmap(f, in_dims=(1, None))({"a": (x, x * 2)}, 10.0)


def a_namedtuple_is_a_tree(torch: Any) -> Any:
    Point = namedtuple("Point", "x y")
    result = torch.func.vmap(lambda p: Point(p.x + p.y, p.x * p.y))(Point(_x(torch), _x(torch)))
    print(type(result).__name__, result)


def an_ordered_dict_is_a_tree(torch: Any) -> Any:
    given = OrderedDict(a=_x(torch), b=_x(torch))
    result = torch.func.vmap(lambda d: OrderedDict(c=d["a"] * d["b"]))(given)
    print(type(result).__name__, list(result))
    return result["c"]


def results_lie_along_out_dims(torch: Any) -> Any:
    x = _x(torch)
    f = torch.func.vmap(lambda a: (a, a.sum(), a[:, None] * a), out_dims=(1, 0, 2))
    return f(x), torch.func.vmap(lambda a: a, out_dims=-1)(x)


def out_dims_may_be_one_for_several_results(torch: Any) -> Any:
    return torch.func.vmap(lambda a: (a, {"b": [a * 2]}), out_dims=1)(_x(torch))


def out_dims_has_the_form_of_the_results(torch: Any) -> Any:
    return torch.func.vmap(lambda a: {"p": a, "q": (a, a)}, out_dims={"p": 0, "q": 1})(_x(torch))


def one_result_takes_a_tuple_of_one(torch: Any) -> Any:
    return torch.func.vmap(lambda a: a, out_dims=(1,))(_x(torch))


def a_list_is_returned_as_a_list(torch: Any) -> None:
    print(torch.func.vmap(lambda a: [a, a.sum()])(_x(torch)))


def a_result_that_all_share_is_repeated(torch: Any) -> Any:
    return torch.func.vmap(lambda a: torch.ones(2))(_x(torch)), torch.func.vmap(lambda a, b: b, (0, None))(
        _x(torch), torch.arange(3.0)
    )


def out_dims_none_is_for_what_is_no_example(torch: Any) -> Any:
    x = _x(torch)
    print(torch.func.vmap(lambda a: (a.sum(), 5, None), out_dims=(0, None, None))(x))
    print(raised(lambda: torch.func.vmap(lambda a: a, out_dims=None)(x), torch))
    return torch.func.vmap(lambda a: (a, torch.ones(2)), out_dims=(0, None))(x)


def it_nests(torch: Any) -> Any:
    x, y = _x(torch), torch.arange(12.0).reshape(4, 3)
    return torch.func.vmap(torch.func.vmap(torch.dot, in_dims=(None, 0)), in_dims=(0, None))(x, y)


def nested_levels_have_dimensions_of_their_own(torch: Any) -> Any:
    x = torch.arange(24.0).reshape(2, 3, 4)
    f = torch.func.vmap(torch.func.vmap(lambda a: a.cumsum(0), in_dims=1, out_dims=1), in_dims=2, out_dims=2)
    return f(x)


def an_inner_one_uses_what_is_outside(torch: Any) -> Any:
    x, y = _x(torch), torch.arange(4.0)
    return torch.func.vmap(lambda a: torch.func.vmap(lambda b: a * b)(y))(x)


def three_deep(torch: Any) -> Any:
    x = torch.arange(24.0).reshape(2, 3, 4)
    return torch.func.vmap(torch.func.vmap(torch.func.vmap(torch.sin)))(x)


def the_same_input_may_be_mapped_twice(torch: Any) -> Any:
    x = torch.arange(9.0).reshape(3, 3)
    return torch.func.vmap(lambda a, b: a @ b, in_dims=(0, 1))(x, x)


def examples_look_like_one(torch: Any) -> None:
    def f(x: Any, y: Any) -> Any:
        print(x.shape, x.dim(), x.numel(), len(x), y.shape, x.dtype, x.size(0), (x * y).shape)
        return x * y

    torch.func.vmap(f, in_dims=(1, None))(torch.ones(2, 3, 4), torch.ones(4))


def it_is_named_like_the_function(torch: Any) -> None:
    def dots(x: Any) -> Any:
        """Products."""
        return x * x

    print(torch.func.vmap(dots).__name__, torch.func.vmap(dots).__doc__)


def a_partial_and_a_module_can_be_mapped(torch: Any) -> Any:
    import functools

    class Double(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            return 2 * x

    x = _x(torch)
    return torch.func.vmap(functools.partial(torch.sum, dim=0))(x), torch.func.vmap(Double())(x)


def one_example_is_a_batch_too(torch: Any) -> Any:
    return torch.func.vmap(lambda a: a.sum())(torch.ones(1, 3))


def iterating_and_unpacking_an_example(torch: Any) -> Any:
    def f(row: Any) -> Any:
        a, b, c = row
        return sum(one * 2 for one in row) + a * b - c

    return torch.func.vmap(f)(_x(torch))
