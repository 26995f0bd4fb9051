"""Which tumours are malignant, told by logistic regression, which Newton's method fits in a handful of steps.

    python examples/newton.py               on a gradwire server (`make serve`; GRADWIRE_URL says where)
    python examples/newton.py --pytorch     the same with PyTorch, in this process
    python examples/newton.py --scipy       fitted by scipy.optimize.minimize, given slopes and Hessian products

It needs scikit-learn. From the second on a step of Newton's method is one request: the loss, its gradient, its Hessian,
and the solution of the linear equations between them.
"""

import argparse
import sys

import numpy as np
from scipy.optimize import minimize
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

if "--pytorch" in sys.argv:
    import torch
else:
    import gradwire as torch

PENALTY = 1e-2


def tables():
    """Thirty measures of each of 426 tumours, and whether it is benign; then the same of 143 others."""
    x, y = load_breast_cancer(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(x, y, test_size=0.25, random_state=0)
    scaler = StandardScaler().fit(train_x)
    arrays = scaler.transform(train_x), train_y.astype(float), scaler.transform(test_x), test_y.astype(float)
    return [torch.as_tensor(array) for array in arrays]


def loss(weights, x, y):
    """The mean cross-entropy of a table and a penalty for large weights, the last of which is the bias."""
    scores = x @ weights[:-1] + weights[-1]
    return torch.nn.functional.binary_cross_entropy_with_logits(scores, y) + PENALTY * weights.square().sum()


def newton(x, y, steps=8):
    """The weights after each step."""
    weights = torch.zeros(x.shape[1] + 1, dtype=x.dtype)
    for step in range(steps):
        value = loss(weights, x, y)
        gradient = torch.func.grad(loss)(weights, x, y)
        hessian = torch.func.hessian(loss)(weights, x, y)
        weights = weights - torch.linalg.solve(hessian, gradient)
        height, slope = torch.stack([value, gradient.norm()]).tolist()  # on a server, this sends the whole step
        print(f"step {step}: loss {height:.10f}, slope {slope:.1e}")
    return weights


def by_scipy(x, y):
    """The weights that scipy.optimize.minimize finds, by a trust region."""

    def value_and_slope(weights):
        gradient, value = torch.func.grad_and_value(loss)(torch.as_tensor(weights), x, y)
        return value.item(), gradient.numpy()

    def product(weights, vector):
        slope = torch.func.grad(lambda weights: loss(weights, x, y))
        return torch.func.jvp(slope, (torch.as_tensor(weights),), (torch.as_tensor(vector),))[1].numpy()

    start = np.zeros(x.shape[1] + 1)
    found = minimize(value_and_slope, start, jac=True, hessp=product, method="trust-ncg", tol=1e-10)
    print(f"{found.nit} steps: loss {found.fun:.10f}, slope {np.linalg.norm(found.jac):.1e}")
    return torch.as_tensor(found.x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pytorch", action="store_true", help="compute with PyTorch, in this process")
    parser.add_argument("--scipy", action="store_true", help="minimise by SciPy")
    arguments = parser.parse_args()

    x, y, test_x, test_y = tables()
    weights = by_scipy(x, y) if arguments.scipy else newton(x, y)
    right = ((test_x @ weights[:-1] + weights[-1] > 0) == (test_y > 0)).double().mean()
    print(f"test accuracy {right.item():.2%}")


if __name__ == "__main__":
    main()
