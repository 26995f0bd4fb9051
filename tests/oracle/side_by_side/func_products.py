"""torch.func: vjp, jvp and linearize."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def vjp_of_one_input(torch: Any) -> Any:
    out, pull = torch.func.vjp(lambda x: x**2, _x(torch))
    return out, pull(torch.ones(2, 3)), pull(_x(torch))


def vjp_of_several_inputs_and_outputs(torch: Any) -> Any:
    out, pull = torch.func.vjp(lambda x, y: (x * y, {"s": x.sum()}), _x(torch), _x(torch) + 1)
    return out, pull((_x(torch), {"s": torch.tensor(2.0)}))


def vjp_of_a_tree(torch: Any) -> Any:
    _, pull = torch.func.vjp(lambda p: [p["a"] * p["b"]], {"a": _x(torch), "b": _x(torch)})
    return pull([torch.ones(2, 3)])


def vjp_with_aux(torch: Any) -> Any:
    out, pull, aux = torch.func.vjp(lambda x: (x**2, {"twice": x * 2}), _x(torch), has_aux=True)
    return out, pull(torch.ones(2, 3)), aux


def vjp_of_what_is_not_used(torch: Any) -> Any:
    _, pull = torch.func.vjp(lambda x, y: x * 2, _x(torch), _x(torch))
    _, constant = torch.func.vjp(lambda x: torch.ones(2), _x(torch))
    return pull(torch.ones(2, 3)), constant(torch.ones(2))


def vjp_frees_the_graph_when_told(torch: Any) -> None:
    _, pull = torch.func.vjp(lambda x: x**2, _x(torch))
    print(pull(torch.ones(2, 3), retain_graph=False))
    print(raised(lambda: pull(torch.ones(2, 3)), torch))


def vjp_is_recorded_where_the_cotangent_is(torch: Any) -> Any:
    v = torch.ones(2, 3, requires_grad=True)
    _, pull = torch.func.vjp(lambda x: x**2, _x(torch))
    (found,) = pull(v)
    print(found.requires_grad)
    found.sum().backward()
    return v.grad


def vjp_is_recorded_where_something_captured_is(torch: Any) -> Any:
    w = torch.ones(3, requires_grad=True)
    out, pull = torch.func.vjp(lambda x: x * w, _x(torch))
    (found,) = pull(_x(torch))
    print(out.requires_grad, found.requires_grad)
    (found.sum() + out.sum()).backward()
    return w.grad


def vjp_refuses(torch: Any) -> None:
    x = _x(torch)
    vjp = torch.func.vjp
    print(raised(lambda: vjp(lambda a: a * 2, x)[1](torch.ones(3)), torch))
    print(raised(lambda: vjp(lambda a: (a, a), x)[1](x), torch))
    print(raised(lambda: vjp(lambda a: a, x)[1]((x,)), torch))
    print(raised(lambda: vjp(lambda a: (a, a), x)[1](x, x), torch))
    print(raised(lambda: vjp(lambda a: a, x)[1](x, x), torch))
    print(raised(lambda: vjp(lambda a: [a, a], x)[1]((x, x)), torch))
    print(raised(lambda: vjp(lambda a: 1, x), torch))
    print(raised(lambda: vjp(lambda a: (a, 2), x), torch))
    print(raised(lambda: vjp(lambda a: x, 1.0), torch))
    print(raised(lambda: vjp(lambda a: a, torch.arange(3)), torch))
    print(raised(lambda: vjp(lambda a: a.long(), x), torch))
    print(raised(lambda: vjp(lambda a: a, x, has_aux=True), torch))


def jvp_of_one_input(torch: Any) -> Any:
    return torch.func.jvp(lambda x: x**2, (_x(torch),), (torch.ones(2, 3),))


def jvp_of_several_inputs_and_outputs(torch: Any) -> Any:
    x = _x(torch)
    return torch.func.jvp(lambda a, b: (a * b, {"a": a.sum()}), (x, x + 1), (torch.ones(2, 3), x))


def jvp_of_a_tree(torch: Any) -> Any:
    x = _x(torch)
    return torch.func.jvp(lambda p: p["u"] * p["v"], ({"u": x, "v": x},), ({"u": x * 0, "v": x * 0 + 1},))


def jvp_with_aux(torch: Any) -> Any:
    return torch.func.jvp(lambda x: (x**2, x * 3), (_x(torch),), (torch.ones(2, 3),), has_aux=True)


def jvp_of_what_does_not_depend_on_it(torch: Any) -> Any:
    x, v = _x(torch), torch.ones(2, 3)
    print(raised(lambda: torch.func.jvp(lambda a: (a, v), (x,), (v,), strict=True), torch))
    return torch.func.jvp(lambda a: (a * 2, v), (x,), (v,)), torch.func.jvp(lambda a: torch.ones(2), (x,), (v,))


def jvp_of_a_jvp(torch: Any) -> Any:
    x = torch.tensor(2.0)

    def slope(a: Any) -> Any:
        return torch.func.jvp(lambda b: b**3, (a,), (torch.ones(()),))[1]

    return torch.func.jvp(slope, (x,), (torch.ones(()),))


def jvp_is_recorded_where_something_outside_is(torch: Any) -> Any:
    w, v = torch.ones(3, requires_grad=True), torch.ones(2, 3, requires_grad=True)
    out, found = torch.func.jvp(lambda x: x**2 * w, (_x(torch),), (v,))
    print(out.requires_grad, found.requires_grad)
    found.sum().backward()
    return w.grad, v.grad


def jvp_under_no_grad_is_not_recorded(torch: Any) -> Any:
    w = torch.ones(3, requires_grad=True)
    with torch.no_grad():
        return torch.func.jvp(lambda x: x**2 * w, (_x(torch),), (torch.ones(2, 3),))


def jvp_through_changes_in_place(torch: Any) -> Any:
    def f(x: Any) -> Any:
        y = x * 1
        y.mul_(x).add_(1)
        y[0] = x[1]
        return y

    return torch.func.jvp(f, (_x(torch),), (torch.ones(2, 3),))


def jvp_refuses(torch: Any) -> None:
    x, v = _x(torch), torch.ones(2, 3)
    jvp = torch.func.jvp
    print(raised(lambda: jvp(lambda a: a, x, v), torch))
    print(raised(lambda: jvp(lambda a: a, [x], [v]), torch))
    print(raised(lambda: jvp(lambda a: a, (x,), [v]), torch))
    print(raised(lambda: jvp(lambda a: a, (x,), (v, v)), torch))
    print(raised(lambda: jvp(lambda a: a, (x,), (torch.ones(3),)), torch))
    print(raised(lambda: jvp(lambda: x, (), ()), torch))
    print(raised(lambda: jvp(lambda a: a, (1.0,), (v,)), torch))
    print(raised(lambda: jvp(lambda a: 1.0, (x,), (v,)), torch))
    print(raised(lambda: jvp(lambda a: a, (torch.arange(3),), (torch.arange(3),)), torch))
    print(raised(lambda: jvp(lambda a: a, (x,), (v,), has_aux=True), torch))


def linearize_gives_a_function_to_call_often(torch: Any) -> Any:
    out, push = torch.func.linearize(lambda x: x**3, _x(torch))
    return out, push(torch.ones(2, 3)), push(_x(torch))


def linearize_takes_trees(torch: Any) -> Any:
    x = _x(torch)
    out, push = torch.func.linearize(lambda p, q: {"o": p["u"] ** 2 * q}, {"u": x}, x)
    return out, push({"u": torch.ones(2, 3)}, torch.zeros(2, 3))


def linearize_refuses(torch: Any) -> None:
    x, v = _x(torch), torch.ones(2, 3)
    _, push = torch.func.linearize(lambda a: a**2, x)
    for tangents in ((v[0],), (v.double(),), (v, v), ()):
        print(raised(lambda given=tangents: push(*given), torch))
    _, push = torch.func.linearize(lambda p: p["u"] ** 2, {"u": x})
    print(raised(lambda: push(v), torch))


def functionalize_changes_no_result(torch: Any) -> Any:
    def f(x: Any) -> Any:
        y = x.clone()
        y.add_(1)[0] = 3
        return y

    return torch.func.functionalize(f)(_x(torch)), torch.func.functionalize(f, remove="mutations_and_views")(_x(torch))
