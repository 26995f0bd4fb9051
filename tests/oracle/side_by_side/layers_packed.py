"""torch.nn.utils.rnn, and recurrent layers along packed sequences."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import numbers, raised

_KINDS = ("RNN", "GRU", "LSTM")


def _rnn(torch: Any) -> Any:
    return torch.nn.utils.rnn


def _rows(torch: Any, *lengths: int) -> Any:
    return [numbers(torch, length, 3) + place for place, length in enumerate(lengths)]


def sequences_are_filled_up(torch: Any) -> Any:
    pad, rows = _rnn(torch).pad_sequence, _rows(torch, 2, 4, 3)
    found = [
        pad(rows),
        pad(rows, True),
        pad(rows, padding_value=-1.0),
        pad(rows, True, 0.5, "left"),
        pad([rows[0][:, 0]]),
    ]
    print(raised(lambda: pad(rows, padding_side="up")), raised(lambda: pad([])), raised(lambda: pad(5)))
    return found


def gradients_of_what_is_filled_up(torch: Any) -> Any:
    rows = [row.requires_grad_() for row in _rows(torch, 2, 1)]
    _rnn(torch).pad_sequence(rows, True, padding_side="left").cos().sum().backward()
    return [row.grad for row in rows]


def sequences_are_packed(torch: Any) -> Any:
    x, found = numbers(torch, 4, 3, 2), []
    for lengths in ([4, 2, 1], torch.tensor([3, 3, 2]), (4, 4, 4)):
        packed = _rnn(torch).pack_padded_sequence(x, lengths)
        print(type(packed).__name__, packed.sorted_indices, packed.unsorted_indices, len(packed), packed.batch_sizes)
        found.append(packed.data)
    return found, _rnn(torch).pack_padded_sequence(x, [2, 2, 2, 1], batch_first=True).data


def in_any_order(torch: Any) -> Any:
    packed = _rnn(torch).pack_padded_sequence(numbers(torch, 4, 3), torch.tensor([1, 4, 2]), enforce_sorted=False)
    print(packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
    padded, lengths = _rnn(torch).pad_packed_sequence(packed)
    return packed.data, padded, lengths


def what_was_packed_is_filled_up(torch: Any) -> Any:
    packed = _rnn(torch).pack_sequence(_rows(torch, 3, 2, 2))
    found = [_rnn(torch).pad_packed_sequence(packed, **options) for options in ({}, {"batch_first": True})]
    found.append(_rnn(torch).pad_packed_sequence(packed, True, -1.0, 5))
    print(raised(lambda: _rnn(torch).pad_packed_sequence(packed, total_length=2)))
    return [list(one) for one in found]


def what_was_packed_comes_apart(torch: Any) -> Any:
    rows = _rows(torch, 1, 3, 2)
    packed = _rnn(torch).pack_sequence(rows, enforce_sorted=False)
    apart = _rnn(torch).unpack_sequence(packed)
    print([torch.equal(one, row) for one, row in zip(apart, rows, strict=True)])
    return _rnn(torch).unpad_sequence(numbers(torch, 2, 3), torch.tensor([1, 3]), batch_first=True)


def gradients_go_through_packing(torch: Any) -> Any:
    x = numbers(torch, 3, 2, 2).requires_grad_()
    packed = _rnn(torch).pack_padded_sequence(x, [1, 3], enforce_sorted=False)
    _rnn(torch).pad_packed_sequence(packed)[0].cos().sum().backward()
    return packed.data.detach(), packed.data.grad_fn.name(), x.grad


def packed_sequences_as_they_are_made(torch: Any) -> None:
    kind, data, sizes = _rnn(torch).PackedSequence, torch.arange(3.0), torch.tensor([2, 1])
    one = kind(data, sizes)
    print(one, kind((data, sizes)).batch_sizes, kind(data, sizes, torch.tensor([1, 0])).unsorted_indices)
    print(
        one.double().data.dtype,
        one.long().data.dtype,
        one.to(torch.float16).data.dtype,
        one.float() is one,
        one.is_cuda,
    )
    print(raised(lambda: kind(data)), _rnn(torch).invert_permutation(torch.tensor([2, 0, 1])), kind.__module__)
    print(_rnn(torch).invert_permutation(None))


def what_packing_refuses(torch: Any) -> None:
    pack, x = _rnn(torch).pack_padded_sequence, torch.ones(3, 2)
    for lengths in ([1, 3], [3], [3, 0], [3, -1]):
        print(raised(lambda lengths=lengths: pack(x, lengths).data.tolist()))
    print(raised(lambda: _rnn(torch).pack_sequence([x[:1], x]).data.tolist()))


def _along(torch: Any, make: Any, order: Any, *states: Any) -> Any:
    torch.manual_seed(0)
    m = make()
    x = numbers(torch, 4, 3, 3).to(next(m.parameters()).dtype).requires_grad_()
    leaves = [x, *(state.detach().requires_grad_() for state in states)]
    packed = _rnn(torch).pack_padded_sequence(x, order, enforce_sorted=False)
    out, last = m(packed, tuple(leaves[1:])) if len(states) == 2 else m(packed, *leaves[1:])
    print(type(out).__name__, out.batch_sizes, out.sorted_indices)
    outs = [out.data, *(last if isinstance(last, tuple) else [last])]
    sum(((k + 1) * one).cos().sum() for k, one in enumerate(outs)).backward()
    return [one.detach() for one in outs], [leaf.grad for leaf in leaves], [p.grad for p in m.parameters()]


def layers_along_packed_sequences(torch: Any) -> Any:
    return [_along(torch, lambda k=k: getattr(torch.nn, k)(3, 2), [2, 4, 1]) for k in _KINDS]


def several_layers_in_both_directions(torch: Any) -> Any:
    options = {"num_layers": 2, "bidirectional": True, "dtype": torch.float64}
    return [_along(torch, lambda k=k: getattr(torch.nn, k)(3, 2, **options), [2, 4, 3]) for k in _KINDS]


def states_that_are_given_are_in_the_given_order(torch: Any) -> Any:
    h = numbers(torch, 2, 3, 2)
    found = [_along(torch, lambda k=k: getattr(torch.nn, k)(3, 2, 2), [1, 4, 3], h) for k in ("RNN", "GRU")]
    return found, _along(torch, lambda: torch.nn.LSTM(3, 2, 2), [3, 4, 4], h, h.flip(0))


def with_dropout_and_without_biases(torch: Any) -> Any:
    options = {"num_layers": 2, "dropout": 0.5, "bias": False, "batch_first": True}
    return [_along(torch, lambda k=k: getattr(torch.nn, k)(3, 2, **options), [4, 1, 1]) for k in _KINDS]


def with_projections_and_relu(torch: Any) -> Any:
    found = _along(torch, lambda: torch.nn.LSTM(3, 4, proj_size=2, bidirectional=True), [2, 4, 1])
    return found, _along(torch, lambda: torch.nn.RNN(3, 2, nonlinearity="relu"), [2, 4, 1])


def what_layers_refuse_of_packed_sequences(torch: Any) -> None:
    packed = _rnn(torch).pack_padded_sequence(torch.ones(2, 1, 4), [2])
    for kind in ("RNN", "GRU"):
        print(raised(lambda kind=kind: getattr(torch.nn, kind)(3, 2)(packed)), end=" ")
        print(raised(lambda kind=kind: getattr(torch.nn, kind)(4, 2)(packed.double())))
