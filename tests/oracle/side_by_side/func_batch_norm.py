"""torch.func: modules with running statistics in transforms."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _net(torch: Any) -> Any:
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2), torch.nn.InstanceNorm1d(2))


def statistics_are_dropped(torch: Any) -> None:
    net = _net(torch)
    print(torch.func.replace_all_batch_norm_modules_(net) is net, net)
    print(list(dict(net.named_buffers())), net[1].running_mean, net[1].track_running_stats)
    alone = torch.nn.BatchNorm1d(3)
    print(torch.func.replace_all_batch_norm_modules_(alone).running_var)


def each_example_without_them(torch: Any) -> Any:
    net = torch.func.replace_all_batch_norm_modules_(torch.nn.BatchNorm1d(3))
    given = {name: p.detach() for name, p in net.named_parameters()}
    x = torch.tensor([[[0.0, 1.0, 4.0], [2.0, 0.0, 1.0]], [[1.0, 3.0, 0.0], [5.0, 1.0, 2.0]]])

    def loss(p: Any, batch: Any) -> Any:
        return (torch.func.functional_call(net, p, (batch,)) * torch.arange(6.0).reshape(2, 3)).sum()

    return torch.func.vmap(torch.func.grad(loss), (None, 0))(given, x)


def statistics_are_buffers_of_a_call(torch: Any) -> Any:
    net = _net(torch)[:2]
    parameters, buffers = dict(net.named_parameters()), dict(net.named_buffers())
    new = {name: torch.zeros_like(b) for name, b in buffers.items()}
    out = torch.func.functional_call(net, (parameters, new), (torch.arange(6.0).reshape(2, 3),))
    print([b.tolist() for b in net.buffers()])
    return out.detach(), new


def in_evaluation_each_example_shares_them(torch: Any) -> Any:
    net = _net(torch)[:2].eval()
    return torch.func.vmap(net)(torch.arange(12.0).reshape(2, 2, 3)).detach()


def in_training_they_cannot_be_shared(torch: Any) -> None:
    net = _net(torch)[:2]
    print(raised(lambda: torch.func.vmap(net)(torch.arange(12.0).reshape(2, 2, 3)), torch))
