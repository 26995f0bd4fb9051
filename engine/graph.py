"""The recorded graph as data: nodes are operations, edges the ways of gradients."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.node import AccumulateGrad, Node
from engine.tensor import Tensor


def reachable(roots: Iterable[Tensor]) -> list[Node]:
    """Every node that gradients of these tensors can reach, the oldest first."""
    found: dict[int, Node] = {}
    stack = [tensor.edge()[0] for tensor in roots if tensor.requires_grad]
    while stack:
        node = stack.pop()
        if node.id not in found:
            found[node.id] = node
            stack.extend(edge[0] for edge in node.next_edges() if edge is not None)
    return [found[number] for number in sorted(found)]


def size(roots: Iterable[Tensor]) -> tuple[int, int]:
    """The operations recorded behind tensors, and the bytes of all storage held, gradients and saved values too."""
    tensors = list(roots)
    nodes = reachable(tensors)
    storages: dict[int, int] = {}
    for tensor in tensors + [node.variable for node in nodes if isinstance(node, AccumulateGrad)]:
        _add_storage(storages, tensor)
        if tensor.grad is not None:
            _add_storage(storages, tensor.grad)
    for node in nodes:
        for value in (node.saved_values() or {}).values():
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, Tensor):
                    _add_storage(storages, item)
    return sum(node.op is not None for node in nodes), sum(storages.values())


def describe(roots: Iterable[Tensor]) -> dict[str, Any]:
    """Nodes, edges and tensors as plain data; `roots` are the tensors to start from."""
    tensors = list(roots)
    nodes = reachable(tensors)
    return {
        "nodes": [_node(node) for node in nodes],
        "edges": [
            {"from": f"n{node.id}", "input": number, "to": f"n{edge[0].id}", "output": edge[1]}
            for node in nodes
            for number, edge in enumerate(node.next_edges())
            if edge is not None
        ],
        "tensors": _tensors(tensors, nodes),
    }


def _node(node: Node) -> dict[str, Any]:
    saved = node.saved_values()
    return {
        "id": f"n{node.id}",
        "name": node.name,
        "op": node.op.name if node.op else None,
        "inputs": [edge and _tensor_id(edge[0].output_ids[edge[1]]) for edge in node.next_edges()],
        "outputs": [_tensor_id(number) for number in node.output_ids],
        "saved": None if saved is None else {name: _saved_id(value) for name, value in saved.items()},
    }


def _tensors(roots: list[Tensor], nodes: list[Node]) -> list[dict[str, Any]]:
    """What the nodes take and make, with shape and dtype; the server adds names."""
    found: dict[int, dict[str, Any]] = {}
    for node in nodes:
        leaf = isinstance(node, AccumulateGrad)
        for output, (number, shape, dtype) in enumerate(zip(node.output_ids, node.shapes, node.dtypes, strict=True)):
            found[number] = {
                "id": f"t{number}",
                "shape": list(shape),
                "dtype": dtype.name,
                "requires_grad": True,
                "is_leaf": leaf,
                "node": None if leaf else f"n{node.id}",
                "output": None if leaf else output,
            }
    for tensor in roots:
        found.setdefault(
            tensor.id,
            {
                "id": f"t{tensor.id}",
                "shape": list(tensor.shape),
                "dtype": tensor.dtype.name,
                "requires_grad": tensor.requires_grad,
                "is_leaf": tensor.is_leaf,
                "node": None,
                "output": None,
            },
        )
    return [found[number] for number in sorted(found)]


def _saved_id(value: Any) -> Any:
    if isinstance(value, list):
        return [_saved_id(item) for item in value]
    return _tensor_id(value.id) if isinstance(value, Tensor) else None


def _tensor_id(number: int) -> str | None:
    return f"t{number}" if number else None


def _add_storage(storages: dict[int, int], tensor: Tensor) -> None:
    array = tensor.data
    while type(array.base) is type(array):
        array = array.base
    storages[id(array)] = array.nbytes
