"""inference_mode: what is made inside, and what may be done with it outside."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def what_is_made_inside_is_an_inference_tensor(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        made = [x * 2, torch.ones(2), torch.tensor([1.0]), x.clone(), x.sum(), x > 0, torch.zeros_like(x), x.argmax()]
        made += [torch.arange(3), x.double(), torch.cat([x, x]), *torch.topk(x, 1)]
        print([y.is_inference() for y in made], [y.requires_grad for y in made], [y.is_leaf for y in made])
        print(torch.is_inference(made[0]), x.is_inference())
    print([y.is_inference() for y in made], made[0])


def nothing_outside_is_one(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = x * 2
    print(x.is_inference(), y.is_inference(), (x * 2).is_inference(), torch.is_inference(x))


def views_of_normal_tensors_stay_normal(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    c = torch.ones(2)
    with torch.inference_mode():
        for view in (x[0], x.view(1, 2), x.detach(), c[0], c.t(), *x.split(1), x.unsqueeze(0), c.expand(3, 2)):
            print(view.is_inference(), view.requires_grad, view.is_leaf, view.grad_fn)


def views_of_inference_tensors_are_inference_tensors(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)
        inside = y[0]
    outside = y[0]
    print(inside.is_inference(), outside.is_inference(), y.view(1, 2).is_inference(), y.detach().is_inference())
    print([part.is_inference() for part in y.split(1)], outside.requires_grad)


def clone_outside_is_normal(torch: Any) -> Any:
    with torch.inference_mode():
        y = torch.ones(2)
        print(y.clone().is_inference())
    copy = y.clone()
    print(copy.is_inference())
    copy.requires_grad_()
    (copy * copy).sum().backward()
    return copy.grad


def results_outside_are_normal(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)
    print((y * 2).is_inference(), (y + y).requires_grad, y.sum().is_inference(), torch.ones_like(y).is_inference())


def they_have_no_version(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)
        print(raised(lambda: y._version, torch))
    print(raised(lambda: y._version, torch), raised(lambda: y[0]._version, torch))


def they_change_in_place_inside(torch: Any) -> Any:
    with torch.inference_mode():
        y = torch.ones(2)
        y.add_(1)
        y[0] = 5
        y.view(2, 1).mul_(2)
        print(y)
    return y


def they_do_not_change_in_place_outside(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)

    def put() -> None:
        y[0] = 5

    print(raised(lambda: y.add_(1), torch), raised(put, torch), raised(lambda: y.zero_(), torch))
    print(raised(lambda: y.view(2, 1).mul_(2), torch), raised(lambda: y.copy_(torch.ones(2)), torch))
    print(raised(lambda: torch.add(torch.ones(2), 1, out=y), torch), raised(lambda: y.fill_(3), torch))
    print(raised(lambda: y.uniform_(), torch))
    with torch.no_grad():
        print(raised(lambda: y.add_(1), torch))


def they_do_not_begin_to_require_grad_outside(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)

    def assign() -> None:
        y.requires_grad = True

    print(raised(lambda: y.requires_grad_(), torch), raised(assign, torch))
    y.requires_grad = False
    print(y.requires_grad, y.requires_grad_(False).requires_grad)


def they_begin_to_require_grad_inside(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2).requires_grad_()
        z = torch.ones(2, requires_grad=True)
        t = torch.tensor([1.0], requires_grad=True)
        print(y.requires_grad, y.is_inference(), z.requires_grad, z.is_inference(), t.requires_grad, t.is_inference())
        print((y * 2).requires_grad)


def they_are_not_saved_for_backward(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.ones(2)
        m = torch.ones(2, 2)
    print(raised(lambda: x * y, torch), raised(lambda: y * x, torch), raised(lambda: m @ x, torch))
    print(raised(lambda: torch.nn.functional.linear(x, m), torch), raised(lambda: x / y, torch))
    print(raised(lambda: torch.where(y > 0, x, x), torch), raised(lambda: x.mul(y[0]), torch))


def where_nothing_is_saved_they_take_part(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.ones(2)
    ((x + y) - y).sum().backward()
    z = torch.cat([x, y])
    print(z.requires_grad, z.is_inference())
    with torch.no_grad():
        print((x * y).is_inference())
    return x.grad


def the_clone_can_be_saved(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.tensor([3.0, 4.0])
    (x * y.clone()).sum().backward()
    return x.grad


def normal_tensors_change_in_place_inside(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    c = torch.ones(2)
    with torch.inference_mode():
        x.add_(1)
        c.mul_(3)
        c[0] = 7
        x[0].mul_(5)
    print(x, c, x.is_leaf, x.requires_grad, x._version, c._version, c.is_inference())
    return x


def a_change_inside_of_what_was_saved_is_noticed(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    c = torch.ones(2)
    y = (x * c).sum()
    with torch.inference_mode():
        c.add_(1)
    print(raised(lambda: y.backward(), torch))


def a_view_made_inside_is_not_changed_by_recording(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    with torch.inference_mode():
        view = y[0]
        view.mul_(1)
    print(raised(lambda: view.mul_(3), torch))
    with torch.no_grad():
        view.mul_(3)
    print(y)


def they_may_be_the_gradient_of_a_root(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    y = x * 3
    with torch.inference_mode():
        g = torch.tensor([1.0, 10.0])
    y.backward(g)
    return x.grad


def they_may_be_a_grad(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        g = torch.tensor([1.0, 10.0])
    x.grad = g
    print(x.grad is g, x.grad)


def data_and_detach_keep_what_they_are(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)
    print(y.data.is_inference(), y.detach().is_inference())


def an_inference_scalar_gives_its_value(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.tensor([3.0])
    print(y.item(), y.tolist(), float(y), y.numpy(), y.shape, y.dtype)


def they_are_not_saved_by_changes_in_place(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = torch.tensor([3.0, 4.0])
    z = x * 2
    print(raised(lambda: z.mul_(y), torch))
    w = x * 2
    w.add_(y)
    w.copy_(y)
    w.sum().backward()
    return w.detach(), x.grad


def a_cast_that_changes_nothing_gives_itself(torch: Any) -> None:
    with torch.inference_mode():
        y = torch.ones(2)
        m = torch.tensor([True, False])
    print(y.to(torch.float32) is y, y.double().is_inference())
    print(y[m].is_inference(), y[[0]].is_inference(), y[0:1].is_inference(), y.reshape(2, 1).is_inference())


def results_are_written_inside(torch: Any) -> None:
    with torch.inference_mode():
        out = torch.empty(0)
        torch.add(torch.ones(2), 1, out=out)
        print(out, out.is_inference())
        c = torch.ones(2, requires_grad=True).clone()
        print(c.is_inference(), c.requires_grad)
