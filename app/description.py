"""What a client is told of its session."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from app.sessions import Session
from app.times import written
from gradwire.wire import values


def describe(session: Session) -> dict[str, Any]:
    """A session as its JSON object, with nodes and bytes as last measured; on GPUs all that is in use."""
    context, size = session.context, session.size
    held = size.held | {lane.device.name: lane.allocated for lane in context.lanes.all}
    idle = timedelta(seconds=session.ttl - (time.monotonic() - session.used))
    return {
        "id": session.id,
        "device": str(context.device),
        "dtype": context.dtype.name,
        "seed": values.write(context.seed),
        "exact": context.exact,
        "matmul_precision": context.matmul_precision,
        "grad_mode": grad_mode(session),
        "tensors": len(session.variables),
        "bytes": sum(held.values()),
        "memory": held,
        "nodes": size.nodes,
        "version": session.version,
        "ttl": int(session.ttl) if float(session.ttl).is_integer() else session.ttl,
        "created_at": written(session.created_at),
        "expires_at": written(datetime.now(UTC) + idle),
    }


def grad_mode(session: Session) -> dict[str, bool]:
    """The grad mode as its JSON object; while a pass waits, that before its request."""
    if session.suspensions:
        modes = session.suspensions[0].change.modes
    else:
        modes = session.context.grad_enabled, session.context.inference, session.context.anomaly
    mode = dict(zip(("enabled", "inference", "anomaly"), modes, strict=True))
    return mode if modes[-1] else {"enabled": modes[0], "inference": modes[1]}
