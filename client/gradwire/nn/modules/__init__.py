"""torch.nn.modules: layers, containers and losses."""

from __future__ import annotations

from gradwire.nn.modules import (
    activation,
    adaptive,
    batchnorm,
    channelshuffle,
    container,
    conv,
    distance,
    dropout,
    flatten,
    fold,
    instancenorm,
    lazy,
    linear,
    loss,
    module,
    normalization,
    padding,
    pixelshuffle,
    pooling,
    rnn,
    sparse,
    transformer,
    upsampling,
)
from gradwire.nn.modules.activation import *  # noqa: F403
from gradwire.nn.modules.adaptive import *  # noqa: F403
from gradwire.nn.modules.batchnorm import *  # noqa: F403
from gradwire.nn.modules.channelshuffle import *  # noqa: F403
from gradwire.nn.modules.container import *  # noqa: F403
from gradwire.nn.modules.conv import *  # noqa: F403
from gradwire.nn.modules.distance import *  # noqa: F403
from gradwire.nn.modules.dropout import *  # noqa: F403
from gradwire.nn.modules.flatten import *  # noqa: F403
from gradwire.nn.modules.fold import *  # noqa: F403
from gradwire.nn.modules.instancenorm import *  # noqa: F403
from gradwire.nn.modules.linear import *  # noqa: F403
from gradwire.nn.modules.loss import *  # noqa: F403
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.normalization import *  # noqa: F403
from gradwire.nn.modules.padding import *  # noqa: F403
from gradwire.nn.modules.pixelshuffle import *  # noqa: F403
from gradwire.nn.modules.pooling import *  # noqa: F403
from gradwire.nn.modules.rnn import *  # noqa: F403
from gradwire.nn.modules.sparse import *  # noqa: F403
from gradwire.nn.modules.transformer import *  # noqa: F403
from gradwire.nn.modules.upsampling import *  # noqa: F403

__all__ = [
    *activation.__all__,
    *adaptive.__all__,
    *batchnorm.__all__,
    *channelshuffle.__all__,
    *container.__all__,
    *conv.__all__,
    *distance.__all__,
    *dropout.__all__,
    *flatten.__all__,
    *fold.__all__,
    *instancenorm.__all__,
    *linear.__all__,
    *loss.__all__,
    *normalization.__all__,
    *padding.__all__,
    *pixelshuffle.__all__,
    *pooling.__all__,
    *rnn.__all__,
    *sparse.__all__,
    *transformer.__all__,
    *upsampling.__all__,
    "Module",
    "lazy",
    "module",
]
