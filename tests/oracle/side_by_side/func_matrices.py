"""torch.func: jacrev, jacfwd and hessian."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _v(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0, 3.0])


def _both(torch: Any, *args: Any, **options: Any) -> Any:
    return [transform(*args, **options) for transform in (torch.func.jacrev, torch.func.jacfwd)]


def of_a_vector(torch: Any) -> Any:
    return [jacobian(_v(torch)) for jacobian in _both(torch, lambda x: x.cumsum(0) ** 2)]


def of_a_matrix(torch: Any) -> Any:
    x = torch.arange(6.0).reshape(2, 3)
    return [jacobian(x) for jacobian in _both(torch, lambda a: (a**2).sum(1))]


def of_a_number(torch: Any) -> Any:
    return [jacobian(torch.tensor(2.0)) for jacobian in _both(torch, lambda x: torch.stack([x, x**2]))]


def of_number_by_a_vector(torch: Any) -> Any:
    return [jacobian(_v(torch)) for jacobian in _both(torch, lambda x: x.prod())]


def by_several_arguments(torch: Any) -> Any:
    def f(x: Any, y: Any) -> Any:
        return x * y.sum()

    x, y = _v(torch), torch.tensor([1.0, 4.0])
    return [jacobian(x, y) for argnums in (0, 1, (0,), (0, 1), (1, 0)) for jacobian in _both(torch, f, argnums=argnums)]


def of_several_outputs(torch: Any) -> Any:
    return [jacobian(_v(torch)) for jacobian in _both(torch, lambda x: (x**2, {"sum": x.sum()}))]


def by_a_tree(torch: Any) -> Any:
    def f(p: Any) -> Any:
        return {"out": p["u"] * p["v"][0]}

    given = {"u": _v(torch), "v": [_v(torch) + 1]}
    return [jacobian(given) for jacobian in _both(torch, f)]


def with_aux(torch: Any) -> Any:
    return [jacobian(_v(torch)) for jacobian in _both(torch, lambda x: (x**2, x * 3), has_aux=True)]


def of_what_is_constant(torch: Any) -> Any:
    return [jacobian(_v(torch)) for jacobian in _both(torch, lambda x: (torch.ones(2), x * 0, x.detach()))]


def the_dtype_is_that_of_the_way(torch: Any) -> None:
    for jacobian in _both(torch, lambda x: (x**2).double()):
        print(jacobian(_v(torch)).dtype)


def in_chunks(torch: Any) -> Any:
    f = torch.func.jacrev
    x = _v(torch)
    found = [f(lambda a: a.cumsum(0) ** 2, chunk_size=size)(x) for size in (1, 2, 3, 10)]
    print(raised(lambda: f(lambda a: a, chunk_size=0), torch), raised(lambda: f(lambda a: a, chunk_size=-2), torch))
    return found, f(lambda a, b: (a * b, a.sum()), argnums=(0, 1), chunk_size=2)(x, x)


def random_numbers(torch: Any) -> Any:
    x = _v(torch)
    print(raised(lambda: torch.func.jacfwd(lambda a: a * torch.rand(3))(x), torch))
    found = []
    for randomness in ("same", "different"):
        torch.manual_seed(0)
        found.append(torch.func.jacfwd(lambda a: a * torch.rand(3), randomness=randomness)(x))
    torch.manual_seed(0)
    return found, torch.func.jacrev(lambda a: a * torch.rand(3))(x)


def they_are_recorded_where_the_input_is(torch: Any) -> Any:
    found = []
    for jacobian in _both(torch, lambda a: a**3):
        x = _v(torch).requires_grad_()
        matrix = jacobian(x)
        print(matrix.requires_grad)
        matrix.sum().backward()
        found.append((matrix.detach(), x.grad))
    return found


def they_are_recorded_where_something_captured_is(torch: Any) -> Any:
    found = []
    for jacobian in _both(torch, lambda a: a**3 * w):
        w = torch.ones(3, requires_grad=True)
        matrix = jacobian(_v(torch))
        print(matrix.requires_grad)
        matrix.sum().backward()
        found.append(w.grad)
    return found


def of_a_jacobian(torch: Any) -> Any:
    x = _v(torch)
    rev, fwd = torch.func.jacrev, torch.func.jacfwd
    ways = (rev(rev(torch.sin)), rev(fwd(torch.sin)), fwd(rev(torch.sin)), fwd(fwd(torch.sin)))
    return [way(x) for way in ways]


def what_they_refuse(torch: Any) -> None:
    for jacobian in _both(torch, lambda a: 1.0):
        print(raised(lambda way=jacobian: way(_v(torch)), torch))
    for jacobian in _both(torch, lambda a: a * 2):
        print(raised(lambda way=jacobian: way(torch.arange(3)), torch))
    print(raised(lambda: torch.func.jacrev(lambda a: a * 2)(1.0), torch))
    for jacobian in _both(torch, lambda a: a * 2, argnums=1):
        print(raised(lambda way=jacobian: way(_v(torch)), torch))
    print(raised(lambda: torch.func.jacrev(lambda a: a.long())(_v(torch)), torch))


def a_hessian(torch: Any) -> Any:
    return torch.func.hessian(lambda x: (x**3).sum() * x[0])(_v(torch))


def a_hessian_by_several_arguments(torch: Any) -> Any:
    def f(x: Any, y: Any) -> Any:
        return (x**3).sum() * y.prod()

    x, y = _v(torch), torch.tensor([1.0, 4.0])
    return [torch.func.hessian(f, argnums=argnums)(x, y) for argnums in (0, 1, (0,), (0, 1))]


def a_hessian_by_a_tree(torch: Any) -> Any:
    return torch.func.hessian(lambda p: (p["u"] ** 2 * p["v"]).sum())({"u": _v(torch), "v": _v(torch)})


def a_hessian_of_a_vector(torch: Any) -> Any:
    return torch.func.hessian(lambda x: x**3 * x.sum())(_v(torch)), torch.func.hessian(lambda x: x * 2)(_v(torch))


def a_hessian_of_several_outputs(torch: Any) -> Any:
    return torch.func.hessian(lambda x: (x.prod(), {"s": (x**2).sum()}))(_v(torch))


def a_hessian_of_what_is_linear(torch: Any) -> Any:
    f = torch.func.hessian
    x = _v(torch)
    return f(lambda a: a.sum())(x), f(lambda a: torch.ones(()))(x), f(lambda a, b: (a * b).sum(), (0, 1))(x, x)


def a_hessian_of_a_matrix(torch: Any) -> Any:
    return torch.func.hessian(lambda a: (a @ a.T).sum())(torch.arange(4.0).reshape(2, 2))


def a_hessian_is_recorded_where_the_input_is(torch: Any) -> Any:
    x = _v(torch).requires_grad_()
    found = torch.func.hessian(lambda a: (a**4).sum())(x)
    print(found.requires_grad)
    found.sum().backward()
    return x.grad, found.detach()


def newtons_method(torch: Any) -> Any:
    def f(x: Any) -> Any:
        return ((x[0] - 1) ** 2 + (x[1] + 2) ** 4 + x[0] * x[1]).sum()

    x = torch.tensor([0.5, 0.5])
    for _ in range(4):
        x = x - torch.linalg.solve(torch.func.hessian(f)(x), torch.func.grad(f)(x))
    return x
