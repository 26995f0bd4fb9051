"""torch.nn.modules.adaptive: a softmax of very many classes, of which the frequent ones cost little.

E. Grave et al., Efficient softmax approximation for GPUs (2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from gradwire._generated.functions import cat
from gradwire.creation import tensor
from gradwire.functions import where
from gradwire.nn import functional as F
from gradwire.nn.modules.container import ModuleList, Sequential
from gradwire.nn.modules.linear import Linear
from gradwire.nn.modules.module import Module

__all__ = ["AdaptiveLogSoftmaxWithLoss"]


class _ASMoutput(NamedTuple):
    """The log likelihood of each sample's class, and the loss."""

    output: Any
    loss: Any


class AdaptiveLogSoftmaxWithLoss(Module):
    """Classes in clusters that end at `cutoffs`, the frequent ones first: [batch, in_features], and [batch] integers.

    The head scores the classes before the first cutoff, and clusters as wholes; what is behind a cluster is only
    computed of samples that are in it. Which these are is asked for, so that a call takes a request.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.AdaptiveLogSoftmaxWithLoss.html
    """

    head: Linear
    tail: ModuleList

    def __init__(
        self,
        in_features: int,
        n_classes: int,
        cutoffs: Sequence[int],
        div_value: float = 4.0,
        head_bias: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        cutoffs = list(cutoffs)
        if not cutoffs:
            raise ValueError("cutoffs needs one cutoff at least")
        rising = all(low < high for low, high in pairwise([0, *cutoffs, n_classes]))
        if not rising or any(int(cutoff) != cutoff for cutoff in cutoffs):
            raise ValueError(f"cutoffs are integers that rise from 1 to at most {n_classes - 1}, and not {cutoffs}")
        self.in_features = in_features
        self.n_classes = n_classes
        self.cutoffs = [*cutoffs, n_classes]
        self.div_value = div_value
        self.head_bias = head_bias
        self.shortlist_size = cutoffs[0]
        self.n_clusters = len(cutoffs)
        self.head_size = self.shortlist_size + self.n_clusters
        made = {"device": device, "dtype": dtype}
        self.head = Linear(in_features, self.head_size, bias=head_bias, **made)
        self.tail = ModuleList()
        for cluster, (low, high) in enumerate(pairwise(self.cutoffs), 1):
            size = int(in_features // div_value**cluster)
            narrow = Linear(in_features, size, bias=False, **made)
            self.tail.append(Sequential(narrow, Linear(size, high - low, bias=False, **made)))

    def reset_parameters(self) -> None:
        """Draw all parameters anew."""
        self.head.reset_parameters()
        for narrow, wide in self.tail:
            narrow.reset_parameters()
            wide.reset_parameters()

    def forward(self, input_: Any, target_: Any) -> _ASMoutput:
        """The log likelihoods of the right classes, and less their mean."""
        if target_.ndim > 1 or input_.ndim != target_.ndim + 1:
            raise RuntimeError(
                "an input of [batch, features] needs a target of [batch], one of [features] a single number; got "
                f"{list(input_.shape)} and {list(target_.shape)}"
            )
        alone = target_.ndim == 0
        input, target = (input_.unsqueeze(0), target_.unsqueeze(0)) if alone else (input_, target_)
        if input.shape[0] != target.shape[0]:
            raise RuntimeError(f"{input.shape[0]} inputs need as many targets, not {target.shape[0]}")
        output = self._log_likelihoods(input, target.tolist())
        loss = (-output).mean()
        return _ASMoutput(output.squeeze(0) if alone else output, loss)

    def _log_likelihoods(self, input: Any, classes: list[int]) -> Any:
        if classes and not (min(classes) >= 0 and max(classes) < self.n_classes):
            raise RuntimeError(
                f"targets must be in [0, {self.n_classes - 1}], not from {min(classes)} to {max(classes)}"
            )
        columns, within = list(classes), input.new_zeros(len(classes))
        for cluster, (low, high) in enumerate(pairwise(self.cutoffs)):
            rows = [row for row, number in enumerate(classes) if low <= number < high]
            if rows:
                places = tensor(rows, device=input.device)
                scores = F.log_softmax(self.tail[cluster](input.index_select(0, places)), dim=1)
                wanted = tensor([[classes[row] - low] for row in rows], device=input.device)
                within = within.index_copy(0, places, scores.gather(1, wanted).squeeze(1))
            for row in rows:
                columns[row] = self.shortlist_size + cluster
        head = F.log_softmax(self.head(input), dim=1)
        return within + head.gather(1, tensor(columns, device=input.device).unsqueeze(1)).squeeze(1)

    def log_prob(self, input: Any) -> Any:
        """The log likelihoods of all classes: [batch, n_classes]."""
        return self._of_all(input, self.head(input))

    def predict(self, input: Any) -> Any:
        """The likeliest class of each sample: of the frequent ones if the head finds none else likelier."""
        scores = self.head(input)
        found = scores.argmax(dim=1)
        return where(found < self.shortlist_size, found, self._of_all(input, scores).argmax(dim=1))

    def _of_all(self, input: Any, scores: Any) -> Any:
        head = F.log_softmax(scores, dim=1)
        parts = [head[:, : self.shortlist_size]]
        for cluster, network in enumerate(self.tail):
            of_cluster = head[:, self.shortlist_size + cluster].unsqueeze(1)
            parts.append(F.log_softmax(network(input), dim=1) + of_cluster)
        return cat(parts, 1)
