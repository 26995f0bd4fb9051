"""The functions that the peers serve, with their analytic gradients in NumPy."""

from __future__ import annotations

from typing import Any

import numpy

Array = Any


def rosenbrock(x: Array) -> Array:
    """The sum of 100 (x[i+1] - x[i]²)² + (1 - x[i])²."""
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum(keepdims=True)


def rosenbrock_vjp(x: Array, g: Array) -> Array:
    """Its gradient, times g."""
    found = numpy.zeros_like(x)
    inner = x[1:] - x[:-1] ** 2
    found[1:] = 200 * inner
    found[:-1] += -400 * x[:-1] * inner - 2 * (1 - x[:-1])
    return found * g


def polynomial(x: Array) -> Array:
    """x² + 3 x, elementwise."""
    return x * x + 3 * x


def polynomial_vjp(x: Array, g: Array) -> Array:
    """Its derivative, times g."""
    return (2 * x + 3) * g


FUNCTIONS = {"rosenbrock": (rosenbrock, rosenbrock_vjp), "polynomial": (polynomial, polynomial_vjp)}
