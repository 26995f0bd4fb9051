"""Random programs go on in a session that was saved and loaded after each of them as in one that was not.

`GRADWIRE_RANDOM_SESSIONS=2000 pytest tests/app/test_saving_random.py` tries more of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from tests.app.conftest import Client
from tests.app.test_plans_random import live
from tests.app.twins import Twins
from tests.engine.saved import loaded

COUNT = int(os.environ.get("GRADWIRE_RANDOM_SESSIONS", "20"))


class Reloaded(Twins):
    """Twins of which the second begins each request with what was saved of it after the last."""

    def ask(self, method: str, path: str, **options: Any) -> None:
        (session,) = self.clients[1].app.state.store.all()
        session.context, session.variables = loaded(session.context, session.variables)
        super().ask(method, path, **options)


def test_sessions_go_on_as_they_were(make_client: Callable[..., Client]) -> None:
    twins = Reloaded(make_client)
    for seed in range(COUNT):
        try:
            live(twins, seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert twins.hits > 5 * COUNT, "plans run in what was loaded, too"
