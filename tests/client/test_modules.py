"""torch.nn's modules: what they begin with, and in how few requests they are trained, changed and loaded."""

from __future__ import annotations

import asyncio
import copy
import pickle
from typing import Any

import pytest

import gradwire as torch
from gradwire import nn
from tests.client.conftest import Requests


def network() -> nn.Sequential:
    return nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2))


def train(net: nn.Module, x: Any, y: Any) -> Any:
    net.zero_grad()
    loss = nn.MSELoss()(net(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    with torch.no_grad():
        for parameter in net.parameters():
            parameter -= 0.1 * parameter.grad
    return loss


@pytest.mark.cpu_only("knows the numbers that PyTorch draws on the CPU")
def test_a_layer_begins_with_pytorchs_numbers(session: torch.Session) -> None:
    torch.manual_seed(0)
    layer = nn.Linear(2, 2)
    assert layer.weight.tolist() == [
        [pytest.approx(-0.00529, abs=1e-5), pytest.approx(0.37932, abs=1e-5)],
        [pytest.approx(-0.58198, abs=1e-5), pytest.approx(-0.52039, abs=1e-5)],
    ]
    assert layer.bias.tolist() == [pytest.approx(-0.27234, abs=1e-5), pytest.approx(0.18962, abs=1e-5)]


def test_a_step_of_training_is_one_request_of_the_same_bytes(session: torch.Session, requests: Requests) -> None:
    net, x, y = network(), torch.ones(6, 3), torch.zeros(6, 2)
    losses = [train(net, x, y).item() for _ in range(3)]
    requests.new()
    line = session._correspondent
    assert line is not None
    programs = len(line.programs._ids)
    losses += [train(net, x, y).item() for _ in range(3)]
    assert requests.new() == 3
    assert len(line.programs._ids) == programs
    assert losses == sorted(losses, reverse=True)


def test_a_model_is_built_without_a_request(session: torch.Session, requests: Requests) -> None:
    net = network()
    assert [tuple(parameter.shape) for parameter in net.parameters()] == [(4, 3), (4,), (5, 4), (5,), (2, 5), (2,)]
    assert requests.new() == 0
    assert net[0].weight.abs().max() <= 3**-0.5


def test_a_model_is_copied_without_a_request(session: torch.Session, requests: Requests) -> None:
    net = network()
    requests.new()
    other = copy.deepcopy(net)
    assert requests.new() == 0
    assert [type(parameter) for parameter in other.parameters()] == [nn.Parameter] * 6
    with torch.no_grad():
        other[0].weight.add_(1)
    assert (net[0].weight + 1).equal(other[0].weight)


def test_an_asynchronous_session_trains_a_model(server: str) -> None:
    async def run() -> list[float]:
        async with torch.AsyncSession(server, seed=0) as session:
            net, x, y = network(), torch.ones(6, 3), torch.zeros(6, 2)
            return [float(await session.fetch(train(net, x, y).detach())) for _ in range(4)]

    losses = asyncio.run(run())
    assert losses == sorted(losses, reverse=True)


@pytest.mark.parametrize(
    "change",
    [
        lambda net, state: net.double(),
        lambda net, state: net.to(torch.float16),
        lambda net, state: net.requires_grad_(False),
        lambda net, state: net.state_dict(),
        lambda net, state: net.load_state_dict(state),
        lambda net, state: net.load_state_dict(state, assign=True),
    ],
)
def test_a_change_of_all_parameters_is_one_request(session: torch.Session, requests: Requests, change: Any) -> None:
    net = network()
    state = {name: parameter.detach().double() for name, parameter in net.named_parameters()}
    torch.flush()
    requests.new()
    change(net, state)
    torch.flush()
    assert requests.new() == 1


def test_gradients_are_forgotten_without_a_request(session: torch.Session, requests: Requests) -> None:
    net = network()
    net(torch.ones(1, 3)).sum().backward()
    torch.flush()
    requests.new()
    net.zero_grad()
    assert [parameter.grad for parameter in net.parameters()] == [None] * 6
    assert requests.new() == 0


def test_gradients_become_zero_without_a_request(session: torch.Session, requests: Requests) -> None:
    net = network()
    net(torch.ones(1, 3)).sum().backward()
    torch.flush()
    requests.new()
    net.zero_grad(set_to_none=False)
    assert requests.new() == 0
    assert not any(parameter.grad.any() for parameter in net.parameters())


def test_an_error_among_operations_asked_about_together_names_its_line(session: torch.Session) -> None:
    def shape(tensor: Any) -> Any:
        return tensor.reshape(7, 7)

    net = network()
    with pytest.raises(RuntimeError, match="reshape") as caught:
        net._apply(shape)
    assert "tensor.reshape(7, 7)" in caught.value.__notes__[0]


def test_a_module_needs_no_server_until_it_has_a_tensor() -> None:
    net = nn.Sequential(nn.ReLU(), nn.Flatten())
    assert str(net.double().eval()) == "Sequential(\n  (0): ReLU()\n  (1): Flatten(start_dim=1, end_dim=-1)\n)"
    assert dict(net.state_dict()) == {}


def test_hooks_are_called_and_removed(session: torch.Session) -> None:
    layer, seen = nn.ReLU(), []
    handle = layer.register_forward_hook(lambda module, args, output: seen.append(output.tolist()))
    layer(torch.tensor([-1.0, 2.0]))
    handle.remove()
    layer(torch.tensor([-1.0, 2.0]))
    assert seen == [[0.0, 2.0]]


def test_backward_hooks_see_and_change_gradients(session: torch.Session) -> None:
    layer, x = nn.ReLU(), torch.tensor([-1.0, 2.0], requires_grad=True)
    layer.register_full_backward_hook(lambda module, before, after: (before[0] * 10,))
    layer(x).sum().backward()
    assert x.grad.tolist() == [0.0, 10.0]


def test_backward_hooks_cost_the_forward_no_request(session: torch.Session, requests: Requests) -> None:
    net, x, seen = network(), torch.ones(2, 3), []
    net[2].register_full_backward_hook(lambda module, before, after: seen.append(tuple(before[0].shape)))
    for _ in range(2):
        requests.new()
        out = net(x).sum()
    assert requests.new() == 0
    out.backward()
    torch.flush()
    assert requests.new() == 3  # the pass, and an answer at the module's results and at its inputs
    assert seen == [(2, 4)]


def test_an_asynchronous_session_takes_a_parameter_of_what_is_not_known_yet(server: str) -> None:
    async def run() -> list[float]:
        async with torch.AsyncSession(server) as session:
            module = nn.Module()
            module.weight = nn.Parameter(torch.linspace(0, 1, 3))
            values: list[float] = (await session.fetch(module.weight.detach())).tolist()
            return values

    assert asyncio.run(run()) == [0.0, 0.5, 1.0]


def test_a_model_that_others_were_trained_beside_is_cast_in_two_requests(
    session: torch.Session, requests: Requests
) -> None:
    net, other = network(), network()
    other(torch.ones(1, 3)).sum().backward()
    torch.flush()
    requests.new()
    net.double()
    assert requests.new() == 2  # the first asks whether there are gradients
    net.double()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    assert [parameter.grad for parameter in net.parameters()] == [None] * 6
    assert requests.new() == 0


def test_gradients_that_are_asked_about_together_are_found(session: torch.Session, requests: Requests) -> None:
    net = network()
    net(torch.ones(1, 3)).sum().backward()
    torch.flush()
    session.recorder.ledger.clear()  # as after a failure
    requests.new()
    net.zero_grad(set_to_none=False)
    assert requests.new() == 1
    assert not any(parameter.grad.any() for parameter in net.parameters())


def test_a_module_is_copied_and_not_pickled(session: torch.Session) -> None:
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU())
    assert copy.deepcopy(model)[0].weight.equal(model[0].weight)
    assert copy.copy(model)[0] is model[0]
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match=r"gradwire\.safetensors"):
            pickle.dumps(model, protocol)
    with pytest.raises(TypeError, match=r"gradwire\.safetensors"):
        pickle.dumps([model[1]])


def test_names_that_functional_call_lacks_are_told(session: torch.Session) -> None:
    layer = torch.nn.Linear(2, 2)
    given = {"weight": layer.weight, "other": layer.bias}
    with pytest.raises(RuntimeError, match="no tensor is given for bias, and Linear has no other"):
        torch.func.functional_call(layer, given, torch.ones(2), strict=True)
