"""What the SDK foresees of operations that it never saw: it is so, and what it cannot be sure of is asked."""

from __future__ import annotations

from typing import Any

import pytest

import gradwire as torch
from gradwire import nn
from tests.client.conftest import Requests


@pytest.mark.parametrize("make", [torch.empty, torch.ones, torch.rand, torch.randn, torch.zeros])
def test_what_is_foreseen_of_new_tensors_is_so(session: torch.Session, requests: Requests, make: Any) -> None:
    made = [
        make(2, 3),
        make(()),
        make(2, dtype=torch.float16),
        make(2, device="cpu", requires_grad=True),
        make(2).requires_grad_(),
        make(2, requires_grad=True).detach(),
        make(2, requires_grad=True).data,
        make(2).clone(),
        nn.Parameter(make(2, dtype=torch.float64)),
    ]
    foreseen = [describe(tensor) for tensor in made]
    assert requests.new() == 0
    session.look_all(made)
    assert foreseen == [describe(tensor) for tensor in made]


def describe(tensor: Any) -> Any:
    facts = tensor.shape, tensor.dtype, tensor.device, tensor.requires_grad, tensor.is_leaf, tensor.is_inference()
    return *facts, tensor._d.grad_fn


@pytest.mark.parametrize(
    "make",
    [
        lambda: torch.zeros(-1),
        lambda: torch.zeros(2, dtype=torch.int64, requires_grad=True),
        lambda: torch.randn(2, dtype=torch.int64),
        lambda: torch.ones(2, requires_grad=True).fill_(1),
        lambda: nn.Parameter(torch.ones(2)).uniform_(),
        lambda: torch.empty(2**20, 2**20),
    ],
)
def test_what_cannot_be_made_is_refused_at_its_line(session: torch.Session, make: Any) -> None:
    with pytest.raises((RuntimeError, NotImplementedError, torch.RemoteRuntimeError)) as caught:
        make()
    assert not hasattr(caught.value, "__notes__")
