"""The tumours, told by Newton's method and by SciPy on a real server: what scikit-learn finds."""

from __future__ import annotations

import re

import numpy
import pytest
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from tests.examples.scripts import run

PENALTY = 1e-2


@pytest.fixture(scope="module")
def found() -> tuple[float, float]:
    """The least loss and the test accuracy, by scikit-learn."""
    x, y = load_breast_cancer(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.25, random_state=0)
    scaler = StandardScaler().fit(train_x)
    train_x, test_x = (numpy.column_stack([scaler.transform(one), numpy.ones(len(one))]) for one in (train_x, test_x))
    strength = 1 / (2 * PENALTY * len(train_x))
    model = LogisticRegression(C=strength, fit_intercept=False, tol=1e-12, max_iter=10_000).fit(train_x, train_y)
    weights = model.coef_[0]
    scores = train_x @ weights
    loss = numpy.mean(numpy.logaddexp(0, scores) - train_y * scores) + PENALTY * (weights @ weights)
    return float(loss), float(model.score(test_x, test_y))


@pytest.mark.parametrize("choice", [[], ["--scipy"]])
def test_the_loss_is_the_least(both_servers: tuple[str, str], found: tuple[float, float], choice: list[str]) -> None:
    """With plans and without: the same numbers."""
    printed, stepped = (run(url, "newton.py", *choice).stdout for url in both_servers)
    assert printed == stepped
    losses = [float(number) for number in re.findall(r"loss (\S+),", printed)]
    assert losses[-1] == pytest.approx(found[0], abs=1e-9)
    assert printed.endswith(f"test accuracy {found[1]:.2%}\n")
