"""What nodes saved is the very object that the user has, while there is one."""

from __future__ import annotations

from typing import Any


def what_was_saved_is_the_users_object(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    c = torch.tensor([3.0, 4.0])
    y = x.exp()
    z = y * c
    print(x.pow(2).grad_fn._saved_self is x)
    print((y * x).grad_fn._saved_self is y, (y * x).grad_fn._saved_other is x, z.grad_fn._saved_other is c)
    print(y.grad_fn.next_functions[0][0].variable is x)


def an_output_that_was_saved_is_another_object(torch: Any) -> None:
    y = torch.ones(2, requires_grad=True).exp()
    print(y.grad_fn._saved_result is y, y.grad_fn._saved_result is y.grad_fn._saved_result)


def an_equal_tensor_is_another(torch: Any) -> None:
    x, other = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = x * other
    print(y.grad_fn._saved_self is other, y.grad_fn._saved_other is other, y.grad_fn._saved_self is x.detach())
    print(x.exp().grad_fn.next_functions[0][0].variable is other)


def what_nobody_has_is_made_once(torch: Any) -> Any:
    y = (torch.ones(2, requires_grad=True) * 3).exp().pow(2)
    saved = y.grad_fn._saved_self
    print(saved is y.grad_fn._saved_self, saved is y)
    return saved


def a_saved_parameter_is_one(torch: Any) -> None:
    weight = torch.nn.Parameter(torch.ones(2))
    weight.label = "w"
    print(type(weight.pow(2).grad_fn._saved_self).__name__, weight.pow(2).grad_fn._saved_self.label)


def saved_ones_of_a_list_are_the_users(torch: Any) -> None:
    x, y = torch.ones(2, requires_grad=True), torch.tensor([[1, 0]])
    out = torch.ones(2, 2, requires_grad=True).exp()
    print(x[y[0]].grad_fn._saved_indices[0].tolist(), torch.gather(out, 1, y).grad_fn._saved_index is y)
