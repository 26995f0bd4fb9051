"""What is tested here of several GPUs has two, where they are the stand-in's."""

from __future__ import annotations

import os

os.environ.setdefault("STAND_IN_DEVICES", "2")  # read when CuPy is imported, which no test has done by now
