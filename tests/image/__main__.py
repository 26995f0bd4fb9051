"""Build the image and prove it as far as this machine can: `make image-check`, or `python -m tests.image EXTRAS`.

Without a Docker engine, buildah builds it and podman runs it, with what docker-compose.yml says of the service. Where
these or root are lacking, only the files are looked at. A line tells of one thing, the last of what was not proved.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import httpx

from tests.image import base, build, contents, files, service
from tests.image.command import Failed, Missing
from tests.image.engine import Engine, lacking

NEVER = "a Docker engine; a GPU at work in a container; Debian's own image, for which one by debootstrap stands in"
"""What this program does not see, wherever it runs."""


class Report:
    """What was seen, a line each: how often something `failed`, and what was `skipped`."""

    def __init__(self) -> None:
        self.failed = 0
        self.skipped: list[str] = []

    def add(self, subject: str, lines: Iterator[str]) -> bool:
        """Print what is found on a subject; whether it could be looked at and is as it should be."""
        try:
            for line in lines:
                print(f"{subject}: {line}", flush=True)
        except Missing as reason:
            print(f"{subject}: skipped, {reason}", flush=True)
            self.skipped.append(subject)
            return False
        except (Failed, AssertionError, httpx.HTTPError) as fault:
            print(f"{subject}: FAILED, {fault}", flush=True)
            self.failed += 1
            return False
        return True


def main(extras: str) -> int:
    """Look at all of it; the exit status is 1 where something is wrong."""
    report = Report()
    report.add("Dockerfile", files.dockerfile())
    report.add("docker-compose.yml", files.compose())
    report.add("image", _image(report, extras))
    print(f"Not proved here: {'; '.join([NEVER, *report.skipped])}.")
    return min(report.failed, 1)


def _image(report: Report, extras: str) -> Iterator[str]:
    if reason := lacking():
        raise Missing(reason)
    with Engine() as engine:
        if not report.add("base", base.make(engine)):
            raise Missing("it has nothing to stand on")
        yield from build.build(engine, extras)
        yield from contents.sizes(engine)
        report.add("CUDA", contents.libraries(engine, extras))
        report.add("service", service.serves(engine))
        report.add("service", service.ends_early(engine))
        report.add("service", service.refuses_to_start(engine))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
