"""What PyTorch keeps for the whole process, in one place: the current session, the grad mode, the default dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakSet

from gradwire import dtypes
from gradwire.recorder import ENABLED, Recorder

if TYPE_CHECKING:
    from gradwire.sessions import BaseSession


class State:
    """The current session and the modes in force."""

    def __init__(self) -> None:
        self.mode = ENABLED
        self.default_dtype = dtypes.named("float32")
        self.sessions: WeakSet[BaseSession] = WeakSet()
        self.current: BaseSession | None = None

    def session(self) -> BaseSession:
        """The current session; the default one is made when it is first needed."""
        if self.current is None:
            from gradwire.sessions import default_session

            self.current = default_session()
        return self.current

    def recorder(self) -> Recorder:
        """The recorder of the current session, which is opened if it is not."""
        return self.session().recorder

    def set_mode(self, mode: int) -> None:
        """Record in this grad mode, in every session."""
        self.mode = mode
        for session in self.sessions:
            session.take_over()

    def set_default_dtype(self, kind: dtypes.dtype) -> None:
        """Make floats of this dtype, in every session."""
        self.default_dtype = kind
        for session in self.sessions:
            session.take_over()


state = State()
