"""A UM-Bridge server of the functions: `python umbridge_models.py PORT`."""

from __future__ import annotations

import sys

import numpy
import umbridge
from gradients import FUNCTIONS


class Function(umbridge.Model):  # type: ignore[misc]
    """One function of one vector, whose size is told with each request, and gives as many numbers or one."""

    def __init__(self, name: str, elementwise: bool) -> None:
        super().__init__(name)
        self._elementwise = elementwise
        self._value, self._vjp = FUNCTIONS[name]

    def get_input_sizes(self, config: dict[str, int]) -> list[int]:
        return [config["size"]]

    def get_output_sizes(self, config: dict[str, int]) -> list[int]:
        return [config["size"] if self._elementwise else 1]

    def __call__(self, parameters: list[list[float]], config: object) -> list[list[float]]:
        return [self._value(numpy.asarray(parameters[0])).tolist()]

    def gradient(
        self, out_wrt: int, in_wrt: int, parameters: list[list[float]], sens: list[float], config: object
    ) -> list[float]:
        found: list[float] = self._vjp(numpy.asarray(parameters[0]), numpy.asarray(sens)).tolist()
        return found

    def supports_evaluate(self) -> bool:
        return True

    def supports_gradient(self) -> bool:
        return True


if __name__ == "__main__":
    umbridge.serve_models([Function("rosenbrock", False), Function("polynomial", True)], int(sys.argv[1]))
