"""The default generator and its seed."""

from __future__ import annotations

from typing import Any


def manual_seed_gives_the_default_generator(torch: Any) -> Any:
    print(torch.manual_seed(3) is torch.default_generator, torch.default_generator.device)
    print(isinstance(torch.default_generator, torch.Generator), torch.default_generator.initial_seed())


def initial_seed_is_what_was_given(torch: Any) -> Any:
    for seed in (0, 3, -1, 2**63, 2**64 - 1):
        torch.manual_seed(seed)
        torch.rand(2)
        print(torch.initial_seed(), torch.default_generator.initial_seed())


def seed_draws_one(torch: Any) -> Any:
    first, second = torch.seed(), torch.seed()
    print(type(first), first == second, torch.initial_seed() == second)
    numbers = torch.rand(3)
    torch.manual_seed(second)
    print(torch.equal(torch.rand(3), numbers))


def the_default_generator_is_what_operations_draw_from(torch: Any) -> Any:
    torch.manual_seed(5)
    first = torch.rand(2, generator=torch.default_generator)
    second = torch.rand(2)
    torch.default_generator.manual_seed(5)
    return first, second, torch.rand(4)


def its_state_can_be_had_again(torch: Any) -> Any:
    torch.manual_seed(6)
    state = torch.default_generator.get_state()
    first = torch.rand(2)
    print(torch.equal(state, torch.manual_seed(6).get_state()))
    torch.manual_seed(7)
    torch.default_generator.set_state(state)
    return first, torch.rand(2), torch.initial_seed()


def a_state_brings_its_seed(torch: Any) -> Any:
    one, other = torch.Generator().manual_seed(5), torch.Generator().manual_seed(7)
    other.set_state(one.get_state())
    print(one.initial_seed(), other.initial_seed(), torch.Generator().initial_seed())
