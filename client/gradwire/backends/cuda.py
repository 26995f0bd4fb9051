"""torch.backends.cuda: how matrix products are computed on GPUs."""

from __future__ import annotations

from typing import Final

from gradwire.recording.state import HIGHEST, state


def is_built() -> bool:
    """Whether there could be GPUs: the server may have some, which torch.cuda.is_available() tells."""
    return True


class Products:
    """The precision of matrix products: what torch.set_float32_matmul_precision chooses, too."""

    __slots__ = ()

    @property
    def allow_tf32(self) -> bool:
        """Whether products of float32 matrices are computed in TF32, which has 10 bits of fraction."""
        return state.matmul_precision != HIGHEST

    @allow_tf32.setter
    def allow_tf32(self, allowed: bool) -> None:
        state.set_matmul_precision("high" if allowed else HIGHEST)


matmul: Final = Products()
