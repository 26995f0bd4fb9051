"""python -m app.healthcheck: whether the server beside it takes sessions, as the exit status of a container's check.

It finds the server as the server finds its address: by GRADWIRE_HOST, GRADWIRE_PORT and GRADWIRE_ALLOWED_HOSTS. It
imports nothing but the standard library, for it runs every few seconds.
"""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Mapping

ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where to reach a server that listens on all addresses."""
PATIENCE = 4.0


def fault(environ: Mapping[str, str]) -> str | None:
    """What keeps the server from taking sessions, None if nothing does."""
    host = environ.get("GRADWIRE_HOST", "127.0.0.1")
    connection = http.client.HTTPConnection(
        ANY.get(host, host), int(environ.get("GRADWIRE_PORT", "8000")), timeout=PATIENCE
    )
    allowed = environ.get("GRADWIRE_ALLOWED_HOSTS", "").partition(",")[0].strip()
    try:
        connection.request("GET", "/health/ready", headers={"Host": allowed} if allowed else {})
        answer = connection.getresponse()
        return None if answer.status == 200 else f"/health/ready answers {answer.status}"
    except OSError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(fault(os.environ))
