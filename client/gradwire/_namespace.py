"""Everything that `import gradwire as torch` offers; loaded when the first name is asked for."""

from __future__ import annotations

import math as _math

from gradwire import autograd as autograd
from gradwire import backends as backends
from gradwire import cuda as cuda
from gradwire import fft as fft
from gradwire import func as func
from gradwire import linalg as linalg
from gradwire import masked as masked
from gradwire import nn as nn
from gradwire import optim as optim
from gradwire import return_types as return_types
from gradwire import safetensors as safetensors
from gradwire import signal as signal
from gradwire import special as special
from gradwire import utils as utils
from gradwire._generated import functions as _functions
from gradwire._generated.functions import *  # noqa: F403
from gradwire.autograd.anomaly_mode import is_anomaly_check_nan_enabled as is_anomaly_check_nan_enabled
from gradwire.autograd.anomaly_mode import is_anomaly_enabled as is_anomaly_enabled
from gradwire.creation import as_tensor as as_tensor
from gradwire.creation import from_numpy as from_numpy
from gradwire.creation import tensor as tensor
from gradwire.determinism import are_deterministic_algorithms_enabled as are_deterministic_algorithms_enabled
from gradwire.determinism import get_deterministic_debug_mode as get_deterministic_debug_mode
from gradwire.determinism import (
    is_deterministic_algorithms_warn_only_enabled as is_deterministic_algorithms_warn_only_enabled,
)
from gradwire.determinism import set_deterministic_debug_mode as set_deterministic_debug_mode
from gradwire.determinism import use_deterministic_algorithms as use_deterministic_algorithms
from gradwire.devices import device as device
from gradwire.devices import set_default_device as set_default_device
from gradwire.differentiation.grad_modes import enable_grad as enable_grad
from gradwire.differentiation.grad_modes import inference_mode as inference_mode
from gradwire.differentiation.grad_modes import is_grad_enabled as is_grad_enabled
from gradwire.differentiation.grad_modes import is_inference_mode_enabled as is_inference_mode_enabled
from gradwire.differentiation.grad_modes import no_grad as no_grad
from gradwire.differentiation.grad_modes import set_grad_enabled as set_grad_enabled
from gradwire.dtypes import DTYPES as _DTYPES
from gradwire.dtypes import dtype as dtype
from gradwire.errors import NotSentError as NotSentError
from gradwire.errors import OutOfMemoryError as OutOfMemoryError
from gradwire.errors import RemoteRuntimeError as RemoteRuntimeError
from gradwire.errors import ServerUnreachableError as ServerUnreachableError
from gradwire.func.vmap import vmap as vmap
from gradwire.functions import broadcast_shapes as broadcast_shapes
from gradwire.functions import flush as flush
from gradwire.functions import get_default_device as get_default_device
from gradwire.functions import get_default_dtype as get_default_dtype
from gradwire.functions import get_device as get_device
from gradwire.functions import get_float32_matmul_precision as get_float32_matmul_precision
from gradwire.functions import histogramdd as histogramdd
from gradwire.functions import initial_seed as initial_seed
from gradwire.functions import is_complex as is_complex
from gradwire.functions import is_floating_point as is_floating_point
from gradwire.functions import is_inference as is_inference
from gradwire.functions import is_nonzero as is_nonzero
from gradwire.functions import is_tensor as is_tensor
from gradwire.functions import manual_seed as manual_seed
from gradwire.functions import numel as numel
from gradwire.functions import seed as seed
from gradwire.functions import set_default_dtype as set_default_dtype
from gradwire.functions import set_default_tensor_type as set_default_tensor_type
from gradwire.functions import set_float32_matmul_precision as set_float32_matmul_precision
from gradwire.functions import where as where
from gradwire.generators import Generator as Generator
from gradwire.generators import default_generator as default_generator
from gradwire.limits import finfo as finfo
from gradwire.limits import iinfo as iinfo
from gradwire.promotion import can_cast as can_cast
from gradwire.promotion import promote_types as promote_types
from gradwire.promotion import result_type as result_type
from gradwire.remote.async_sessions import AsyncSession as AsyncSession
from gradwire.remote.sessions import Session as Session
from gradwire.serialization import load as load
from gradwire.serialization import save as save
from gradwire.sizes import Size as Size
from gradwire.tensors.printing import get_printoptions as get_printoptions
from gradwire.tensors.printing import printoptions as printoptions
from gradwire.tensors.printing import set_printoptions as set_printoptions
from gradwire.tensors.tensor import Tensor as Tensor
from gradwire.tensors.typed import CLASSES as _TYPED

float32 = float = _DTYPES["float32"]
float64 = double = _DTYPES["float64"]
float16 = half = _DTYPES["float16"]
bfloat16 = _DTYPES["bfloat16"]
complex64 = cfloat = _DTYPES["complex64"]
complex128 = cdouble = _DTYPES["complex128"]
int8 = _DTYPES["int8"]
int16 = short = _DTYPES["int16"]
int32 = int = _DTYPES["int32"]
int64 = long = _DTYPES["int64"]
uint8 = _DTYPES["uint8"]
bool = _DTYPES["bool"]

FloatTensor = _TYPED["FloatTensor"]
DoubleTensor = _TYPED["DoubleTensor"]
HalfTensor = _TYPED["HalfTensor"]
BFloat16Tensor = _TYPED["BFloat16Tensor"]
CharTensor = _TYPED["CharTensor"]
ShortTensor = _TYPED["ShortTensor"]
IntTensor = _TYPED["IntTensor"]
LongTensor = _TYPED["LongTensor"]
ByteTensor = _TYPED["ByteTensor"]
BoolTensor = _TYPED["BoolTensor"]

pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
newaxis = None

__all__ = [
    *_functions.__all__,
    *(name for name in list(globals()) if name[0] != "_" and name not in ("annotations", *_functions.__all__)),
]
