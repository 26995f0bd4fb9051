"""Tensors on a real server: what they tell, how they print, what they refuse."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import numpy as np
import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")


def test_what_a_tensor_tells_without_its_values(requests: Any) -> None:
    x = torch.tensor([[1.0, 2.0, 3.0]], requires_grad=True)
    assert x.shape == (1, 3)
    assert repr(x.shape) == "torch.Size([1, 3])"
    assert (x.size(), x.size(1), x.size(-1), x.dim(), x.ndim, x.numel(), x.nbytes) == ((1, 3), 3, 3, 2, 2, 3, 12)
    assert x.dtype is torch.float32 is torch.float
    assert repr(x.dtype) == "torch.float32"
    assert repr(x.device) == "device(type='cpu')"
    assert x.is_leaf
    assert x.grad_fn is None
    assert x.grad is None
    assert requests.new() == 0
    y = x + 2
    assert (y.requires_grad, y.is_leaf) == (True, False)
    assert type(y.grad_fn).__name__ == "AddBackward0"
    assert repr(y.grad_fn).startswith("<AddBackward0 object at 0x")
    assert requests.new() == 2  # what it is, and which node made it


@pytest.mark.parametrize(
    ("data", "dtype"),
    [
        (1, "int64"),
        (1.5, "float32"),
        (True, "bool"),
        ([1, 2.5], "float32"),
        ([True, 2], "int64"),
        ([], "float32"),
        (1j, "complex64"),
        (np.array([1.0]), "float64"),
        (np.float64(2), "float64"),
        (np.array([1, 2], np.int16), "int16"),
        ([np.float32(1)], "float32"),
    ],
)
def test_dtypes_follow_from_the_data(data: Any, dtype: str) -> None:
    tensor = torch.tensor(data)
    assert tensor.dtype.name == dtype
    assert np.array_equal(tensor.numpy(), np.asarray(data).astype(tensor.dtype.numpy))


@pytest.mark.parametrize(
    "dtype", ["float16", "bfloat16", "float64", "complex64", "complex128", "int8", "uint8", "bool"]
)
def test_every_dtype_travels_both_ways(dtype: str) -> None:
    kind = getattr(torch, dtype)
    tensor = torch.tensor([[0, 1], [1, 0]], dtype=kind)
    assert tensor.dtype is kind
    copied = tensor.clone()
    assert copied.tolist() == tensor.tolist() == [[0, 1], [1, 0]]
    assert copied.dtype is kind


def test_extreme_values_travel_both_ways() -> None:
    array = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-45, 3e38], np.float32)
    back = torch.from_numpy(array).clone().numpy()
    assert back.tobytes() == array.tobytes()
    integers = [2**63 - 1, -(2**63), 2**53 + 1]
    assert torch.tensor(integers).clone().tolist() == integers


@pytest.mark.parametrize(
    ("data", "options", "error"),
    [
        ([[1, 2], [3]], {}, ValueError),
        (["a"], {}, TypeError),
        ([None], {}, RuntimeError),
        (2**63, {}, ValueError),
        ([300], {"dtype": torch.uint8}, RuntimeError),
        ([1], {"requires_grad": True}, RuntimeError),
        (1j, {"dtype": torch.float32}, TypeError),
    ],
)
def test_what_is_no_tensor(data: Any, options: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        torch.tensor(data, **options)


def test_values() -> None:
    x = torch.tensor([[1.0, -2.0], [3.0, 4.0]])
    assert x.tolist() == [[1.0, -2.0], [3.0, 4.0]]
    assert [row.tolist() for row in x] == x.tolist()
    assert len(x) == 2
    assert np.asarray(x).dtype == np.float32
    assert float(x.sum()) == x.sum().item() == 6.0
    assert int(torch.tensor(3)) == 3
    assert [10, 20, 30][torch.tensor(1)] == 20
    assert f"{torch.tensor(2.5):.2f}" == "2.50"
    assert bool(torch.tensor(0.0)) is False
    with pytest.raises(RuntimeError, match="ambiguous"):
        bool(x)
    with pytest.raises(RuntimeError, match="4 elements"):
        x.item()
    with pytest.raises(TypeError):
        len(torch.tensor(1.0))
    with pytest.raises(RuntimeError, match="requires grad"):
        x.clone().requires_grad_().numpy()
    x.numpy()[0] = 7
    assert x.tolist() == [[1.0, -2.0], [3.0, 4.0]]


def test_text() -> None:
    x = torch.ones(2, 2, requires_grad=True)
    assert repr(x) == "tensor([[1., 1.],\n        [1., 1.]], requires_grad=True)"
    assert str(x * 3) == "tensor([[3., 3.],\n        [3., 3.]], grad_fn=<MulBackward0>)"
    assert x.detach().double()._repr_html_() == "<pre>tensor([[1., 1.],\n        [1., 1.]], dtype=torch.float64)</pre>"


def test_operators_take_numbers_arrays_and_scalars_of_numpy() -> None:
    x = torch.tensor([1.0, 2.0])
    for result, expected in [
        (2 - x, [1.0, 0.0]),
        (1 / x, [1.0, 0.5]),
        (2**x, [2.0, 4.0]),
        (np.float32(2) * x, [2.0, 4.0]),
        (x * np.float64(2), [2.0, 4.0]),
        (x + np.array([1.0, 1.0], np.float32), [2.0, 3.0]),
        (-x, [-1.0, -2.0]),
        (+x, [1.0, 2.0]),
        (x @ x, 5.0),
        (x**2, [1.0, 4.0]),
    ]:
        assert isinstance(result, torch.Tensor)
        assert result.dtype is torch.float32
        assert result.tolist() == expected
    assert (x == x).tolist() == [True, True]
    assert (x == None) is False  # noqa: E711
    assert (x < 2).tolist() == [True, False]
    assert {x: 1}[x] == 1
    with pytest.raises(TypeError):
        x + "1"


def test_in_place_changes_are_seen_by_views() -> None:
    x = torch.zeros(2, 3)
    view = x.view(6)
    x += 1
    view.mul_(2)
    assert x.tolist() == [[2.0] * 3] * 2
    assert view.tolist() == [2.0] * 6


def test_assigned_data_are_shared_and_leave_views_behind() -> None:
    x, data = torch.zeros(2, 3), torch.ones(2, dtype=torch.float64)
    view = x.view(6)
    x.data = data
    x.add_(1)
    assert (x.shape, x.dtype) == ((2,), torch.float64)
    assert data.tolist() == x.tolist() == [2.0] * 2
    assert view.tolist() == [0.0] * 6
    assert x.is_set_to(data)
    assert (x._version, data._version) == (1, 0)


def test_views_are_made_in_place() -> None:
    x = torch.arange(6.0).reshape(2, 3)
    row = x[0]
    assert x.t_() is x
    assert (x.shape, x.stride(), x.is_contiguous(), x._version) == ((3, 2), (1, 3), False, 1)
    x.unsqueeze_(0).squeeze_(0).mul_(2)
    assert row.tolist() == [0.0, 2.0, 4.0]


def test_a_view_tells_of_its_base() -> None:
    x = torch.zeros(2, 3)
    view = x.t()[1]
    assert view._base is x
    assert x._base is None
    assert view.detach()._base is None
    assert (view.storage_offset(), view.data_ptr() - x.data_ptr()) == (1, 4)
    assert (x * 2).view(6)._base.shape == (2, 3)


def test_a_view_that_recording_lost_says_so() -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        view = x[:1]
        view.mul_(2)
    assert repr(view) == "tensor([2.], grad_fn=<Invalid>)"
    for look in (lambda: view.grad_fn, lambda: view.is_leaf, lambda: view * 2):
        with pytest.raises(RuntimeError):
            look()


def test_casts_that_change_nothing_give_the_tensor_itself() -> None:
    x = torch.ones(2)
    assert x.float() is x.to(torch.float32) is x.type_as(torch.zeros(1)) is x.cpu() is x
    assert x.double().double().dtype is torch.float64
    assert x.to(torch.float32, copy=True) is not x


def test_a_view_learns_that_its_base_joined_a_graph() -> None:
    base = torch.zeros(2, 2)
    view = base.view(4)
    assert not view.requires_grad
    base.add_(torch.ones(2, 2, requires_grad=True))
    assert base.requires_grad
    assert view.requires_grad


def test_sizes_are_given_apart_or_together() -> None:
    x = torch.zeros(2, 3)
    assert x.view(3, 2).shape == x.view((3, 2)).shape == x.view([3, -1]).shape == x.view(torch.Size([3, 2])).shape
    assert torch.zeros((2, 3)).shape == torch.zeros(size=(2, 3)).shape == x.shape
    assert x.permute(1, 0).shape == x.permute((1, 0)).shape == x.t().shape == x.T.shape == (3, 2)


def test_several_results() -> None:
    x = torch.tensor([[1.0, 5.0], [4.0, 2.0]])
    for _ in range(2):  # unseen, then known
        values, indices = x.max(1)
        assert (values.tolist(), indices.tolist()) == ([5.0, 4.0], [1, 0])
        assert x.max(dim=1).values.tolist() == [5.0, 4.0]
        assert x.max().item() == 5.0
        first, second = x.split(1)
        assert (first.tolist(), second.tolist()) == ([[1.0, 5.0]], [[4.0, 2.0]])
        assert torch.max(x, x + 1).tolist() == [[2.0, 6.0], [5.0, 3.0]]
    assert repr(x.max(1)) == "torch.return_types.max(\nvalues=tensor([5., 4.]),\nindices=tensor([1, 0]))"


def test_conversions() -> None:
    x = torch.tensor([1.5, 2.5])
    assert x.to(torch.int64).tolist() == x.long().tolist() == [1, 2]
    assert x.to("cpu", torch.float64).dtype is torch.float64
    assert x.to(torch.tensor([1])).dtype is torch.int64
    assert x.cpu().device == torch.device("cpu")
    assert torch.as_tensor(x) is x
    assert torch.as_tensor([1.0]).dtype is torch.float32
    with pytest.raises(RuntimeError):
        x.cuda()


def test_the_default_dtype_can_be_another() -> None:
    assert torch.get_default_dtype() is torch.float32
    x = torch.ones(1)
    torch.set_default_dtype(torch.float64)
    try:
        assert torch.ones(1).dtype is torch.tensor(1.5).dtype is torch.float64
        assert repr(torch.ones(1)) == "tensor([1.])"
        assert repr(x) == "tensor([1.], dtype=torch.float32)"
    finally:
        torch.set_default_dtype(torch.float32)
    assert torch.ones(1).dtype is torch.float32


def test_copies_are_leaves_and_nothing_is_pickled() -> None:
    x = torch.ones(2, requires_grad=True)
    twin = copy.deepcopy(x)
    assert (twin.is_leaf, twin.requires_grad, twin.tolist()) == (True, True, [1.0, 1.0])
    with pytest.raises(RuntimeError, match="deepcopy"):
        copy.deepcopy(x * 2)
    with pytest.raises(TypeError, match="numpy"):
        pickle.dumps(x)
    with pytest.warns(UserWarning, match="copy construct"):
        torch.tensor(x)


def test_errors_of_shapes_rise_at_their_own_line() -> None:
    x = torch.ones(2, 3)
    with pytest.raises(RuntimeError, match="matmul"):
        x @ x
    with pytest.raises(RuntimeError):
        x.view(5)
    with pytest.raises(IndexError):
        x.sum(2)
    with pytest.raises(TypeError, match="must be"):
        x.sum("a")
    with pytest.raises(TypeError):
        x.sum(1, 2, 3, 4)  # type: ignore[call-arg,misc]
    with pytest.raises(AttributeError):
        torch.no_such_function  # noqa: B018
    with pytest.raises(AttributeError):
        x.no_such_method  # noqa: B018
    assert x.sum().item() == 6.0


def test_numbers_that_are_equal_are_not_always_the_same() -> None:
    for _ in range(2):
        assert torch.arange(3).dtype is torch.int64
        assert torch.arange(3.0).dtype is torch.float32
        assert torch.arange(0, 3, 1.0).dtype is torch.float32
        assert torch.full((2,), 1).dtype is torch.int64
        assert torch.full((2,), 1.0).dtype is torch.float32
        assert torch.full((2,), True).dtype is torch.bool
        assert torch.ones(2, 3).sum(1).shape == (2,)
        with pytest.raises(TypeError, match="dim"):
            torch.ones(2, 3).sum(1.0)  # type: ignore[arg-type]


def test_errors_about_arguments_name_the_function() -> None:
    x = torch.ones(2)
    wrong: list[tuple[Any, str]] = [
        (lambda: x.add(), "add() missing 1 required positional argument: 'other'"),  # type: ignore[call-arg]
        (lambda: x.item(1), "item() takes 1 positional argument but 2 were given"),  # type: ignore[call-arg]
        (lambda: x.numpy(copy=True), "numpy() got an unexpected keyword argument 'copy'"),  # type: ignore[call-arg]
        (lambda: x.size(1, 2), "size() takes from 1 to 2 positional arguments but 3 were given"),  # type: ignore[call-arg]
    ]
    for call, text in wrong:
        with pytest.raises(TypeError) as caught:
            call()
        assert str(caught.value) == text


def test_numpys_scalars_and_tensors_in_lists_keep_their_dtypes(requests: Any) -> None:
    one = torch.ones((), dtype=torch.float64)
    assert torch.tensor([np.float64(1)]).dtype is torch.float64
    assert torch.tensor([np.int32(1), True]).dtype is torch.int32
    assert torch.tensor([2, one]).dtype is torch.float64
    assert torch.tensor([2, 2.5]).dtype is torch.float32
    requests.new()
    losses = [one * number for number in range(5)]
    assert torch.tensor(losses).tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert requests.new() == 2  # all losses, and the list


def test_a_tensor_on_the_cpu_tells_where_it_is() -> None:
    x = torch.ones(2)
    assert (x.is_cpu, x.get_device(), torch.get_device(x)) == (True, -1, -1)
    assert x.pin_memory() is x
    assert not x.is_pinned()


def test_the_default_generator_is_the_current_sessions(server: str) -> None:
    assert torch.manual_seed(3) is torch.default_generator
    with torch.Session(server, seed=8):
        assert torch.initial_seed() == 8
        assert torch.seed() == torch.initial_seed() != 8
    assert torch.initial_seed() == 3
