"""torch.nn.utils: clipped gradients, and parameters as one vector."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _parameters(torch: Any) -> Any:
    given = [torch.tensor([3.0, -4.0]), torch.tensor([[12.0]]), torch.tensor([1.0])]
    made = [torch.nn.Parameter(torch.zeros_like(one)) for one in given]
    for p, gradient in zip(made[:2], given, strict=False):
        p.grad = gradient
    return made


def gradients_are_clipped_by_their_norm(torch: Any) -> Any:
    ps = _parameters(torch)
    kept = ps[0].grad
    norm = torch.nn.utils.clip_grad_norm_(ps, 6.5)
    print(norm, ps[0].grad is kept, ps[2].grad, type(norm))
    return norm, ps[0].grad, ps[1].grad


def short_gradients_stay(torch: Any) -> Any:
    ps = _parameters(torch)
    return torch.nn.utils.clip_grad_norm_(ps, 100.0), ps[0].grad, ps[1].grad


def norms_of_other_orders(torch: Any) -> Any:
    found = []
    for order in (1, 3.0, float("inf"), 0.5):
        ps = _parameters(torch)
        norm = torch.nn.utils.clip_grad_norm_(ps, 1.0, norm_type=order)
        found.append((norm, ps[0].grad, ps[1].grad))
    return found


def a_tensor_or_a_generator_may_be_given(torch: Any) -> Any:
    ps = _parameters(torch)
    first = torch.nn.utils.clip_grad_norm_(ps[0], 1.0)
    return first, torch.nn.utils.clip_grad_norm_((p for p in ps), 1.0), ps[0].grad, ps[1].grad


def without_gradients_the_norm_is_zero(torch: Any) -> Any:
    clip = torch.nn.utils.clip_grad_norm_
    return clip([torch.nn.Parameter(torch.ones(1))], 1.0), clip([], 1.0), clip((p for p in ()), 1.0)


def norms_that_are_not_finite(torch: Any) -> Any:
    ps = _parameters(torch)
    ps[0].grad = torch.tensor([float("inf"), 1.0])
    print(raised(lambda: torch.nn.utils.clip_grad_norm_(ps, 1.0, error_if_nonfinite=True)))
    print(raised(lambda: torch.nn.utils.get_total_norm([p.grad for p in ps[:2]], error_if_nonfinite=True)))
    return torch.nn.utils.clip_grad_norm_(ps, 1.0), ps[0].grad, ps[1].grad


def the_norm_and_the_clipping_apart(torch: Any) -> Any:
    ps, utils = _parameters(torch), torch.nn.utils
    norm = utils.get_total_norm([p.grad for p in ps if p.grad is not None])
    print(utils.clip_grads_with_norm_(ps, 1.0, norm))
    return norm, utils.get_total_norm([]), utils.get_total_norm(torch.tensor([3.0, 4.0])), ps[0].grad


def gradients_are_clipped_by_value(torch: Any) -> Any:
    ps = _parameters(torch)
    print(torch.nn.utils.clip_grad_value_(ps, 3.5), torch.nn.utils.clip_grad_value_(ps[0], 3))
    return ps[0].grad, ps[1].grad


def the_older_name_warns(torch: Any) -> Any:
    return torch.nn.utils.clip_grad_norm(_parameters(torch), 1.0)


def the_norm_is_no_part_of_a_graph(torch: Any) -> Any:
    x = torch.tensor([3.0, 4.0], requires_grad=True)
    (x**2).sum().backward(create_graph=True)
    print(x.grad.requires_grad)
    return torch.nn.utils.get_total_norm([x.grad])


def parameters_become_a_vector(torch: Any) -> Any:
    ps = [torch.nn.Parameter(torch.ones(2, 2)), torch.nn.Parameter(torch.zeros(3))]
    vector = torch.nn.utils.parameters_to_vector(ps)
    (vector * torch.arange(7.0)).sum().backward()
    return vector, ps[0].grad, ps[1].grad


def a_vector_becomes_parameters(torch: Any) -> Any:
    ps = [torch.nn.Parameter(torch.ones(2, 2)), torch.nn.Parameter(torch.zeros(3))]
    kept, vector = ps[0], torch.arange(7.0)
    print(torch.nn.utils.vector_to_parameters(vector, ps), ps[0] is kept, type(ps[0]), ps[0].requires_grad)
    vector.add_(1)
    print(raised(lambda: torch.nn.utils.vector_to_parameters([1.0], ps)))
    return ps


def names_are_where_pytorch_has_them(torch: Any) -> None:
    utils = torch.nn.utils
    print(utils.clip_grad.clip_grad_norm_ is utils.clip_grad_norm_)
    print(utils.convert_parameters.parameters_to_vector is utils.parameters_to_vector)


def bounds_and_orders_may_be_whatever_float_takes(torch: Any) -> Any:
    found = []
    for bound, order in (("2.0", "inf"), (torch.tensor(2.0), torch.tensor(1.0)), (2, float("-inf"))):
        p = torch.nn.Parameter(torch.ones(3))
        (p * torch.tensor([1.0, -4.0, 2.0])).sum().backward()
        found.append((torch.nn.utils.clip_grad_norm_([p], bound, order), p.grad))
    return found
