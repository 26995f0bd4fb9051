"""torch.func: transforms of functions.

https://docs.pytorch.org/docs/stable/func.html
"""

from __future__ import annotations

from gradwire.func.vmap import vmap

__all__ = ["vmap"]
