"""torch.nn.MultiheadAttention."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _attention(torch: Any, *given: Any, **options: Any) -> Any:
    torch.manual_seed(0)
    return torch.nn.MultiheadAttention(*given, **options)


def _x(torch: Any, *shape: int) -> Any:
    torch.manual_seed(1)
    return torch.rand(*shape)


def it_begins_with_pytorchs_numbers(torch: Any) -> Any:
    m = _attention(torch, 4, 2)
    print(m, [(name, tuple(p.shape)) for name, p in m.named_parameters()], list(m.state_dict()))
    return dict(m.named_parameters())


def its_parameters_depend_on_its_arguments(torch: Any) -> Any:
    for options in ({"bias": False}, {"kdim": 3, "vdim": 5}, {"kdim": 3}, {"add_bias_kv": True}):
        m = _attention(torch, 4, 2, **options)
        print(options, [(name, tuple(p.shape)) for name, p in m.named_parameters()], list(m._parameters))
    return dict(_attention(torch, 4, 2, kdim=3, vdim=5, add_bias_kv=True).named_parameters())


def what_it_refuses(torch: Any) -> None:
    make = torch.nn.MultiheadAttention
    print(raised(lambda: make(5, 2)), raised(lambda: make(0, 2)), raised(lambda: make(4, 0)), raised(lambda: make(4)))


def self_attention(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4)
    out, weights = m(x, x, x)
    print(out.shape, weights.shape)
    return out.detach(), weights.detach()


def its_gradients(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4).requires_grad_()
    (m(x, x, x)[0] ** 2).sum().backward()
    return x.grad, {name: p.grad for name, p in m.named_parameters()}


def the_batch_may_come_first(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2, batch_first=True), _x(torch, 2, 3, 4)
    out, weights = m(x, x, x)
    print(out.shape, weights.shape, m(x[0], x[0], x[0])[0].shape)
    return out.detach(), weights.detach()


def weights_may_be_left_out_or_told_by_head(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4)
    out, weights = m(x, x, x, need_weights=False)
    print(weights)
    return out.detach(), [part.detach() for part in m(x, x, x, average_attn_weights=False)]


def masks(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4)
    causal = torch.ones(3, 3).triu(1).bool()
    padding = torch.tensor([[False, False, True], [False, True, True]])
    added = torch.zeros(3, 3).masked_fill(causal, float("-inf"))
    found = [
        m(x, x, x, attn_mask=causal),
        m(x, x, x, key_padding_mask=padding),
        m(x, x, x, attn_mask=added),
        m(x, x, x, attn_mask=causal, key_padding_mask=padding),
        m(x, x, x, attn_mask=causal, is_causal=True, need_weights=False),
    ]
    return [(out.detach(), None if weights is None else weights.detach()) for out, weights in found]


def keys_and_values_of_other_sizes(torch: Any) -> Any:
    m = _attention(torch, 4, 2, kdim=3, vdim=5, add_bias_kv=True, add_zero_attn=True)
    out, weights = m(_x(torch, 3, 2, 4), _x(torch, 6, 2, 3), _x(torch, 6, 2, 5))
    print(out.shape, weights.shape)
    return out.detach(), weights.detach()


def without_grad_in_evaluation(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2, dropout=0.5, batch_first=True).eval(), _x(torch, 2, 3, 4)
    with torch.no_grad():
        return list(m(x, x, x))


def dropout_in_training(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2, dropout=0.5), _x(torch, 3, 2, 4)
    return [part.detach() for part in m(x, x, x)]


def masks_that_do_not_fit_are_refused(torch: Any) -> None:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4)
    padding, mask = torch.zeros(2, 3, dtype=torch.bool), torch.zeros(3, 3, dtype=torch.bool)
    for masks in (
        {"key_padding_mask": padding.int()},
        {"attn_mask": mask.int()},
        {"attn_mask": mask.double(), "key_padding_mask": padding.long()},
        {"attn_mask": mask[:2]},
        {"attn_mask": mask.expand(2, 3, 3)},
    ):
        print(raised(lambda masks=masks: m(x, x, x, **masks), torch))


def masks_of_two_dtypes_are_warned_of(torch: Any) -> Any:
    m, x = _attention(torch, 4, 2), _x(torch, 3, 2, 4)
    padding = torch.tensor([[False, False, True], [False, True, True]])
    added = torch.zeros(3, 3).masked_fill(torch.ones(3, 3).triu(1).bool(), float("-inf"))
    return [part.detach() for part in m(x, x, x, attn_mask=added, key_padding_mask=padding)]
