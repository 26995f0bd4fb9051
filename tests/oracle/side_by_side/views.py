"""Views: they show the storage of their base, whoever writes, and gradients follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.side_by_side.outcome import raised

Way = Callable[[Any], Any]

WAYS: dict[str, Way] = {
    "slice": lambda x: x[1:],
    "integer": lambda x: x[1],
    "step": lambda x: x[:, ::2],
    "new axis": lambda x: x[None, :, 1],
    "ellipsis": lambda x: x[..., 2],
    "view": lambda x: x.view(3, 2),
    "view_as": lambda x: x.view_as(x),
    "reshape": lambda x: x.reshape(6),
    "flatten": lambda x: x.flatten(),
    "unflatten": lambda x: x.unflatten(1, (3, 1)),
    "transpose": lambda x: x.transpose(0, 1),
    "swapaxes": lambda x: x.swapaxes(0, 1),
    "t": lambda x: x.t(),
    "T": lambda x: x.T,
    "mT": lambda x: x.mT,
    "H": lambda x: x.H,
    "permute": lambda x: x.permute(1, 0),
    "movedim": lambda x: x.movedim(0, 1),
    "expand": lambda x: x.expand(2, 2, 3),
    "expand_as": lambda x: x.expand_as(x),
    "squeeze": lambda x: x.squeeze(),
    "squeeze one": lambda x: x[:1].squeeze(0),
    "unsqueeze": lambda x: x.unsqueeze(1),
    "select": lambda x: x.select(1, -1),
    "narrow": lambda x: x.narrow(1, 1, 2),
    "diagonal": lambda x: x.diagonal(1),
    "unfold": lambda x: x.unfold(1, 2, 1),
    "as_strided": lambda x: x.as_strided((2, 2), (1, 2), 1),
    "unbind": lambda x: x.unbind(1)[1],
    "split": lambda x: x.split(2, 1)[1],
    "chunk": lambda x: x.chunk(2, 0)[1],
    "tensor_split": lambda x: x.tensor_split(2, 1)[0],
    "detach": lambda x: x.detach(),
    "data": lambda x: x.data,
    "real": lambda x: x.real,
}


def _matrix(torch: Any, requires_grad: bool = False) -> Any:
    return torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=requires_grad)


def they_show_what_is_written_to_the_base(torch: Any) -> None:
    for name, way in WAYS.items():
        x = _matrix(torch)
        view = way(x)
        x.mul_(10)
        print(name, view)


def the_base_shows_what_is_written_to_them(torch: Any) -> None:
    for name, way in WAYS.items():
        x = _matrix(torch)
        view = way(x)
        if name != "unfold":  # whose windows overlap, so that the order of writing would matter
            print(name, raised(lambda view=view: view.mul_(10)), x)


def the_base_shows_what_they_are_filled_with(torch: Any) -> None:
    for name, way in WAYS.items():
        x = _matrix(torch)
        print(name, way(x).fill_(7).shape, x, way(x).zero_().sum(), x)


def what_is_written_to_one_view_shows_in_another(torch: Any) -> None:
    for name, way in WAYS.items():
        x = _matrix(torch)
        view, other = way(x), x.view(-1)
        other.neg_()
        print(name, view)


def gradients_flow_through_them(torch: Any) -> None:
    for name, way in WAYS.items():
        x = _matrix(torch, requires_grad=True)
        view = way(x)
        print(name, view.requires_grad, view.is_leaf)
        if view.requires_grad:
            (view * view).sum().backward()
            print(x.grad)


def their_nodes_are_named(torch: Any) -> None:
    for name, way in WAYS.items():
        view = way(_matrix(torch, requires_grad=True))
        print(name, view.grad_fn and view.grad_fn.name())


def copies_share_nothing(torch: Any) -> None:
    ways: dict[str, Way] = {
        "clone": lambda x: x.clone(),
        "list": lambda x: x[[0, 1]],
        "mask": lambda x: x[x > 0],
        "reshape of a transpose": lambda x: x.t().reshape(6),
        "flatten of a transpose": lambda x: x.t().flatten(),
        "contiguous of a transpose": lambda x: x.t().contiguous(),
        "repeat": lambda x: x.repeat(1, 1),
        "flip": lambda x: x.flip(0),
        "roll": lambda x: x.roll(1),
        "double": lambda x: x.double(),
        "index_select": lambda x: x.index_select(0, torch.tensor([0])),
        "tril": lambda x: x.tril(),
        "copy": lambda x: x.to(x.dtype, copy=True),
    }
    for name, way in ways.items():
        x = _matrix(torch)
        way(x).mul_(10)
        print(name, x)


def a_cast_that_changes_nothing_gives_the_tensor_itself_and_a_view_does_not(torch: Any) -> None:
    x = _matrix(torch)
    print(x.float() is x, x.to(torch.float32) is x, x.cpu() is x, x.type_as(x) is x, x.to(x) is x, x.double() is x)
    print(x.view(2, 3) is x, x.reshape(2, 3) is x, x[:] is x, x.expand(2, 3) is x, x.detach() is x)


def parts_of_one_split_make_up_the_base(torch: Any) -> Any:
    x = _matrix(torch)
    first, second = x.split([1, 2], dim=1)
    first.fill_(0)
    second.add_(first)
    for row in x.unbind(0):
        row += 1
    for number, part in enumerate(x.chunk(3, dim=1)):
        part.mul_(number)
    return x


def views_of_views_show_one_storage(torch: Any) -> Any:
    x = torch.zeros(2, 3, 4)
    view = x.transpose(0, 2)[1:3].unsqueeze(0)[..., -1].diagonal(dim1=1, dim2=2)
    view.add_(torch.arange(view.numel()).view(view.shape) + 1.0)
    return x, view


def overlapping_windows_show_every_write(torch: Any) -> Any:
    x = torch.arange(5.0)
    windows = x.unfold(0, 3, 1)
    x[2] = 10
    first, second = windows[0], windows[1]
    first.mul_(2)
    return windows, first, second, x


def parts_of_complex_numbers_are_views(torch: Any) -> None:
    z = torch.tensor([1 + 2j, 3 - 4j])
    pairs = torch.view_as_real(z)
    z.real.mul_(10)
    z.imag.add_(1)
    print(z, pairs)
    pairs[0] = torch.tensor([7.0, 8.0])
    print(z, torch.view_as_complex(pairs))
    torch.view_as_complex(pairs).mul_(1j)
    print(z, pairs)


def gradients_flow_through_parts_of_complex_numbers(torch: Any) -> Any:
    z = torch.tensor([1 + 2j, 3 - 4j], requires_grad=True)
    (z.real * z.imag).sum().backward()
    first = z.grad.clone()
    z.grad = None
    (torch.view_as_real(z) ** 2).sum().backward()
    print(torch.view_as_real(z).grad_fn.name(), z.real.grad_fn.name(), z.imag.grad_fn.name())
    return first, z.grad


def assigning_to_parts_of_complex_numbers_is_recorded(torch: Any) -> Any:
    x = torch.tensor([2.0, 3.0], requires_grad=True)
    z = torch.zeros(2, dtype=torch.complex64)
    z.real.copy_(x * x)
    z.imag.copy_(x)
    print(z)
    (z * z).real.sum().backward()
    return x.grad


def the_imaginary_part_of_real_numbers_is_refused(torch: Any) -> None:
    x = _matrix(torch)
    print(raised(lambda: x.imag))
    print(raised(lambda: torch.view_as_real(x)))
    print(raised(lambda: torch.view_as_complex(x)))


def a_view_must_fit_the_strides(torch: Any) -> None:
    x = _matrix(torch)
    print(raised(lambda: x.t().view(6)), raised(lambda: x.view(4)), raised(lambda: x[:, :2].view(4)))
    print(x.t().view(3, 2, 1).shape, x[:, :2].view(2, 2, 1, 1).shape, x.view(-1, 2).shape)
    print(raised(lambda: x.expand(3, 3)), raised(lambda: x.expand(3)), raised(lambda: x.narrow(0, 1, 2)))


def views_in_another_dtype_show_the_same_bits(torch: Any) -> None:
    x = torch.tensor([1.0, -2.0])
    bits = x.view(torch.int32)
    print(bits, bits.dtype)
    bits[0] = 0
    print(x, x.view(torch.uint8).shape)
    w = torch.tensor([1.0], requires_grad=True)
    print(w.view(torch.int32).requires_grad)


def an_integer_view_requires_no_grad(torch: Any) -> None:
    i = torch.arange(4)
    i.view(2, 2)[0].mul_(5)
    print(i, i[1:].requires_grad, i[1:].is_leaf)


def views_made_by_functions_are_views_too(torch: Any) -> Any:
    x = _matrix(torch)
    torch.transpose(x, 0, 1)[0] = 9
    torch.select(x, 0, 1).zero_()
    torch.squeeze(torch.unsqueeze(x, 0)).add_(1)
    torch.narrow(x, 1, 0, 1).mul_(3)
    torch.diagonal(x).sub_(5)
    torch.ravel(x).neg_()
    torch.swapdims(x, 0, 1).mul_(2)
    for part in (*torch.hsplit(x, 3), *torch.vsplit(x, 2)):
        part.add_(1)
    torch.atleast_3d(x).div_(2)
    return x


def second_derivatives_flow_through_them(torch: Any) -> Any:
    x = _matrix(torch, requires_grad=True)
    y = (x.t()[1:] ** 3).sum() + (x.diagonal() ** 4).sum()
    (first,) = torch.autograd.grad(y, x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x)
    return first, second
