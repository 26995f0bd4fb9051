"""torch.nn.modules.sparse: tables of vectors that are looked up by their places.

https://docs.pytorch.org/docs/stable/nn.html#sparse-layers
"""

from __future__ import annotations

from typing import Any, Self

from gradwire.differentiation.grad_modes import no_grad
from gradwire.nn import functional as F
from gradwire.nn import init
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, unfilled

__all__ = ["Embedding", "EmbeddingBag"]


class _Table(Module):
    """`num_embeddings` vectors of `embedding_dim` numbers, that at `padding_idx` zero and not learnt."""

    weight: Parameter
    num_embeddings: int
    embedding_dim: int
    padding_idx: int | None
    max_norm: float | None
    norm_type: float
    scale_grad_by_freq: bool
    sparse: bool

    def _begin(self, given: Any, learnt: bool, device: Any, dtype: Any) -> None:
        """Take the vectors that are given, or draw some."""
        place, size = self.padding_idx, [self.num_embeddings, self.embedding_dim]
        if place is not None:
            if not -self.num_embeddings <= place < self.num_embeddings:
                raise AssertionError(f"padding_idx {place} must be within the {self.num_embeddings} embeddings")
            self.padding_idx = place % self.num_embeddings
        if given is None:
            self.weight = unfilled(*size, device=device, dtype=dtype)
            if not learnt:
                self.weight.requires_grad_(False)
            self.reset_parameters()
        elif list(given.shape) != size:
            raise AssertionError(f"the vectors given are of {list(given.shape)}, and must be of {size}")
        else:
            self.weight = Parameter(given, requires_grad=learnt)

    def reset_parameters(self) -> None:
        """Draw the vectors anew, of a normal distribution."""
        init.normal_(self.weight)
        if self.padding_idx is not None:
            with no_grad():
                self.weight[self.padding_idx] = 0

    @classmethod
    def _sizes(cls, embeddings: Any) -> tuple[int, int]:
        if embeddings.ndim != 2:
            raise AssertionError(f"embeddings are a matrix, a vector per row, and not of {embeddings.ndim} dimensions")
        rows, columns = embeddings.shape
        return rows, columns


class Embedding(_Table):
    """A vector for each integer: [...] to [..., embedding_dim].

    `max_norm` shortens the vectors that are looked up, in place.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
        _weight: Any = None,
        _freeze: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = padding_idx
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.sparse = sparse
        self._begin(_weight, not _freeze, device, dtype)

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Any,
        freeze: bool = True,
        padding_idx: int | None = None,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        sparse: bool = False,
    ) -> Self:
        """A layer with the rows of a matrix for its vectors, which `freeze` keeps from being learnt."""
        rows, columns = cls._sizes(embeddings)
        options = (padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse)
        return cls(rows, columns, *options, _weight=embeddings, _freeze=freeze)

    def forward(self, input: Any) -> Any:
        """The vectors at these places."""
        options = (self.padding_idx, self.max_norm, self.norm_type, self.scale_grad_by_freq, self.sparse)
        return F.embedding(input, self.weight, *options)

    def extra_repr(self) -> str:
        """The sizes, and what is not as it is by default."""
        parts = [f"{self.num_embeddings}, {self.embedding_dim}"]
        if self.padding_idx is not None:
            parts.append(f"padding_idx={self.padding_idx}")
        if self.max_norm is not None:
            parts.append(f"max_norm={self.max_norm}")
        if self.norm_type != 2:
            parts.append(f"norm_type={self.norm_type}")
        if self.scale_grad_by_freq:
            parts.append(f"scale_grad_by_freq={self.scale_grad_by_freq}")
        if self.sparse:
            parts.append("sparse=True")
        return ", ".join(parts)


class EmbeddingBag(_Table):
    """The sum, mean or maximum of several vectors, bag by bag: [bags, size] to [bags, embedding_dim].

    Bags of several sizes are one row of integers, and `offsets` where each begins.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.EmbeddingBag.html
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        _weight: Any = None,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.max_norm = max_norm
        self.norm_type = norm_type
        self.scale_grad_by_freq = scale_grad_by_freq
        self.mode = mode
        self.sparse = sparse
        self.include_last_offset = include_last_offset
        self.padding_idx = padding_idx
        self._begin(_weight, True, device, dtype)

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Any,
        freeze: bool = True,
        max_norm: float | None = None,
        norm_type: float = 2.0,
        scale_grad_by_freq: bool = False,
        mode: str = "mean",
        sparse: bool = False,
        include_last_offset: bool = False,
        padding_idx: int | None = None,
    ) -> Self:
        """A layer with the rows of a matrix for its vectors, which `freeze` keeps from being learnt."""
        rows, columns = cls._sizes(embeddings)
        options = (max_norm, norm_type, scale_grad_by_freq, mode, sparse, embeddings, include_last_offset, padding_idx)
        layer = cls(rows, columns, *options)
        layer.weight.requires_grad_(not freeze)
        return layer

    def forward(self, input: Any, offsets: Any = None, per_sample_weights: Any = None) -> Any:
        """A vector for each bag; `per_sample_weights` multiply what is summed."""
        return F.embedding_bag(
            input,
            self.weight,
            offsets,
            self.max_norm,
            self.norm_type,
            self.scale_grad_by_freq,
            self.mode,
            self.sparse,
            per_sample_weights,
            self.include_last_offset,
            self.padding_idx,
        )

    def extra_repr(self) -> str:
        """The sizes, the mode, and what is not as it is by default."""
        parts = [f"{self.num_embeddings}, {self.embedding_dim}"]
        if self.max_norm is not None:
            parts.append(f"max_norm={self.max_norm}")
        if self.norm_type != 2:
            parts.append(f"norm_type={self.norm_type}")
        if self.scale_grad_by_freq:
            parts.append(f"scale_grad_by_freq={self.scale_grad_by_freq}")
        parts.append(f"mode={self.mode!r}")
        if self.padding_idx is not None:
            parts.append(f"padding_idx={self.padding_idx}")
        return ", ".join(parts)
