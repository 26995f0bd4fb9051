"""Kernels of our own for CUDA: what takes CuPy several, or what it does not do the same way twice."""

from engine.cuda.kernels.indices import outside as outside
from engine.cuda.kernels.losses import nll_gradient as nll_gradient
from engine.cuda.kernels.losses import nll_loss as nll_loss
from engine.cuda.kernels.norms import layer_norm as layer_norm
from engine.cuda.kernels.norms import standardize as standardize
from engine.cuda.kernels.norms import standardize_gradient as standardize_gradient
from engine.cuda.kernels.scatter import add_at as add_at
from engine.cuda.kernels.softmax import log_softmax as log_softmax
from engine.cuda.kernels.softmax import log_softmax_gradient as log_softmax_gradient
from engine.cuda.kernels.softmax import softmax as softmax
from engine.cuda.kernels.softmax import softmax_gradient as softmax_gradient
from engine.cuda.kernels.sums import product_sum as product_sum
from engine.cuda.kernels.sums import squares as squares
