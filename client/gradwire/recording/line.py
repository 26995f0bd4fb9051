"""Line: what a recorder may ask of its session, whichever kind that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from gradwire.recording.descriptions import Description
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.tensors.drawings import Graph


class Line(Protocol):
    """What a recorder may ask of its session."""

    def send(self) -> None:
        """Send what has gathered, and wait until it is carried out."""

    def post(self) -> None:
        """Send what has gathered; what comes of it is heard when somebody waits."""

    def look(self, tensor: Handle) -> None:
        """Ask for a tensor's description."""

    def look_all(self, tensors: Sequence[Handle]) -> list[dict[str, Any] | None]:
        """Ask for the infos of tensors; None for those that do not exist."""

    def look_at_gradients(self, tensors: Sequence[Handle]) -> list[Description | None]:
        """The descriptions of tensors' gradients, where they have one."""

    def fetch_arrays(self, tensors: Sequence[Handle]) -> list[np.ndarray[Any, Any]]:
        """The values of tensors."""

    def fetch_with_infos(
        self, tensors: Sequence[Handle]
    ) -> tuple[list[np.ndarray[Any, Any]], list[dict[str, Any] | None]]:
        """The values of tensors and their infos."""

    def devices(self) -> list[dict[str, Any]]:
        """The devices that the server has."""

    def synchronize(self) -> None:
        """Send what has gathered, and wait until GPUs have carried it out."""

    def memory(self) -> list[dict[str, Any]]:
        """The session's bytes on each GPU that it has used."""

    def change_memory(self, change: dict[str, Any]) -> None:
        """Begin the peaks anew, or give back memory that is not used."""

    def node(self, id: str) -> dict[str, Any]:
        """A node of the graph as the server describes it."""

    def draw(self, tensor: Handle, names: Mapping[str, Handle]) -> Graph:
        """The drawing of the graph that leads to a tensor, in which tensors are called by these names."""
