"""The functions of torch.nn.functional. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.dispatch import call, spread
from gradwire.handle import Handle
from gradwire.out import write

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Operand, Sizes, Text
    from gradwire.tensors import Tensor


def channel_shuffle(input: Tensor, groups: Int, *, out: Tensor | None = None) -> Tensor:
    """input with its channels in another order: the first of each group, then the second of each, and so on.

    Args:
        input: tensor
        groups: integer

    https://docs.pytorch.org/docs/stable/generated/torch.channel_shuffle.html
    """
    if out is not None:
        return write(out, table.CHANNEL_SHUFFLE, (input, groups))
    return call(table.CHANNEL_SHUFFLE, (input, groups))


def log_softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of softmax along dim, precise where softmax is tiny.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.log_softmax.html
    """
    if out is not None:
        return write(out, table.LOG_SOFTMAX, (input, dim, dtype))
    return call(table.LOG_SOFTMAX, (input, dim, dtype))


def alpha_dropout(input: Tensor, p: Number = 0.5, training: Bool = False, inplace: Bool = False) -> Tensor:
    """Dropout for SELU networks: elements go to SELU's floor with probability p; mean and variance stay.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html
    """
    return call(table.NN__FUNCTIONAL__ALPHA_DROPOUT, (input, p, training, inplace))


def bilinear(input1: Tensor, input2: Operand, weight: Operand, bias: Operand | None = None) -> Tensor:
    """input1 @ weight[k] @ input2 + bias[k] for each output k, along the last dimension of the inputs.

    Args:
        input1: tensor
        input2: tensor
        weight: tensor
        bias: tensor, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html
    """
    return call(table.NN__FUNCTIONAL__BILINEAR, (input1, input2, weight, bias))


def binary_cross_entropy_with_logits(input: Tensor, target: Operand, weight: Operand | None = None, *, reduction: Text = "mean", pos_weight: Operand | None = None) -> Tensor:
    """The cross entropy of truths in [0, 1] and the logits of their probabilities, without overflow.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        reduction: text, by default "mean"
        pos_weight: tensor, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
    """
    return call(table.NN__FUNCTIONAL__BINARY_CROSS_ENTROPY_WITH_LOGITS, (input, target, weight, reduction, pos_weight))


def cross_entropy(input: Tensor, target: Operand, weight: Operand | None = None, *, ignore_index: Int = -100, reduction: Text = "mean", label_smoothing: Number = 0.0) -> Tensor:
    """The cross entropy of classes, or of their probabilities, and softmax of input along the second dimension.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        ignore_index: integer, by default -100
        reduction: text, by default "mean"
        label_smoothing: number, by default 0.0

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
    """
    return call(table.NN__FUNCTIONAL__CROSS_ENTROPY, (input, target, weight, ignore_index, reduction, label_smoothing))


def dropout(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input with elements set to 0 with probability p and the others scaled by 1 / (1 - p), while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT, (input, p, training, inplace))


def dropout1d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, L) or (C, L), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT1D, (input, p, training, inplace))


def dropout2d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, ...), with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT2D, (input, p, training, inplace))


def dropout3d(input: Tensor, p: Number = 0.5, training: Bool = True, inplace: Bool = False) -> Tensor:
    """input, of shape (N, C, D, H, W) or without N, with channels dropped with probability p, while training.

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default True
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html
    """
    return call(table.NN__FUNCTIONAL__DROPOUT3D, (input, p, training, inplace))


def elu(input: Tensor, alpha: Number = 1.0) -> Tensor:
    """input where it is positive, alpha * (exp(input) - 1) elsewhere.

    Args:
        input: tensor
        alpha: number, by default 1.0

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
    """
    return call(table.NN__FUNCTIONAL__ELU, (input, alpha))


def feature_alpha_dropout(input: Tensor, p: Number = 0.5, training: Bool = False, inplace: Bool = False) -> Tensor:
    """Like alpha_dropout, for whole channels of an input of shape (N, C, ...).

    Args:
        input: tensor
        p: number, by default 0.5
        training: boolean, by default False
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html
    """
    return call(table.NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT, (input, p, training, inplace))


def gelu(input: Tensor, *, approximate: Text = "none") -> Tensor:
    """input times the share of a normal distribution below it; nearly so with approximate="tanh".

    Args:
        input: tensor
        approximate: text, by default "none"

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
    """
    return call(table.NN__FUNCTIONAL__GELU, (input, approximate))


def grid_sample(input: Tensor, grid: Operand, mode: Text = "bilinear", padding_mode: Text = "zeros", align_corners: Bool | None = None) -> Tensor:
    """input, a batch of images, at the points of grid, whose last dimension is x, y (and z) from -1 to 1.

    Args:
        input: tensor
        grid: tensor
        mode: text, by default "bilinear"
        padding_mode: text, by default "zeros"
        align_corners: boolean, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.grid_sample.html
    """
    return call(table.NN__FUNCTIONAL__GRID_SAMPLE, (input, grid, mode, padding_mode, align_corners))


def interpolate(input: Tensor, size: Sizes | None = None, scale_factor: Sequence[float] | None = None, mode: Text = "nearest", align_corners: Bool | None = None, recompute_scale_factor: Bool | None = None, antialias: Bool = False) -> Tensor:
    """input, [batch, channels, ...], with its other dimensions in a new size or scaled, by the method named mode.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None
        mode: text, by default "nearest"
        align_corners: boolean, by default None
        recompute_scale_factor: boolean, by default None
        antialias: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
    """
    return call(table.NN__FUNCTIONAL__INTERPOLATE, (input, size, scale_factor, mode, align_corners, recompute_scale_factor, antialias))


def l1_loss(input: Tensor, target: Operand, *, reduction: Text = "mean") -> Tensor:
    """The absolute differences of input and target: their mean, their sum, or each one.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
    """
    return call(table.NN__FUNCTIONAL__L1_LOSS, (input, target, reduction))


def leaky_relu(input: Tensor, negative_slope: Number = 0.01) -> Tensor:
    """input where it is positive, negative_slope * input elsewhere.

    Args:
        input: tensor
        negative_slope: number, by default 0.01

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html
    """
    return call(table.NN__FUNCTIONAL__LEAKY_RELU, (input, negative_slope))


def linear(input: Tensor, weight: Operand, bias: Operand | None = None) -> Tensor:
    """input @ weight.T + bias, along the last dimension of input.

    Args:
        input: tensor
        weight: tensor
        bias: tensor, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
    """
    return call(table.NN__FUNCTIONAL__LINEAR, (input, weight, bias))


def logsigmoid(input: Tensor) -> Tensor:
    """log(sigmoid(input)), without overflow.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html
    """
    return call(table.NN__FUNCTIONAL__LOGSIGMOID, (input,))


def mse_loss(input: Tensor, target: Operand, *, reduction: Text = "mean") -> Tensor:
    """The squares of the differences of input and target: their mean, their sum, or each one.

    Args:
        input: tensor
        target: tensor
        reduction: text, by default "mean"

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
    """
    return call(table.NN__FUNCTIONAL__MSE_LOSS, (input, target, reduction))


def nll_loss(input: Tensor, target: Operand, weight: Operand | None = None, *, ignore_index: Int = -100, reduction: Text = "mean") -> Tensor:
    """The negative log likelihood of the right classes, given log probabilities along the second dimension.

    Args:
        input: tensor
        target: tensor
        weight: tensor, by default None
        ignore_index: integer, by default -100
        reduction: text, by default "mean"

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
    """
    return call(table.NN__FUNCTIONAL__NLL_LOSS, (input, target, weight, ignore_index, reduction))


def pad(input: Tensor, pad: Sizes, mode: Text = "constant", value: Number | None = None) -> Tensor:
    """input enlarged at its borders: by value, or mirrored, repeated or wrapped around; negative numbers crop.

    Args:
        input: tensor
        pad: integers
        mode: text, by default "constant"
        value: number, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
    """
    return call(table.NN__FUNCTIONAL__PAD, (input, pad, mode, value))


def rrelu(input: Tensor, lower: Number = 0.125, upper: Number = 0.3333333333333333, training: Bool = False, inplace: Bool = False) -> Tensor:
    """input where it is positive, else times a random slope from lower to upper while training, else their mean.

    Args:
        input: tensor
        lower: number, by default 0.125
        upper: number, by default 0.3333333333333333
        training: boolean, by default False
        inplace: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
    """
    return call(table.NN__FUNCTIONAL__RRELU, (input, lower, upper, training, inplace))


def silu(input: Tensor) -> Tensor:
    """input * sigmoid(input).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html
    """
    return call(table.NN__FUNCTIONAL__SILU, (input,))


def softplus(input: Tensor, beta: Number = 1, threshold: Number = 20) -> Tensor:
    """log(1 + exp(beta * input)) / beta; input itself where beta * input is above threshold.

    Args:
        input: tensor
        beta: number, by default 1
        threshold: number, by default 20

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html
    """
    return call(table.NN__FUNCTIONAL__SOFTPLUS, (input, beta, threshold))


def upsample(input: Tensor, size: Sizes | None = None, scale_factor: Sequence[float] | None = None, mode: Text = "nearest", align_corners: Bool | None = None) -> Tensor:
    """The older name of interpolate.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None
        mode: text, by default "nearest"
        align_corners: boolean, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE, (input, size, scale_factor, mode, align_corners))


def upsample_bilinear(input: Tensor, size: Sizes | None = None, scale_factor: Sequence[float] | None = None) -> Tensor:
    """interpolate between four pixels, with the corners of both images at the same place.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_bilinear.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE_BILINEAR, (input, size, scale_factor))


def upsample_nearest(input: Tensor, size: Sizes | None = None, scale_factor: Sequence[float] | None = None) -> Tensor:
    """interpolate with the nearest pixels.

    Args:
        input: tensor
        size: integers, by default None
        scale_factor: numbers, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.upsample_nearest.html
    """
    return call(table.NN__FUNCTIONAL__UPSAMPLE_NEAREST, (input, size, scale_factor))


def pixel_shuffle(input: Tensor, upscale_factor: Int, *, out: Tensor | None = None) -> Tensor:
    """input with upscale_factor ** 2 channels each made a square of pixels: fewer channels, larger images.

    Args:
        input: tensor
        upscale_factor: integer

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

    https://docs.pytorch.org/docs/stable/generated/torch.pixel_unshuffle.html
    """
    if out is not None:
        return write(out, table.PIXEL_UNSHUFFLE, (input, downscale_factor))
    return call(table.PIXEL_UNSHUFFLE, (input, downscale_factor))


def relu(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    if inplace:
        return call(table.RELU_, (input,))
    if out is not None:
        return write(out, table.RELU, (input,))
    return call(table.RELU, (input,))


def relu_(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """input where it is positive, else 0. The gradient at 0 is 0.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.relu.html
    """
    if out is not None:
        return write(out, table.RELU_, (input,))
    return call(table.RELU_, (input,))


def sigmoid(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if inplace:
        return call(table.SIGMOID_, (input,))
    if out is not None:
        return write(out, table.SIGMOID, (input,))
    return call(table.SIGMOID, (input,))


def sigmoid_(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """1 / (1 + exp(-input)).

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.sigmoid.html
    """
    if out is not None:
        return write(out, table.SIGMOID_, (input,))
    return call(table.SIGMOID_, (input,))


def softmax(input: Tensor, dim: Int | None = None, dtype: Dtype | None = None, *, out: Tensor | None = None) -> Tensor:
    """exp(input) over its sum along dim: positive numbers that sum to 1.

    Args:
        input: tensor
        dim: integer, by default None
        dtype: dtype, by default None

    https://docs.pytorch.org/docs/stable/generated/torch.softmax.html
    """
    if out is not None:
        return write(out, table.SOFTMAX, (input, dim, dtype))
    return call(table.SOFTMAX, (input, dim, dtype))


def tanh(input: Tensor, inplace: Bool = False, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    if inplace:
        return call(table.TANH_, (input,))
    if out is not None:
        return write(out, table.TANH, (input,))
    return call(table.TANH, (input,))


def tanh_(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The hyperbolic tangent of input.

    Args:
        input: tensor

    https://docs.pytorch.org/docs/stable/generated/torch.tanh.html
    """
    if out is not None:
        return write(out, table.TANH_, (input,))
    return call(table.TANH_, (input,))


__all__ = ['alpha_dropout', 'bilinear', 'binary_cross_entropy_with_logits', 'channel_shuffle', 'cross_entropy', 'dropout', 'dropout1d', 'dropout2d', 'dropout3d', 'elu', 'feature_alpha_dropout', 'gelu', 'grid_sample', 'interpolate', 'l1_loss', 'leaky_relu', 'linear', 'log_softmax', 'logsigmoid', 'mse_loss', 'nll_loss', 'pad', 'pixel_shuffle', 'pixel_unshuffle', 'relu', 'relu_', 'rrelu', 'sigmoid', 'sigmoid_', 'silu', 'softmax', 'softplus', 'tanh', 'tanh_', 'upsample', 'upsample_bilinear', 'upsample_nearest']
