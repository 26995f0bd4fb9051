"""State dicts of optimizers, and hooks."""

from __future__ import annotations

import copy
import importlib
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _trained(torch: Any, kind: Any, steps: int = 3, **options: Any) -> Any:
    a = torch.tensor([1.0, -2.0], requires_grad=True)
    b = torch.tensor([[0.5]], requires_grad=True)
    optimizer = kind([{"params": [a]}, {"params": [b], "lr": 0.3}], **options)
    _train(optimizer, a, b, steps)
    return optimizer, a, b


def _train(optimizer: Any, a: Any, b: Any, steps: int) -> None:
    for _ in range(steps):
        optimizer.zero_grad()
        ((a * b) ** 2).sum().backward()
        optimizer.step()


def a_state_has_numbers_for_parameters(torch: Any) -> Any:
    optimizer, _, _ = _trained(torch, torch.optim.SGD, momentum=0.5)
    state = optimizer.state_dict()
    print(list(state), list(state["state"]), [group["params"] for group in state["param_groups"]])
    return state


def states_of_all(torch: Any) -> Any:
    optim = torch.optim
    kinds = (
        *(optim.SGD, optim.Adam, optim.AdamW, optim.Adagrad, optim.RMSprop, optim.Adadelta, optim.Adamax),
        *(optim.NAdam, optim.RAdam, optim.Rprop, optim.ASGD),
    )
    return [_trained(torch, kind)[0].state_dict() for kind in kinds]


def training_goes_on_from_a_state(torch: Any) -> Any:
    results = []
    for kind, options in (
        (torch.optim.SGD, {"momentum": 0.9}),
        (torch.optim.Adam, {"amsgrad": True}),
        (torch.optim.Adagrad, {}),
        (torch.optim.RMSprop, {"momentum": 0.5, "centered": True, "eps": 0.1}),
        (torch.optim.NAdam, {}),
        (torch.optim.ASGD, {}),
    ):
        optimizer, a, b = _trained(torch, kind, **options)
        state = copy.deepcopy(optimizer.state_dict())
        c, d = (one.detach().clone().requires_grad_() for one in (a, b))
        other = kind([{"params": [c]}, {"params": [d]}], lr=0.7)
        other.load_state_dict(state)
        print([group["lr"] for group in other.param_groups])
        _train(other, c, d, 3)
        _train(optimizer, a, b, 3)
        results += [a, b, c, d, other.state_dict()]
    return results


def a_state_is_taken_over_in_the_parameters_dtype(torch: Any) -> Any:
    optimizer, a, b = _trained(torch, torch.optim.Adam)
    c, d = (one.detach().double().requires_grad_() for one in (a, b))
    other = torch.optim.Adam([{"params": [c]}, {"params": [d]}])
    other.load_state_dict(optimizer.state_dict())
    print(other.state[c]["exp_avg"].dtype, other.state[c]["step"].dtype)
    return other.state_dict()


def a_state_does_not_change_with_the_copy(torch: Any) -> Any:
    optimizer, a, b = _trained(torch, torch.optim.Adam)
    given = copy.deepcopy(optimizer.state_dict())
    _train(optimizer, a, b, 2)
    optimizer.load_state_dict(given)
    return optimizer.state_dict(), given


def steps_that_were_numbers_become_tensors(torch: Any) -> Any:
    optimizer, a, b = _trained(torch, torch.optim.Adam)
    state = copy.deepcopy(optimizer.state_dict())
    for kept in state["state"].values():
        kept["step"] = 3
    for group in state["param_groups"]:
        del group["amsgrad"], group["maximize"]
    optimizer.load_state_dict(state)
    _train(optimizer, a, b, 1)
    return a, b, optimizer.state_dict()


def an_optimizer_is_copied_with_its_parameters(torch: Any) -> Any:
    optimizer, a, _ = _trained(torch, torch.optim.Adam)
    other = copy.deepcopy(optimizer)
    c, d = (group["params"][0] for group in other.param_groups)
    print(c is a, list(other.state) == [c, d], torch.equal(a, c))
    other.zero_grad()
    ((c * d) ** 2).sum().backward()
    other.step()
    return a, c, d, optimizer.state_dict(), other.state_dict()


def a_state_that_does_not_fit_is_refused(torch: Any) -> None:
    optimizer, a, b = _trained(torch, torch.optim.SGD)
    one_group = torch.optim.SGD([a, b]).state_dict()
    print(raised(lambda: optimizer.load_state_dict(one_group), torch))
    more = torch.optim.SGD([{"params": [a, torch.ones(1)]}, {"params": [b]}]).state_dict()
    print(raised(lambda: optimizer.load_state_dict(more), torch))
    print(raised(lambda: optimizer.load_state_dict({}), torch))


def what_is_kept_for_no_parameter_stays(torch: Any) -> Any:
    optimizer, _, _ = _trained(torch, torch.optim.SGD)
    optimizer.state["note"] = {"epoch": 3}
    state = optimizer.state_dict()
    optimizer.load_state_dict(state)
    print(optimizer.state["note"])
    return state


def names_are_kept_or_taken_over(torch: Any) -> None:
    a = torch.ones(2, requires_grad=True)
    named, other = torch.optim.SGD([("a", a)]), torch.optim.SGD([("b", a)])
    plain = torch.optim.SGD([a])
    named.load_state_dict(plain.state_dict())
    print(named.param_groups[0]["param_names"])
    named.load_state_dict(other.state_dict())
    print(named.param_groups[0]["param_names"])


def hooks_are_called_around_a_step(torch: Any) -> None:
    optimizer, a, b = _trained(torch, torch.optim.SGD)
    first = optimizer.register_step_pre_hook(
        lambda o, args, kwargs: print("before", o is optimizer, len(args), len(kwargs))
    )
    second = optimizer.register_step_post_hook(lambda o, args, kwargs: print("after", o is optimizer, len(args)))
    _train(optimizer, a, b, 1)
    optimizer.step(closure=lambda: 3)
    first.remove()
    optimizer.step()
    second.remove()
    optimizer.step()
    with optimizer.register_step_pre_hook(lambda o, args, kwargs: print("inside")):
        optimizer.step()
    optimizer.step()


def a_hook_changes_the_arguments_of_a_step(torch: Any) -> None:
    optimizer, _, _ = _trained(torch, torch.optim.SGD)
    handle = optimizer.register_step_pre_hook(lambda o, args, kwargs: ((*args, lambda: 5), kwargs))
    print(optimizer.step())
    handle.remove()
    optimizer.register_step_pre_hook(lambda o, args, kwargs: 3)
    print(raised(optimizer.step, torch))


def hooks_of_all_optimizers(torch: Any) -> None:
    optimizer, _, _ = _trained(torch, torch.optim.SGD)
    module = importlib.import_module(f"{torch.__name__}.optim.optimizer")
    before = module.register_optimizer_step_pre_hook(lambda o, args, kwargs: print("all before"))
    after = module.register_optimizer_step_post_hook(lambda o, args, kwargs: print("all after"))
    optimizer.register_step_pre_hook(lambda o, args, kwargs: print("own before"))
    optimizer.register_step_post_hook(lambda o, args, kwargs: print("own after"))
    optimizer.step()
    before.remove()
    after.remove()
    optimizer.step()


def hooks_of_states(torch: Any) -> None:
    optimizer, _, _ = _trained(torch, torch.optim.SGD)
    optimizer.register_state_dict_pre_hook(lambda o: print("before"))
    optimizer.register_state_dict_pre_hook(lambda o: print("first"), prepend=True)
    optimizer.register_state_dict_post_hook(lambda o, state: state.update(extra=1))
    optimizer.register_state_dict_post_hook(lambda o, state: {**state, "more": 2})
    state = optimizer.state_dict()
    print(sorted(state))
    optimizer.register_load_state_dict_pre_hook(lambda o, state: print("loads", sorted(state)))
    optimizer.register_load_state_dict_pre_hook(
        lambda o, state: {**state, "param_groups": [{**group, "lr": 0.25} for group in state["param_groups"]]}
    )
    optimizer.register_load_state_dict_post_hook(lambda o: print("loaded"))
    optimizer.load_state_dict(state)
    print([group["lr"] for group in optimizer.param_groups])
