"""What a request costs, as far as that is known before it is carried out."""

from __future__ import annotations

from collections.abc import Mapping

import engine
from app.program.call import Reading

SMALL = 1 << 16
"""Bytes of tensors that are copied faster than a thread takes over."""


def is_cheap(reading: Reading, variables: Mapping[str, engine.Tensor]) -> bool:
    """Whether a request is known to take no longer than the way to a thread and back.

    So it is where no step is to be carried out: names are bound, and small tensors told.
    """
    call = reading.call
    if call.program.steps or reading.size > SMALL:
        return False
    told = [variables.get(name) for name in call.program.returns if name not in call.tensors]
    known = [tensor.nbytes for tensor in told if tensor is not None and tensor.device.name == "cpu"]
    return len(known) == len(told) and sum(known) <= SMALL
