"""LBFGS: by a closure, with and without a line search."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _minimized(torch: Any, steps: int = 3, dtype: Any = None, kind: str = "valley", **options: Any) -> Any:
    a = torch.tensor([-1.0, 0.5], dtype=dtype or torch.float64, requires_grad=True)
    b = torch.tensor([[0.3]], dtype=dtype or torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([a, b], **options)
    calls = []

    def closure() -> Any:
        optimizer.zero_grad()
        if kind == "valley":
            loss = 10 * (a[1] - a[0] ** 2) ** 2 + (1 - a[0]) ** 2 + ((b - 2) ** 4).sum()
        else:
            loss = (a.cosh() + a * 0.3).sum() + (b * b).sum()
        loss.backward()
        calls.append(loss.item())
        return loss

    losses = [optimizer.step(closure).item() for _ in range(steps)]
    state = optimizer.state_dict()["state"][0]
    counts = state["func_evals"], state["n_iter"]
    print(counts, sorted(state), len(calls))
    return losses, calls, a.detach(), b.detach()


def without_a_line_search(torch: Any) -> Any:
    return [
        _minimized(torch, kind="bowl"),
        _minimized(torch, kind="bowl", max_iter=4),
        _minimized(torch, lr=0.1, max_iter=5, history_size=2, steps=5),
        _minimized(torch, lr=0.05, max_iter=1, steps=4),
        _minimized(torch, lr=0.1, max_iter=8, max_eval=3),
    ]


def with_a_line_search(torch: Any) -> Any:
    return [
        _minimized(torch, kind="bowl", line_search_fn="strong_wolfe"),
        _minimized(torch, line_search_fn="strong_wolfe", max_iter=6, steps=2),
        _minimized(torch, line_search_fn="strong_wolfe", lr=0.01, max_iter=4),
        _minimized(torch, line_search_fn="strong_wolfe", lr=50.0, max_iter=4),
        _minimized(torch, line_search_fn="strong_wolfe", max_iter=6, max_eval=3, steps=2),
    ]


def in_single_precision(torch: Any) -> Any:
    return _minimized(torch, kind="bowl", dtype=torch.float32, max_iter=4, steps=1)


def where_nothing_is_to_be_done(torch: Any) -> Any:
    a = torch.zeros(2, requires_grad=True)
    idle = torch.ones(2, requires_grad=True)
    optimizer = torch.optim.LBFGS([a, idle])

    def closure() -> Any:
        optimizer.zero_grad()
        loss = (a * a).sum()
        loss.backward()
        return loss

    return optimizer.step(closure), a, idle, optimizer.state_dict()["state"]


def the_loss_may_be_a_number(torch: Any) -> Any:
    a = torch.tensor([2.0, -1.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([a], lr=0.5, max_iter=3)

    def closure() -> float:
        optimizer.zero_grad()
        loss = (a * a).sum()
        loss.backward()
        return loss.item()

    return optimizer.step(closure), a


def of_complex_parameters(torch: Any) -> Any:
    a = torch.tensor([1 + 2j, -1j], dtype=torch.complex128, requires_grad=True)
    optimizer = torch.optim.LBFGS([a], lr=0.3, max_iter=5)

    def closure() -> Any:
        optimizer.zero_grad()
        loss = ((a - 1) * (a - 1).conj()).real.sum() + (a.abs() ** 4).sum()
        loss.backward()
        return loss

    return [optimizer.step(closure).item() for _ in range(2)], a


def what_is_refused(torch: Any) -> None:
    a = torch.ones(2, requires_grad=True)
    print(raised(lambda: torch.optim.LBFGS([{"params": [a]}, {"params": [torch.ones(2)]}]), torch))
    print(raised(lambda: torch.optim.LBFGS([a], lr=-1), torch))
    print(raised(torch.optim.LBFGS([a]).step, torch))
    optimizer = torch.optim.LBFGS([a], line_search_fn="golden")

    def closure() -> Any:
        optimizer.zero_grad()
        loss = (a * a).sum()
        loss.backward()
        return loss

    print(raised(lambda: optimizer.step(closure), torch))
    print(torch.optim.LBFGS([a]))
