"""States: what an optimizer keeps, with numbers in the place of parameters, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any, Final

from gradwire.dtypes import DTYPES
from gradwire.tensors.tensor import Tensor

FLOAT32: Final = DTYPES["float32"]


def pack(state: dict[Any, Any], groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A state and groups in which parameters are numbers, in the order of the groups."""
    numbers: dict[int, int] = {}
    packed = []
    start = 0
    for group in groups:
        # a parameter that is in the group more than once has its last number, as in PyTorch's state dicts
        numbers |= {id(param): number for number, param in enumerate(group["params"], start)}
        own = [numbers[id(param)] for param in group["params"]]
        start += len(own)
        packed.append({**{key: value for key, value in group.items() if key != "params"}, "params": own})
    kept = {numbers[id(key)] if isinstance(key, Tensor) else key: value for key, value in state.items()}
    return {"state": kept, "param_groups": packed}


def unpack(given: dict[str, Any], groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The state and groups of what `pack` gave, for the parameters of these groups."""
    loaded = deepcopy(given["param_groups"])
    if len(loaded) != len(groups):
        raise ValueError(f"the state dict has {len(loaded)} groups of parameters, the optimizer {len(groups)}")
    for number, (ours, theirs) in enumerate(zip(groups, loaded, strict=True)):
        if len(ours["params"]) != len(theirs["params"]):
            raise ValueError(
                f"group {number} of the state dict has {len(theirs['params'])} parameters, the optimizer's "
                f"{len(ours['params'])}"
            )
    params = {
        number: param
        for ours, theirs in zip(groups, loaded, strict=True)
        for number, param in zip(theirs["params"], ours["params"], strict=True)
    }
    on_device = {
        number
        for group in given["param_groups"]
        if group.get("fused") or group.get("capturable")
        for number in group["params"]
    }
    state: defaultdict[Any, Any] = defaultdict(dict)
    for key, value in given["state"].items():
        if key in params:
            state[params[key]] = _fitted(value, params[key], None, key in on_device or params[key].is_cuda)
        else:
            state[key] = value
    for ours, theirs in zip(groups, loaded, strict=True):
        theirs["params"] = ours["params"]
        if "param_names" in ours:
            theirs.setdefault("param_names", ours["param_names"])
    return {"state": state, "param_groups": loaded}


def _fitted(value: Any, param: Tensor, key: Any, on_device: bool) -> Any:
    """A value of a state for a parameter: tensors have its dtype and device, but the count of steps keeps its own."""
    if isinstance(value, Tensor):
        if key == "step":
            return value.to(dtype=FLOAT32, device=param.device) if on_device else value
        if param.is_floating_point():
            return value.to(dtype=param.dtype, device=param.device)
        return value.to(device=param.device)
    if isinstance(value, dict):
        return {name: _fitted(entry, param, name, on_device) for name, entry in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return type(value)(_fitted(entry, param, None, on_device) for entry in value)  # type: ignore[call-arg]
    return value
