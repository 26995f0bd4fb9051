"""torch.backends: what may be chosen of how the server computes.

https://docs.pytorch.org/docs/stable/backends.html
"""

from __future__ import annotations

from gradwire.backends import cuda, cudnn, mps

__all__ = ["cuda", "cudnn", "mps"]
