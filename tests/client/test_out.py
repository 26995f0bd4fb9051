"""out= and inplace=: results written into tensors that are there."""

from __future__ import annotations

import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")


def test_a_result_is_written_into_out() -> None:
    x, y = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0])
    out = torch.empty(2)
    assert torch.add(x, y, out=out) is out
    assert out.tolist() == [4.0, 6.0]
    view = torch.zeros(2, 2)[1]
    torch.mul(x, y, out=view)
    assert view.tolist() == [3.0, 8.0]


def test_an_input_may_be_out_where_elements_are_on_their_own() -> None:
    x = torch.tensor([1.0, 2.0])
    torch.exp(x, out=x)
    assert x.tolist() == torch.tensor([1.0, 2.0]).exp().tolist()
    with pytest.raises(RuntimeError, match="shares memory"):
        torch.cumsum(x, 0, out=x)
    with pytest.raises(RuntimeError, match="shares memory"):
        torch.add(x[:1], x[1:], out=x[:1])


def test_several_results_are_written_into_several() -> None:
    x = torch.tensor([[1.0, 3.0], [4.0, 2.0]])
    values, indices = torch.empty(2), torch.empty(2, dtype=torch.int64)
    found = torch.max(x, 1, out=(values, indices))
    assert found.values is values
    assert values.tolist() == [3.0, 4.0]
    assert indices.tolist() == [1, 0]


def test_out_of_another_shape_is_resized_with_a_warning() -> None:
    x = torch.tensor([1.0, 2.0])
    nothing = torch.empty(0)
    torch.sqrt(x, out=nothing)
    assert nothing.shape == (2,)
    other = torch.empty(2)
    with pytest.warns(UserWarning, match="was resized"):
        torch.sqrt(torch.ones(3), out=other)
    assert other.tolist() == [1.0, 1.0, 1.0]


def test_out_decides_the_dtype_where_the_operation_lets_choose_it() -> None:
    out = torch.empty(2, dtype=torch.float64)
    assert torch.zeros(2, out=out).dtype == torch.float64
    assert torch.sum(torch.ones(2, 2), 0, out=out).tolist() == [2.0, 2.0]


def test_what_cannot_be_written_is_refused() -> None:
    x = torch.tensor([1.5, 2.5])
    with pytest.raises(RuntimeError, match="can't be cast"):
        torch.add(x, 1, out=torch.empty(2, dtype=torch.int64))
    with pytest.raises(RuntimeError, match="automatic differentiation"):
        torch.add(x.requires_grad_(), 1, out=torch.empty(2))
    with pytest.raises(TypeError, match="must be Tensor"):
        torch.add(x, 1, out=[1.0])
    with torch.no_grad():
        assert torch.add(x, 1, out=torch.empty(2)).tolist() == [2.5, 3.5]


def test_activations_work_in_place() -> None:
    functional = torch.nn.functional
    x = torch.tensor([-1.0, 2.0], requires_grad=True)
    y = x * 1
    assert functional.relu(y, inplace=True) is y
    assert y.tolist() == [0.0, 2.0]
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.0, 1.0]
    with pytest.raises(RuntimeError, match="leaf"):
        functional.silu(x, inplace=True)
    z = torch.tensor([-1.0, 2.0])
    functional.leaky_relu_(z, 0.5)
    assert z.tolist() == [-0.5, 2.0]


def test_a_loss_takes_the_distance_that_is_given() -> None:
    anchor = torch.tensor([[0.0, 0.0]], requires_grad=True)
    near, far = torch.tensor([[0.0, 1.0]]), torch.tensor([[3.0, 0.0]])
    loss = torch.nn.functional.triplet_margin_with_distance_loss(
        anchor, near, far, distance_function=lambda a, b: (a - b).abs().sum(-1), margin=4.0
    )
    assert loss.item() == 2.0
    loss.backward()
    assert anchor.grad is not None
    assert anchor.grad.tolist() == [[1.0, -1.0]]
