"""Optimizers of modules' parameters."""

from __future__ import annotations

import copy
from typing import Any


def _net(torch: Any) -> Any:
    torch.manual_seed(3)
    return torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 2))


def _data(torch: Any) -> tuple[Any, Any]:
    return torch.arange(12.0).reshape(4, 3) / 6 - 1, torch.tensor([0, 1, 1, 0])


def _train(torch: Any, net: Any, optimizer: Any, steps: int = 10, scheduler: Any = None) -> list[float]:
    x, y = _data(torch)
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        losses.append(loss.item())
    return losses


def a_net_learns_by_each_optimizer(torch: Any) -> Any:
    results = []
    for kind, options in (
        (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
        (torch.optim.Adam, {"lr": 0.01}),
        (torch.optim.AdamW, {"lr": 0.01, "weight_decay": 0.1}),
        (torch.optim.Adagrad, {"lr": 0.1}),
        (torch.optim.RMSprop, {"lr": 0.01, "eps": 0.1}),
    ):
        net = _net(torch)
        results.append(_train(torch, net, kind(net.parameters(), **options)))
        results.append([param.detach() for param in net.parameters()])
    return results


def groups_of_weights_and_biases(torch: Any) -> Any:
    net = _net(torch)
    weights = [param for name, param in net.named_parameters() if name.endswith("weight")]
    biases = [param for name, param in net.named_parameters() if name.endswith("bias")]
    optimizer = torch.optim.AdamW([{"params": weights}, {"params": biases, "weight_decay": 0.0}], lr=0.05)
    print(optimizer)
    return _train(torch, net, optimizer), optimizer.state_dict()


def named_parameters(torch: Any) -> Any:
    net = _net(torch)
    optimizer = torch.optim.SGD(net.named_parameters(), lr=0.1)
    print(optimizer)
    return _train(torch, net, optimizer), optimizer.state_dict()


def a_layer_that_is_frozen(torch: Any) -> Any:
    net = _net(torch)
    net[0].requires_grad_(False)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    return _train(torch, net, optimizer), list(net.parameters()), optimizer.state_dict()


def a_schedule(torch: Any) -> Any:
    net = _net(torch)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5, momentum=0.5)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 10)
    return _train(torch, net, optimizer, 12, scheduler), scheduler.get_last_lr()


def training_goes_on_from_a_checkpoint(torch: Any) -> Any:
    net = _net(torch)
    optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
    _train(torch, net, optimizer, 3)
    kept = copy.deepcopy((net.state_dict(), optimizer.state_dict()))
    other = _net(torch)
    second = torch.optim.Adam(other.parameters())
    other.load_state_dict(kept[0])
    second.load_state_dict(kept[1])
    return _train(torch, net, optimizer, 5), _train(torch, other, second, 5), second.state_dict()


def an_optimizer_without_parameters(torch: Any) -> None:
    torch.optim.SGD(torch.nn.ReLU().parameters(), lr=0.1)


def an_optimizer_of_a_module(torch: Any) -> None:
    torch.optim.SGD(_net(torch), lr=0.1)
