"""The text of modules."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any


def a_layer_prints_its_arguments(torch: Any) -> None:
    nn = torch.nn
    print(nn.Linear(2, 3), nn.Linear(2, 3, bias=False), nn.ReLU(), nn.ReLU(inplace=True), nn.Flatten(), nn.MSELoss())
    print(nn.Flatten(0, 2), nn.Identity(), nn.Module(), nn.Bilinear(2, 3, 4), repr(nn.Unflatten(1, (2, 2))))


def a_model_prints_what_is_in_it(torch: Any) -> None:
    nn = torch.nn

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Sequential(nn.Linear(3, 1)))
            self.none = None
            self.heads = nn.ModuleDict({"a": nn.Linear(1, 1), "b": nn.Identity()})
            self.scale = nn.Parameter(torch.ones(1))

        def extra_repr(self) -> str:
            return "scale=1"

    print(Net())


def extra_text_of_several_lines(torch: Any) -> None:
    class Long(torch.nn.Module):
        def extra_repr(self) -> str:
            return "first\nsecond"

    class Renamed(torch.nn.Module):
        def _get_name(self) -> str:
            return "AnotherName"

    print(Long(), Renamed(), torch.nn.Sequential(Long(), Renamed()))


def containers_print_their_contents(torch: Any) -> None:
    nn = torch.nn
    print(nn.Sequential(), nn.ModuleList(), nn.ModuleDict(), nn.ParameterList(), nn.ParameterDict())
    print(nn.Sequential(OrderedDict(first=nn.Linear(1, 2), then=nn.ReLU())))
    print(nn.ModuleList([nn.ReLU(), nn.Linear(1, 1)]))
    print(nn.ModuleDict({"a": nn.Sequential(nn.ReLU())}))


def a_list_prints_equal_modules_once(torch: Any) -> None:
    nn = torch.nn
    print(nn.ModuleList([nn.Linear(2, 2) for _ in range(3)]))
    print(
        nn.ModuleList([nn.Linear(2, 2), nn.Linear(2, 2), nn.ReLU(), nn.Sequential(nn.ReLU()), nn.Sequential(nn.ReLU())])
    )


def lists_and_dicts_of_parameters_print_their_sizes(torch: Any) -> None:
    nn = torch.nn
    print(nn.ParameterList([torch.ones(2), nn.Parameter(torch.ones(2, 3, dtype=torch.float64)), torch.tensor(1.0), 5]))
    print(nn.ParameterList([torch.ones(1)]))
    print(nn.ParameterDict({"a": torch.ones(2), "b": nn.Parameter(torch.ones(2, 3)), "c": "text"}))


def a_state_dict_prints(torch: Any) -> None:
    m = torch.nn.Linear(2, 1)
    with torch.no_grad():
        m.weight.fill_(0.5)
        m.bias.fill_(-1)
    print(m.state_dict())
    print(m.state_dict(keep_vars=True))
    print(dict(m.named_parameters()))
