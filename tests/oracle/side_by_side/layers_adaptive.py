"""The softmax of very many classes."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import numbers, raised


def _made(torch: Any, **options: Any) -> Any:
    torch.manual_seed(0)
    return torch.nn.AdaptiveLogSoftmaxWithLoss(8, 10, [3, 6], div_value=2.0, **options)


def it_begins_with_pytorchs_numbers(torch: Any) -> Any:
    m = _made(torch, head_bias=True)
    print(m, m.cutoffs, m.shortlist_size, m.n_clusters, m.head_size)
    return dict(m.state_dict())


def log_likelihoods_and_loss(torch: Any) -> Any:
    m, x = _made(torch), numbers(torch, 5, 8).requires_grad_()
    out = m(x, torch.tensor([0, 2, 4, 9, 7]))
    print(type(out).__name__, out._fields)
    out.loss.backward()
    return [one.detach() for one in out], x.grad, [p.grad for p in m.parameters()]


def a_cluster_that_no_sample_is_in_is_left_alone(torch: Any) -> Any:
    m, x = _made(torch), numbers(torch, 2, 8).requires_grad_()
    m(x, torch.tensor([1, 8])).loss.backward()
    print([p.grad is None for p in m.parameters()])
    return x.grad, m.head.weight.grad


def a_single_sample(torch: Any) -> Any:
    return [one.detach() for one in _made(torch)(numbers(torch, 8), torch.tensor(4))]


def likelihoods_of_all_classes(torch: Any) -> Any:
    m, x = _made(torch, head_bias=True), numbers(torch, 4, 8)
    found = m.log_prob(x)
    print(found.shape, found.exp().sum(1).round())
    return found.detach()


def the_likeliest_class(torch: Any) -> None:
    m, x = _made(torch), numbers(torch, 6, 8)
    print(m.predict(x), m.predict(x * 0))
    with torch.no_grad():
        m.head.weight[3:] += 1
    print(m.predict(x.abs()), m.predict(x))


def parameters_are_drawn_anew(torch: Any) -> Any:
    m = _made(torch)
    torch.manual_seed(3)
    m.reset_parameters()
    return dict(m.state_dict())


def what_it_refuses(torch: Any) -> None:
    make, m, x = torch.nn.AdaptiveLogSoftmaxWithLoss, _made(torch), torch.ones(2, 8)
    for cutoffs in ([], [3, 2], [0, 2], [3, 3], [5, 10], [2.5]):
        print(raised(lambda cutoffs=cutoffs: make(8, 10, cutoffs)), end=" ")
    print(raised(lambda: m(x, torch.tensor([1]))), raised(lambda: m(x[0], torch.tensor([1]))))
    print(raised(lambda: m(x, torch.tensor(1))), raised(lambda: m(x, torch.tensor([[1], [2]]))))
    print(raised(lambda: m(x, torch.tensor([1, 10]))), raised(lambda: m(x, torch.tensor([-1, 1]))))
