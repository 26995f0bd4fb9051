"""Gradients through a real server, as PyTorch gives them, and what they cost in requests."""

from __future__ import annotations

import gc
from typing import Any

import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")


def test_gradients_accumulate_and_are_forgotten() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    gradient = x.grad
    assert gradient is not None
    assert gradient is x.grad
    assert gradient.tolist() == [2.0, 4.0]
    assert (gradient.requires_grad, gradient.is_leaf) == (False, True)
    (x * x).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [4.0, 8.0]
    x.grad.zero_()
    assert x.grad.tolist() == [0.0, 0.0]
    x.grad = None
    assert x.grad is None
    x.grad = torch.tensor([5.0, 5.0])
    (x * x).sum().backward()
    assert x.grad.tolist() == [7.0, 9.0]
    del x.grad
    assert x.grad is None


def test_a_gradient_outlives_its_forgetting() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    kept = x.grad
    x.grad = None
    (x * 3).sum().backward()
    assert kept is not None
    assert kept.tolist() == [2.0, 4.0]


def test_a_graph_that_is_made_again_is_one_program(programs: list[str]) -> None:
    for _ in range(6):
        x = torch.ones(2, requires_grad=True)
        (x * x).sum().backward()
        assert x.grad is not None
        assert x.grad.tolist() == [2.0, 2.0]
        del x
    assert len(set(programs[-4:])) == 1


def test_what_no_pass_reached_has_none() -> None:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    assert y.grad is None
    assert x.grad is not None
    with pytest.warns(UserWarning, match="not a leaf"):
        assert (x * 2).grad is None
    with pytest.raises(RuntimeError, match="size"):
        x.grad = torch.ones(3)
    with pytest.raises(TypeError):
        x.grad = 1.0  # type: ignore[assignment]


def test_vector_jacobian_products() -> None:
    x = torch.tensor([0.3, -1.2, 0.8], requires_grad=True)
    y = x * 2
    with pytest.raises(RuntimeError, match="scalar"):
        y.backward()
    with pytest.raises(RuntimeError, match="shape"):
        y.backward(torch.ones(2))
    y.backward(torch.tensor([0.1, 1.0, 0.0001]))
    assert x.grad is not None
    assert x.grad.tolist() == pytest.approx([0.2, 2.0, 0.0002])
    with pytest.raises(RuntimeError, match="does not require grad"):
        torch.ones(1).backward()


def test_a_graph_is_used_up() -> None:
    x = torch.tensor([1.0], requires_grad=True)
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    with pytest.raises(RuntimeError):
        y.backward()
    assert x.grad is not None
    assert x.grad.tolist() == [4.0]


def test_only_the_inputs_asked_for() -> None:
    x, y = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0], requires_grad=True)
    torch.autograd.backward([(x * y).sum(), (x + y).sum()], inputs=[x])
    assert x.grad is not None
    assert x.grad.tolist() == [3.0]
    assert y.grad is None


def test_retained_gradients() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.retain_grad()
    assert y.retains_grad
    (y * y).sum().backward()
    assert y.grad is not None
    assert y.grad.tolist() == [6.0, 12.0]


def test_functional_gradients() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    other = torch.ones(1, requires_grad=True)
    for _ in range(3):  # unseen, then known
        (first,) = torch.autograd.grad((x * x * x).sum(), x)
        assert first.tolist() == [3.0, 12.0]
    assert x.grad is None
    (first,) = torch.autograd.grad((x * x * x).sum(), x, create_graph=True)
    assert first.requires_grad
    (second,) = torch.autograd.grad(first.sum(), x)
    assert second.tolist() == [6.0, 12.0]
    used, unused = torch.autograd.grad((x * x).sum(), [x, other], allow_unused=True)
    assert used.tolist() == [2.0, 4.0]
    assert unused is None
    with pytest.raises(RuntimeError):
        torch.autograd.grad((x * x).sum(), [x, other])
    zeros = torch.autograd.grad((x * x).sum(), [x, other], materialize_grads=True)[1]
    assert zeros.tolist() == [0.0]


def test_a_gradient_stays_the_same_object_until_it_is_replaced(requests: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    gradient = x.grad
    assert gradient is not None
    gradient.tolist()
    requests.new()
    (x * x).sum().backward()
    assert x.grad is gradient
    assert requests.new() == 0
    assert gradient.tolist() == [4.0, 8.0]
    x.grad = None
    (x * x).sum().backward()
    assert x.grad is not gradient
    assert gradient.tolist() == [4.0, 8.0]


def test_only_what_a_result_came_of_has_a_gradient() -> None:
    for _ in range(2):
        x, y = torch.ones(2, requires_grad=True), torch.ones(3, requires_grad=True)
        torch.meshgrid(x, y, indexing="ij")[0].sum().backward()
        x.expand_as(torch.ones(3, 2, requires_grad=True)).sum().backward()
        assert x.grad is not None
        assert x.grad.tolist() == [6.0, 6.0]
        assert y.grad is None


def test_inference_tensors_stay_out_of_graphs() -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.inference_mode():
        y, z = x * 2, torch.tensor([3.0, 4.0])
    assert (y.is_inference(), z.is_inference(), torch.is_inference(x)) == (True, True, False)
    for forbidden in (lambda: x * z, lambda: z.add_(1), lambda: z.requires_grad_(), lambda: z._version):
        with pytest.raises(RuntimeError):
            forbidden()
    (x * z.clone()).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [3.0, 4.0]


def test_gradients_of_gradients_accumulate_with_their_graph() -> None:
    x = torch.tensor([2.0], requires_grad=True)
    with pytest.warns(UserWarning, match="create_graph"):
        (x * x * x).sum().backward(create_graph=True)
    assert x.grad is not None
    assert x.grad.requires_grad
    gradient = x.grad
    x.grad = None
    gradient.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [12.0]


def test_grad_modes() -> None:
    x = torch.ones(2, requires_grad=True)
    assert torch.is_grad_enabled()
    with torch.no_grad():
        assert not torch.is_grad_enabled()
        assert not (x * 2).requires_grad
        with torch.enable_grad():
            assert (x * 2).requires_grad
    assert (x * 2).requires_grad

    @torch.no_grad()
    def double(tensor: Any) -> Any:
        return tensor * 2

    @torch.no_grad
    def triple(tensor: Any) -> Any:
        return tensor * 3

    assert not double(x).requires_grad
    assert not triple(x).requires_grad
    with torch.set_grad_enabled(False):
        assert not (x * 2).requires_grad
    torch.set_grad_enabled(False)
    assert not (x * 2).requires_grad
    torch.set_grad_enabled(True)
    with torch.inference_mode():
        assert not (x * 2).requires_grad
    assert torch.is_grad_enabled()


def test_leaves_are_changed_only_outside_the_graph() -> None:
    w = torch.tensor([1.0], requires_grad=True)
    with pytest.raises(RuntimeError, match="leaf"):
        w += 1
    with torch.no_grad():
        w += 1
    assert w.tolist() == [2.0]
    assert (w.is_leaf, w.requires_grad) == (True, True)
    w.requires_grad = False
    w += 1
    assert w.requires_grad_(True).tolist() == [3.0]
    assert w.detach().requires_grad is False


def test_a_training_step_is_one_request(requests: Any) -> None:
    inputs = torch.tensor([[0.0], [1.0], [2.0], [3.0]])
    targets = torch.tensor([[1.0], [3.0], [5.0], [7.0]])
    w = torch.zeros(1, 1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    counts, losses, programs = [], [], []
    line: Any = w._r.line
    for _ in range(60):
        loss = ((inputs @ w + b - targets) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in (w, b):
                p -= 0.1 * p.grad  # type: ignore[operator]
                p.grad = None
        losses.append(loss.item())
        counts.append(requests.new())
        programs.append(set(line._line.programs._ids))
    assert counts[5:] == [1] * 55
    assert programs[-1] == programs[10]
    assert losses[-1] < 0.01 < losses[0]
    assert w.item() == pytest.approx(2.0, abs=0.1)


def test_the_notebook_loop_is_a_request_a_round(requests: Any) -> None:
    for _ in range(2):
        x = torch.tensor([0.3, -1.2, 0.8], requires_grad=True)
        y = x * 2
        requests.new()
        rounds = 0
        while y.data.norm() < 1000:
            y = y * 2
            rounds += 1
        sent = requests.new()
    assert rounds == 9
    assert sent == 10
    y.backward(torch.tensor([0.1, 1.0, 0.0001], dtype=torch.float))
    assert x.grad is not None
    assert x.grad.tolist() == pytest.approx([102.4, 1024.0, 0.1024])
    assert requests.new() == 1


def test_the_graph_can_be_walked() -> None:
    x = torch.ones(2, requires_grad=True)
    y = (x + 2) * x
    node = y.grad_fn
    assert node is not None
    assert node.name() == "MulBackward0"
    (add, _), (leaf, _) = node.next_functions
    assert add is not None
    assert leaf is not None
    assert (add.name(), leaf.name()) == ("AddBackward0", "torch::autograd::AccumulateGrad")
    assert [entry and entry.name() for entry, _ in add.next_functions] == ["torch::autograd::AccumulateGrad", None]


@pytest.mark.parametrize("first", [True, False], ids=["first of its message", "among others"])
def test_an_error_of_backward_that_comes_late_names_its_line(first: bool) -> None:
    def gradient() -> str:
        x = torch.ones(2, requires_grad=True)
        total = (x * x).sum()
        with torch.no_grad():
            x.mul_(2)
        if first:
            total.item()
        total.backward()
        return str(x.grad)

    for _ in range(2):  # what was seen before is not waited for
        with pytest.raises(RuntimeError, match="changed in place") as caught:
            gradient()
    assert "in gradient" in caught.value.__notes__[0]


def test_metadata_of_nodes_goes_with_the_last_tensor_that_leads_to_them(session: torch.Session) -> None:
    y = torch.ones(2, requires_grad=True) * 2
    assert y.grad_fn is not None
    y.grad_fn.metadata["note"] = 1
    gc.collect()
    assert y.grad_fn.metadata == {"note": 1}
    del y
    gc.collect()
    torch.ones(1).tolist()  # what is sent tells what is gone
    assert not session.recorder.metadata
