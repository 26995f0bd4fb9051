"""A container of the image, with the settings that docker-compose.yml gives a service."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import free_port
from tests.image import files
from tests.image.build import NAME
from tests.image.command import Failed
from tests.image.engine import Engine, limits

PATIENCE = 60.0
CPU = "gradwire-cpu"
GPU = "gradwire"


class Container:
    """A service's container at work, reached at `url`; its volumes outlive it."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        words = (*options(CPU), "--env", f"GRADWIRE_PORT={self.port}", "--network", "host")
        self.id = engine.podman("run", "--detach", "--name", name, *words, NAME).strip()

    @property
    def process(self) -> int:
        """The number of the server's process, as this machine counts: tini, which is the first, begins it."""
        first = self._look("{{.State.Pid}}")
        until = time.monotonic() + PATIENCE
        while not (children := Path(f"/proc/{first}/task/{first}/children").read_text().split()):
            if time.monotonic() > until:
                raise Failed(f"tini begins no process:\n{self.printed()}")
        return int(children[0])

    def execute(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command within the container, however it ended."""
        return self.engine.try_podman("exec", self.id, *words)

    def wait_until_healthy(self) -> list[str]:
        """Wait until the image's own health check says so; its command."""
        image = json.loads(self.engine.buildah("inspect", "--type", "image", NAME))
        form, *command = image["Docker"]["config"]["Healthcheck"]["Test"]
        if form != "CMD":
            raise Failed(f"the health check is not in exec form: {form}")
        until = time.monotonic() + PATIENCE
        while (checked := self.execute(*command)).returncode:
            if time.monotonic() > until or not self.process:
                raise Failed(f"not healthy: {checked.stderr.strip()}\n{self.printed()}")
        return list(command)

    def printed(self) -> str:
        """What it has printed so far."""
        logs = self.engine.try_podman("logs", self.id)
        return logs.stdout + logs.stderr

    def signal(self, name: str) -> None:
        """Send its process a signal."""
        self.engine.podman("kill", "--signal", name, self.id)

    def wait(self) -> int:
        """Its exit status, once it has ended."""
        return int(self.engine.podman("wait", self.id))

    def _look(self, form: str) -> str:
        return self.engine.podman("inspect", "--format", form, self.id).strip()


@contextmanager
def running(engine: Engine, name: str = "server") -> Iterator[Container]:
    """A container that is removed afterwards, and without which its volumes stay."""
    container = Container(engine, name)
    try:
        yield container
    finally:
        engine.podman("rm", "--force", "--time", "1", container.id)


def refused(engine: Engine, service: str) -> tuple[int, str]:
    """How a container ends that does not come to serve, and what it prints."""
    ended = engine.try_podman("run", "--rm", *options(service), "--network", "none", NAME)
    return ended.returncode, ended.stdout + ended.stderr


def options(name: str) -> list[str]:
    """Options of podman for what docker-compose.yml says of a service."""
    read = files.configuration("cpu")
    service: Mapping[str, Any] = read["services"][name]
    words = ["--no-healthcheck", "--read-only-tmpfs=false", f"--read-only={str(service['read_only']).lower()}"]
    words += [f"--cap-drop={name}" for name in service["cap_drop"]]
    words += [f"--security-opt={option.removesuffix(':true')}" for option in service["security_opt"]]
    words += [f"--tmpfs={path}" for path in service["tmpfs"]]
    words += [f"--env={name}={value}" for name, value in service["environment"].items()]
    words += [f"--volume={_volume(volume)}" for volume in service["volumes"]]
    for secret in service["secrets"]:
        words += [f"--volume={Path(read['secrets'][secret['source']]['file'])}:/run/secrets/{secret['source']}:ro"]
    words += [f"--memory={service['mem_limit']}", f"--cpus={service.get('cpus', 0)}"]
    words += [f"--pids-limit={service['pids_limit']}"]
    return [*words, *limits(files=int(service["ulimits"]["nofile"]))]


def _volume(entry: str | Mapping[str, str]) -> str:
    """A volume as podman has it; docker-compose 2 writes it out."""
    return entry if isinstance(entry, str) else f"{entry['source']}:{entry['target']}"
