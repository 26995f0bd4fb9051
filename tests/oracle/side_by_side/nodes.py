"""Nodes of the graph: names, edges, what is saved, hooks on them."""

from __future__ import annotations

import gc
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _names(node: Any, depth: int = 0) -> None:
    """Print the graph behind a node, the edges in order."""
    print("  " * depth + (node.name() if node is not None else "-"))
    if node is not None:
        for after, output in node.next_functions:
            print("  " * depth + f"  {output}")
            _names(after, depth + 1)


def the_graph_can_be_walked(torch: Any) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    w = torch.ones(2, requires_grad=True)
    y = x + 2
    _names((y * y * 3 @ w).mean().grad_fn)


def outputs_are_numbered(torch: Any) -> None:
    x = torch.ones(3, requires_grad=True)
    a, b, c = (x * 2).unbind()
    values, places = torch.stack([c, a]).max(0)
    _names((values + b).grad_fn)
    print(a.output_nr, b.output_nr, c.output_nr, x.output_nr, places.grad_fn)


def lists_of_tensors_are_edges_one_by_one(torch: Any) -> None:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2)
    _names(torch.cat([x, y, x * 2]).grad_fn)
    _names(torch.stack([y, x]).grad_fn)


def a_node_is_one_object(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    z = y + 1
    node = y.grad_fn
    print(node is y.grad_fn, z.grad_fn.next_functions[0][0] is node, node == y.grad_fn)
    leaf = node.next_functions[0][0]
    print(leaf is (x + 1).grad_fn.next_functions[0][0], type(leaf).__name__)


def the_node_changes_in_place(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    before = y.grad_fn
    y.add_(1)
    print(y.grad_fn is before, y.grad_fn.name(), y.grad_fn.next_functions[0][0] is before)


def a_leaf_has_none(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    print(x.grad_fn, torch.ones(2).grad_fn, (x * 2).detach().grad_fn)
    with torch.no_grad():
        print((x * 2).grad_fn)


def accumulators_know_their_leaf(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    accumulator = (x * 2).grad_fn.next_functions[0][0]
    print(accumulator.variable, accumulator.name(), accumulator.next_functions)
    return accumulator.variable


def saved_values_can_be_seen(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0], requires_grad=True)
    product, root = x * y, (x + y).exp()
    print(product.grad_fn._saved_self, product.grad_fn._saved_other, root.grad_fn._saved_result)
    print(raised(lambda: product.grad_fn._saved_nothing), raised(lambda: product.grad_fn.nothing))
    return product.grad_fn._saved_self, root.grad_fn._saved_result


def only_what_is_needed_is_saved(torch: Any) -> None:
    x, c = torch.tensor([1.0], requires_grad=True), torch.tensor([2.0])
    print((x * c).grad_fn._saved_self, (x * c).grad_fn._saved_other)


def attributes_can_be_seen(torch: Any) -> None:
    x = torch.ones(2, 3, requires_grad=True)
    print((x**3).grad_fn._saved_exponent)
    print(x.sum(1, keepdim=True).grad_fn._saved_keepdim)
    print(x.softmax(0).grad_fn._saved_result)


def saved_values_go_with_the_graph(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    y.sum().backward(retain_graph=True)
    print(y.grad_fn._saved_result)
    y.sum().backward()
    print(raised(lambda: y.grad_fn._saved_result))
    print(y.grad_fn.name(), len(y.grad_fn.next_functions))


def a_saved_value_that_was_changed_is_refused(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    node = y.grad_fn
    y.add_(1)
    print(raised(lambda: node._saved_result, torch))


def a_node_outlives_its_tensor(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    node = y.grad_fn
    del y
    print(node.name(), node.next_functions[0][0].name(), node._saved_result)


def hooks_before_a_node(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    handle = y.grad_fn.register_prehook(lambda grads: print("before", grads))
    y.grad_fn.register_prehook(lambda grads: (grads[0] * 10,))
    y.register_hook(lambda grad: print("tensor", grad))
    y.sum().backward(retain_graph=True)
    handle.remove()
    y.sum().backward()
    return x.grad


def hooks_after_a_node(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 3
    y.grad_fn.register_hook(lambda made, came: print("after", made, came))
    y.grad_fn.register_hook(lambda made, came: (made[0] * 10, made[1]))
    y.sum().backward()
    return x.grad


def hooks_on_an_accumulator(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    accumulator = (x * 1).grad_fn.next_functions[0][0]
    accumulator.register_prehook(lambda came: print("before", came, x.grad))
    accumulator.register_hook(lambda made, came: print("after", made, came, x.grad))
    x.register_hook(lambda grad: print("tensor", grad))
    x.register_post_accumulate_grad_hook(lambda leaf: print("accumulated", leaf.grad))
    (x * 2).sum().backward()
    return x.grad


def hooks_on_a_node_of_several_outputs(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    a, _, c = (x * 2).unbind()
    a.grad_fn.register_prehook(lambda came: print("before", came))
    a.grad_fn.register_hook(lambda made, came: print("after", made, came))
    (a + c * 5).backward()
    return x.grad


def what_node_hooks_return_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for result in (
        torch.ones(2),
        (),
        (torch.ones(2),),
        (torch.ones(2), None),
        (torch.ones(3), None),
        (1, None),
        [1, 2],
    ):
        y = x * x
        y.grad_fn.register_hook(lambda made, came, result=result: result)
        print(raised(lambda y=y: y.sum().backward(), torch))
    for result in (torch.ones(2), (), (torch.ones(2),), (torch.ones(3),), (1,), (None,)):
        y = x * x
        y.grad_fn.register_prehook(lambda came, result=result: result)
        print(raised(lambda y=y: y.sum().backward(), torch))


def functions_are_nodes(torch: Any) -> Any:
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 2 * x

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = Square.apply(x)
    print(y.grad_fn.name(), y.grad_fn.next_functions[0][0].variable, y.grad_fn.saved_tensors)
    y.grad_fn.register_hook(lambda made, came: print(made, came))
    y.sum().backward()
    return x.grad


def nodes_keep_what_their_user_adds(torch: Any) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    node = y.grad_fn
    node.metadata["mine"] = 1
    print(y.grad_fn.metadata)


def the_graph_of_a_gradient(torch: Any) -> None:
    x = torch.tensor([2.0], requires_grad=True)
    (gradient,) = torch.autograd.grad(x**3, x, create_graph=True)
    print(gradient.grad_fn.name())
    (second,) = torch.autograd.grad(gradient, x, create_graph=True)
    print(second.grad_fn.name())


def saved_values_have_pytorchs_names(torch: Any) -> Any:
    x, w, v = (torch.ones(size, requires_grad=True) for size in ((2, 2), (2, 2), (2,)))
    image, kernel = torch.ones(1, 1, 3, 3, requires_grad=True), torch.ones(1, 1, 2, 2, requires_grad=True)
    convolved = torch.nn.functional.conv2d(image, kernel).grad_fn
    print((x @ w).grad_fn._saved_mat2, (x @ v).grad_fn._saved_vec, (v @ v).grad_fn._saved_tensor)
    print(x.amax(1).grad_fn._saved_result, x.max(1)[0].grad_fn._saved_indices)
    return convolved._saved_input, convolved._saved_weight


def metadata_stays_with_the_node(torch: Any) -> None:
    y = torch.ones(2, requires_grad=True) * 2
    y.grad_fn.metadata["note"] = 1
    gc.collect()
    print(y.grad_fn.metadata)
    z = y * 3
    found = z.grad_fn.next_functions[0][0].metadata
    found["more"] = 2
    del found
    gc.collect()
    print(y.grad_fn.metadata, z.grad_fn.metadata)
    del y
    gc.collect()
    print(z.grad_fn.next_functions[0][0].metadata)
