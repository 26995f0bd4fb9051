"""python -m app.healthcheck: whether the server beside it takes sessions, as the exit status of a container's check.

It finds the server as the server finds its address, by GRADWIRE_HOST and GRADWIRE_PORT, and imports nothing but the
standard library, for it runs every few seconds.
"""

from __future__ import annotations

import http.client
import os
import sys
from collections.abc import Mapping

NEAR = {"0.0.0.0": "127.0.0.1", "::": "::1"}
"""Where a server is reached that listens on all addresses."""
PATIENCE = 4.0


def fault(environment: Mapping[str, str]) -> str | None:
    """What keeps the server from taking sessions, None if nothing does."""
    host = environment.get("GRADWIRE_HOST") or "127.0.0.1"
    port = int(environment.get("GRADWIRE_PORT") or 8000)
    connection = http.client.HTTPConnection(NEAR.get(host, host), port, timeout=PATIENCE)
    try:
        connection.request("GET", "/health/ready")
        status = connection.getresponse().status
    except OSError as error:
        return str(error)
    return None if status == 200 else f"/health/ready answers {status}"


if __name__ == "__main__":
    sys.exit(fault(os.environ))
