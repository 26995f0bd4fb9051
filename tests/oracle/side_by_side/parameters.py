"""torch.nn.Parameter and Buffer."""

from __future__ import annotations

import copy
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_parameter_is_a_leaf_that_requires_grad(torch: Any) -> Any:
    p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    print(p, repr(p), f"{p}", [p], p.is_leaf, p.requires_grad, p.shape, p.dtype, p.grad)
    return p


def it_prints_what_it_contains(torch: Any) -> None:
    for data in (torch.ones(2, 2), torch.tensor(1.5), torch.ones(2, dtype=torch.float64), torch.empty(0, 2)):
        print(torch.nn.Parameter(data), torch.nn.Parameter(data, requires_grad=False))
    print(torch.nn.Parameter())
    print(raised(lambda: f"{torch.nn.Parameter(torch.tensor(1.5)):.1f}"))


def it_is_a_tensor_of_its_own_class(torch: Any) -> None:
    p, x = torch.nn.Parameter(torch.ones(2)), torch.ones(2)
    print(type(p), isinstance(p, torch.Tensor), isinstance(p, torch.nn.Parameter), isinstance(x, torch.nn.Parameter))
    print(torch.nn.Parameter is torch.nn.parameter.Parameter, issubclass(torch.nn.Parameter, torch.Tensor))
    print(isinstance(p, torch.FloatTensor), torch.is_tensor(p))


def what_is_computed_of_it_is_a_tensor(torch: Any) -> Any:
    p, x = torch.nn.Parameter(torch.tensor([1.0, 2.0])), torch.tensor([3.0, 4.0])
    results = [
        p * 2,
        p + p,
        x + p,
        p - x,
        x @ p,
        2 * p,
        p / 2,
        p**2,
        -p,
        p[0],
        p.sum(),
        p.exp(),
        p == x,
        p.detach(),
        p.data,
    ]
    print({type(one) for one in results}, {type(one) for one in (p.unbind()[0], torch.stack([p, p]), p.clone())})
    return results


def gradients_reach_it(torch: Any) -> Any:
    p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    (p * p).sum().backward()
    print(p.grad, type(p.grad))
    return torch.autograd.grad((p**3).sum(), p)


def it_is_changed_under_no_grad_only(torch: Any) -> Any:
    p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    print(raised(lambda: p.add_(1)))
    with torch.no_grad():
        p -= 0.5
        p[0] = 7.0
    print(p, type(p), p.is_leaf)
    return p.data.add_(1), p


def it_shares_its_data(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0])
    p = torch.nn.Parameter(x)
    x.add_(1)
    return p, x


def it_leaves_the_graph_of_its_data(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    p = torch.nn.Parameter(x * 2)
    (p * 3).sum().backward()
    return p, p.grad, x.grad


def of_a_parameter_it_is_another_one(torch: Any) -> Any:
    p = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    q = torch.nn.Parameter(p, requires_grad=False)
    print(q is p, p, q)
    return p, q


def its_copy_is_a_parameter(torch: Any) -> Any:
    p = torch.nn.Parameter(torch.tensor([1.0, 2.0]), requires_grad=False)
    q = copy.deepcopy(p)
    twice = copy.deepcopy([p, p])
    print(q, type(q), q is p, twice[0] is twice[1], type(twice[0]))
    q.add_(1)
    return p, q


def it_may_stop_requiring_grad(torch: Any) -> None:
    p = torch.nn.Parameter(torch.ones(2))
    print(p.requires_grad_(False), p.requires_grad_(False) is p)
    p.requires_grad = True
    print(p)


def it_holds_what_can_require_grad(torch: Any) -> None:
    whole = torch.ones(2, dtype=torch.int64)
    print(raised(lambda: torch.nn.Parameter(whole), torch), torch.nn.Parameter(whole, requires_grad=False))
    print(raised(lambda: torch.nn.Parameter(5)), raised(lambda: torch.nn.Parameter([1.0])))
    print(torch.nn.Parameter(torch.ones(1, dtype=torch.complex64)))


def a_step_of_gradient_descent(torch: Any) -> Any:
    weight, bias = torch.nn.Parameter(torch.tensor([[0.5, -1.0]])), torch.nn.Parameter(torch.zeros(1))
    x, y = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([[1.0], [0.0]])
    for _ in range(3):
        loss = ((torch.nn.functional.linear(x, weight, bias) - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for parameter in (weight, bias):
                parameter -= 0.01 * parameter.grad
                parameter.grad = None
    print(weight, bias, loss)
    return weight, bias


def a_buffer_is_no_parameter(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0])
    b = torch.nn.Buffer(x)
    print(b, b.persistent, torch.nn.Buffer(x, persistent=False).persistent, b.requires_grad, b + 1)
    print(isinstance(b, torch.nn.Buffer), isinstance(b, torch.nn.Parameter), isinstance(x, torch.nn.Buffer))
    return b


def a_copy_is_a_parameter_of_the_same_values(torch: Any) -> Any:
    weight = torch.nn.Parameter(torch.tensor([1.0, 2.0]))
    weight.label = "w"
    other = copy.copy(weight)
    print(type(other).__name__, other is weight, other.label, other.is_leaf, other.grad)
    other.label = "v"
    with torch.no_grad():
        other.add_(1)
    (other * 2).sum().backward()
    frozen = copy.copy(torch.nn.Parameter(torch.ones(1), requires_grad=False))
    return weight, weight.label, weight.grad, other.grad, weight._version, other._version, frozen.requires_grad


def a_copy_of_a_result_is_a_leaf(torch: Any) -> Any:
    way = torch.ones(2, requires_grad=True) * 2
    way.label = "way"
    other = copy.copy(way)
    print(other.label, type(other).__name__)
    return other, other.is_leaf
