"""What tests of suspended passes say often: steps, and a function that doubles."""

from __future__ import annotations

from typing import Any

P = {"p": {"data": [1.0, 2.0], "requires_grad": True}}


def op(name: str, *inputs: Any, **fields: Any) -> dict[str, Any]:
    return {"op": name, "inputs": list(inputs), **fields}


def backward(*tensors: str, **fields: Any) -> dict[str, Any]:
    return {"backward": {"tensors": list(tensors), **fields}}


def function(name: str, inputs: list[Any], values: list[Any], **fields: Any) -> dict[str, Any]:
    return {"function": {"name": name, "inputs": inputs, "values": values, **fields}}


def hook(name: str, **fields: Any) -> dict[str, Any]:
    return {"hook": {"name": name, **fields}}


def without_recording(*steps: Any) -> dict[str, Any]:
    return {"grad_mode": {"enabled": False, "steps": list(steps)}}


def at(answer: Any) -> str:
    """Where a suspension is."""
    return f"S/suspensions/{answer['suspended']['id']}"


DOUBLE = (op("mul", "p", 1, out="u"), function("Double", ["u"], [[2.0, 4.0]], out=["v"]), op("sum", "v", out="loss"))
AGAIN = {"grad_mode": {"enabled": True, "steps": DOUBLE}}  # where the pass does not record
PASS = {"tensors": ["loss"], "return": ["p.grad"]}
GRAD = {"return": ["p.grad"]}
