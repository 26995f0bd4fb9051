"""The operations, a file per family. Importing this registers all of them."""

from engine.ops import arithmetic, reductions, tensors

__all__ = ["arithmetic", "reductions", "tensors"]
