"""torch.optim: optimizers, whose arithmetic is done on the server."""

from __future__ import annotations

from gradwire.optim import lr_scheduler, swa_utils
from gradwire.optim.adadelta import Adadelta
from gradwire.optim.adagrad import Adagrad
from gradwire.optim.adam import Adam, AdamW
from gradwire.optim.adamax import Adamax
from gradwire.optim.asgd import ASGD
from gradwire.optim.lbfgs import LBFGS
from gradwire.optim.nadam import NAdam
from gradwire.optim.optimizer import Optimizer
from gradwire.optim.radam import RAdam
from gradwire.optim.rmsprop import RMSprop
from gradwire.optim.rprop import Rprop
from gradwire.optim.sgd import SGD

__all__ = [
    "ASGD",
    "LBFGS",
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "NAdam",
    "Optimizer",
    "RAdam",
    "RMSprop",
    "Rprop",
    "lr_scheduler",
    "swa_utils",
]
