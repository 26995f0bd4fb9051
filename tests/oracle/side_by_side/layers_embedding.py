"""Embeddings as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised


def vectors_looked_up(torch: Any) -> Any:
    nn, places = torch.nn, torch.tensor([[0, 2, 2], [3, 0, 1]])
    makes = [
        lambda: nn.Embedding(4, 3),
        lambda: nn.Embedding(4, 3, padding_idx=2),
        lambda: nn.Embedding(4, 3, padding_idx=-1),
        lambda: nn.Embedding(4, 3, max_norm=1.0),
        lambda: nn.Embedding(4, 3, max_norm=1.0, norm_type=1),
        lambda: nn.Embedding(4, 3, scale_grad_by_freq=True),
        lambda: nn.Embedding(4, 3, dtype=torch.float64),
    ]
    return [layer(torch, make, places) for make in makes]


def bags_of_vectors(torch: Any) -> Any:
    nn, places = torch.nn, torch.tensor([[0, 2, 2], [3, 0, 1]])
    makes = [
        lambda: nn.EmbeddingBag(4, 3),
        lambda: nn.EmbeddingBag(4, 3, mode="sum", padding_idx=2),
        lambda: nn.EmbeddingBag(4, 3, mode="max", padding_idx=-1),
        lambda: nn.EmbeddingBag(4, 3, max_norm=1.0, norm_type=1),
    ]
    return [layer(torch, make, places, nodes=False) for make in makes]


def bags_by_their_offsets(torch: Any) -> Any:
    nn, row, offsets = torch.nn, torch.tensor([0, 2, 2, 3, 0, 1]), torch.tensor([0, 2, 2])
    weights = torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    found = [
        layer(torch, lambda mode=mode: nn.EmbeddingBag(4, 3, mode=mode), row, offsets, nodes=False)
        for mode in ("sum", "mean", "max")
    ]
    found.append(layer(torch, lambda: nn.EmbeddingBag(4, 3, mode="sum"), row, offsets, weights, nodes=False))
    last = torch.tensor([0, 2, 6])
    return found, layer(
        torch, lambda: nn.EmbeddingBag(4, 3, mode="sum", include_last_offset=True), row, last, nodes=False
    )


def vectors_that_are_given(torch: Any) -> Any:
    nn, given = torch.nn, numbers(torch, 3, 2)
    frozen, learnt = (
        nn.Embedding.from_pretrained(given),
        nn.Embedding.from_pretrained(given, freeze=False, padding_idx=1),
    )
    print(frozen, frozen.weight.requires_grad, learnt, learnt.weight.requires_grad, type(learnt.weight).__name__)
    bag = nn.EmbeddingBag.from_pretrained(given, mode="sum", padding_idx=0)
    other = nn.EmbeddingBag.from_pretrained(given, freeze=False)
    print(bag, bag.weight.requires_grad, other, other.weight.requires_grad)
    learnt(torch.tensor([0, 1, 1])).sum().backward()
    given[0] = 9
    return frozen(torch.tensor([0, 2])), learnt.weight, learnt.weight.grad, bag(torch.tensor([[0, 1]]))


def vectors_are_drawn_anew(torch: Any) -> Any:
    m = torch.nn.Embedding(3, 2, padding_idx=0)
    torch.manual_seed(5)
    m.reset_parameters()
    return m.weight


def what_they_print(torch: Any) -> None:
    nn = torch.nn
    print(nn.Embedding(4, 3, 0, 1.5, 3.0, True), nn.Embedding(4, 3, padding_idx=-4), nn.Embedding(2, 2, sparse=True))
    print(nn.EmbeddingBag(4, 3, 1.5, 3, True, "sum", padding_idx=1), nn.EmbeddingBag(4, 3, norm_type=1.0))


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    for kind in (nn.Embedding, nn.EmbeddingBag):
        print([raised(lambda kind=kind, p=p: kind(4, 3, padding_idx=p)) for p in (4, -5, 3, -4)])
        print(
            raised(lambda kind=kind: kind.from_pretrained(torch.ones(3))),
            raised(lambda kind=kind: kind(3, 2, _weight=torch.ones(2, 3))),
        )
    print(
        raised(lambda: nn.Embedding(3, 2)(torch.tensor([3])), torch),
        raised(lambda: nn.Embedding(3, 2)(torch.tensor([0.5]))),
    )
    print(raised(lambda: nn.EmbeddingBag(3, 2)(torch.tensor([0, 1]))), raised(lambda: nn.Embedding(3)))


def tables_without_columns_or_rows(torch: Any) -> Any:
    narrow, bags, short = torch.nn.Embedding(4, 0), torch.nn.EmbeddingBag(4, 0, mode="sum"), torch.nn.Embedding(0, 3)
    places = torch.tensor([[0, 1, 1]])
    outs = narrow(places), bags(places), short(places[:, :0])
    for out in outs:
        out.sum().backward()
    return [out.detach() for out in outs], [table.weight.grad for table in (narrow, bags, short)]
