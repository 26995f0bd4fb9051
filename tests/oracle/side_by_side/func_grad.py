"""torch.func.grad and grad_and_value."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def of_a_number(torch: Any) -> Any:
    return torch.func.grad(torch.sin)(torch.tensor(1.0))


def of_a_sum(torch: Any) -> Any:
    return torch.func.grad(lambda x: (x**3).sum())(_x(torch))


def of_a_gradient(torch: Any) -> Any:
    x = torch.tensor(1.0)
    cube = torch.func.grad(torch.func.grad(lambda x: x**4))
    print(torch.func.grad(cube)(x))
    return cube(x), torch.func.grad(torch.func.grad(torch.sin))(x)


def by_the_argument_of_a_number(torch: Any) -> Any:
    def f(x: Any, y: Any) -> Any:
        return (x**2 * y).sum()

    x, y = _x(torch), _x(torch) + 1
    return [torch.func.grad(f, argnums=number)(x, y) for number in (0, 1, -1, (0,), (0, 1), (1, 0), (-1, 0))]


def by_a_tree(torch: Any) -> Any:
    def f(p: Any) -> Any:
        return (p["w"] * p["b"][0]).sum() + p["b"][1]

    return torch.func.grad(f)({"w": _x(torch), "b": [_x(torch) + 1, torch.tensor(2.0)]})


def by_trees_of_several_arguments(torch: Any) -> Any:
    def f(p: Any, q: Any) -> Any:
        return (p[0] * q["a"]).sum()

    return torch.func.grad(f, argnums=(0, 1))((_x(torch),), {"a": _x(torch) + 1})


def other_arguments_may_be_anything(torch: Any) -> Any:
    def f(x: Any, power: Any, *, how: Any = "sum", scale: Any = 1) -> Any:
        return getattr(x**power * scale, how)()

    return torch.func.grad(f)(_x(torch), 2, how="mean", scale=torch.tensor(3.0))


def with_aux(torch: Any) -> Any:
    def f(x: Any) -> Any:
        y = x**2
        return y.sum(), y

    found, aux = torch.func.grad(f, has_aux=True)(_x(torch))
    print(found, aux, aux.requires_grad)
    return torch.func.grad(lambda x: (x.sum(), {"a": [x * 2]}), has_aux=True)(_x(torch))


def with_the_value(torch: Any) -> Any:
    f = torch.func.grad_and_value(lambda x: (x**2).sum())
    return f(_x(torch))


def with_the_value_and_aux(torch: Any) -> Any:
    f = torch.func.grad_and_value(lambda x, y: ((x * y).sum(), x + y), argnums=(0, 1), has_aux=True)
    return f(_x(torch), _x(torch))


def what_is_not_used_has_zeros(torch: Any) -> Any:
    x = _x(torch)
    return torch.func.grad(lambda a, b: a.sum(), argnums=(0, 1))(x, x), torch.func.grad(lambda a: torch.ones(()))(x)


def a_constant_has_zeros_like_the_input(torch: Any) -> Any:
    return torch.func.grad(lambda a: torch.tensor(1.0))(torch.ones(2, dtype=torch.float64))


def detach_cuts_it(torch: Any) -> Any:
    return torch.func.grad(lambda x: (x * x.detach()).sum())(_x(torch))


def no_grad_inside_holds(torch: Any) -> Any:
    def f(x: Any) -> Any:
        with torch.no_grad():
            shift = x**2
        return (x * shift - shift).sum()

    return torch.func.grad(f)(_x(torch))


def no_grad_outside_does_not_matter(torch: Any) -> Any:
    with torch.no_grad():
        return torch.func.grad(lambda x: (x**2).sum())(_x(torch)), torch.func.grad(torch.func.grad(torch.sin))(
            torch.tensor(1.0)
        )


def the_result_is_recorded_where_the_input_is(torch: Any) -> Any:
    x = _x(torch).requires_grad_()
    found = torch.func.grad(lambda a: (a**3).sum())(x)
    print(found.requires_grad, found.is_leaf)
    found.sum().backward()
    return x.grad, found.detach()


def the_result_is_recorded_where_a_captured_tensor_is(torch: Any) -> Any:
    w = torch.ones(3, requires_grad=True)
    found = torch.func.grad(lambda a: (a**3 * w).sum())(_x(torch))
    print(found.requires_grad)
    found.sum().backward()
    return w.grad


def under_no_grad_it_is_not(torch: Any) -> Any:
    x, w = _x(torch).requires_grad_(), torch.ones(3, requires_grad=True)
    with torch.no_grad():
        return torch.func.grad(lambda a: (a**3 * w).sum())(x)


def a_value_is_recorded_where_something_outside_is(torch: Any) -> Any:
    w = torch.ones(3, requires_grad=True)
    found, value = torch.func.grad_and_value(lambda a: (a * 2 * w).sum())(_x(torch))
    print(value)
    value.backward()
    return w.grad, found.detach()


def captured_tensors_get_no_gradient(torch: Any) -> None:
    w = torch.ones(3, requires_grad=True)
    torch.func.grad(lambda a: (a * w).sum())(_x(torch))
    print(w.grad)


def the_input_is_as_it_was(torch: Any) -> None:
    x = _x(torch)
    torch.func.grad(lambda a: (a**2).sum())(x)
    print(x.requires_grad, x.is_leaf, x.grad)
    y = _x(torch).requires_grad_()
    torch.func.grad(lambda a: (a**2).sum())(y)
    print(y.requires_grad, y.is_leaf, y.grad)


def the_input_inside_requires_grad(torch: Any) -> Any:
    def f(x: Any) -> Any:
        print(x.requires_grad, x.is_leaf, x.grad_fn, torch.is_grad_enabled())
        return x.sum()

    with torch.no_grad():
        torch.func.grad(f)(_x(torch))
    return torch.func.grad(f)(_x(torch))


def values_can_be_looked_at_inside(torch: Any) -> Any:
    def f(x: Any) -> Any:
        if x.sum() > 3:
            return (x * x.sum().item()).sum()
        return x.sum()

    return torch.func.grad(f)(_x(torch)), torch.func.grad(f)(torch.zeros(2))


def autograd_inside(torch: Any) -> Any:
    def f(x: Any) -> Any:
        (g,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
        return g.sum()

    return torch.func.grad(f)(_x(torch))


def changes_in_place_inside(torch: Any) -> Any:
    def f(x: Any) -> Any:
        y = x.clone()
        y.mul_(x)
        y[0] = 1
        return (y * x).sum()

    return torch.func.grad(f)(_x(torch))


def an_input_is_not_changed_in_place(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.grad(lambda a: a.mul_(2).sum())(x), torch))
    print(x)


def complex_inputs(torch: Any) -> Any:
    z = torch.tensor([1 + 2j, -1j])
    return torch.func.grad(lambda a: (a * a.conj()).real.sum())(z)


def what_it_refuses(torch: Any) -> None:
    x = _x(torch)
    grad = torch.func.grad
    print(raised(lambda: grad(lambda a: a)(x), torch))
    print(raised(lambda: grad(lambda a: a.sum().reshape(1))(x), torch))
    print(raised(lambda: grad(lambda a: 1.0)(x), torch))
    print(raised(lambda: grad(lambda a: (a.sum(), a))(x), torch))
    print(raised(lambda: grad(lambda a: a)(1.0), torch))
    print(raised(lambda: grad(lambda a: (a["x"] * 2).sum())({"x": x, "y": 2}), torch))
    print(raised(lambda: grad(lambda a: a.sum())(torch.arange(3)), torch))
    print(raised(lambda: grad(lambda a: a.sum())(), torch))


def argnums_it_refuses(torch: Any) -> None:
    x = _x(torch)

    def f(a: Any, b: Any) -> Any:
        return (a * b).sum()

    for argnums in (2, -3, (0, 2), (), (0, 0), "a", 0.5, ("a",)):
        print(raised(lambda numbers=argnums: torch.func.grad(f, argnums=numbers)(x, x), torch))


def aux_it_refuses(torch: Any) -> None:
    x = _x(torch)
    grad = torch.func.grad
    print(raised(lambda: grad(lambda a: a.sum(), has_aux=True)(x), torch))
    print(raised(lambda: grad(lambda a: (a.sum(), 1), has_aux=True)(x), torch))
    print(raised(lambda: grad(lambda a: (a.sum(), a, a), has_aux=True)(x), torch))
    print(raised(lambda: grad(lambda a: [a.sum(), a], has_aux=True)(x), torch))


def passes_inside(torch: Any) -> None:
    x, w = _x(torch), torch.ones(3, requires_grad=True)

    def f(a: Any) -> Any:
        loss = (a * w).sum()
        loss.backward()
        return loss

    print(raised(lambda: torch.func.grad(f)(x), torch))
    print(raised(lambda: torch.func.grad(lambda a: a.clone().requires_grad_().sum())(x), torch))


def it_is_named_like_the_function(torch: Any) -> None:
    def loss(x: Any) -> Any:
        """A loss."""
        return x.sum()

    for transform in (torch.func.grad, torch.func.grad_and_value, torch.func.jacrev, torch.func.jacfwd):
        print(transform(loss).__name__, transform(loss).__doc__)


def a_step_of_descent(torch: Any) -> Any:
    def loss(p: Any, x: Any, y: Any) -> Any:
        return ((x @ p["w"] + p["b"] - y) ** 2).mean()

    x, y = torch.tensor([[0.0], [1.0], [2.0]]), torch.tensor([[1.0], [3.0], [5.0]])
    p = {"w": torch.zeros(1, 1), "b": torch.zeros(1)}
    for _ in range(5):
        g = torch.func.grad(loss)(p, x, y)
        p = {name: p[name] - 0.1 * g[name] for name in p}
    return p
