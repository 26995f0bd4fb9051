"""Optimizer: groups, gradients that are missing, closures, hooks, and its text."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _params(torch: Any) -> tuple[Any, Any]:
    return torch.tensor([1.0, -2.0], requires_grad=True), torch.tensor([[0.5]], requires_grad=True)


def texts_of_all(torch: Any) -> None:
    optim = torch.optim
    for kind in (
        *(optim.SGD, optim.Adam, optim.AdamW, optim.Adagrad, optim.RMSprop, optim.Adadelta, optim.Adamax),
        *(optim.NAdam, optim.RAdam, optim.Rprop, optim.ASGD),
    ):
        print(kind(_params(torch)))


def a_text_tells_groups_and_further_options(torch: Any) -> None:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([{"params": a, "name": "first"}, {"params": [b], "lr": 0.5}], lr=0.1, momentum=0.9)
    print(optimizer)
    print(repr(torch.optim.SGD([a], lr=torch.tensor(0.25))))
    torch.optim.lr_scheduler.StepLR(optimizer, 1)
    print(optimizer)


def defaults_are_what_was_given(torch: Any) -> None:
    a, _ = _params(torch)
    print(sorted(torch.optim.Adam([a], lr=0.5, amsgrad=True).defaults.items()))
    print(sorted(torch.optim.RMSprop([a]).defaults.items()))


def groups_have_rates_of_their_own(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([{"params": [a]}, {"params": [b], "lr": 1.0, "momentum": 0.5}], lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        ((a * b) ** 2).sum().backward()
        optimizer.step()
    print([{key: value for key, value in group.items() if key != "params"} for group in optimizer.param_groups])
    return a, b, optimizer.state_dict()


def a_group_is_added_later(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.Adam([a], lr=0.1)
    for turn in range(4):
        if turn == 2:
            optimizer.add_param_group({"params": b, "lr": 0.01})
        optimizer.zero_grad()
        ((a * b) ** 2).sum().backward()
        optimizer.step()
    print(
        len(optimizer.param_groups), [group["params"][0] is one for group, one in zip(optimizer.param_groups, (a, b))]
    )
    return a, b, optimizer.state_dict()


def parameters_come_from_a_generator(torch: Any) -> None:
    a, b = _params(torch)
    optimizer = torch.optim.SGD((one for one in (a, b)), lr=0.1)
    print(len(optimizer.param_groups), len(optimizer.param_groups[0]["params"]))
    optimizer = torch.optim.SGD(iter([{"params": (one for one in (a,))}, {"params": b}]), lr=0.1)
    print([len(group["params"]) for group in optimizer.param_groups])


def parameters_have_names(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([("a", a), ("b", b)], lr=0.1)
    print(optimizer, optimizer.param_groups[0]["param_names"])
    return optimizer.state_dict()


def what_has_no_gradient_is_left_alone(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.Adam([a, b], lr=0.1)
    for turn in range(5):
        optimizer.zero_grad()
        (a.sum() if turn % 2 else (a * b).sum()).backward()
        optimizer.step()
    frozen = torch.ones(2)
    torch.optim.SGD([frozen, a], lr=0.1).step()
    return a, b, frozen, optimizer.state_dict()


def nothing_has_a_gradient(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1, momentum=0.9)
    print(optimizer.step(), optimizer.state_dict()["state"])
    return a, b


def gradients_of_others_are_used(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1, weight_decay=0.5)
    a.grad = torch.tensor([1.0, 2.0])
    optimizer.step()
    a.grad.mul_(10)
    optimizer.step()
    return a, b


def a_gradient_comes_and_goes(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1, momentum=0.9)
    for turn in range(6):
        if turn == 3:
            b.requires_grad_(False)
        elif turn == 4:
            b.requires_grad_(True)
        optimizer.zero_grad()
        (a * b).sum().backward()
        print(turn, a.grad is None, b.grad is None)
        optimizer.step()
    return a, b, optimizer.state_dict()


def zero_grad_forgets_or_fills(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1)
    optimizer.zero_grad()
    print(a.grad, b.grad)
    (a * b).sum().backward()
    kept = a.grad
    optimizer.zero_grad(set_to_none=False)
    print(a.grad, b.grad, a.grad is kept)
    (a * b).sum().backward()
    optimizer.zero_grad()
    print(a.grad, b.grad, kept)
    optimizer.zero_grad(set_to_none=False)
    print(a.grad, b.grad)
    return kept


def zero_grad_of_a_gradient_with_a_graph(torch: Any) -> None:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1)
    (a * a * b).sum().backward(create_graph=True)
    print(a.grad.requires_grad)
    optimizer.zero_grad(set_to_none=False)
    print(a.grad, a.grad.requires_grad, b.grad)


def gradients_add_up_over_passes(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1)
    for turn in range(6):
        (a * b).sum().backward()
        if turn % 2:
            optimizer.step()
            optimizer.zero_grad()
    return a, b


def a_closure_computes_the_loss(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1)

    def closure() -> Any:
        optimizer.zero_grad()
        loss = ((a * b) ** 2).sum()
        loss.backward()
        print(torch.is_grad_enabled())
        return loss

    losses = [optimizer.step(closure) for _ in range(3)]
    with torch.no_grad():
        losses.append(optimizer.step(closure))
    print(optimizer.step(lambda: 7))
    return losses, a, b


def a_step_is_not_recorded(torch: Any) -> Any:
    a, b = _params(torch)
    optimizer = torch.optim.Adam([a, b])
    (a * b).sum().backward()
    before = a._version
    optimizer.step()
    print(a.grad_fn, a.is_leaf, a.requires_grad, a._version > before)
    return a


def a_saved_value_that_a_step_changed_is_noticed(torch: Any) -> None:
    a, b = _params(torch)
    optimizer = torch.optim.SGD([a, b], lr=0.1)
    loss = (a * b).sum()
    loss.backward(retain_graph=True)
    optimizer.step()
    print(raised(loss.backward, torch))


def views_see_a_step(torch: Any) -> Any:
    base = torch.tensor([1.0, 2.0, 3.0])
    param = base[1:].requires_grad_()
    optimizer = torch.optim.SGD([param], lr=1.0)
    (param * param).sum().backward()
    optimizer.step()
    return base, param.detach()


def a_result_that_retains_its_gradient_is_a_parameter(torch: Any) -> Any:
    a, _ = _params(torch)
    double = a * 2
    double.retain_grad()
    optimizer = torch.optim.SGD([double], lr=0.1)
    (double * double).sum().backward()
    optimizer.step()
    return a, double


def an_optimizer_of_ones_own(torch: Any) -> Any:
    class Signs(torch.optim.Optimizer):
        def __init__(self, params: Any, lr: float = 0.5) -> None:
            super().__init__(params, {"lr": lr})

        @torch.no_grad()
        def step(self, closure: Any = None) -> Any:
            for group in self.param_groups:
                for param in group["params"]:
                    if param.grad is not None:
                        param.sub_(param.grad.sign(), alpha=group["lr"])
                        self.state[param]["steps"] = self.state[param].get("steps", 0) + 1

    a, b = _params(torch)
    optimizer = Signs([a, b])
    optimizer.register_step_post_hook(lambda optimizer, args, kwargs: print("after"))
    for _ in range(2):
        optimizer.zero_grad()
        (a * b).sum().backward()
        optimizer.step()
    print(optimizer, optimizer.state_dict()["state"])
    return a, b
