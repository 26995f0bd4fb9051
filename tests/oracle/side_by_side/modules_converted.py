"""Modules in other dtypes, gradients made zero, copies."""

from __future__ import annotations

import copy
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _net(torch: Any) -> Any:
    net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Linear(2, 1))
    net.register_buffer("steps", torch.tensor(3))
    net.register_buffer("mean", torch.ones(2))
    with torch.no_grad():
        for p in net.parameters():
            p.fill_(0.5)
    return net


def _kinds(net: Any) -> Any:
    return [(name, str(t.dtype)) for name, t in (*net.named_parameters(), *net.named_buffers())]


def floating_tensors_are_cast(torch: Any) -> Any:
    for name in ("double", "half", "bfloat16", "float"):
        net = _net(torch)
        print(name, getattr(net, name)() is net, _kinds(net))
    return _net(torch).double()[0].weight


def to_takes_a_dtype_a_device_or_a_tensor(torch: Any) -> None:
    net = _net(torch)
    for given in ((torch.float64,), ("cpu",), (torch.device("cpu"), torch.float16), (torch.ones(1),)):
        print(given, net.to(*given) is net, _kinds(net))
    net.to(dtype=torch.float64)
    net.to(device="cpu")
    net.to(tensor=torch.ones(1, dtype=torch.float16))
    print(_kinds(net))


def to_refuses_what_is_no_floating_dtype(torch: Any) -> None:
    net = _net(torch)
    for wrong in (torch.int64, torch.bool, torch.tensor([1]), "nowhere"):
        print(wrong, raised(lambda wrong=wrong: net.to(wrong)))
    print(_kinds(net))


def type_casts_all(torch: Any) -> None:
    net = _net(torch)
    print(net.type(torch.float64) is net, _kinds(net))


def cpu_changes_nothing_here(torch: Any) -> None:
    net = _net(torch)
    weight = net[0].weight
    print(net.cpu() is net, net[0].weight is weight, _kinds(net))


def parameters_stay_the_same_objects(torch: Any) -> Any:
    net = _net(torch)
    weight = net[0].weight
    net.double()
    print(net[0].weight is weight, type(weight), weight.is_leaf, weight.requires_grad, net[0].weight.dtype)
    net(torch.ones(1, 2, dtype=torch.float64)).sum().backward()
    return weight, weight.grad


def gradients_are_cast_too(torch: Any) -> Any:
    net = _net(torch)
    net(torch.ones(1, 2)).sum().backward()
    net.double()
    print(net[0].weight.grad.dtype)
    net(torch.ones(1, 2, dtype=torch.float64)).sum().backward()
    return net[0].weight.grad


def to_empty_keeps_the_shapes(torch: Any) -> None:
    net = _net(torch)
    weight = net[0].weight
    print(net.to_empty(device="cpu") is net, net[0].weight is weight, _kinds(net), net[0].weight.shape)


def zero_grad_forgets_gradients_or_makes_them_zero(torch: Any) -> Any:
    net = _net(torch)
    net.zero_grad()
    net(torch.ones(1, 2)).sum().backward()
    kept = net[0].weight.grad
    net.zero_grad(set_to_none=False)
    print(net[0].weight.grad is kept, kept, net[1].bias.grad)
    net.zero_grad()
    print(net[0].weight.grad, [p.grad for p in net.parameters()])
    net(torch.ones(1, 2)).sum().backward()
    return net[0].weight.grad


def zero_grad_detaches_gradients_that_are_in_a_graph(torch: Any) -> Any:
    net = torch.nn.Linear(1, 1)
    net(torch.ones(1, 1)).pow(2).sum().backward(create_graph=True)
    print(net.weight.grad.requires_grad)
    net.zero_grad(set_to_none=False)
    print(net.weight.grad.requires_grad, net.weight.grad)


def a_copy_has_its_own_parameters(torch: Any) -> Any:
    net = _net(torch)
    net.note = [1]
    net[1].weight = net[0].weight
    other = copy.deepcopy(net)
    print(other, other[0].weight is net[0].weight, other[0].weight is other[1].weight, type(other[0].weight))
    print(other.note is net.note, other.training, type(other.mean), list(other.state_dict()))
    with torch.no_grad():
        other[0].weight.fill_(2)
        other.mean.fill_(2)
    return net[0].weight, other[0].weight, net.mean, other.mean


def a_copy_has_no_gradients(torch: Any) -> None:
    net = _net(torch)
    net(torch.ones(1, 2)).sum().backward()
    print([p.grad for p in copy.deepcopy(net).parameters()])


def a_shallow_copy_shares_them(torch: Any) -> None:
    net = _net(torch)
    other = copy.copy(net)
    other.register_buffer("more", torch.ones(1))
    print(other is net, other[0] is net[0], "more" in dict(net.named_buffers()))


def a_buffer_stays_one_in_a_copy(torch: Any) -> None:
    m = torch.nn.Module()
    m.b = torch.nn.Buffer(torch.ones(1), persistent=False)
    other = copy.deepcopy(m)
    print(isinstance(other.b, torch.nn.Buffer), type(other.b), list(other.state_dict()), other.b)


def a_model_is_trained(torch: Any) -> Any:
    net = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
    with torch.no_grad():
        for p in net.parameters():
            p.fill_(0.5)
    x, y, loss = torch.tensor([[1.0, 2.0], [3.0, -1.0]]), torch.tensor([[1.0], [0.0]]), torch.nn.MSELoss()
    for _ in range(4):
        net.zero_grad()
        error = loss(net(x), y)
        error.backward()
        with torch.no_grad():
            for p in net.parameters():
                p -= 0.1 * p.grad
        print(f"{error.item():.4f}")
    return list(net.parameters())
