"""What server and client must agree on: dtypes, array formats, strict JSON, problem types."""

from __future__ import annotations

from gradwire.wire import dtypes, errors, json, npy, octets, problems, safetensors, shapes, values

__all__ = ["dtypes", "errors", "json", "npy", "octets", "problems", "safetensors", "shapes", "values"]
