"""torch.autograd.functional: vjp, jvp, vhp and hvp."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _given(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]), torch.tensor([1.0, -1.0])


def _cube(x: Any) -> Any:
    return x**3


def _two(x: Any, y: Any) -> Any:
    return x * y, (x + y).sum()


def _number(x: Any, y: Any) -> Any:
    return (x**2 * y).sum()


def vjp_of_one(torch: Any) -> Any:
    x, _, v = _given(torch)
    return torch.autograd.functional.vjp(_cube, x, v)


def vjp_of_several(torch: Any) -> Any:
    x, y, v = _given(torch)
    return torch.autograd.functional.vjp(_two, (x, y), (v, torch.tensor(2.0)))


def vjp_of_a_number_needs_no_vector(torch: Any) -> Any:
    x, y, _ = _given(torch)
    return torch.autograd.functional.vjp(_number, (x, y))


def vjp_of_what_is_not_used(torch: Any) -> Any:
    x, y, v = _given(torch)
    vjp = torch.autograd.functional.vjp
    return vjp(lambda a, b: a * 2, (x, y), v), vjp(lambda a: torch.ones(2), x, v), vjp(lambda a: a, x, v)


def a_tuple_stays_a_tuple(torch: Any) -> Any:
    x, _, v = _given(torch)
    f = torch.autograd.functional
    return f.vjp(lambda a: (a * 2,), (x,), (v,)), f.jvp(lambda a: (a * 2,), (x,), (v,))


def jvp_of_one(torch: Any) -> Any:
    x, _, v = _given(torch)
    return torch.autograd.functional.jvp(_cube, x, v)


def jvp_of_several(torch: Any) -> Any:
    x, y, v = _given(torch)
    return torch.autograd.functional.jvp(_two, (x, y), (v, x))


def jvp_by_a_number_needs_no_vector(torch: Any) -> Any:
    return torch.autograd.functional.jvp(lambda a: torch.stack([a, a**2]), torch.tensor(3.0))


def jvp_of_what_is_not_used(torch: Any) -> Any:
    x, _, v = _given(torch)
    jvp = torch.autograd.functional.jvp
    return jvp(lambda a: (a * 2, torch.ones(3)), x, v), jvp(lambda a: torch.ones(2), x, v)


def vhp_and_hvp_are_products_with_the_hessian(torch: Any) -> Any:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    return [product(_number, (x, y), (v, x)) for product in (f.vhp, f.hvp)]


def vhp_and_hvp_of_one(torch: Any) -> Any:
    x, _, v = _given(torch)
    f = torch.autograd.functional
    return [product(lambda a: (a**3).sum() * a[0], x, v) for product in (f.vhp, f.hvp)]


def vhp_and_hvp_by_a_number_need_no_vector(torch: Any) -> Any:
    f = torch.autograd.functional
    return [product(lambda a: a**3, torch.tensor(2.0)) for product in (f.vhp, f.hvp)]


def vhp_and_hvp_of_what_is_linear(torch: Any) -> Any:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    found = [product(lambda a: a.sum(), x, v) for product in (f.vhp, f.hvp)]
    return found, [product(lambda a, b: (a**2).sum(), (x, y), (v, v)) for product in (f.vhp, f.hvp)]


def results_are_not_recorded(torch: Any) -> None:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    f = torch.autograd.functional
    for out, product in (
        f.vjp(lambda a: a**2 * w, x, torch.ones(2)),
        f.jvp(lambda a: a**2 * w, x, torch.ones(2)),
        f.vhp(lambda a: (a**2 * w).sum(), x, torch.ones(2)),
        f.hvp(lambda a: (a**2 * w).sum(), x, torch.ones(2)),
    ):
        print(out, product)


def with_create_graph_they_are(torch: Any) -> Any:
    f = torch.autograd.functional
    found = []
    for product in (f.vjp, f.jvp):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        out, result = product(_cube, x, torch.ones(2), create_graph=True)
        print(out.requires_grad, result.requires_grad)
        (out.sum() + result.sum()).backward()
        found.append(x.grad)
    for product in (f.vhp, f.hvp):
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        out, result = product(lambda a: (a**4).sum(), x, torch.ones(2), create_graph=True)
        print(out.requires_grad, result.requires_grad)
        result.sum().backward()
        found.append(x.grad)
    return found


def with_create_graph_vectors_are_reached(torch: Any) -> Any:
    f = torch.autograd.functional
    found = []
    for product in (f.vjp, f.jvp):
        v = torch.ones(2, requires_grad=True)
        product(_cube, torch.tensor([1.0, 2.0]), v, create_graph=True)[1].sum().backward()
        found.append(v.grad)
    return found


def strict_refuses_what_does_not_depend(torch: Any) -> None:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    for product, vectors in ((f.vjp, v), (f.jvp, (v, v))):
        print(raised(lambda p=product, w=vectors: p(lambda a, b: a * 2, (x, y), w, strict=True), torch))
    for product in (f.vjp, f.jvp):
        print(raised(lambda p=product: p(lambda a: torch.ones(2), x, v, strict=True), torch))
        print(raised(lambda p=product: p(lambda a: a * 2, x, v, strict=True, create_graph=True), torch))
        print(raised(lambda p=product: p(lambda a: a.exp(), x, v, strict=True, create_graph=True), torch))
        print(product(lambda a: a * 2, x, v, strict=True))


def strict_refuses_a_hessian_of_zeros(torch: Any) -> None:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    for product in (f.vhp, f.hvp):
        print(raised(lambda p=product: p(lambda a: a.sum(), x, v, strict=True), torch))
        print(raised(lambda p=product: p(lambda a: torch.ones(()), x, v, strict=True), torch))
        print(raised(lambda p=product: p(lambda a, b: (a**2).sum(), (x, y), (v, v), strict=True), torch))
        print(product(_number, (x, y), (v, v), strict=True))


def vectors_that_do_not_fit(torch: Any) -> None:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    for product in (f.vjp, f.jvp):
        print(raised(lambda p=product: p(_cube, x), torch), raised(lambda p=product: p(_two, (x, y)), torch))
        print(raised(lambda p=product: p(_two, (x, y), v), torch))
        print(raised(lambda p=product: p(_cube, x, torch.ones(3)), torch))
        print(raised(lambda p=product: p(_cube, x, 1.0), torch))
        print(raised(lambda p=product: p(_cube, x, [v]), torch))
    for product in (f.vhp, f.hvp):
        print(raised(lambda p=product: p(_number, (x, y)), torch))
        print(raised(lambda p=product: p(_number, (x, y), v), torch))
        print(raised(lambda p=product: p(_number, (x, y), (v, torch.ones(3))), torch))


def functions_and_inputs_that_do_not_fit(torch: Any) -> None:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    for product in (f.vjp, f.jvp, f.vhp, f.hvp):
        print(raised(lambda p=product: p(lambda a: 1.0, x, v), torch))
        print(raised(lambda p=product: p(lambda a: [a, a], x, v), torch))
        print(raised(lambda p=product: p(_cube, 1.0, v), torch))
        print(raised(lambda p=product: p(_two, (x, 2.0), (v, v)), torch))
        print(raised(lambda p=product: p(_two, [x, y], [v, v]), torch))
        print(raised(lambda p=product: p(_cube, torch.arange(2), v), torch))
    for product in (f.vhp, f.hvp):
        print(raised(lambda p=product: p(_cube, x, v), torch))
        print(raised(lambda p=product: p(lambda a: (a.sum(), a.sum()), x, v), torch))
        print(raised(lambda p=product: p(lambda a: (a.sum(),), x, v), torch))


def no_grad_does_not_matter(torch: Any) -> Any:
    x, y, v = _given(torch)
    f = torch.autograd.functional
    with torch.no_grad():
        return f.vjp(_cube, x, v), f.jvp(_cube, x, v), f.hvp(_number, (x, y), (v, v))


def the_inputs_inside_are_leaves(torch: Any) -> None:
    def show(a: Any) -> Any:
        print(a.requires_grad, a.is_leaf, a.grad_fn, torch.is_grad_enabled())
        return a * 2

    x, _, v = _given(torch)
    with torch.no_grad():
        torch.autograd.functional.vjp(show, x, v)
    torch.autograd.functional.jvp(show, x.requires_grad_(), v)
    print(x.grad)
