"""vmap: operations on examples, and autograd through and around it."""

from __future__ import annotations

from typing import Any


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def made_inside(torch: Any) -> Any:
    return torch.func.vmap(lambda a: torch.stack([a, torch.ones(3), torch.zeros_like(a), torch.full((3,), 2.0)]))(
        _x(torch)
    )


def indexed(torch: Any) -> Any:
    def f(a: Any) -> Any:
        return a[1:], a[0], a[[2, 0]], a[None, ::2], a[-1] + a[..., 0]

    return torch.func.vmap(f)(_x(torch))


def indexed_by_examples(torch: Any) -> Any:
    return torch.func.vmap(lambda a, i: a[i])(_x(torch), torch.tensor([2, 0])), torch.func.vmap(
        lambda i: torch.arange(10.0)[i]
    )(torch.tensor([[1, 2], [3, 4]]))


def written_by_index(torch: Any) -> Any:
    def f(a: Any) -> Any:
        made = a.clone()
        made[1] = 7.0
        made[2] = a[0] + 10
        return made

    return torch.func.vmap(f)(_x(torch))


def changed_in_place(torch: Any) -> Any:
    def f(a: Any) -> Any:
        b = a * 1
        b.add_(1).mul_(a)
        b += 1
        return b

    return torch.func.vmap(f)(_x(torch))


def the_input_changed_in_place(torch: Any) -> Any:
    x = _x(torch)
    torch.func.vmap(lambda a: a.add_(1))(x)
    return x


def reduced(torch: Any) -> Any:
    def f(a: Any) -> Any:
        return a.sum(), a.mean(0), a.max(), a.max(0), a.argmin(), a.std(), a.norm(), a.prod(), a.logsumexp(0)

    return torch.func.vmap(f)(_x(torch))


def reshaped(torch: Any) -> Any:
    def f(a: Any) -> Any:
        return a.view(3, 1), a.reshape(1, -1), a.unsqueeze(0).transpose(0, 1), a.expand(2, 3), a.flip(0), a.repeat(2)

    return torch.func.vmap(f)(_x(torch))


def multiplied(torch: Any) -> Any:
    w = torch.arange(12.0).reshape(4, 3)

    def f(a: Any) -> Any:
        return w @ a, a @ a, torch.outer(a, a), torch.nn.functional.linear(a, w), torch.einsum("i,ji->j", a, w)

    return torch.func.vmap(f)(_x(torch))


def chosen_by_where(torch: Any) -> Any:
    return torch.func.vmap(lambda a: torch.where(a > 1, a, -a).clamp(-0.5, 4))(_x(torch))


def sorted_and_looked_up(torch: Any) -> Any:
    def f(a: Any) -> Any:
        return a.sort(descending=True), a.topk(2), a.cumsum(0), a.softmax(0), a.gather(0, torch.tensor([0, 0, 2]))

    return torch.func.vmap(f)(_x(torch))


def joined_and_split(torch: Any) -> Any:
    def f(a: Any, b: Any) -> Any:
        return torch.cat([a, b, torch.ones(1)]), a.split(2), a.chunk(3), a.unbind(0), torch.stack([a, b], 1)

    return torch.func.vmap(f)(_x(torch), _x(torch) * 2)


def a_matrix_of_each_example(torch: Any) -> Any:
    m = torch.tensor([[[2.0, 1.0], [1.0, 3.0]], [[4.0, 0.0], [1.0, 2.0]]])
    f = torch.func.vmap(lambda a: (torch.linalg.inv(a), torch.linalg.det(a), torch.linalg.solve(a, torch.ones(2))))
    return f(m)


def a_convolution_of_each_example(torch: Any) -> Any:
    images, kernel = torch.arange(32.0).reshape(2, 1, 4, 4), torch.ones(1, 1, 3, 3)
    return torch.func.vmap(lambda a: torch.nn.functional.conv2d(a[None], kernel))(images)


def a_loss_of_each_example(torch: Any) -> Any:
    def f(a: Any, t: Any) -> Any:
        return torch.nn.functional.cross_entropy(a, t), torch.nn.functional.mse_loss(a, a * 2)

    return torch.func.vmap(f)(_x(torch), torch.tensor([0, 2]))


def promotion_is_as_ever(torch: Any) -> None:
    def f(a: Any, n: Any) -> Any:
        print((a + 1).dtype, (n + 1).dtype, (n / 2).dtype, (n + a).dtype, (a.double() + a).dtype, (a > n).dtype)
        return a

    torch.func.vmap(f)(torch.ones(2), torch.arange(2))


def gradients_go_through_it(torch: Any) -> Any:
    x, w = _x(torch).requires_grad_(), torch.ones(3, requires_grad=True)
    out = torch.func.vmap(lambda a: (a * a * w).sum())(x)
    print(out.requires_grad, out.is_leaf)
    out.sum().backward()
    return x.grad, w.grad, out.detach()


def gradients_go_through_nested_ones(torch: Any) -> Any:
    x, y = _x(torch).requires_grad_(), torch.arange(3.0, requires_grad=True)
    out = torch.func.vmap(lambda a: torch.func.vmap(lambda b: (a * b).sin().sum())(y))(x)
    out.pow(2).sum().backward()
    return x.grad, y.grad


def gradients_by_out_dims(torch: Any) -> Any:
    x = _x(torch).requires_grad_()
    out = torch.func.vmap(lambda a: a**3, in_dims=1, out_dims=1)(x)
    (g,) = torch.autograd.grad(out, x, torch.arange(6.0).reshape(2, 3), create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), x)
    return g.detach(), h


def no_grad_holds_inside(torch: Any) -> Any:
    x = _x(torch).requires_grad_()
    with torch.no_grad():
        print(torch.func.vmap(lambda a: a * 2)(x).requires_grad)

    def f(a: Any) -> Any:
        with torch.no_grad():
            b = a * 2
        return a * b

    torch.func.vmap(f)(x).sum().backward()
    return x.grad


def rows_of_a_jacobian_by_vmap_over_grad(torch: Any) -> Any:
    x = torch.arange(3.0, requires_grad=True)
    y = x**2 * x.sum()
    return torch.func.vmap(lambda v: torch.autograd.grad(y, x, v, retain_graph=True)[0])(torch.eye(3))


def rows_of_a_jacobian_by_is_grads_batched(torch: Any) -> Any:
    x = torch.arange(3.0, requires_grad=True)
    y = x**2 * x.sum()
    return torch.autograd.grad(y, x, torch.eye(3), is_grads_batched=True)


def a_module_for_each_example(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))
    out = torch.func.vmap(model)(_x(torch))
    out.sum().backward()
    return out.detach(), [p.grad for p in model.parameters()]


def complex_examples(torch: Any) -> Any:
    z = torch.tensor([[1 + 2j, 3 - 1j], [0.5j, 2 + 0j]])
    return torch.func.vmap(lambda a: (a * a.conj()).real.sum())(z), torch.func.vmap(torch.abs, 1, 1)(z)
