"""`autograd.Function`: forward, backward, what is saved, marked and checked."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _cube(torch: Any) -> Any:
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 3 * x**2

    return Cube


def _passing(torch: Any, answer: Any) -> Any:
    """A function whose backward answers with whatever is given."""

    class Passing(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, other: Any = None) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return answer(grad)

    return Passing


def it_is_named_after_the_class(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x)
    print(y, y.grad_fn.name(), y.is_leaf)
    y.sum().backward()
    return x.grad


def its_gradient_has_gradients(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (third,) = torch.autograd.grad(second.sum(), x)
    return first, second, third


def forward_records_nothing(torch: Any) -> None:
    class Look(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            y = x * 2
            print(torch.is_grad_enabled(), y.requires_grad, x.requires_grad, ctx.needs_input_grad)
            return y

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            print(torch.is_grad_enabled(), grad.requires_grad)
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True)
    y = Look.apply(x)
    y.backward(retain_graph=True)
    y.backward(create_graph=True)
    print(x.grad)


def nothing_is_recorded_without_grad(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    with torch.no_grad():
        quiet = _cube(torch).apply(x)
    return quiet, _cube(torch).apply(torch.tensor([2.0]))


def several_inputs_and_outputs(torch: Any) -> Any:
    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, factor: Any, y: Any) -> Any:
            ctx.factor = factor
            ctx.save_for_backward(x, y)
            return x * y * factor, x + y

        @staticmethod
        def backward(ctx: Any, product: Any, total: Any) -> Any:
            x, y = ctx.saved_tensors
            print(ctx.needs_input_grad, product, total)
            return product * y * ctx.factor + total, None, product * x * ctx.factor + total

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0])
    a, b = Both.apply(x, 10, y)
    print(a, b)
    a.sum().backward()
    print(x.grad)
    a, b = Both.apply(x, 10, y)
    (a * b).sum().backward()
    return x.grad


def absent_gradients_are_zeros_unless_said_otherwise(torch: Any) -> Any:
    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, zeros: bool) -> Any:
            ctx.set_materialize_grads(zeros)
            return x * 1, x * 2

        @staticmethod
        def backward(ctx: Any, one: Any, two: Any) -> Any:
            print(one, two)
            return two * 2, None

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    Two.apply(x, True)[1].sum().backward()
    Two.apply(x, False)[1].sum().backward()
    return x.grad


def setup_context_separates_forward(torch: Any) -> Any:
    class Sine(torch.autograd.Function):
        @staticmethod
        def forward(x: Any, scale: Any) -> Any:
            return torch.sin(x) * scale

        @staticmethod
        def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
            x, ctx.scale = inputs
            print(output.shape, len(inputs))
            ctx.save_for_backward(x)

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * torch.cos(x) * ctx.scale, None

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Sine.apply(x, 3.0).sum().backward()
    return x.grad


def vjp_may_stand_for_backward(torch: Any) -> Any:
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def vjp(ctx: Any, grad: Any) -> Any:
            return grad * 2

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Twice.apply(x).sum().backward()
    return x.grad


def an_output_may_be_saved(torch: Any) -> Any:
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            y = x.exp()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (y,) = ctx.saved_tensors
            print(y)
            return grad * y

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    (first,) = torch.autograd.grad(Exp.apply(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (third,) = torch.autograd.grad(second.sum(), x)
    return first, second, third


def an_intermediate_value_may_be_saved(torch: Any) -> Any:
    class Chain(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            inner = x * x
            ctx.save_for_backward(x, inner, None)
            return inner.sin()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            x, inner, nothing = ctx.saved_tensors
            print(nothing)
            return grad * inner.cos() * 2 * x

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Chain.apply(x).sum().backward()
    return x.grad


def a_saved_input_is_the_input(torch: Any) -> None:
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (saved,) = ctx.saved_tensors
            print(saved, saved.is_leaf)
            return grad * 2

    x = torch.tensor([0.5], requires_grad=True)
    Same.apply(x).backward()


def a_saved_input_must_not_change(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    u = x * 1
    y = _cube(torch).apply(u)
    u.mul_(2)
    print(raised(lambda: y.sum().backward(), torch))
    print(x.grad)


def saved_tensors_go_with_the_graph(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    print(x.grad)
    print(raised(lambda: y.backward(), torch))


def what_saved_nothing_can_go_back_twice(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _passing(torch, lambda grad: (grad * 2, None)).apply(x)
    y.backward(torch.ones(2))
    y.backward(torch.ones(2))
    return x.grad


def the_number_of_gradients_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for answer in (
        lambda grad: grad,
        lambda grad: (grad, None, None),
        lambda grad: (grad, None, grad),
        lambda grad: (grad, grad),
        lambda grad: (None, None),
        lambda grad: (1, None),
        lambda grad: [grad],
    ):
        y = _passing(torch, answer).apply(x, 5)
        print(raised(lambda y=y: y.sum().backward(), torch))
    print(x.grad)


def the_shape_of_a_gradient_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for answer in (
        lambda grad: (torch.ones(3), None),
        lambda grad: (torch.ones(3, 2), None),
        lambda grad: (torch.ones(1), None),
        lambda grad: (torch.ones(2, 1), None),
        lambda grad: (torch.ones(2, dtype=torch.float64), None),
        lambda grad: (torch.ones(2, dtype=torch.int64), None),
        lambda grad: (torch.ones(2, dtype=torch.complex64), None),
    ):
        x.grad = None
        y = _passing(torch, answer).apply(x, 5)
        print(raised(lambda y=y: y.sum().backward(), torch), x.grad)


def dirty_inputs_are_the_outputs(torch: Any) -> Any:
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 2

    leaf = torch.tensor([1.0, 2.0], requires_grad=True)
    u = leaf * 3
    v = Double.apply(u)
    print(v is u, u, u._version)
    v.sum().backward()
    print(leaf.grad)
    print(raised(lambda: Double.apply(leaf), torch))
    plain = torch.ones(2)
    print(Double.apply(plain), plain)
    base = leaf * 1
    part = base[0]
    Double.apply(part)
    print(base, part)
    leaf.grad = None
    (base * torch.tensor([1.0, 10.0])).sum().backward()
    return leaf.grad


def dirty_inputs_must_be_returned(torch: Any) -> None:
    class Lost(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            x.mul_(2)
            ctx.mark_dirty(x)
            return x.clone()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True) * 1
    print(raised(lambda: Lost.apply(x), torch))


def outputs_may_be_without_gradient(torch: Any) -> Any:
    class Sort(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            values, order = x.sort()
            rounded = values.round()
            ctx.mark_non_differentiable(order, rounded)
            ctx.save_for_backward(order)
            return values, order, rounded

        @staticmethod
        def backward(ctx: Any, values: Any, order: Any, rounded: Any) -> Any:
            print(values, order, rounded)
            (place,) = ctx.saved_tensors
            return torch.zeros(3).index_add(0, place, values)

    x = torch.tensor([3.0, 1.0, 2.5], requires_grad=True)
    values, order, rounded = Sort.apply(x)
    print(values.requires_grad, order.requires_grad, rounded.requires_grad)
    (values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    return values, order, rounded, x.grad


def an_input_given_back_is_another_tensor(torch: Any) -> Any:
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 10

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = Same.apply(x)
    print(y is x, y, x.is_leaf)
    y.sum().backward()
    print(raised(lambda: y.mul_(2), torch))
    return x.grad


def a_backward_that_works_once(torch: Any) -> None:
    class Once(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 2 * x

    x = torch.tensor([3.0], requires_grad=True)
    (first,) = torch.autograd.grad(Once.apply(x), x)
    print(first)
    (first,) = torch.autograd.grad(Once.apply(x), x, create_graph=True)
    print(first.requires_grad)
    print(raised(lambda: torch.autograd.grad(first, x), torch))


def an_error_in_backward_rises_as_it_is(torch: Any) -> None:
    def fail(grad: Any) -> Any:
        raise KeyError("mine")

    x = torch.tensor([3.0], requires_grad=True)
    y = _passing(torch, fail).apply(x)
    print(raised(lambda: y.backward(), torch), x.grad)
    (x * 2).backward()
    print(x.grad)


def functions_inside_functions(torch: Any) -> Any:
    cube = _cube(torch)

    class Outer(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            with torch.enable_grad():
                inner = x.detach().requires_grad_()
                result = cube.apply(inner).sum()
            (ctx.gradient,) = torch.autograd.grad(result, inner)
            return result.detach()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            with torch.enable_grad():
                again = x.detach().requires_grad_()
                (inside,) = torch.autograd.grad(cube.apply(again).sum(), again)
            print(inside == ctx.gradient)
            return grad * inside

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (Outer.apply(x) * 2).backward()
    return x.grad


def a_pass_visits_functions_in_order(torch: Any) -> Any:
    def named(name: str) -> Any:
        def answer(grad: Any) -> Any:
            print(name, grad)
            return grad * 2, None

        return _passing(torch, answer)

    x = torch.tensor([1.0], requires_grad=True)
    a = named("a").apply(x)
    b = named("b").apply(a)
    c = named("c").apply(a)
    (b + c).backward()
    return x.grad


def wrong_uses_raise(torch: Any) -> None:
    cube = _cube(torch)
    x = torch.tensor([1.0], requires_grad=True)
    print(raised(lambda: cube(), torch))
    print(raised(lambda: cube.apply(x=x), torch))
    print(raised(lambda: cube.apply(), torch))

    class Empty(torch.autograd.Function):
        pass

    print(raised(lambda: Empty.apply(x), torch))

    class Forward(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

    y = Forward.apply(x)
    print(y)
    print(raised(lambda: y.backward(), torch))

    class Text(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward("text")
            return x * 2

    print(raised(lambda: Text.apply(x), torch))


def other_outputs_than_tensors(torch: Any) -> Any:
    class Mixed(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2, "text", None

        @staticmethod
        def backward(ctx: Any, grad: Any, *others: Any) -> Any:
            print(others)
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True)
    y, text, nothing = Mixed.apply(x)
    print(y, text, nothing)
    y.backward()
    return x.grad


def gradients_of_half_precision(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], dtype=torch.float16, requires_grad=True)
    _cube(torch).apply(x).sum().backward()
    z = torch.tensor([1.0 + 2.0j], requires_grad=True)
    y = _passing(torch, lambda grad: (grad * (2 - 1j), None)).apply(z)
    y.abs().sum().backward()
    return x.grad, z.grad


def it_trains(torch: Any) -> Any:
    cube = _cube(torch)
    w = torch.tensor([0.5, -0.5], requires_grad=True)
    losses = []
    for _ in range(5):
        loss = (cube.apply(w) - torch.tensor([1.0, 2.0])).pow(2).sum()
        loss.backward()
        with torch.no_grad():
            w -= 0.05 * w.grad
        w.grad = None
        losses.append(loss.item())
    return losses, w
