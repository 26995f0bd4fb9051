"""torch.autograd.functional: jacobian and hessian."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _given(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])


def _two(x: Any, y: Any) -> Any:
    return x * y, x.sum()


def _number(x: Any, y: Any) -> Any:
    return (x**2 * y).sum() * x[0]


def a_jacobian(torch: Any) -> Any:
    x, _ = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    return jacobian(lambda a: a**3, x), jacobian(lambda a: a.sum(), x), jacobian(lambda a: a * 2, torch.tensor(2.0))


def of_a_matrix(torch: Any) -> Any:
    return torch.autograd.functional.jacobian(lambda a: a.exp().sum(dim=1), torch.ones(2, 3))


def of_several(torch: Any) -> Any:
    return torch.autograd.functional.jacobian(_two, _given(torch))


def a_tuple_stays_a_tuple(torch: Any) -> None:
    x, _ = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    print(jacobian(lambda a: a**2, (x,)), jacobian(lambda a: (a**2,), x), jacobian(lambda a: (a**2,), (x,)))


def of_what_is_not_used(torch: Any) -> Any:
    x, y = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    return jacobian(lambda a, b: a * 2, (x, y)), jacobian(lambda a: torch.ones(2), x)


def vectorized_it_is_the_same(torch: Any) -> Any:
    x, y = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    print(jacobian(lambda a: (a**2).double(), x, vectorize=True).dtype)
    return jacobian(_two, (x, y), vectorize=True), jacobian(lambda a, b: a * 2, (x, y), vectorize=True)


def in_forward_mode_it_is_the_same(torch: Any) -> Any:
    x, y = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    options = {"vectorize": True, "strategy": "forward-mode"}
    print(jacobian(lambda a: (a**2).double(), x, **options).dtype)
    return jacobian(_two, (x, y), **options), jacobian(lambda a: a.cumsum(0) ** 2, x, **options)


def with_create_graph_it_is_recorded(torch: Any) -> Any:
    found = []
    for vectorize in (False, True):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        matrix = torch.autograd.functional.jacobian(lambda a: a**3, x, create_graph=True, vectorize=vectorize)
        print(matrix.requires_grad)
        matrix.sum().backward()
        found.append((matrix.detach(), x.grad))
    return found


def without_it_is_not(torch: Any) -> Any:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    return torch.autograd.functional.jacobian(lambda a: a**2 * w, x), torch.autograd.functional.hessian(
        lambda a: (a**2 * w).sum(), x
    )


def strict_refuses_what_does_not_depend(torch: Any) -> None:
    x, y = _given(torch)
    jacobian = torch.autograd.functional.jacobian
    print(raised(lambda: jacobian(lambda a: torch.ones(2), x, strict=True), torch))
    print(raised(lambda: jacobian(lambda a, b: a * 2, (x, y), strict=True), torch))
    print(raised(lambda: jacobian(_two, (x, y), strict=True), torch))
    print(raised(lambda: jacobian(lambda a: a * 2, x, strict=True, create_graph=True), torch))
    print(jacobian(lambda a: a * 2, x, strict=True))
    print(jacobian(lambda a: a**2, x, strict=True, create_graph=True).detach())


def options_that_exclude_each_other(torch: Any) -> None:
    x, _ = _given(torch)
    jacobian, hessian = torch.autograd.functional.jacobian, torch.autograd.functional.hessian
    for options in (
        {"strict": True, "vectorize": True},
        {"strategy": "forward-mode"},
        {"strategy": "forward-mode", "vectorize": True, "create_graph": True},
        {"strategy": "sideways"},
    ):
        print(raised(lambda given=options: jacobian(lambda a: a**2, x, **given), torch))
    for options in (
        {"strict": True, "vectorize": True},
        {"outer_jacobian_strategy": "forward-mode"},
        {"outer_jacobian_strategy": "sideways"},
    ):
        print(raised(lambda given=options: hessian(lambda a: (a**2).sum(), x, **given), torch))


def a_hessian(torch: Any) -> Any:
    x, _ = _given(torch)
    hessian = torch.autograd.functional.hessian
    return hessian(lambda a: (a**3).sum() * a[0], x), hessian(lambda a: a**3, torch.tensor(2.0))


def a_hessian_by_several(torch: Any) -> Any:
    return torch.autograd.functional.hessian(_number, _given(torch))


def a_hessian_of_a_matrix(torch: Any) -> Any:
    return torch.autograd.functional.hessian(lambda a: (a @ a).sum(), torch.arange(4.0).reshape(2, 2))


def a_hessian_of_one_element(torch: Any) -> Any:
    x, _ = _given(torch)
    return torch.autograd.functional.hessian(lambda a: (a**3).sum().reshape(1, 1), x)


def a_hessian_vectorized(torch: Any) -> Any:
    hessian = torch.autograd.functional.hessian
    forward = hessian(_number, _given(torch), vectorize=True, outer_jacobian_strategy="forward-mode")
    return hessian(_number, _given(torch), vectorize=True), [[one.detach() for one in row] for row in forward]


def a_hessian_of_what_is_linear(torch: Any) -> Any:
    x, y = _given(torch)
    hessian = torch.autograd.functional.hessian
    return (
        hessian(lambda a: a.sum(), x),
        hessian(lambda a: torch.ones(()), x),
        hessian(lambda a, b: (a * b).sum(), (x, y)),
        hessian(lambda a, b: (a**2).sum(), (x, y)),
    )


def strict_refuses_a_hessian_of_zeros(torch: Any) -> None:
    x, y = _given(torch)
    hessian = torch.autograd.functional.hessian
    print(raised(lambda: hessian(lambda a: a.sum(), x, strict=True), torch))
    print(raised(lambda: hessian(lambda a: torch.ones(()), x, strict=True), torch))
    print(raised(lambda: hessian(lambda a, b: (a**2).sum(), (x, y), strict=True), torch))
    print(raised(lambda: hessian(lambda a, b: (a**2).sum() + (b**2).sum(), (x, y), strict=True), torch))
    print(hessian(lambda a: (a**2).sum(), x, strict=True))


def a_hessian_of_no_number(torch: Any) -> None:
    x, _ = _given(torch)
    hessian = torch.autograd.functional.hessian
    print(raised(lambda: hessian(lambda a: a**3, x), torch))
    print(raised(lambda: hessian(lambda a: (a.sum(), a.sum()), x), torch))
    print(raised(lambda: hessian(lambda a: ((a**3).sum(),), x), torch))
    print(raised(lambda: hessian(lambda a: 1.0, x), torch))


def a_hessian_with_create_graph_is_recorded(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    matrix = torch.autograd.functional.hessian(lambda a: (a**4).sum(), x, create_graph=True)
    print(matrix.requires_grad)
    matrix.sum().backward()
    return matrix.detach(), x.grad


def inputs_that_do_not_fit(torch: Any) -> None:
    x, y = _given(torch)
    for matrix in (torch.autograd.functional.jacobian, torch.autograd.functional.hessian):
        print(raised(lambda make=matrix: make(lambda a: a.sum(), 1.0), torch))
        print(raised(lambda make=matrix: make(lambda a: a.sum(), torch.arange(2)), torch))
        print(raised(lambda make=matrix: make(_number, [x, y]), torch))
        print(raised(lambda make=matrix: make(_number, (x, 2.0)), torch))
        print(raised(lambda make=matrix: make(lambda a: a.mul_(2).sum(), x), torch))
