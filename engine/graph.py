"""The recorded graph as data: nodes are operations, edges the ways of gradients."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from engine import dtypes
from engine.checkpoints import Region, forget
from engine.inquiry import reachable
from engine.node import Edge, Node
from engine.op_node import OpNode
from engine.storage import device_of, storage
from engine.tape import Recomputed, again
from engine.tensor import Tensor

ACCUMULATOR = "AccumulateGrad"


def size(roots: Iterable[Tensor], named: Iterable[Region] = ()) -> tuple[int, int]:
    """The operations recorded behind tensors, and the bytes of all storage held, gradients and saved values too."""
    nodes, held = size_by_device(roots, named)
    return nodes, sum(held.values())


def size_by_device(roots: Iterable[Tensor], named: Iterable[Region] = ()) -> tuple[int, dict[str, int]]:
    """The operations recorded behind tensors, and the bytes of all storage held on each device.

    `named` are regions of checkpoints that are held by their names.
    """
    tensors = list(roots)
    nodes, leaves = parts(tensors)
    storages: dict[int, Any] = {}
    regions: set[Region] = set()
    for region in named:
        _add_region(storages, regions, region)
    for tensor in tensors + leaves:
        _add_storage(storages, tensor.data)
        if tensor.grad is not None:
            _add_storage(storages, tensor.grad.data)
    for node in nodes:
        for value in (node.saved_values() or {}).values():
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, Tensor):
                    _add_storage(storages, item.data)
                elif isinstance(item, Recomputed):
                    _add_region(storages, regions, item.region)
    held: dict[str, int] = {}
    for array in storages.values():
        device = device_of(array)
        held[device] = held.get(device, 0) + array.nbytes
    return len(nodes), held


def describe(roots: Iterable[Tensor]) -> dict[str, Any]:
    """Nodes, edges and tensors as plain data; `roots` are the tensors to start from."""
    tensors = list(roots)
    nodes, leaves = parts(tensors)
    return {
        "nodes": [_accumulator(leaf) for leaf in leaves] + [_node(node) for node in nodes],
        "edges": [
            {"from": f"n{node.age}", "input": number, "to": f"n{edge[0].age}", "output": edge[1]}
            for node in nodes
            for number, edge in enumerate(node.next_edges())
            if edge is not None
        ],
        "tensors": _tensors(tensors, leaves, nodes),
    }


def find(roots: Iterable[Tensor], age: int) -> Node | Tensor | None:
    """The node or leaf of that age behind tensors, if there is one."""
    nodes, leaves = parts(roots)
    everything: list[Node | Tensor] = [*nodes, *leaves]
    return next((one for one in everything if one.age == age), None)


def saved(target: Node | Tensor) -> dict[str, Any]:
    """What a node has saved, by name, those of a list by name and place; of a leaf, the leaf itself as `variable`.

    Raises `GraphFreed`, `SavedValueModified`.
    """
    if isinstance(target, Tensor):
        return {"variable": target}
    target.check_saved()
    values = _computed(target) or {}
    parts = {
        f"{name}.{place}": part
        for name, value in values.items()
        if isinstance(value, list)
        for place, part in enumerate(value)
    }
    return values | parts


def details(target: Node | Tensor) -> dict[str, Any]:
    """A node or leaf as in `describe`, with where its gradients go, the tensors that it has saved (None: what other
    inputs' gradients would need), and its attributes.

    Numbers that were given where a tensor may stand are attributes, too.
    """
    if isinstance(target, Tensor):
        return {**_accumulator(target), "next": [], "saved": {"variable": target}, "attributes": {}}
    saved = _computed(target)
    numbers = {name: value for name, value in (saved or {}).items() if isinstance(value, int | float | complex)}
    attributes: dict[str, Any] = {}
    if isinstance(target, OpNode):
        attributes = {**target.op.defaults, **target.attributes}
        saved = None if saved is None else {**dict.fromkeys(target.savable()), **saved}
    return {
        **_node(target),
        "next": [edge and _end(*edge) for edge in _differentiable(target)],
        "saved": None if saved is None else {name: saved[name] for name in saved.keys() - numbers.keys()},
        "attributes": {**attributes, **numbers},
    }


def _differentiable(node: Node) -> Iterator[Edge | None]:
    """The edges of inputs that an operation has a gradient for, which is all that PyTorch's nodes know of."""
    for position, edge in enumerate(node.edges):
        if not isinstance(node, OpNode) or position in node.op.rules:
            yield from edge if isinstance(edge, list) else [edge]


def _end(target: Node | Tensor, output: int) -> dict[str, Any]:
    """Where an edge leads."""
    name = ACCUMULATOR if isinstance(target, Tensor) else target.name
    return {"node": f"n{target.age}", "name": name, "output": output}


def parts(roots: Iterable[Tensor]) -> tuple[list[Node], list[Tensor]]:
    """The operations recorded behind tensors, and the leaves where gradients end, each the oldest first."""
    tensors = list(roots)
    nodes = reachable(tensor.last_edge() for tensor in tensors if tensor.requires_grad)
    targets = [edge[0] for node in nodes for edge in node.next_edges() if edge is not None]
    found = {one.age: one for one in [*targets, *tensors] if isinstance(one, Tensor) and one.age}
    return nodes, [found[age] for age in sorted(found)]


def _accumulator(leaf: Tensor) -> dict[str, Any]:
    """A leaf as the node that PyTorch has there."""
    node = {"id": f"n{leaf.age}", "name": ACCUMULATOR, "op": None}
    return {**node, "inputs": [], "outputs": [_tensor_id(leaf.id)], "saved": {}}


def _node(node: Node) -> dict[str, Any]:
    saved = node.saved_values()
    return {
        "id": f"n{node.age}",
        "name": node.name,
        "op": node.op.name if node.op else None,
        "inputs": [edge and _tensor_id(edge[0].numbers[edge[1]]) for edge in node.next_edges()],
        "outputs": [_tensor_id(number) for number in node.numbers],
        "saved": None if saved is None else {name: _saved_id(value) for name, value in saved.items()},
    }


def _tensors(roots: list[Tensor], leaves: list[Tensor], nodes: list[Node]) -> list[dict[str, Any]]:
    """What the nodes take and make, with shape and dtype; the server adds names."""
    found: dict[int, dict[str, Any]] = {}
    for node in nodes:
        for output, (number, (shape, dtype)) in enumerate(zip(node.numbers, node.outputs, strict=True)):
            found[number] = _tensor(number, shape, dtype, True, (f"n{node.age}", output))
    for tensor in leaves + roots:
        entry = _tensor(tensor.id, tensor.shape, tensor.dtype, tensor.requires_grad, None)
        found.setdefault(tensor.id, entry)
    return [found[number] for number in sorted(found)]


def _tensor(
    number: int, shape: tuple[int, ...], dtype: dtypes.Dtype, requires_grad: bool, made_by: tuple[str, int] | None
) -> dict[str, Any]:
    node, output = made_by or (None, None)
    return {
        "id": f"t{number}",
        "shape": list(shape),
        "dtype": dtype.name,
        "requires_grad": requires_grad,
        "is_leaf": node is None,
        "node": node,
        "output": output,
    }


def _saved_id(value: Any) -> Any:
    if isinstance(value, list):
        return [_saved_id(item) for item in value]
    return _tensor_id(value.id) if isinstance(value, Tensor | Recomputed) else None


def _tensor_id(number: int) -> str | None:
    return f"t{number}" if number else None


def _computed(node: Node) -> dict[str, Any] | None:
    """What a node has saved; what checkpoints did not keep, computed again."""
    saved = node.saved_values()
    values = None if saved is None else {name: again(value) for name, value in saved.items()}
    forget(node.context)
    return values


def _add_storage(storages: dict[int, Any], array: Any) -> None:
    array = storage(array)
    storages[id(array)] = array


def _add_region(storages: dict[int, Any], regions: set[Region], region: Region) -> None:
    """Add what a checkpoint holds, and the checkpoints around it that it needs."""
    if region not in regions:
        regions.add(region)
        for one in region.held():
            if isinstance(one, Recomputed):
                _add_region(storages, regions, one.region)
            else:
                _add_storage(storages, one)
