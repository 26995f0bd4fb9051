"""torch.func: transforms of transforms, and modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def gradients_of_each_example(torch: Any) -> Any:
    def loss(w: Any, x: Any, t: Any) -> Any:
        return ((x @ w).tanh() - t) ** 2

    w = torch.tensor([0.1, -0.2, 0.3])
    f = torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0, 0))
    return f(w, _x(torch), torch.tensor([1.0, 0.0]))


def gradients_and_values_of_each_example(torch: Any) -> Any:
    f = torch.func.vmap(torch.func.grad_and_value(lambda x: (x**3).sum()))
    return f(_x(torch))


def a_gradient_through_examples(torch: Any) -> Any:
    def f(x: Any) -> Any:
        return torch.func.vmap(lambda row: row.prod() ** 2)(x).sum()

    return torch.func.grad(f)(_x(torch))


def a_hessian_of_each_example(torch: Any) -> Any:
    return torch.func.vmap(torch.func.hessian(lambda x: (x**3).sum() * x[0]))(_x(torch))


def a_jacobian_of_each_example(torch: Any) -> Any:
    x = _x(torch)
    f = [torch.func.vmap(jacobian(lambda a: a.cumsum(0) ** 2)) for jacobian in (torch.func.jacrev, torch.func.jacfwd)]
    return [one(x) for one in f]


def a_jacobian_by_vmap_over_vjp(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0])
    _, pull = torch.func.vjp(lambda a: a**2 * a.sum(), x)
    (rows,) = torch.func.vmap(pull)(torch.eye(3))
    return rows


def a_jacobian_by_vmap_over_jvp(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0])
    return torch.func.vmap(lambda v: torch.func.jvp(lambda a: a**2 * a.sum(), (x,), (v,))[1], out_dims=1)(torch.eye(3))


def a_jacobian_by_vmap_over_linearize(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0])
    _, push = torch.func.linearize(lambda a: a**2 * a.sum(), x)
    return torch.func.vmap(push, out_dims=1)(torch.eye(3))


def products_with_a_hessian(torch: Any) -> Any:
    def f(x: Any) -> Any:
        return (x**3).sum() * x[0]

    x, v = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 0.0, -1.0])
    forward_over_reverse = torch.func.jvp(torch.func.grad(f), (x,), (v,))[1]
    _, pull = torch.func.vjp(torch.func.grad(f), x)
    reverse_over_reverse = pull(v)[0]
    reverse_over_forward = torch.func.grad(lambda a: torch.func.jvp(f, (a,), (v,))[1])(x)
    return forward_over_reverse, reverse_over_reverse, reverse_over_forward


def products_with_a_hessian_of_each_example(torch: Any) -> Any:
    def product(x: Any, v: Any) -> Any:
        return torch.func.jvp(torch.func.grad(lambda a: (a**3).sum()), (x,), (v,))[1]

    return torch.func.vmap(product)(_x(torch), _x(torch) + 1)


def a_laplacian(torch: Any) -> Any:
    def laplacian(x: Any) -> Any:
        return torch.func.hessian(lambda a: (a**3).sum() * a[1])(x).diagonal().sum()

    return torch.func.vmap(laplacian)(_x(torch)), torch.func.grad(laplacian)(torch.tensor([1.0, 2.0]))


def third_derivatives(torch: Any) -> Any:
    f = torch.func.vmap(torch.func.grad(torch.func.grad(torch.func.grad(torch.sin))))
    return f(torch.tensor([0.0, 1.0, 2.0]))


def a_jvp_through_examples(torch: Any) -> Any:
    x, v = _x(torch), torch.ones(2, 3)
    return torch.func.jvp(torch.func.vmap(lambda row: row.prod()), (x,), (v,)), torch.func.vmap(
        lambda a, b: torch.func.jvp(torch.sin, (a,), (b,))
    )(x, v)


def an_inner_gradient_by_what_the_outer_one_holds(torch: Any) -> Any:
    def outer(a: Any) -> Any:
        return torch.func.grad(lambda b: a**2 * b**3)(a) * a

    return torch.func.grad(outer)(torch.tensor(2.0))


def perturbations_are_not_confused(torch: Any) -> Any:
    one = torch.tensor(1.0)
    return torch.func.grad(lambda x: x * torch.func.grad(lambda y: x + y)(one))(one), torch.func.jvp(
        lambda x: x * torch.func.jvp(lambda y: x + y, (one,), (one,))[1], (one,), (one,)
    )


def a_loop_inside_a_function(torch: Any) -> Any:
    """Differentiable gradient descent: the gradient by what it begins with."""

    def trained(start: Any) -> Any:
        p = start
        for _ in range(3):
            p = p - 0.1 * torch.func.grad(lambda q: ((q - 2) ** 2).sum())(p)
        return (p**2).sum()

    return torch.func.grad(trained)(torch.tensor([0.0, 1.0]))


def ordinary_autograd_around(torch: Any) -> Any:
    x = _x(torch).requires_grad_()
    w = torch.ones(3, requires_grad=True)
    slopes = torch.func.vmap(torch.func.grad(lambda a: ((a * w) ** 3).sum()))(x)
    print(slopes.requires_grad)
    slopes.sum().backward()
    return x.grad, w.grad


def a_penalty_on_gradients(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    for _ in range(2):
        g = torch.func.grad(lambda x: (x**2 @ w).sum())(_x(torch))
        (g**2).sum().backward()
    return w.grad


def _mlp(torch: Any) -> Any:
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1))


def a_module_with_other_parameters(torch: Any) -> Any:
    net, x = _mlp(torch), _x(torch)
    zeros = {name: torch.zeros_like(p) for name, p in net.named_parameters()}
    print(torch.func.functional_call(net, zeros, x))
    print(torch.func.functional_call(net, {"2.bias": torch.ones(1)}, (x,)).requires_grad)
    print(torch.func.functional_call(net, ({"0.weight": zeros["0.weight"]}, {"0.bias": zeros["0.bias"]}), (x,)).shape)
    return net(x).detach()


def a_module_called_by_keyword(torch: Any) -> Any:
    layer = torch.nn.Linear(3, 1)
    given = {"weight": torch.ones(1, 3), "bias": torch.zeros(1)}
    return torch.func.functional_call(layer, given, None, {"input": _x(torch)}), torch.func.functional_call(
        layer, given, (), {"input": _x(torch)}
    )


def tied_weights(torch: Any) -> Any:
    class Tied(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.a = torch.nn.Parameter(torch.ones(2))
            self.b = self.a
            self.register_buffer("shift", torch.zeros(2))

        def forward(self, x: Any) -> Any:
            return self.a * x + self.b + self.shift

    net, x = Tied(), torch.tensor([1.0, 2.0])
    new = torch.tensor([5.0, 7.0])
    call = torch.func.functional_call
    print(call(net, {"a": new}, x), call(net, {"b": new}, x), call(net, {"shift": new}, x).detach())
    print(call(net, {"a": new}, x, tie_weights=False).detach())
    print(raised(lambda: call(net, {"a": new, "b": new * 2}, x), torch))
    print(call(net, {"a": new, "shift": new}, x, strict=True))
    print(net(x).detach())


def calls_that_are_refused(torch: Any) -> None:
    layer, x, one = torch.nn.Linear(3, 1), _x(torch), torch.ones(1, 3)
    call = torch.func.functional_call
    print(raised(lambda: call(layer, {"weight": one}, (x,), strict=True), torch))
    print(raised(lambda: call(layer, {"wt": one}, (x,), strict=True), torch))
    print(raised(lambda: call(layer, {"wt": one}, (x,)), torch))
    print(raised(lambda: call(layer, ({"weight": one}, {"weight": one}), (x,)), torch))
    print(raised(lambda: call(layer, 3, (x,)), torch))
    print(raised(lambda: call(layer, {"weight": 3}, (x,)), torch))
    print(raised(lambda: call(layer, {"weight": torch.ones(2, 2)}, (x,)), torch))
    print(layer(x).shape)


def parameters_by_which_a_module_is_differentiated(torch: Any) -> Any:
    net, x = _mlp(torch), _x(torch)
    given = {name: p.detach() for name, p in net.named_parameters()}

    def loss(p: Any, x: Any) -> Any:
        return torch.func.functional_call(net, p, (x,)).pow(2).mean()

    print([p.grad for p in net.parameters()])
    return torch.func.grad(loss)(given, x), torch.func.grad(loss)(dict(net.named_parameters()), x)["2.bias"].detach()


def gradients_of_each_example_by_parameters(torch: Any) -> Any:
    net, x = _mlp(torch), _x(torch)
    given = {name: p.detach() for name, p in net.named_parameters()}

    def loss(p: Any, example: Any) -> Any:
        return torch.func.functional_call(net, p, (example.unsqueeze(0),)).pow(2).sum()

    return torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0))(given, x)


def an_ensemble(torch: Any) -> Any:
    torch.manual_seed(0)
    models = [torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1)) for _ in range(3)]
    parameters, buffers = torch.func.stack_module_state(models)
    print(sorted(parameters), buffers, [p.requires_grad for p in parameters.values()])

    def call(p: Any, b: Any, x: Any) -> Any:
        return torch.func.functional_call(models[0], (p, b), (x,))

    out = torch.func.vmap(call, in_dims=(0, 0, None))(parameters, buffers, _x(torch))
    out.sum().backward()
    return out.detach(), {name: p.grad for name, p in parameters.items()}


def ensembles_that_are_refused(torch: Any) -> None:
    one = torch.nn.Linear(2, 1)
    stack = torch.func.stack_module_state
    print(raised(lambda: stack([]), torch))
    print(raised(lambda: stack([one, torch.nn.Linear(2, 1).eval()]), torch))
    print(raised(lambda: stack([one, torch.nn.ReLU()]), torch))
    print(raised(lambda: stack([one, torch.nn.Linear(3, 1)]), torch))


def a_jacobian_of_a_module(torch: Any) -> Any:
    net = _mlp(torch)
    found = torch.func.vmap(torch.func.jacrev(net))(_x(torch))
    return found.detach(), torch.func.jacfwd(net)(_x(torch)[0]).detach()
