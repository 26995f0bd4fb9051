"""torch.nn.modules.container: modules that hold others, and parameters in lists and dicts."""

from __future__ import annotations

from gradwire.nn.modules.container.module_dict import ModuleDict
from gradwire.nn.modules.container.module_list import ModuleList
from gradwire.nn.modules.container.parameter_dict import ParameterDict
from gradwire.nn.modules.container.parameter_list import ParameterList
from gradwire.nn.modules.container.sequential import Sequential

__all__ = ["ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential"]
