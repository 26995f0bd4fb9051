"""Losses as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_REDUCTIONS = ("none", "mean", "sum")


def _each(torch: Any, kind: Any, *inputs: Any, **options: Any) -> Any:
    return [layer(torch, lambda r=r: kind(reduction=r, **options), *inputs) for r in _REDUCTIONS]


def of_differences(torch: Any) -> Any:
    nn, x, y = torch.nn, numbers(torch, 2, 3), numbers(torch, 3, 2).reshape(2, 3).flip(0)
    kinds = (nn.L1Loss, nn.MSELoss, nn.SmoothL1Loss, nn.HuberLoss)
    found = [_each(torch, kind, x, y) for kind in kinds]
    return found, _each(torch, nn.SmoothL1Loss, x, y, beta=0.3), _each(torch, nn.HuberLoss, x, y, delta=0.3)


def of_classes(torch: Any) -> Any:
    nn, x, right = torch.nn, numbers(torch, 3, 4), torch.tensor([0, 3, 1])
    weight = torch.tensor([1.0, 2.0, 3.0, 4.0])
    found = [_each(torch, kind, x, right) for kind in (nn.NLLLoss, nn.CrossEntropyLoss, nn.MultiMarginLoss)]
    weighed = [_each(torch, kind, x, right, weight=weight) for kind in (nn.NLLLoss, nn.CrossEntropyLoss)]
    weighed.append(_each(torch, nn.MultiMarginLoss, x, right, weight=weight, p=2, margin=0.5))
    ignored = [_each(torch, kind, x, right, ignore_index=3) for kind in (nn.NLLLoss, nn.CrossEntropyLoss)]
    return found, weighed, ignored, _each(torch, nn.CrossEntropyLoss, x, right, label_smoothing=0.2)


def of_likely_classes(torch: Any) -> Any:
    x, likely = numbers(torch, 3, 4), numbers(torch, 3, 4).softmax(1).detach()
    return [layer(torch, torch.nn.CrossEntropyLoss, x, one, nodes=False) for one in (likely, torch.tensor([0, 1, 2]))]


def of_several_classes(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 4)
    right, several = torch.tensor([[3, 0, -1, 1], [0, -1, 1, 2]]), torch.tensor([[0.0, 1.0, 1.0, 0.0]] * 2)
    weight = torch.tensor([1.0, 2.0, 3.0, 4.0])
    found = [_each(torch, nn.MultiLabelMarginLoss, x, right), _each(torch, nn.MultiLabelSoftMarginLoss, x, several)]
    return found, _each(torch, nn.MultiLabelSoftMarginLoss, x, several, weight=weight)


def of_yes_and_no(torch: Any) -> Any:
    nn, x, right = torch.nn, numbers(torch, 2, 3), torch.tensor([[0.0, 1.0, 1.0], [1.0, 0.0, 0.5]])
    weight, signs = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([[1.0, -1.0, 1.0], [-1.0, 1.0, 1.0]])
    found = [_each(torch, nn.BCELoss, x.sigmoid(), right), _each(torch, nn.BCEWithLogitsLoss, x, right)]
    weighed = [_each(torch, nn.BCELoss, x.sigmoid(), right, weight=weight)]
    weighed.append(_each(torch, nn.BCEWithLogitsLoss, x, right, weight=weight, pos_weight=weight))
    return found, weighed, _each(torch, nn.SoftMarginLoss, x, signs)


def of_distributions(torch: Any) -> Any:
    nn, x, counts = torch.nn, numbers(torch, 2, 3), torch.tensor([[0.0, 1.0, 4.0], [2.0, 3.0, 1.0]])
    p, q = numbers(torch, 2, 3).log_softmax(1).detach(), numbers(torch, 3, 2).reshape(2, 3).log_softmax(1).detach()
    found = [
        _each(torch, nn.PoissonNLLLoss, x, counts),
        _each(torch, nn.PoissonNLLLoss, x.exp(), counts, log_input=False),
    ]
    found.append(_each(torch, nn.PoissonNLLLoss, x, counts, full=True, eps=1e-3))
    found.append(_each(torch, nn.GaussianNLLLoss, x, counts, x.exp()))
    found.append(_each(torch, nn.GaussianNLLLoss, x, counts, x.exp(), full=True, eps=0.5))
    found.append(layer(torch, lambda: nn.KLDivLoss(reduction="batchmean"), p, q.exp()))
    return found, _each(torch, nn.KLDivLoss, p, q, log_target=True)


def of_pairs(torch: Any) -> Any:
    nn, x, y = torch.nn, numbers(torch, 3, 4), numbers(torch, 4, 3).reshape(3, 4).flip(0)
    signs = torch.tensor([1, -1, 1])
    found = [
        _each(torch, nn.CosineEmbeddingLoss, x, y, signs),
        _each(torch, nn.CosineEmbeddingLoss, x, y, signs, margin=0.3),
    ]
    found.append(_each(torch, nn.MarginRankingLoss, x[:, 0], y[:, 0], signs, margin=0.3))
    found.append(_each(torch, nn.HingeEmbeddingLoss, x[:, 0], signs))
    return found, _each(torch, nn.HingeEmbeddingLoss, x[:, 0], signs, margin=3.0)


def of_triples(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 3, 4)
    y, z = x.flip(0), numbers(torch, 4, 3).reshape(3, 4)
    found = [
        _each(torch, nn.TripletMarginLoss, x, y, z),
        _each(torch, nn.TripletMarginLoss, x, y, z, margin=2, p=1, swap=True),
    ]
    found.append(_each(torch, nn.TripletMarginWithDistanceLoss, x, y, z, swap=True))
    options = {"distance_function": torch.nn.PairwiseDistance(1.0), "margin": 0.5}
    found.append(_each(torch, nn.TripletMarginWithDistanceLoss, x, y, z, **options))
    return found


def of_alignments(torch: Any) -> Any:
    scores, targets = numbers(torch, 5, 2, 4).log_softmax(2).detach(), torch.tensor([[1, 2, 1], [3, 1, 0]])
    lengths = (torch.tensor([5, 4]), torch.tensor([3, 2]))
    found = _each(torch, torch.nn.CTCLoss, scores, targets, *lengths)
    return found, _each(torch, torch.nn.CTCLoss, scores, targets, (5, 1), (3, 2), blank=0, zero_infinity=True)


def with_a_linear_layer_of_its_own(torch: Any) -> Any:
    nn, x, right = torch.nn, numbers(torch, 3, 2), torch.tensor([0, 3, 1])
    found = _each(torch, lambda **options: nn.LinearCrossEntropyLoss(2, 4, **options), x, right)
    found.append(layer(torch, lambda: nn.LinearCrossEntropyLoss(2, 4, bias=True, ignore_index=3), x, right))
    print(raised(lambda: nn.LinearCrossEntropyLoss(2, 3, weight=torch.ones(2))))
    print(raised(lambda: nn.LinearCrossEntropyLoss(2, 3, label_smoothing=2.0)))
    return found


def a_target_that_is_broadcast_is_a_warning(torch: Any) -> Any:
    nn, x, y = torch.nn, numbers(torch, 2, 3), numbers(torch, 3)
    return [kind()(x, y) for kind in (nn.L1Loss, nn.MSELoss, nn.SmoothL1Loss, nn.HuberLoss)]


def weights_are_buffers(torch: Any) -> Any:
    nn, weight = torch.nn, torch.tensor([1.0, 2.0])
    m = nn.CrossEntropyLoss(weight)
    print(list(m.state_dict()), list(nn.BCEWithLogitsLoss(pos_weight=weight).state_dict()), nn.NLLLoss().weight)
    return m.double().weight


def older_arguments_warn(torch: Any) -> None:
    nn = torch.nn
    kinds = (
        nn.L1Loss,
        nn.NLLLoss,
        nn.PoissonNLLLoss,
        nn.KLDivLoss,
        nn.BCELoss,
        nn.CrossEntropyLoss,
        nn.TripletMarginLoss,
    )
    print([kind(size_average=False).reduction for kind in kinds], [kind(reduce=False).reduction for kind in kinds])
    print(nn.NLLLoss2d())


def what_they_refuse(torch: Any) -> None:
    nn, x = torch.nn, torch.ones(2, 3)
    print(raised(lambda: nn.HuberLoss(delta="1")), raised(lambda: nn.MultiMarginLoss(p=3)))
    print(raised(lambda: nn.MultiMarginLoss(weight=x)), raised(lambda: nn.TripletMarginLoss(margin=0)))
    print(
        raised(lambda: nn.TripletMarginWithDistanceLoss(margin=-1)), raised(lambda: nn.L1Loss(reduction="most")(x, x))
    )
    print(
        raised(lambda: nn.CrossEntropyLoss()(x, torch.ones(3, dtype=torch.int64))),
        raised(lambda: nn.BCELoss()(x, x[0])),
    )
    print(raised(lambda: nn.GaussianNLLLoss(True)), raised(lambda: nn.GaussianNLLLoss(reduction="most")(x, x, x)))
    print(
        raised(lambda: nn.MSELoss()(x)),
        raised(lambda: nn.NLLLoss()(x, x)),
        raised(lambda: nn.CTCLoss(0, "mean", False, 1)),
    )
