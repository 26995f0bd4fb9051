"""torch.autograd.forward_ad: dual numbers."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _given(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])


def a_function_of_a_dual(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        found = fw.unpack_dual((fw.make_dual(x, t) ** 2).cumsum(0))
        print(found, type(found).__name__, found._fields)
    return found.primal, found.tangent


def a_function_of_two_duals(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        a, b = fw.make_dual(x, t), fw.make_dual(t, x)
        return [fw.unpack_dual(one)[1] for one in (a * b, a + b, a @ b, torch.cat([a, b]), (a / b).sum())]


def a_dual_prints_its_tangent(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        print(dual, dual * 2, repr(dual.sum()), dual[0])
        print(x, x * 2, torch.ones(2))


def a_dual_looks_plain(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        for one in (dual, dual * 2, dual.sum()):
            print(one.requires_grad, one.is_leaf, one.grad_fn, one.grad, one.shape, one.dtype)
        print(dual.tolist(), dual[0].item(), dual.numpy(), f"{dual[1]:.2f}", bool(dual[0] > 0))
        if dual.sum() > 2:
            print((dual * 3).tolist())


def unpacking_gives_parts(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        primal, tangent = fw.unpack_dual(dual)
        print(primal, tangent, tangent is t, primal is dual)
        print(fw.unpack_dual(x), fw.unpack_dual(primal), fw.unpack_dual(tangent))


def what_depends_on_no_dual_has_none(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        for one in (torch.ones(2) * 3, x * 2, dual.detach(), dual.long(), dual > 1, dual.argmax()):
            print(fw.unpack_dual(one))
        print(fw.unpack_dual(dual * 0), fw.unpack_dual(dual.clone()), fw.unpack_dual(dual[0]))


def with_the_level_tangents_end(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        double = dual * 2
    print(fw.unpack_dual(dual), double, double.requires_grad, double.grad_fn)
    with fw.dual_level():
        print(fw.unpack_dual(double), double * 2, fw.make_dual(double, t))


def levels_by_hand(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    level = fw.enter_dual_level()
    print(level, fw.make_dual(x, t, level=level))
    fw.exit_dual_level(level=level)
    with fw.dual_level() as level:
        print(level, fw.unpack_dual(fw.make_dual(x, t), level=level))
    print(fw.enter_dual_level(), fw.exit_dual_level())


def levels_do_not_nest(torch: Any) -> None:
    fw = torch.autograd.forward_ad
    with fw.dual_level():
        print(raised(lambda: fw.dual_level().__enter__(), torch), raised(fw.enter_dual_level, torch))
        print(raised(lambda: fw.exit_dual_level(level=5), torch))
    print(raised(fw.exit_dual_level, torch))


def what_is_refused(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    print(raised(lambda: fw.make_dual(x, t), torch), fw.unpack_dual(x))
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        print(raised(lambda: fw.make_dual(dual, t), torch), raised(lambda: fw.make_dual(x, dual), torch))
        print(raised(lambda: fw.make_dual(x, torch.ones(3)), torch))
        print(raised(lambda: fw.make_dual(torch.arange(2), torch.arange(2)), torch))
        print(raised(lambda: fw.make_dual(x, torch.arange(2)), torch))
        print(raised(lambda: fw.make_dual(1.0, t), torch), raised(lambda: fw.make_dual(x, 1.0), torch))
        print(raised(lambda: fw.unpack_dual(1.0), torch))
        print(raised(lambda: fw.make_dual(x, t, level=1), torch))


def in_place_a_tensor_becomes_dual(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual, z = fw.make_dual(x, t), torch.zeros(2)
        z.add_(dual).mul_(dual)
        print(z)
        z[0] = dual[1]
        return fw.unpack_dual(z).tangent, fw.unpack_dual(dual.clone().mul_(dual)).tangent


def a_dual_of_what_requires_grad(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    w = x.requires_grad_()
    with fw.dual_level():
        dual = fw.make_dual(w, t)
        print(dual.requires_grad, dual.is_leaf)
        out = (dual**3).sum()
        print(out)
        tangent = fw.unpack_dual(out).tangent
        print(tangent.requires_grad)
        tangent.backward(retain_graph=True)
        found = w.grad
        w.grad = None
        out.backward()
        return found, w.grad


def a_tangent_that_requires_grad(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    t.requires_grad_()
    with fw.dual_level():
        out = fw.make_dual(x, t) ** 2
        print(out.requires_grad)
        tangent = fw.unpack_dual(out).tangent
        print(tangent.requires_grad)
        tangent.sum().backward()
    return t.grad


def a_module_with_dual_parameters(torch: Any) -> Any:
    fw = torch.autograd.forward_ad
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    with fw.dual_level():
        duals = {name: fw.make_dual(p, torch.ones_like(p)) for name, p in net.named_parameters()}
        out = torch.func.functional_call(net, duals, torch.tensor([1.0, 2.0]))
        primal, tangent = fw.unpack_dual(out)
    return primal.detach(), tangent.detach()


def a_gradient_of_a_dual(torch: Any) -> Any:
    """Forward over reverse."""
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x.requires_grad_(), t)
        (slope,) = torch.autograd.grad((dual**3).sum(), dual, create_graph=True)
        return fw.unpack_dual(slope).tangent.detach(), slope.detach()


def complex_duals(torch: Any) -> Any:
    fw = torch.autograd.forward_ad
    z, t = torch.tensor([1 + 1j, 2 - 1j]), torch.tensor([1j, 1 + 0j])
    with fw.dual_level():
        dual = fw.make_dual(z, t)
        return [fw.unpack_dual(one).tangent for one in (dual * dual, dual.abs(), dual.real, dual.conj())]
