"""Geometry: strides, offsets, contiguity, shared storage."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised
from tests.oracle.side_by_side.views import WAYS


def _matrix(torch: Any) -> Any:
    return torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def every_view_has_its_strides_and_offset(torch: Any) -> None:
    for name, way in WAYS.items():
        view = way(_matrix(torch))
        print(name, tuple(view.shape), view.stride(), view.storage_offset(), view.is_contiguous())


def stride_takes_a_dimension(torch: Any) -> None:
    x = torch.zeros(2, 3, 4)
    print(x.stride(0), x.stride(-1), x.stride(dim=1), x.stride(), torch.tensor(1.0).stride())
    print(raised(lambda: x.stride(3)), raised(lambda: x.stride(-4)))


def sizes_of_one_and_none_do_not_matter_to_contiguity(torch: Any) -> None:
    x = torch.zeros(1, 3)
    print(x.t().is_contiguous(), torch.zeros(0, 3).t().is_contiguous(), torch.zeros(2, 2).t().is_contiguous())
    print(torch.zeros(2, 4)[:, :1].is_contiguous(), torch.zeros(2, 1, 3).transpose(0, 1).is_contiguous())
    print(torch.tensor(1.0).is_contiguous(), torch.zeros(3, 0, 2).stride(), torch.zeros(2, 3)[1:1].stride())


def contiguous_copies_only_what_is_not(torch: Any) -> None:
    x = _matrix(torch)
    print(x.contiguous().data_ptr() == x.data_ptr(), x.t().contiguous().data_ptr() == x.data_ptr())
    print(x.t().contiguous().stride(), x[1:].contiguous().storage_offset(), x[:, 1].contiguous().storage_offset())


def elementwise_results_keep_the_order_of_their_input(torch: Any) -> None:
    x = _matrix(torch).t()
    print((x + 1).stride(), x.exp().stride(), (x * x).stride(), x.clone().stride(), torch.zeros_like(x).stride())
    print(x.double().stride(), (x > 1).stride(), x.neg().is_contiguous())


def views_of_one_storage_share_its_address(torch: Any) -> None:
    x = _matrix(torch)
    print(
        x.data_ptr() == x.view(-1).data_ptr(), x.data_ptr() == x.t().data_ptr(), x.data_ptr() == x.detach().data_ptr()
    )
    print(x.data_ptr() == x.data.data_ptr(), x.data_ptr() == x.clone().data_ptr(), x[1].data_ptr() - x.data_ptr())
    print(x[:, 2].data_ptr() - x[:, 1].data_ptr(), x.double()[1].data_ptr() > 0, torch.zeros(0).data_ptr())


def an_address_outlives_in_place_changes(torch: Any) -> None:
    x = _matrix(torch)
    before = x.data_ptr()
    x.mul_(2)
    x[0] = 1
    x.t_()
    print(x.data_ptr() == before)
    x = x * 2
    print(x.data_ptr() == before)


def is_set_to_compares_storage_and_geometry(torch: Any) -> None:
    x = _matrix(torch)
    print(x.is_set_to(x), x.is_set_to(x.view(2, 3)), x.is_set_to(x.detach()), x.is_set_to(x.t().t()))
    print(x.is_set_to(x.t()), x.is_set_to(x[:1]), x.is_set_to(x.clone()), x[0].is_set_to(x[1]), x.is_set_to(x.view(6)))


def the_base_of_a_view_is_the_tensor_that_owns_the_storage(torch: Any) -> None:
    x = _matrix(torch)
    view = x.t()[1:]
    print(x._base, view._base is x, view[0]._base is x, view.unbind()[0]._base is x, x._is_view(), view._is_view())
    print(x.detach()._base, x.data._base, x.clone()._base, x.detach()._is_view(), x.detach()[0]._base is x)
    print(x.t().contiguous()._is_view(), x.reshape(6)._base is x, x.t().reshape(6)._is_view())


def the_base_may_have_no_name_of_its_own(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    view = (w * 2)[0]
    print(view._base, view._base.grad_fn.name())
    view._base.sum().backward()
    return w.grad


def a_view_made_without_recording_has_its_base_too(torch: Any) -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        view = w[0]
        print(view._base is w, view._is_view(), view.requires_grad)


def as_strided_shows_any_elements(torch: Any) -> Any:
    x = torch.arange(10.0, requires_grad=True)
    y = x * 1
    view = y.as_strided((3, 2), (3, 1), 1)
    print(view, view.stride(), view.storage_offset(), view._base is y)
    print(y.as_strided((2, 3), (0, 1)), raised(lambda: y.as_strided((11,), (1,))))
    (view * view).sum().backward()
    return x.grad


def a_resized_tensor_keeps_its_storage(torch: Any) -> None:
    x = torch.arange(6.0)
    view = x[2:4]
    before = x.data_ptr()
    x.resize_(2, 2)
    print(x, x.data_ptr() == before, x.stride(), x._version)
    x.resize_(6)
    print(x, view)
    view.resize_(3)
    view[2] = 9
    print(view, view.storage_offset(), x)


def what_requires_grad_is_not_resized(torch: Any) -> None:
    w = torch.zeros(4, requires_grad=True)
    print(raised(lambda: w.resize_(2)), raised(lambda: (w * 2).resize_(2)), raised(lambda: w[:2].resize_(1)))
    with torch.no_grad():
        print(raised(lambda: w.resize_(2)))


def a_resized_view_is_followed_by_gradients(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    x = torch.zeros(3)
    view = x[1:2]
    view.resize_(2)
    x.copy_(w * w)
    (view * torch.tensor([10.0, 100.0])).sum().backward()
    return view, w.grad


def two_tensors_are_laid_out_as_their_sizes_say(torch: Any) -> None:
    print(torch.empty(2, 3).stride(), torch.ones(4, 1, 2).stride(), torch.arange(3).stride())
    print(torch.empty_strided((2, 3), (1, 2)).stride(), torch.empty(2, 3).t().contiguous().stride())
    print(torch.eye(2).stride(), torch.tensor([[1, 2]]).stride(), torch.stack([torch.ones(2), torch.ones(2)]).stride())
