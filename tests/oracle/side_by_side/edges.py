"""Gradient edges: places in the graph, as roots and as inputs of a pass."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def an_edge_has_a_node_and_an_output(torch: Any) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    y = x * 2
    edge = torch.autograd.graph.get_gradient_edge(y)
    two = x.unbind(0)[1]
    leaf = torch.autograd.graph.get_gradient_edge(x)
    print(edge.node.name(), edge.output_nr, type(edge).__name__, isinstance(edge, torch.autograd.graph.GradientEdge))
    print(type(leaf.node).__name__, leaf.output_nr)
    print(torch.autograd.graph.get_gradient_edge(two).output_nr, two.output_nr, x.output_nr)


def an_edge_stands_for_its_tensor_as_input(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    z = (y * y).sum()
    edge, leaf = torch.autograd.graph.get_gradient_edge(y), torch.autograd.graph.get_gradient_edge(x)
    del y
    return torch.autograd.grad(z, [edge, leaf], retain_graph=True), torch.autograd.grad(z, edge)


def an_edge_stands_for_its_tensor_as_root(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    edge = torch.autograd.graph.get_gradient_edge(y)
    del y
    torch.autograd.backward(edge, torch.tensor([1.0, 10.0]), retain_graph=True)
    return x.grad, torch.autograd.grad(edge, x, torch.tensor([1.0, 10.0]))


def an_edge_of_one_element_needs_no_gradient(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.backward(torch.autograd.graph.get_gradient_edge((x * x).sum()))
    edge = torch.autograd.graph.get_gradient_edge(x * 2)
    print(raised(lambda: torch.autograd.backward(edge), torch))
    print(raised(lambda: torch.autograd.backward(edge, torch.ones(3)), torch))
    print(raised(lambda: torch.autograd.grad(edge, x, torch.ones(1, 2), is_grads_batched=True), torch))
    return x.grad


def an_edge_is_of_what_requires_grad(torch: Any) -> None:
    print(raised(lambda: torch.autograd.graph.get_gradient_edge(torch.ones(2)), torch))


def a_leafs_edge_chooses_it(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * w).sum().backward(inputs=torch.autograd.graph.get_gradient_edge(x))
    print(x.grad, w.grad)
    return x.grad
