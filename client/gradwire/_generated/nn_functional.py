"""The functions of torch.nn.functional. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.out import write
from gradwire.recording.dispatch import call, several, spread
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Numbers, Operand, Sizes, Text
    from gradwire.tensors.tensor import Tensor


def celu(input: Tensor, alpha: Number = 1.0, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.celu.html
    """
    if inplace:
        return call(table.CELU_, (input, alpha))
    if out is not None:
        return write(out, table.CELU, (input, alpha))
    return call(table.CELU, (input, alpha))


def celu_(input: Tensor, alpha: Number = 1.0) -> Tensor:
    """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.celu.html
    """
    return call(table.CELU_, (input, alpha))


def channel_shuffle(input: Tensor, groups: Int, *, out: Tensor | None = None) -> Tensor:
    """input with its channels in another order: the first of each group, then the second of each, and so on.

    Args:
        input: tensor
        groups: integer

    Shapes, for example:
        input [1, 6, 2], groups=3 → [1, 6, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.channel_shuffle.html
    """
    if out is not None:
        return write(out, table.CHANNEL_SHUFFLE, (input, groups))
    return call(table.CHANNEL_SHUFFLE, (input, groups))


def hardshrink(input: Tensor, lambd: Number = 0.5, *, out: Tensor | None = None) -> Tensor:
    """input where it is further than lambd from 0, else 0.

    Args:
        input: tensor
        lambd: number, by default 0.5

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.hardshrink.html
    """
    if out is not None:
        return write(out, table.HARDSHRINK, (input, lambd))
    return call(table.HARDSHRINK, (input, lambd))


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    if out is not None:
        return write(out, table.LOG_SOFTMAX, (input, dim, dtype))
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def adaptive_avg_pool1d(input: Tensor, output_size: Sizes) -> Tensor:
    """The means of as many windows as output_size says, which divide the last dimension evenly.

    Args:
        input: tensor
        output_size: integers

    Shapes, for example:
        input [1, 1, 5], output_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_AVG_POOL1D, (input, output_size))


def adaptive_avg_pool2d(input: Tensor, output_size: Sizes) -> Tensor:
    """The means of as many windows as output_size says, which divide the last two dimensions evenly.

    Args:
        input: tensor
        output_size: integers

    Shapes, for example:
        input [1, 3, 4], output_size=2 → [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_AVG_POOL2D, (input, output_size))


def adaptive_avg_pool3d(input: Tensor, output_size: Sizes) -> Tensor:
    """The means of as many windows as output_size says, which divide the last three dimensions evenly.

    Args:
        input: tensor
        output_size: integers

    Shapes, for example:
        input [1, 2, 3, 2], output_size=2 → [1, 2, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_AVG_POOL3D, (input, output_size))


def adaptive_max_pool1d(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last dimension evenly; return_indices adds where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], output_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D, (input, output_size, return_indices))


def adaptive_max_pool1d_with_indices(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last dimension evenly, and where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], output_size=2 → [1, 1, 2], [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D_WITH_INDICES, (input, output_size, return_indices))


def adaptive_max_pool2d(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last two dimensions evenly; return_indices adds where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 3, 3], output_size=2 → [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D, (input, output_size, return_indices))


def adaptive_max_pool2d_with_indices(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last two dimensions evenly, and where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 3, 3], output_size=2 → [1, 2, 2], [1, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D_WITH_INDICES, (input, output_size, return_indices))


def adaptive_max_pool3d(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last three dimensions evenly; return_indices adds where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 2, 2, 2], output_size=2 → [1, 2, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D, (input, output_size, return_indices))


def adaptive_max_pool3d_with_indices(input: Tensor, output_size: Sizes, return_indices: Bool = False) -> Any:
    """The largest elements of windows that divide the last three dimensions evenly, and where they are.

    Args:
        input: tensor
        output_size: integers
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 2, 2, 2], output_size=2 → [1, 2, 2, 2], [1, 2, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D_WITH_INDICES, (input, output_size, return_indices))


def affine_grid(theta: Tensor, size: Sizes, align_corners: Bool | None = None) -> Tensor:
    """The points of a grid for images of that size, moved by a batch of affine maps, for grid_sample.

    Args:
        theta: tensor
        size: integers
        align_corners: boolean, by default None

    Shapes, for example:
        theta [1, 2, 3], size=[1, 1, 2, 3] → [1, 2, 3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.affine_grid.html
    """
    return call(table.NN__FUNCTIONAL__AFFINE_GRID, (theta, size, align_corners))


def alpha_dropout(input: Tensor, p: Number = 0.5, training: Bool = False, inplace: Bool = False) -> Tensor:
    """Dropout for SELU networks: elements go to SELU's floor with probability p; mean and variance stay.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__ALPHA_DROPOUT_, (input, p, training))
    return call(table.NN__FUNCTIONAL__ALPHA_DROPOUT, (input, p, training))


def alpha_dropout_(input: Tensor, p: Number = 0.5, training: Bool = False) -> Tensor:
    """Dropout for SELU networks: elements go to SELU's floor with probability p; mean and variance stay.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
    """
    return call(table.NN__FUNCTIONAL__ALPHA_DROPOUT_, (input, p, training))


def avg_pool1d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, ceil_mode: Bool = False, count_include_pad: Bool = True) -> Tensor:
    """The means of windows that move along the last dimension of input.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        ceil_mode: boolean, by default False
        count_include_pad: boolean, by default True

    Shapes, for example:
        input [1, 1, 5], kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__AVG_POOL1D, (input, kernel_size, stride, padding, ceil_mode, count_include_pad))


def avg_pool2d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, ceil_mode: Bool = False, count_include_pad: Bool = True, divisor_override: Int | None = None) -> Tensor:
    """The means of windows that move over the last two dimensions of input.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        ceil_mode: boolean, by default False
        count_include_pad: boolean, by default True
        divisor_override: integer, by default None

    Shapes, for example:
        input [1, 3, 4], kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__AVG_POOL2D, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override))


def avg_pool3d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, ceil_mode: Bool = False, count_include_pad: Bool = True, divisor_override: Int | None = None) -> Tensor:
    """The means of windows that move over the last three dimensions of input.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        ceil_mode: boolean, by default False
        count_include_pad: boolean, by default True
        divisor_override: integer, by default None

    Shapes, for example:
        input [1, 2, 3, 2], kernel_size=2 → [1, 1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__AVG_POOL3D, (input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override))


def batch_norm(input: Tensor, running_mean: Operand | None = None, running_var: Operand | None = None, weight: Operand | None = None, bias: Operand | None = None, training: Bool = False, momentum: Number = 0.1, eps: Number = 1e-05) -> Tensor:
    """Each channel, in dimension 1, normalized over the batch, or by the running statistics if not training.

    Args:
        input: tensor
        running_mean: tensor, by default None
        running_var: tensor, by default None
        weight: tensor, by default None
        bias: tensor, by default None
        training: boolean, by default False
        momentum: number, by default 0.1
        eps: number, by default 1e-05

    Shapes, for example:
        input [3, 2], running_mean [2], running_var [2], weight [2], bias [2], training=True → [3, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html
    """
    return call(table.NN__FUNCTIONAL__BATCH_NORM, (input, running_mean, running_var, weight, bias, training, momentum, eps))


def bilinear(input1: Tensor, input2: Operand, weight: Operand, bias: Operand | None = None) -> Tensor:
    """input1 @ weight[k] @ input2 + bias[k] for each output k, along the last dimension of the inputs.

    Args:
        input1: tensor
        input2: tensor
        weight: tensor
        bias: tensor, by default None

    Shapes, for example:
        input1 [2, 3], input2 [2, 2], weight [4, 3, 2], bias [4] → [2, 4]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html
    """
    return call(table.NN__FUNCTIONAL__BILINEAR, (input1, input2, weight, bias))


def binary_cross_entropy(input: Tensor, target: Operand, weight: Operand | None = None, *, reduction: Text = "mean") -> Tensor:
    """The cross entropy of truths in [0, 1] and their probabilities input; logarithms are -100 at least.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        ValueError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html
    """
    return call(table.NN__FUNCTIONAL__BINARY_CROSS_ENTROPY, (input, target, weight, reduction))


def binary_cross_entropy_with_logits(input: Tensor, target: Operand, weight: Operand | None = None, *, reduction: Text = "mean", pos_weight: Operand | None = None) -> Tensor:
    """The cross entropy of truths in [0, 1] and the logits of their probabilities, without overflow.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        reduction: text, by default "mean"
        pos_weight: tensor, by default None

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        ValueError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
    """
    return call(table.NN__FUNCTIONAL__BINARY_CROSS_ENTROPY_WITH_LOGITS, (input, target, weight, reduction, pos_weight))


def conv1d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last dimension of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 2, 5], weight [2, 2, 2], bias [2] → [1, 2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html
    """
    return call(table.NN__FUNCTIONAL__CONV1D, (input, weight, bias, stride, padding, dilation, groups))


def conv2d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last two dimensions of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 2, 3, 3], weight [2, 1, 2, 2], bias [2], groups=2 → [1, 2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html
    """
    return call(table.NN__FUNCTIONAL__CONV2D, (input, weight, bias, stride, padding, dilation, groups))


def conv3d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, dilation: Sizes = 1, groups: Int = 1) -> Tensor:
    """Sums over a window that moves over the last three dimensions of input, times weight.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        dilation: integers, by default 1
        groups: integer, by default 1

    Shapes, for example:
        input [1, 1, 2, 3, 2], weight [1, 1, 2, 2, 2], bias [1] → [1, 1, 1, 2, 1]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html
    """
    return call(table.NN__FUNCTIONAL__CONV3D, (input, weight, bias, stride, padding, dilation, groups))


def conv_transpose1d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv1d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 2, 5], weight [2, 2, 2], bias [2] → [1, 2, 6]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE1D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def conv_transpose2d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv2d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 2, 3, 3], weight [2, 1, 2, 2], bias [2], groups=2 → [1, 2, 4, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE2D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def conv_transpose3d(input: Tensor, weight: Operand, bias: Operand | None = None, stride: Sizes = 1, padding: Sizes = 0, output_padding: Sizes = 0, groups: Int = 1, dilation: Sizes = 1) -> Tensor:
    """The transpose of conv3d: every element of input adds weight, times itself, to the output.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None
        stride: integers, by default 1
        padding: integers, by default 0
        output_padding: integers, by default 0
        groups: integer, by default 1
        dilation: integers, by default 1

    Shapes, for example:
        input [1, 1, 2, 3, 2], weight [1, 1, 2, 2, 2], bias [1] → [1, 1, 3, 4, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html
    """
    return call(table.NN__FUNCTIONAL__CONV_TRANSPOSE3D, (input, weight, bias, stride, padding, output_padding, groups, dilation))


def cosine_embedding_loss(input1: Tensor, input2: Operand, target: Operand, margin: Number = 0, *, reduction: Text = "mean") -> Tensor:
    """1 less the cosine of the angle between vectors where target is 1; how far it is above margin where -1.

    Args:
        input1: tensor
        input2: tensor
        target: tensor
        margin: number, by default 0
        reduction: text, by default "mean"

    Shapes, for example:
        input1 [2, 3], input2 [2, 3], target [2] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_embedding_loss.html
    """
    return call(table.NN__FUNCTIONAL__COSINE_EMBEDDING_LOSS, (input1, input2, target, margin, reduction))


def cosine_similarity(x1: Tensor, x2: Operand, dim: Int = 1, eps: Number = 1e-08) -> Tensor:
    """The cosines of the angles between x1 and x2 along dim; norms count as eps at least.

    Args:
        x1: tensor
        x2: tensor
        dim: integer, by default 1
        eps: number, by default 1e-08

    Shapes, for example:
        x1 [2, 3], x2 [2, 3] → [2]

    Raises:
        IndexError: dim is out of range
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
    """
    return call(table.NN__FUNCTIONAL__COSINE_SIMILARITY, (x1, x2, dim, eps))


def cross_entropy(input: Tensor, target: Operand, weight: Operand | None = None, *, ignore_index: Int = -100, reduction: Text = "mean", label_smoothing: Number = 0.0) -> Tensor:
    """The cross entropy of classes, or of their probabilities, and softmax of input along the second dimension.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        ignore_index: integer, by default -100
        reduction: text, by default "mean"
        label_smoothing: number, by default 0.0

    Shapes, for example:
        input [3, 4], target [3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
    """
    return call(table.NN__FUNCTIONAL__CROSS_ENTROPY, (input, target, weight, ignore_index, reduction, label_smoothing))


def dropout(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input with elements set to 0 with probability p and the others scaled by 1 / (1 - p), while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__DROPOUT_, (input, p, training))
    return call(table.NN__FUNCTIONAL__DROPOUT, (input, p, training))


def dropout_(input: Tensor, p: Number = 0.5, training: Bool = True) -> Tensor:
    """input with elements set to 0 with probability p and the others scaled by 1 / (1 - p), while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT_, (input, p, training))


def dropout1d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, L) or (C, L), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__DROPOUT1D_, (input, p, training))
    return call(table.NN__FUNCTIONAL__DROPOUT1D, (input, p, training))


def dropout1d_(input: Tensor, p: Number = 0.5, training: Bool = True) -> Tensor:
    """input, of shape (N, C, L) or (C, L), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT1D_, (input, p, training))


def dropout2d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, ...), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__DROPOUT2D_, (input, p, training))
    return call(table.NN__FUNCTIONAL__DROPOUT2D, (input, p, training))


def dropout2d_(input: Tensor, p: Number = 0.5, training: Bool = True) -> Tensor:
    """input, of shape (N, C, ...), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT2D_, (input, p, training))


def dropout3d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, D, H, W) or without N, with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__DROPOUT3D_, (input, p, training))
    return call(table.NN__FUNCTIONAL__DROPOUT3D, (input, p, training))


def dropout3d_(input: Tensor, p: Number = 0.5, training: Bool = True) -> Tensor:
    """input, of shape (N, C, D, H, W) or without N, with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT3D_, (input, p, training))


def elu(input: Tensor, alpha: Number = 1.0, inplace: Bool = False) -> Tensor:
    """input where it is positive, alpha * (exp(input) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__ELU_, (input, alpha))
    return call(table.NN__FUNCTIONAL__ELU, (input, alpha))


def elu_(input: Tensor, alpha: Number = 1.0) -> Tensor:
    """input where it is positive, alpha * (exp(input) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
    """
    return call(table.NN__FUNCTIONAL__ELU_, (input, alpha))


def embedding(input: Tensor, weight: Operand, padding_idx: Int | None = None, max_norm: Number | None = None, norm_type: Number = 2.0, scale_grad_by_freq: Bool = False, sparse: Bool = False) -> Tensor:
    """The rows of weight that input numbers; max_norm shortens these in weight first, padding_idx gets no gradient.

    Args:
        input: tensor
        weight: tensor
        padding_idx: integer, by default None
        max_norm: number, by default None
        norm_type: number, by default 2.0
        scale_grad_by_freq: boolean, by default False
        sparse: boolean, by default False

    Shapes, for example:
        input [2, 2], weight [4, 2] → [2, 2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
    """
    return call(table.NN__FUNCTIONAL__EMBEDDING, (input, weight, padding_idx, max_norm, norm_type, scale_grad_by_freq, sparse))


def embedding_bag(input: Tensor, weight: Operand, offsets: Operand | None = None, max_norm: Number | None = None, norm_type: Number = 2, scale_grad_by_freq: Bool = False, mode: Text = "mean", sparse: Bool = False, per_sample_weights: Operand | None = None, include_last_offset: Bool = False, padding_idx: Int | None = None) -> Tensor:
    """The mean, sum or max of rows of weight in each bag: a row of input, or its indices from each offset on.

    Args:
        input: tensor
        weight: tensor
        offsets: tensor, by default None
        max_norm: number, by default None
        norm_type: number, by default 2
        scale_grad_by_freq: boolean, by default False
        mode: text, by default "mean"
        sparse: boolean, by default False
        per_sample_weights: tensor, by default None
        include_last_offset: boolean, by default False
        padding_idx: integer, by default None

    Shapes, for example:
        input [4], weight [4, 2], offsets [2] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
    """
    return call(table.NN__FUNCTIONAL__EMBEDDING_BAG, (input, weight, offsets, max_norm, norm_type, scale_grad_by_freq, mode, sparse, per_sample_weights, include_last_offset, padding_idx))


def feature_alpha_dropout(input: Tensor, p: Number = 0.5, training: Bool = False, inplace: Bool = False) -> Tensor:
    """Like alpha_dropout, for whole channels of an input of shape (N, C, ...).

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT_, (input, p, training))
    return call(table.NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT, (input, p, training))


def feature_alpha_dropout_(input: Tensor, p: Number = 0.5, training: Bool = False) -> Tensor:
    """Like alpha_dropout, for whole channels of an input of shape (N, C, ...).

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False

    Shapes, for example:
        input [2, 3], training=False → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
    """
    return call(table.NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT_, (input, p, training))


def fold(input: Tensor, output_size: Sizes, kernel_size: Sizes, dilation: Sizes = 1, padding: Sizes = 0, stride: Sizes = 1) -> Tensor:
    """Planes of output_size in which columns of windows, as unfold gives them, are added up where they lie.

    Args:
        input: tensor
        output_size: integers
        kernel_size: integers
        dilation: integers, by default 1
        padding: integers, by default 0
        stride: integers, by default 1

    Shapes, for example:
        input [1, 4, 4], output_size=3, kernel_size=2 → [1, 1, 3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fold.html
    """
    return call(table.NN__FUNCTIONAL__FOLD, (input, output_size, kernel_size, dilation, padding, stride))


def fractional_max_pool2d(input: Tensor, kernel_size: Sizes, output_size: Sizes | None = None, output_ratio: Numbers | None = None, return_indices: Bool = False, _random_samples: Operand | None = None) -> Any:
    """The largest elements of windows of one size at random places of the last two dimensions; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        output_size: integers, by default None
        output_ratio: numbers, by default None
        return_indices: boolean, by default False
        _random_samples: tensor, by default None

    Shapes, for example:
        input [1, 3, 3], _random_samples [1, 1, 2], kernel_size=1, output_size=2 → [1, 2, 2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples))


def fractional_max_pool2d_with_indices(input: Tensor, kernel_size: Sizes, output_size: Sizes | None = None, output_ratio: Numbers | None = None, return_indices: Bool = False, _random_samples: Operand | None = None) -> Any:
    """The largest elements of windows of one size at random places of the last two dimensions, and where they are.

    Args:
        input: tensor
        kernel_size: integers
        output_size: integers, by default None
        output_ratio: numbers, by default None
        return_indices: boolean, by default False
        _random_samples: tensor, by default None

    Shapes, for example:
        input [1, 3, 3], _random_samples [1, 1, 2], kernel_size=1, output_size=2 → [1, 2, 2], [1, 2, 2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool2d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D_WITH_INDICES, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples))


def fractional_max_pool3d(input: Tensor, kernel_size: Sizes, output_size: Sizes | None = None, output_ratio: Numbers | None = None, return_indices: Bool = False, _random_samples: Operand | None = None) -> Any:
    """The largest elements of windows of one size at random places of the last three dimensions; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        output_size: integers, by default None
        output_ratio: numbers, by default None
        return_indices: boolean, by default False
        _random_samples: tensor, by default None

    Shapes, for example:
        input [1, 2, 2, 2], _random_samples [1, 1, 3], kernel_size=1, output_size=1 → [1, 1, 1, 1]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples))


def fractional_max_pool3d_with_indices(input: Tensor, kernel_size: Sizes, output_size: Sizes | None = None, output_ratio: Numbers | None = None, return_indices: Bool = False, _random_samples: Operand | None = None) -> Any:
    """The largest elements of windows of one size at random places of the last three dimensions, and where they are.

    Args:
        input: tensor
        kernel_size: integers
        output_size: integers, by default None
        output_ratio: numbers, by default None
        return_indices: boolean, by default False
        _random_samples: tensor, by default None

    Shapes, for example:
        input [1, 2, 2, 2], _random_samples [1, 1, 3], kernel_size=1, output_size=1 → [1, 1, 1, 1], [1, 1, 1, 1]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fractional_max_pool3d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D_WITH_INDICES, (input, kernel_size, output_size, output_ratio, return_indices, _random_samples))


def gaussian_nll_loss(input: Tensor, target: Operand, var: Operand, full: Bool = False, eps: Number = 1e-06, reduction: Text = "mean") -> Tensor:
    """Less the log likelihood of target, normal with mean input and variance var; full with the constant part.

    Args:
        input: tensor
        target: tensor
        var: tensor
        full: boolean, by default False
        eps: number, by default 1e-06
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3], var [2, 3] → []

    Raises:
        ValueError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html
    """
    return call(table.NN__FUNCTIONAL__GAUSSIAN_NLL_LOSS, (input, target, var, full, eps, reduction))


def gelu(input: Tensor, *, approximate: Text = "none") -> Tensor:
    """input times the share of a normal distribution below it; nearly so with approximate="tanh".

    Args:
        input: tensor
        approximate: text, by default "none"

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
    """
    return call(table.NN__FUNCTIONAL__GELU, (input, approximate))


def glu(input: Tensor, dim: Int = -1) -> Tensor:
    """The first half of input along dim times the sigmoid of the second half.

    Args:
        input: tensor
        dim: integer, by default -1

    Shapes, for example:
        input [2, 4] → [2, 2]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html
    """
    return call(table.NN__FUNCTIONAL__GLU, (input, dim))


def grid_sample(input: Tensor, grid: Operand, mode: Text = "bilinear", padding_mode: Text = "zeros", align_corners: Bool | None = None) -> Tensor:
    """input, a batch of images, at the points of grid, whose last dimension is x, y (and z) from -1 to 1.

    Args:
        input: tensor
        grid: tensor
        mode: text, by default "bilinear"
        padding_mode: text, by default "zeros"
        align_corners: boolean, by default None

    Shapes, for example:
        input [1, 2, 3, 4], grid [1, 2, 2, 2] → [1, 2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
    """
    return call(table.NN__FUNCTIONAL__GRID_SAMPLE, (input, grid, mode, padding_mode, align_corners))


def group_norm(input: Tensor, num_groups: Int, weight: Operand | None = None, bias: Operand | None = None, eps: Number = 1e-05) -> Tensor:
    """input normalized over groups of its channels, which are dimension 1, then times weight plus bias.

    Args:
        input: tensor
        num_groups: integer
        weight: tensor, by default None
        bias: tensor, by default None
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 4, 2], weight [4], bias [4], num_groups=2 → [2, 4, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
    """
    return call(table.NN__FUNCTIONAL__GROUP_NORM, (input, num_groups, weight, bias, eps))


def hardsigmoid(input: Tensor, inplace: Bool = False) -> Tensor:
    """input / 6 + 1 / 2, held between 0 and 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__HARDSIGMOID_, (input,))
    return call(table.NN__FUNCTIONAL__HARDSIGMOID, (input,))


def hardsigmoid_(input: Tensor) -> Tensor:
    """input / 6 + 1 / 2, held between 0 and 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html
    """
    return call(table.NN__FUNCTIONAL__HARDSIGMOID_, (input,))


def hardswish(input: Tensor, inplace: Bool = False) -> Tensor:
    """input * hardsigmoid(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__HARDSWISH_, (input,))
    return call(table.NN__FUNCTIONAL__HARDSWISH, (input,))


def hardswish_(input: Tensor) -> Tensor:
    """input * hardsigmoid(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html
    """
    return call(table.NN__FUNCTIONAL__HARDSWISH_, (input,))


def hardtanh(input: Tensor, min_val: Number = -1.0, max_val: Number = 1.0, inplace: Bool = False) -> Tensor:
    """input, raised to min_val and lowered to max_val. At the bounds the gradient is 0.

    Args:
        input: tensor
        min_val: number, by default -1.0
        max_val: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__HARDTANH_, (input, min_val, max_val))
    return call(table.NN__FUNCTIONAL__HARDTANH, (input, min_val, max_val))


def hardtanh_(input: Tensor, min_val: Number = -1.0, max_val: Number = 1.0) -> Tensor:
    """input, raised to min_val and lowered to max_val. At the bounds the gradient is 0.

    Args:
        input: tensor
        min_val: number, by default -1.0
        max_val: number, by default 1.0

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html
    """
    return call(table.NN__FUNCTIONAL__HARDTANH_, (input, min_val, max_val))


def hinge_embedding_loss(input: Tensor, target: Operand, margin: Number = 1.0, *, reduction: Text = "mean") -> Tensor:
    """input, a distance, where target is 1; how far it stays below margin where target is -1.

    Args:
        input: tensor
        target: tensor
        margin: number, by default 1.0
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hinge_embedding_loss.html
    """
    return call(table.NN__FUNCTIONAL__HINGE_EMBEDDING_LOSS, (input, target, margin, reduction))


def huber_loss(input: Tensor, target: Operand, reduction: Text = "mean", delta: Number = 1.0, weight: Operand | None = None) -> Tensor:
    """Half the squares of the differences of input and target up to delta, straight lines of that slope beyond.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"
        delta: number, by default 1.0
        weight: tensor, by default None

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
    """
    return call(table.NN__FUNCTIONAL__HUBER_LOSS, (input, target, reduction, delta, weight))


def instance_norm(input: Tensor, running_mean: Operand | None = None, running_var: Operand | None = None, weight: Operand | None = None, bias: Operand | None = None, use_input_stats: Bool = True, momentum: Number = 0.1, eps: Number = 1e-05) -> Tensor:
    """Each channel of each sample normalized by itself, or by the running statistics if not use_input_stats.

    Args:
        input: tensor
        running_mean: tensor, by default None
        running_var: tensor, by default None
        weight: tensor, by default None
        bias: tensor, by default None
        use_input_stats: boolean, by default True
        momentum: number, by default 0.1
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 2, 2], weight [2], bias [2], eps=0.1 → [2, 2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html
    """
    return call(table.NN__FUNCTIONAL__INSTANCE_NORM, (input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps))


def interpolate(input: Tensor, size: Sizes | None = None, scale_factor: Numbers | None = None, mode: Text = "nearest", align_corners: Bool | None = None, recompute_scale_factor: Bool | None = None, antialias: Bool = False) -> Tensor:
    """input, [batch, channels, ...], with its other dimensions in a new size or scaled, by the method named mode.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None
        mode: text, by default "nearest"
        align_corners: boolean, by default None
        recompute_scale_factor: boolean, by default None
        antialias: boolean, by default False

    Shapes, for example:
        input [1, 2, 3], size=5 → [1, 2, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
    """
    return call(table.NN__FUNCTIONAL__INTERPOLATE, (input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias))


def kl_div(input: Tensor, target: Operand, *, reduction: Text = "mean", log_target: Bool = False) -> Tensor:
    """The divergence of probabilities target from those whose logarithms are input; with log_target both are such.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"
        log_target: boolean, by default False

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
    """
    return call(table.NN__FUNCTIONAL__KL_DIV, (input, target, reduction, log_target))


def l1_loss(input: Tensor, target: Operand, *, reduction: Text = "mean", weight: Operand | None = None) -> Tensor:
    """The absolute differences of input and target: their mean, weighted by weight, their sum, or each one.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"
        weight: tensor, by default None

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
    """
    return call(table.NN__FUNCTIONAL__L1_LOSS, (input, target, reduction, weight))


def layer_norm(input: Tensor, normalized_shape: Sizes, weight: Operand | None = None, bias: Operand | None = None, eps: Number = 1e-05) -> Tensor:
    """input normalized over its last dimensions, those of normalized_shape, then times weight plus bias.

    Args:
        input: tensor
        normalized_shape: integers
        weight: tensor, by default None
        bias: tensor, by default None
        eps: number, by default 1e-05

    Shapes, for example:
        input [2, 3], weight [3], bias [3], normalized_shape=[3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
    """
    return call(table.NN__FUNCTIONAL__LAYER_NORM, (input, normalized_shape, weight, bias, eps))


def leaky_relu(input: Tensor, negative_slope: Number = 0.01, inplace: Bool = False) -> Tensor:
    """input where it is positive, negative_slope * input elsewhere.

    Args:
        input: tensor
        negative_slope: number, by default 0.01

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__LEAKY_RELU_, (input, negative_slope))
    return call(table.NN__FUNCTIONAL__LEAKY_RELU, (input, negative_slope))


def leaky_relu_(input: Tensor, negative_slope: Number = 0.01) -> Tensor:
    """input where it is positive, negative_slope * input elsewhere.

    Args:
        input: tensor
        negative_slope: number, by default 0.01

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
    """
    return call(table.NN__FUNCTIONAL__LEAKY_RELU_, (input, negative_slope))


def linear(input: Tensor, weight: Operand, bias: Operand | None = None) -> Tensor:
    """input @ weight.T + bias, along the last dimension of input.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None

    Shapes, for example:
        input [2, 3], weight [4, 3], bias [4] → [2, 4]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
    """
    return call(table.NN__FUNCTIONAL__LINEAR, (input, weight, bias))


def linear_cross_entropy(input: Tensor, linear_weight: Operand, target: Operand, *, linear_bias: Operand | None = None, weight: Operand | None = None, reduction: Text = "mean", ignore_index: Int | None = None, label_smoothing: Number = 0.0) -> Tensor:
    """cross_entropy of linear(input, linear_weight, linear_bias) and target; the weight is [classes, ..., features].

    Args:
        input: tensor
        linear_weight: tensor
        target: tensor
        linear_bias: tensor, by default None
        weight: tensor, by default None
        reduction: text, by default "mean"
        ignore_index: integer, by default None
        label_smoothing: number, by default 0.0

    Shapes, for example:
        input [3, 2], linear_weight [4, 2], target [3], linear_bias [4] → []

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear_cross_entropy.html
    """
    return call(table.NN__FUNCTIONAL__LINEAR_CROSS_ENTROPY, (input, linear_weight, target, linear_bias, weight, reduction, ignore_index, label_smoothing))


def local_response_norm(input: Tensor, size: Int, alpha: Number = 0.0001, beta: Number = 0.75, k: Number = 1.0) -> Tensor:
    """input divided by (k + alpha * the mean of squares over `size` neighbouring channels) ** beta.

    Args:
        input: tensor
        size: integer
        alpha: number, by default 0.0001
        beta: number, by default 0.75
        k: number, by default 1.0

    Shapes, for example:
        input [1, 3, 2], size=2 → [1, 3, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.local_response_norm.html
    """
    return call(table.NN__FUNCTIONAL__LOCAL_RESPONSE_NORM, (input, size, alpha, beta, k))


def logsigmoid(input: Tensor) -> Tensor:
    """log(sigmoid(input)), without overflow.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
    """
    return call(table.NN__FUNCTIONAL__LOGSIGMOID, (input,))


def lp_pool1d(input: Tensor, norm_type: Number, kernel_size: Sizes, stride: Sizes | None = None, ceil_mode: Bool = False) -> Tensor:
    """The norms of windows over the last dimension: sums of powers norm_type, and their root.

    Args:
        input: tensor
        norm_type: number
        kernel_size: integers
        stride: integers, by default None
        ceil_mode: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], norm_type=2, kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__LP_POOL1D, (input, norm_type, kernel_size, stride, ceil_mode))


def lp_pool2d(input: Tensor, norm_type: Number, kernel_size: Sizes, stride: Sizes | None = None, ceil_mode: Bool = False) -> Tensor:
    """The norms of windows over the last two dimensions: sums of powers norm_type, and their root.

    Args:
        input: tensor
        norm_type: number
        kernel_size: integers
        stride: integers, by default None
        ceil_mode: boolean, by default False

    Shapes, for example:
        input [1, 3, 4], norm_type=2, kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__LP_POOL2D, (input, norm_type, kernel_size, stride, ceil_mode))


def lp_pool3d(input: Tensor, norm_type: Number, kernel_size: Sizes, stride: Sizes | None = None, ceil_mode: Bool = False) -> Tensor:
    """The norms of windows over the last three dimensions: sums of powers norm_type, and their root.

    Args:
        input: tensor
        norm_type: number
        kernel_size: integers
        stride: integers, by default None
        ceil_mode: boolean, by default False

    Shapes, for example:
        input [1, 2, 3, 2], norm_type=2, kernel_size=2 → [1, 1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__LP_POOL3D, (input, norm_type, kernel_size, stride, ceil_mode))


def margin_ranking_loss(input1: Tensor, input2: Operand, target: Operand, margin: Number = 0, *, reduction: Text = "mean") -> Tensor:
    """How far input1 misses being above input2 by margin where target is 1, below it where target is -1.

    Args:
        input1: tensor
        input2: tensor
        target: tensor
        margin: number, by default 0
        reduction: text, by default "mean"

    Shapes, for example:
        input1 [2, 3], input2 [2, 3], target [2, 3], margin=0.5 → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.margin_ranking_loss.html
    """
    return call(table.NN__FUNCTIONAL__MARGIN_RANKING_LOSS, (input1, input2, target, margin, reduction))


def max_pool1d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last dimension of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], kernel_size=2 → [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL1D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool1d_with_indices(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last dimension of input, and where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 1, 5], kernel_size=2 → [1, 1, 2], [1, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL1D_WITH_INDICES, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool2d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last two dimensions of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 3, 3], kernel_size=2 → [1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL2D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool2d_with_indices(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last two dimensions of input, and where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 3, 3], kernel_size=2 → [1, 1, 1], [1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL2D_WITH_INDICES, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool3d(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last three dimensions of input; return_indices adds where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 2, 2, 2], kernel_size=2 → [1, 1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL3D, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_pool3d_with_indices(input: Tensor, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, dilation: Sizes = 1, ceil_mode: Bool = False, return_indices: Bool = False) -> Any:
    """The largest elements of windows that move over the last three dimensions of input, and where they are.

    Args:
        input: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        dilation: integers, by default 1
        ceil_mode: boolean, by default False
        return_indices: boolean, by default False

    Shapes, for example:
        input [1, 2, 2, 2], kernel_size=2 → [1, 1, 1, 1], [1, 1, 1, 1]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d_with_indices.html
    """
    return call(table.NN__FUNCTIONAL__MAX_POOL3D_WITH_INDICES, (input, kernel_size, stride, padding, dilation, ceil_mode, return_indices))


def max_unpool1d(input: Tensor, indices: Operand, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, output_size: Sizes | None = None) -> Tensor:
    """Zeros over the last dimension with input at indices, which max_pool1d gave.

    Args:
        input: tensor
        indices: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        output_size: integers, by default None

    Shapes, for example:
        input [1, 1, 2], indices [1, 1, 2], kernel_size=2 → [1, 1, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_UNPOOL1D, (input, indices, kernel_size, stride, padding, output_size))


def max_unpool2d(input: Tensor, indices: Operand, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, output_size: Sizes | None = None) -> Tensor:
    """Zeros over the last two dimensions with input at indices, which max_pool2d gave.

    Args:
        input: tensor
        indices: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        output_size: integers, by default None

    Shapes, for example:
        input [1, 1, 2], indices [1, 1, 2], kernel_size=2 → [1, 2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_UNPOOL2D, (input, indices, kernel_size, stride, padding, output_size))


def max_unpool3d(input: Tensor, indices: Operand, kernel_size: Sizes, stride: Sizes | None = None, padding: Sizes = 0, output_size: Sizes | None = None) -> Tensor:
    """Zeros over the last three dimensions with input at indices, which max_pool3d gave.

    Args:
        input: tensor
        indices: tensor
        kernel_size: integers
        stride: integers, by default None
        padding: integers, by default 0
        output_size: integers, by default None

    Shapes, for example:
        input [1, 1, 1, 2], indices [1, 1, 1, 2], kernel_size=2 → [1, 2, 2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html
    """
    return call(table.NN__FUNCTIONAL__MAX_UNPOOL3D, (input, indices, kernel_size, stride, padding, output_size))


def mish(input: Tensor, inplace: Bool = False) -> Tensor:
    """input * tanh(log(1 + exp(input))).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__MISH_, (input,))
    return call(table.NN__FUNCTIONAL__MISH, (input,))


def mish_(input: Tensor) -> Tensor:
    """input * tanh(log(1 + exp(input))).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html
    """
    return call(table.NN__FUNCTIONAL__MISH_, (input,))


def mse_loss(input: Tensor, target: Operand, *, reduction: Text = "mean", weight: Operand | None = None) -> Tensor:
    """The squares of the differences of input and target: their mean, weighted by weight, their sum, or each one.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"
        weight: tensor, by default None

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
    """
    return call(table.NN__FUNCTIONAL__MSE_LOSS, (input, target, reduction, weight))


def multi_head_attention_forward(query: Tensor, key: Operand, value: Operand, embed_dim_to_check: Int, num_heads: Int, in_proj_weight: Operand | None = None, in_proj_bias: Operand | None = None, bias_k: Operand | None = None, bias_v: Operand | None = None, add_zero_attn: Bool = False, dropout_p: Number = 0.0, out_proj_weight: Operand | None = None, out_proj_bias: Operand | None = None, training: Bool = True, key_padding_mask: Operand | None = None, need_weights: Bool = True, attn_mask: Operand | None = None, use_separate_proj_weight: Bool = False, q_proj_weight: Operand | None = None, k_proj_weight: Operand | None = None, v_proj_weight: Operand | None = None, static_k: Operand | None = None, static_v: Operand | None = None, average_attn_weights: Bool = True, is_causal: Bool = False) -> Any:
    """Attention in num_heads parts of the embedding, between projections; with it the weights, or None.

    Args:
        query: tensor
        key: tensor
        value: tensor
        embed_dim_to_check: integer
        num_heads: integer
        in_proj_weight: tensor, by default None
        in_proj_bias: tensor, by default None
        bias_k: tensor, by default None
        bias_v: tensor, by default None
        add_zero_attn: boolean, by default False
        dropout_p: number, by default 0.0
        out_proj_weight: tensor, by default None
        out_proj_bias: tensor, by default None
        training: boolean, by default True
        key_padding_mask: tensor, by default None
        need_weights: boolean, by default True
        attn_mask: tensor, by default None
        use_separate_proj_weight: boolean, by default False
        q_proj_weight: tensor, by default None
        k_proj_weight: tensor, by default None
        v_proj_weight: tensor, by default None
        static_k: tensor, by default None
        static_v: tensor, by default None
        average_attn_weights: boolean, by default True
        is_causal: boolean, by default False

    Shapes, for example:
        query [2, 1, 4], key [3, 1, 4], value [3, 1, 4], in_proj_weight [12, 4], in_proj_bias [12], out_proj_weight [4, 4], out_proj_bias [4], embed_dim_to_check=4, num_heads=2, add_zero_attn=False, dropout_p=0.0 → [2, 1, 4], [1, 2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_head_attention_forward.html
    """
    return call(table.NN__FUNCTIONAL__MULTI_HEAD_ATTENTION_FORWARD, (query, key, value, embed_dim_to_check, num_heads, in_proj_weight, in_proj_bias, bias_k, bias_v, add_zero_attn, dropout_p, out_proj_weight, out_proj_bias, training, key_padding_mask, need_weights, attn_mask, use_separate_proj_weight, q_proj_weight, k_proj_weight, v_proj_weight, static_k, static_v, average_attn_weights, is_causal))


def multi_margin_loss(input: Tensor, target: Operand, p: Int = 1, margin: Number = 1.0, weight: Operand | None = None, *, reduction: Text = "mean") -> Tensor:
    """How far the other classes come nearer than margin to the right one, to the power p: the mean over classes.

    Args:
        input: tensor
        target: tensor
        p: integer, by default 1
        margin: number, by default 1.0
        weight: tensor, by default None
        reduction: text, by default "mean"

    Shapes, for example:
        input [3, 4], target [3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html
    """
    return call(table.NN__FUNCTIONAL__MULTI_MARGIN_LOSS, (input, target, p, margin, weight, reduction))


def multilabel_margin_loss(input: Tensor, target: Operand, *, reduction: Text = "mean") -> Tensor:
    """How far other classes come nearer than 1 to each of the right ones, which target names before its first -1.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_margin_loss.html
    """
    return call(table.NN__FUNCTIONAL__MULTILABEL_MARGIN_LOSS, (input, target, reduction))


def multilabel_soft_margin_loss(input: Tensor, target: Operand, weight: Operand | None = None, *, reduction: Text = "mean") -> Tensor:
    """The cross entropy of truths and logits, meant over the last dimension, classes: of these the mean or the sum.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_soft_margin_loss.html
    """
    return call(table.NN__FUNCTIONAL__MULTILABEL_SOFT_MARGIN_LOSS, (input, target, weight, reduction))


def nll_loss(input: Tensor, target: Operand, weight: Operand | None = None, *, ignore_index: Int = -100, reduction: Text = "mean") -> Tensor:
    """The negative log likelihood of the right classes, given log probabilities along the second dimension.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        ignore_index: integer, by default -100
        reduction: text, by default "mean"

    Shapes, for example:
        input [3, 4], target [3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
    """
    return call(table.NN__FUNCTIONAL__NLL_LOSS, (input, target, weight, ignore_index, reduction))


def normalize(input: Tensor, p: Number = 2.0, dim: Sizes = (1,), eps: Number = 1e-12) -> Tensor:
    """input over its p-norm along dim: vectors of length 1, but where the norm is below eps.

    Args:
        input: tensor
        p: number, by default 2.0
        dim: integers, by default (1,)
        eps: number, by default 1e-12

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html
    """
    return call(table.NN__FUNCTIONAL__NORMALIZE, (input, p, dim, eps))


def one_hot(input: Tensor, num_classes: Int = -1) -> Tensor:
    """For each number of a class num_classes integers, a 1 at that number and 0 elsewhere.

    Args:
        input: tensor
        num_classes: integer, by default -1

    Shapes, for example:
        input [3] → [3, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.one_hot.html
    """
    return call(table.NN__FUNCTIONAL__ONE_HOT, (input, num_classes))


def pad(input: Tensor, pad: Sizes, mode: Text = "constant", value: Number | None = None) -> Tensor:
    """input enlarged at its borders: by value, or mirrored, repeated or wrapped around; negative numbers crop.

    Args:
        input: tensor
        pad: integers
        mode: text, by default "constant"
        value: number, by default None

    Shapes, for example:
        input [2, 3], pad=[1, 2], value=0.5 → [2, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
    """
    return call(table.NN__FUNCTIONAL__PAD, (input, pad, mode, value))


def pairwise_distance(x1: Tensor, x2: Operand, p: Number = 2.0, eps: Number = 1e-06, keepdim: Bool = False) -> Tensor:
    """The p-norms of x1 - x2 + eps along the last dimension.

    Args:
        x1: tensor
        x2: tensor
        p: number, by default 2.0
        eps: number, by default 1e-06
        keepdim: boolean, by default False

    Shapes, for example:
        x1 [2, 3], x2 [2, 3] → [2]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html
    """
    return call(table.NN__FUNCTIONAL__PAIRWISE_DISTANCE, (x1, x2, p, eps, keepdim))


def pdist(input: Tensor, p: Number = 2.0) -> Tensor:
    """The p-norms of the differences of each two rows of input: those of the first with all others, and so on.

    Args:
        input: tensor
        p: number, by default 2.0

    Shapes, for example:
        input [4, 2] → [6]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pdist.html
    """
    return call(table.NN__FUNCTIONAL__PDIST, (input, p))


def poisson_nll_loss(input: Tensor, target: Operand, log_input: Bool = True, full: Bool = False, *, eps: Number = 1e-08, reduction: Text = "mean") -> Tensor:
    """Less the log likelihood of counts target where input is (the logarithm of) how many are expected.

    Args:
        input: tensor
        target: tensor
        log_input: boolean, by default True
        full: boolean, by default False
        eps: number, by default 1e-08
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.poisson_nll_loss.html
    """
    return call(table.NN__FUNCTIONAL__POISSON_NLL_LOSS, (input, target, log_input, full, eps, reduction))


def relu6(input: Tensor, inplace: Bool = False) -> Tensor:
    """input, raised to 0 and lowered to 6.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__RELU6_, (input,))
    return call(table.NN__FUNCTIONAL__RELU6, (input,))


def relu6_(input: Tensor) -> Tensor:
    """input, raised to 0 and lowered to 6.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html
    """
    return call(table.NN__FUNCTIONAL__RELU6_, (input,))


def rms_norm(input: Tensor, normalized_shape: Sizes, weight: Operand | None = None, eps: Number | None = None) -> Tensor:
    """input divided by the root of the mean square over its last dimensions, then times weight.

    Args:
        input: tensor
        normalized_shape: integers
        weight: tensor, by default None
        eps: number, by default None

    Shapes, for example:
        input [2, 3], weight [3], normalized_shape=[3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rms_norm.html
    """
    return call(table.NN__FUNCTIONAL__RMS_NORM, (input, normalized_shape, weight, eps))


def rrelu(input: Tensor, lower: Number = 0.125, upper: Number = 0.3333333333333333, training: Bool = False, inplace: Bool = False) -> Tensor:
    """input where it is positive, else times a random slope from lower to upper while training, else their mean.

    Args:
        input: tensor
        lower: number, by default 0.125
        upper: number, by default 0.3333333333333333
        training: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__RRELU_, (input, lower, upper, training))
    return call(table.NN__FUNCTIONAL__RRELU, (input, lower, upper, training))


def rrelu_(input: Tensor, lower: Number = 0.125, upper: Number = 0.3333333333333333, training: Bool = False) -> Tensor:
    """input where it is positive, else times a random slope from lower to upper while training, else their mean.

    Args:
        input: tensor
        lower: number, by default 0.125
        upper: number, by default 0.3333333333333333
        training: boolean, by default False

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
    """
    return call(table.NN__FUNCTIONAL__RRELU_, (input, lower, upper, training))


def scaled_dot_product_attention(query: Tensor, key: Operand, value: Operand, attn_mask: Operand | None = None, dropout_p: Number = 0.0, is_causal: Bool = False, scale: Number | None = None, enable_gqa: Bool = False) -> Tensor:
    """softmax(query @ key.mT * scale) @ value; a mask keeps what is true, or is added; scale is E ** -0.5.

    Args:
        query: tensor
        key: tensor
        value: tensor
        attn_mask: tensor, by default None
        dropout_p: number, by default 0.0
        is_causal: boolean, by default False
        scale: number, by default None
        enable_gqa: boolean, by default False

    Shapes, for example:
        query [2, 2], key [3, 2], value [3, 2] → [2, 2]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
    """
    return call(table.NN__FUNCTIONAL__SCALED_DOT_PRODUCT_ATTENTION, (query, key, value, attn_mask, dropout_p, is_causal, scale, enable_gqa))


def silu(input: Tensor, inplace: Bool = False) -> Tensor:
    """input * sigmoid(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
    """
    if inplace:
        return call(table.NN__FUNCTIONAL__SILU_, (input,))
    return call(table.NN__FUNCTIONAL__SILU, (input,))


def silu_(input: Tensor) -> Tensor:
    """input * sigmoid(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
    """
    return call(table.NN__FUNCTIONAL__SILU_, (input,))


def smooth_l1_loss(input: Tensor, target: Operand, *, reduction: Text = "mean", beta: Number = 1.0) -> Tensor:
    """The absolute differences of input and target less beta / 2; squares over 2 * beta where they are below beta.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"
        beta: number, by default 1.0

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html
    """
    return call(table.NN__FUNCTIONAL__SMOOTH_L1_LOSS, (input, target, reduction, beta))


def soft_margin_loss(input: Tensor, target: Operand, *, reduction: Text = "mean") -> Tensor:
    """log(1 + exp(-target * input)) for targets 1 and -1: the mean, the sum, or each one.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"

    Shapes, for example:
        input [2, 3], target [2, 3] → []

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.soft_margin_loss.html
    """
    return call(table.NN__FUNCTIONAL__SOFT_MARGIN_LOSS, (input, target, reduction))


def softmin(input: Tensor, dim: Int | None = None, *, dtype: Dtype | None = None) -> Tensor:
    """softmax of -input along dim: the smallest has the largest share.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html
    """
    return call(table.NN__FUNCTIONAL__SOFTMIN, (input, dim, dtype))


def softplus(input: Tensor, beta: Number = 1, threshold: Number = 20) -> Tensor:
    """log(1 + exp(beta * input)) / beta; input itself where beta * input is above threshold.

    Args:
        input: tensor
        beta: number, by default 1
        threshold: number, by default 20

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
    """
    return call(table.NN__FUNCTIONAL__SOFTPLUS, (input, beta, threshold))


def softshrink(input: Tensor, lambd: Number = 0.5) -> Tensor:
    """input, drawn towards 0 by lambd; 0 where it is nearer than that.

    Args:
        input: tensor
        lambd: number, by default 0.5

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html
    """
    return call(table.NN__FUNCTIONAL__SOFTSHRINK, (input, lambd))


def softsign(input: Tensor) -> Tensor:
    """input / (1 + abs(input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html
    """
    return call(table.NN__FUNCTIONAL__SOFTSIGN, (input,))


def tanhshrink(input: Tensor) -> Tensor:
    """input - tanh(input).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html
    """
    return call(table.NN__FUNCTIONAL__TANHSHRINK, (input,))


def triplet_margin_loss(anchor: Tensor, positive: Operand, negative: Operand, margin: Number = 1.0, p: Number = 2, eps: Number = 1e-06, swap: Bool = False, *, reduction: Text = "mean") -> Tensor:
    """How far anchor misses being nearer to positive than to negative by margin, by the distance of the p-norm.

    Args:
        anchor: tensor
        positive: tensor
        negative: tensor
        margin: number, by default 1.0
        p: number, by default 2
        eps: number, by default 1e-06
        swap: boolean, by default False
        reduction: text, by default "mean"

    Shapes, for example:
        anchor [2, 3], positive [2, 3], negative [2, 3] → []

    Raises:
        RuntimeError: shapes do not fit

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_loss.html
    """
    return call(table.NN__FUNCTIONAL__TRIPLET_MARGIN_LOSS, (anchor, positive, negative, margin, p, eps, swap, reduction))


def unfold(input: Tensor, kernel_size: Sizes, dilation: Sizes = 1, padding: Sizes = 0, stride: Sizes = 1) -> Tensor:
    """What windows over the last two dimensions of all channels meet, side by side: a column per window.

    Args:
        input: tensor
        kernel_size: integers
        dilation: integers, by default 1
        padding: integers, by default 0
        stride: integers, by default 1

    Shapes, for example:
        input [1, 1, 3, 3], kernel_size=2 → [1, 4, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html
    """
    return call(table.NN__FUNCTIONAL__UNFOLD, (input, kernel_size, dilation, padding, stride))


def upsample(input: Tensor, size: Sizes | None = None, scale_factor: Numbers | None = None, mode: Text = "nearest", align_corners: Bool | None = None) -> Tensor:
    """The older name of interpolate.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None
        mode: text, by default "nearest"
        align_corners: boolean, by default None

    Shapes, for example:
        input [1, 1, 2, 3], size=[3, 5] → [1, 1, 3, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE, (input, size, scale_factor, mode, align_corners))


def upsample_bilinear(input: Tensor, size: Sizes | None = None, scale_factor: Numbers | None = None) -> Tensor:
    """interpolate between four pixels, with the corners of both images at the same place.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None

    Shapes, for example:
        input [1, 1, 2, 3], size=[3, 5] → [1, 1, 3, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_bilinear.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE_BILINEAR, (input, size, scale_factor))


def upsample_nearest(input: Tensor, size: Sizes | None = None, scale_factor: Numbers | None = None) -> Tensor:
    """interpolate with the nearest pixels.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None

    Shapes, for example:
        input [1, 1, 2, 3], size=[3, 5] → [1, 1, 3, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_nearest.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE_NEAREST, (input, size, scale_factor))


def pixel_shuffle(input: Tensor, upscale_factor: Int, *, out: Tensor | None = None) -> Tensor:
    """input with upscale_factor ** 2 channels each made a square of pixels: fewer channels, larger images.

    Args:
        input: tensor
        upscale_factor: integer

    Shapes, for example:
        input [1, 4, 2, 3], upscale_factor=2 → [1, 1, 4, 6]

    https://docs.pytorch.org/docs/stable/generated/torch.pixel_shuffle.html
    """
    if out is not None:
        return write(out, table.PIXEL_SHUFFLE, (input, upscale_factor))
    return call(table.PIXEL_SHUFFLE, (input, upscale_factor))


def pixel_unshuffle(input: Tensor, downscale_factor: Int, *, out: Tensor | None = None) -> Tensor:
    """input with squares of pixels each made downscale_factor ** 2 channels: more channels, smaller images.

    Args:
        input: tensor
        downscale_factor: integer

    Shapes, for example:
        input [1, 1, 2, 4], downscale_factor=2 → [1, 4, 1, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.pixel_unshuffle.html
    """
    if out is not None:
        return write(out, table.PIXEL_UNSHUFFLE, (input, downscale_factor))
    return call(table.PIXEL_UNSHUFFLE, (input, downscale_factor))


def prelu(input: Tensor, weight: Operand, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, weight * input elsewhere; one weight for all, or one for each of dimension 1.

    Args:
        input: tensor
        weight: tensor

    Shapes, for example:
        input [2, 3], weight [3] → [2, 3]

    Raises:
        RuntimeError: shapes do not fit
        RuntimeError: dtypes differ

    https://docs.pytorch.org/docs/stable/generated/torch.prelu.html
    """
    if out is not None:
        return write(out, table.PRELU, (input, weight))
    return call(table.PRELU, (input, weight))


def relu(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    if inplace:
        return call(table.RELU_, (input,))
    if out is not None:
        return write(out, table.RELU, (input,))
    return call(table.RELU, (input,))


def relu_(input: Tensor) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    return call(table.RELU_, (input,))


def selu(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.selu.html
    """
    if inplace:
        return call(table.SELU_, (input,))
    if out is not None:
        return write(out, table.SELU, (input,))
    return call(table.SELU, (input,))


def selu_(input: Tensor) -> Tensor:
    """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.selu.html
    """
    return call(table.SELU_, (input,))


def sigmoid(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if inplace:
        return call(table.SIGMOID_, (input,))
    if out is not None:
        return write(out, table.SIGMOID, (input,))
    return call(table.SIGMOID, (input,))


def sigmoid_(input: Tensor) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    return call(table.SIGMOID_, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    Shapes, for example:
        input [2, 3], dim=1 → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    if out is not None:
        return write(out, table.SOFTMAX, (input, dim, dtype))
    return call(table.SOFTMAX, (input, dim, dtype))


def tanh(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    if inplace:
        return call(table.TANH_, (input,))
    if out is not None:
        return write(out, table.TANH, (input,))
    return call(table.TANH, (input,))


def tanh_(input: Tensor) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    return call(table.TANH_, (input,))


def threshold(input: Tensor, threshold: Number, value: Number, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input where it is above threshold, else value.

    Args:
        input: tensor
        threshold: number
        value: number

    Shapes, for example:
        input [2, 3], threshold=0.25, value=-1.0 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.threshold.html
    """
    if inplace:
        return call(table.THRESHOLD_, (input, threshold, value))
    if out is not None:
        return write(out, table.THRESHOLD, (input, threshold, value))
    return call(table.THRESHOLD, (input, threshold, value))


def threshold_(input: Tensor, threshold: Number, value: Number) -> Tensor:
    """input where it is above threshold, else value.

    Args:
        input: tensor
        threshold: number
        value: number

    Shapes, for example:
        input [2, 3], threshold=0.25, value=-1.0 → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.threshold.html
    """
    return call(table.THRESHOLD_, (input, threshold, value))


__all__ = ['adaptive_avg_pool1d', 'adaptive_avg_pool2d', 'adaptive_avg_pool3d', 'adaptive_max_pool1d', 'adaptive_max_pool1d_with_indices', 'adaptive_max_pool2d', 'adaptive_max_pool2d_with_indices', 'adaptive_max_pool3d', 'adaptive_max_pool3d_with_indices', 'affine_grid', 'alpha_dropout', 'alpha_dropout_', 'avg_pool1d', 'avg_pool2d', 'avg_pool3d', 'batch_norm', 'bilinear', 'binary_cross_entropy', 'binary_cross_entropy_with_logits', 'celu', 'celu_', 'channel_shuffle', 'conv1d', 'conv2d', 'conv3d', 'conv_transpose1d', 'conv_transpose2d', 'conv_transpose3d', 'cosine_embedding_loss', 'cosine_similarity', 'cross_entropy', 'dropout', 'dropout1d', 'dropout1d_', 'dropout2d', 'dropout2d_', 'dropout3d', 'dropout3d_', 'dropout_', 'elu', 'elu_', 'embedding', 'embedding_bag', 'feature_alpha_dropout', 'feature_alpha_dropout_', 'fold', 'fractional_max_pool2d', 'fractional_max_pool2d_with_indices', 'fractional_max_pool3d', 'fractional_max_pool3d_with_indices', 'gaussian_nll_loss', 'gelu', 'glu', 'grid_sample', 'group_norm', 'hardshrink', 'hardsigmoid', 'hardsigmoid_', 'hardswish', 'hardswish_', 'hardtanh', 'hardtanh_', 'hinge_embedding_loss', 'huber_loss', 'instance_norm', 'interpolate', 'kl_div', 'l1_loss', 'layer_norm', 'leaky_relu', 'leaky_relu_', 'linear', 'linear_cross_entropy', 'local_response_norm', 'log_softmax', 'logsigmoid', 'lp_pool1d', 'lp_pool2d', 'lp_pool3d', 'margin_ranking_loss', 'max_pool1d', 'max_pool1d_with_indices', 'max_pool2d', 'max_pool2d_with_indices', 'max_pool3d', 'max_pool3d_with_indices', 'max_unpool1d', 'max_unpool2d', 'max_unpool3d', 'mish', 'mish_', 'mse_loss', 'multi_head_attention_forward', 'multi_margin_loss', 'multilabel_margin_loss', 'multilabel_soft_margin_loss', 'nll_loss', 'normalize', 'one_hot', 'pad', 'pairwise_distance', 'pdist', 'pixel_shuffle', 'pixel_unshuffle', 'poisson_nll_loss', 'prelu', 'relu', 'relu6', 'relu6_', 'relu_', 'rms_norm', 'rrelu', 'rrelu_', 'scaled_dot_product_attention', 'selu', 'selu_', 'sigmoid', 'sigmoid_', 'silu', 'silu_', 'smooth_l1_loss', 'soft_margin_loss', 'softmax', 'softmin', 'softplus', 'softshrink', 'softsign', 'tanh', 'tanh_', 'tanhshrink', 'threshold', 'threshold_', 'triplet_margin_loss', 'unfold', 'upsample', 'upsample_bilinear', 'upsample_nearest']
