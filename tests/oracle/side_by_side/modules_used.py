"""Models of the user's own: built, trained, frozen, shared, taken apart."""

from __future__ import annotations

import copy
from typing import Any


def _net(torch: Any) -> Any:
    nn = torch.nn

    class Block(nn.Module):
        def __init__(self, width: int) -> None:
            super().__init__()
            self.inner = nn.Linear(width, width)
            self.gain = nn.Parameter(torch.ones(width))

        def forward(self, x: Any) -> Any:
            return x + self.gain * torch.tanh(self.inner(x))

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first = nn.Linear(3, 4)
            self.blocks = nn.ModuleList([Block(4) for _ in range(2)])
            self.drop = nn.Dropout(0.5)
            self.heads = nn.ModuleDict({"a": nn.Linear(4, 1), "b": nn.Sequential(nn.GELU(), nn.Linear(4, 2))})
            self.register_buffer("calls", torch.tensor(0))

        def forward(self, x: Any, head: str = "a") -> Any:
            self.calls += 1
            x = self.first(x)
            for block in self.blocks:
                x = block(x)
            return self.heads[head](self.drop(x))

    torch.manual_seed(0)
    return Net()


def _train(torch: Any, net: Any, steps: int = 3, **options: Any) -> Any:
    x, y = torch.linspace(-1, 1, 12).reshape(4, 3), torch.tensor([[1.0], [0.0], [-1.0], [2.0]])
    losses = []
    for _ in range(steps):
        net.zero_grad()
        loss = torch.nn.functional.mse_loss(net(x, **options), y)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(net.parameters(), 0.5)
        with torch.no_grad():
            for p in net.parameters():
                if p.grad is not None:
                    p -= 0.1 * p.grad
        losses.append((loss.detach(), norm))
    return losses


def it_is_printed_and_its_parameters_are_named(torch: Any) -> None:
    net = _net(torch)
    print(net)
    print([(name, tuple(p.shape)) for name, p in net.named_parameters()], list(net.state_dict()))
    print(sum(p.numel() for p in net.parameters()), net.get_parameter("blocks.1.inner.bias").shape)


def it_is_trained_with_dropout(torch: Any) -> Any:
    net = _net(torch)
    losses = _train(torch, net)
    return (
        losses,
        net.calls,
        dict(net.named_parameters()),
        [name for name, p in net.named_parameters() if p.grad is None],
    )


def in_evaluation_nothing_is_left_to_chance(torch: Any) -> Any:
    net, x = _net(torch).eval(), torch.ones(2, 3)
    with torch.no_grad():
        print(net(x).equal(net(x)), net.drop.training, net.heads["b"].training)
        return net(x), net(x, head="b")


def parts_are_frozen(torch: Any) -> Any:
    net = _net(torch)
    net.first.requires_grad_(False)
    net.blocks[0].eval().requires_grad_(False)
    before = net.first.weight.clone()
    losses = _train(torch, net)
    print(net.first.weight.equal(before), [name for name, p in net.named_parameters() if p.requires_grad])
    return losses, net.blocks[1].gain


def weights_are_shared(torch: Any) -> Any:
    net = _net(torch)
    net.blocks[1].inner.weight = net.blocks[0].inner.weight
    losses = _train(torch, net)
    print(len(list(net.parameters())), net.blocks[1].inner.weight is net.blocks[0].inner.weight, len(net.state_dict()))
    return losses, net.blocks[0].inner.weight


def a_state_taken_in_training_follows_it_and_a_copy_does_not(torch: Any) -> Any:
    net = _net(torch)
    state, kept = net.state_dict(), copy.deepcopy(net.state_dict())
    _train(torch, net, 1)
    print(state["first.weight"].equal(net.first.weight), kept["first.weight"].equal(net.first.weight))
    print(type(kept).__name__, kept["calls"], state["calls"], net.load_state_dict(kept))
    return net.first.weight, net.calls


def an_average_of_models_is_kept(torch: Any) -> Any:
    net = _net(torch)
    mean = copy.deepcopy(net).requires_grad_(False)
    for _ in range(2):
        _train(torch, net, 1)
        with torch.no_grad():
            for ours, theirs in zip(mean.parameters(), net.parameters(), strict=True):
                ours.mul_(0.9).add_(theirs, alpha=0.1)
    return dict(mean.named_parameters())


def gradients_are_accumulated_over_batches(torch: Any) -> Any:
    net = _net(torch).eval()
    for scale in (1.0, 2.0):
        (net(torch.ones(2, 3) * scale).mean() / 2).backward()
    return {name: p.grad for name, p in net.named_parameters()}


def features_are_taken_by_a_hook(torch: Any) -> Any:
    net, found = _net(torch).eval(), {}
    handles = [
        module.register_forward_hook(lambda module, args, out, name=name: found.__setitem__(name, out.detach()))
        for name, module in net.named_modules()
        if isinstance(module, torch.nn.Linear)
    ]
    net(torch.ones(1, 3))
    for handle in handles:
        handle.remove()
    print(list(found))
    return found


def a_part_is_replaced(torch: Any) -> Any:
    net = _net(torch)
    net.heads["a"] = torch.nn.Linear(4, 1, bias=False)
    net.blocks = torch.nn.ModuleList(list(net.blocks)[:1])
    net.drop = torch.nn.Identity()
    print(net)
    return _train(torch, net)


def in_double_precision(torch: Any) -> Any:
    net = _net(torch).double().eval()
    out = net(torch.ones(1, 3, dtype=torch.float64))
    out.sum().backward()
    print(net.calls.dtype, net.first.weight.grad.dtype)
    return out, net.first.weight.grad


def a_subclass_of_a_layer(torch: Any) -> Any:
    class Scaled(torch.nn.Linear):
        def __init__(self, *given: Any, scale: float) -> None:
            super().__init__(*given)
            self.scale = scale

        def forward(self, input: Any) -> Any:
            return super().forward(input) * self.scale

        def extra_repr(self) -> str:
            return f"{super().extra_repr()}, scale={self.scale}"

    torch.manual_seed(3)
    m = Scaled(2, 1, scale=0.5)
    print(m, isinstance(m, torch.nn.Linear))
    return m(torch.ones(1, 2)), m.weight


def an_abstract_model(torch: Any) -> None:
    from abc import ABC, abstractmethod

    class Base(torch.nn.Module, ABC):
        @abstractmethod
        def forward(self, x: Any) -> Any: ...

    class Full(Base):
        def forward(self, x: Any) -> Any:
            return x

    try:
        Base()
    except TypeError:
        print("abstract")
    print(Full(), Full()(5))
