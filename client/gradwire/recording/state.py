"""What holds where nothing else is said, in one place: the current session, the default dtype."""

from __future__ import annotations

import os
from contextvars import ContextVar
from threading import Lock
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from gradwire import dtypes
from gradwire.recording.recorder import Recorder

if TYPE_CHECKING:
    from gradwire.remote.base_session import BaseSession


HIGHEST: Final = "highest"


class State:
    """The current session, which is each thread's own, and what PyTorch keeps for the whole process."""

    def __init__(self) -> None:
        self.default_dtype = dtypes.named("float32")
        self.matmul_precision = HIGHEST
        self.sessions: WeakSet[BaseSession] = WeakSet()
        self.answered: set[str] = set()
        """The addresses of servers that have answered, which are waited for when they do not."""
        self._current: ContextVar[BaseSession | None] = ContextVar("session", default=None)
        self._default: BaseSession | None = None
        self._lock = Lock()

    @property
    def current(self) -> BaseSession | None:
        """The session that was entered last, in this thread or asynchronous task."""
        return self._current.get()

    @current.setter
    def current(self, session: BaseSession | None) -> None:
        self._current.set(session)

    def session(self) -> BaseSession:
        """The current session, or else the default one, which all threads share."""
        current = self._current.get()
        if current is not None:
            return current
        default = self._default
        if default is not None:
            return default
        with self._lock:
            if self._default is None:
                from gradwire.remote.sessions import default_session

                self._default = default_session()
            return self._default

    def forget(self, session: BaseSession) -> None:
        """The server has lost this session; if it is the default one, the next use opens another."""
        self.sessions.discard(session)
        self.give_up(session)

    def give_up(self, session: BaseSession) -> None:
        """A session could not be opened; if it is the default one, the next use looks at the environment again."""
        if self._default is session:
            self._default = None

    def recorder(self) -> Recorder:
        """The recorder of the current session, which is opened if it is not."""
        return self.session().recorder

    def begin_anew(self) -> None:
        """This process was forked from another, whose sessions are not its own."""
        for session in list(self.sessions):
            session.leave_to_parent()
        self.sessions.clear()
        self._lock = Lock()
        self._default = self.current = None

    def set_default_dtype(self, kind: dtypes.dtype) -> None:
        """Make floats of this dtype, in every session."""
        self.default_dtype = kind
        for session in list(self.sessions):
            session.take_over()

    def set_matmul_precision(self, precision: str) -> None:
        """Let the products of float32 matrices on GPUs be this precise, in every session."""
        self.matmul_precision = precision
        for session in list(self.sessions):
            session.take_over()


state = State()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=state.begin_anew)
