"""The regression in every language: each prints, by the real server's arithmetic, what NumPy comes to."""

from __future__ import annotations

import functools
import html
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.examples.conftest import TOKEN
from tests.examples.regression import descend, lines, need

FOLDER = Path(__file__).parents[2] / "examples" / "languages"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom")
LANGUAGES = {
    "regression.sh": ("bash", "curl", "jq"),
    "regression.mjs": ("node",),
    "regression.pl": ("perl",),
    "Regression.java": ("java",),
    "regression.rs": ("rustc",),
}


def command(file: str, folder: Path) -> list[str]:
    """How that file is run; what has to be compiled is compiled into the folder."""
    source = str(FOLDER / file)
    if file.endswith(".rs"):
        made = str(folder / "regression")
        subprocess.run(["rustc", "--edition", "2021", source, "-o", made], check=True, timeout=120)
        return [made]
    return {".mjs": ["node", source], ".java": ["java", source]}.get(Path(file).suffix, [source])


@pytest.mark.parametrize("file", LANGUAGES)
def test_language(open_and_guarded: list[dict[str, str]], file: str, tmp_path: Path) -> None:
    need(*LANGUAGES[file])
    program = command(file, tmp_path)
    for settings in open_and_guarded:
        done = subprocess.run(
            program, env=os.environ | settings, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        assert done.stdout.splitlines() == lines()


class Handler(SimpleHTTPRequestHandler):
    """Serves the folder, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def origin() -> Iterator[str]:
    """The origin of the page: a server of files alone."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(FOLDER))) as files:
        thread = threading.Thread(target=files.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{files.server_port}"
        files.shutdown()
        thread.join()


def browse(page: str, folder: Path) -> str:
    """The page as it stands when its script has nothing left to do."""
    done = subprocess.run(
        [*CHROMIUM, f"--user-data-dir={folder}", page], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def printed(page: str) -> list[str]:
    found = re.search(r'<pre id="log">(.*?)</pre>', page, re.DOTALL)
    assert found, page
    return html.unescape(found[1]).splitlines()


def drawn(page: str, name: str) -> list[tuple[float, float]]:
    """The points of a line on the page."""
    found = re.search(rf'<svg id="{name}".*?<polyline points="([^"]*)"', page)
    assert found, page
    points = [point.split(",") for point in found[1].split()]
    return [(float(x), float(y)) for x, y in points]


@pytest.mark.parametrize(
    ("settings", "query"), [({}, ""), ({"tokens": TOKEN}, f"&token={TOKEN}")], ids=["open", "guarded"]
)
def test_browser(
    start_server: Callable[..., str], origin: str, tmp_path: Path, settings: dict[str, str], query: str
) -> None:
    need("chromium")
    server = start_server(cors_origins=origin, **settings)
    page = browse(f"{origin}/regression.html?server={server}{query}", tmp_path)
    assert printed(page) == lines()
    losses, w, b = descend()
    heights = [74 - 70 * loss / losses[0] for loss in losses]
    assert [y for _, y in drawn(page, "loss")] == pytest.approx(heights, abs=1e-3)
    (left, low), (right, high) = drawn(page, "fit")
    assert ((low - high) / (right - left), -(low + high) / 2) == pytest.approx((w, b), abs=1e-4)


def test_browser_needs_the_setting(server: str, origin: str, tmp_path: Path) -> None:
    need("chromium")
    page = browse(f"{origin}/regression.html?server={server}", tmp_path)
    assert printed(page) == ["TypeError: Failed to fetch"]
