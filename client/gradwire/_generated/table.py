"""The operations of the catalogue. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

from gradwire.recording.ops import Op, Parameter

ATTRIBUTE_H: Final = Op("H", (Parameter("input", "tensor", required=True),), view=True)
ATTRIBUTE_T: Final = Op("T", (Parameter("input", "tensor", required=True),), view=True)
_PACK_PADDED_SEQUENCE: Final = Op("_pack_padded_sequence", (Parameter("input", "tensor", required=True), Parameter("lengths", "tensor", required=True), Parameter("batch_first", "boolean", required=True)), outputs=('data', 'batch_sizes'), plain=True, sized_by="contents")
_PACKED_RNN: Final = Op("_packed_rnn", (Parameter("data", "tensor", required=True), Parameter("batch_sizes", "tensor", required=True), Parameter("hx", "tensors", required=True), Parameter("params", "tensors", required=True), Parameter("mode", "text", required=True), Parameter("has_biases", "boolean", required=True), Parameter("num_layers", "integer", required=True), Parameter("dropout", "number", required=True), Parameter("train", "boolean", required=True), Parameter("bidirectional", "boolean", required=True)), outputs=('out', 'h', 'c'), plain=True, sized_by="contents")
_PAD_PACKED_SEQUENCE: Final = Op("_pad_packed_sequence", (Parameter("data", "tensor", required=True), Parameter("batch_sizes", "tensor", required=True), Parameter("batch_first", "boolean", required=True), Parameter("padding_value", "number", required=True), Parameter("total_length", "integer")), outputs=('padded', 'lengths'), plain=True, sized_by="contents")
ABS: Final = Op("abs", (Parameter("input", "tensor", required=True),), elementwise=True)
ABS_: Final = Op("abs_", (Parameter("input", "tensor", required=True),), elementwise=True)
ACOS: Final = Op("acos", (Parameter("input", "tensor", required=True),), elementwise=True)
ACOS_: Final = Op("acos_", (Parameter("input", "tensor", required=True),), elementwise=True)
ACOSH: Final = Op("acosh", (Parameter("input", "tensor", required=True),), elementwise=True)
ACOSH_: Final = Op("acosh_", (Parameter("input", "tensor", required=True),), elementwise=True)
ADD: Final = Op("add", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)), elementwise=True)
ADD_: Final = Op("add_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)), elementwise=True)
ADDBMM: Final = Op("addbmm", (Parameter("input", "tensor", required=True), Parameter("batch1", "tensor", required=True), Parameter("batch2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDBMM_: Final = Op("addbmm_", (Parameter("input", "tensor", required=True), Parameter("batch1", "tensor", required=True), Parameter("batch2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDCDIV: Final = Op("addcdiv", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)), elementwise=True)
ADDCDIV_: Final = Op("addcdiv_", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)), elementwise=True)
ADDCMUL: Final = Op("addcmul", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)), elementwise=True)
ADDCMUL_: Final = Op("addcmul_", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)), elementwise=True)
ADDMM: Final = Op("addmm", (Parameter("input", "tensor", required=True), Parameter("mat1", "tensor", required=True), Parameter("mat2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDMM_: Final = Op("addmm_", (Parameter("input", "tensor", required=True), Parameter("mat1", "tensor", required=True), Parameter("mat2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDMV: Final = Op("addmv", (Parameter("input", "tensor", required=True), Parameter("mat", "tensor", required=True), Parameter("vec", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDMV_: Final = Op("addmv_", (Parameter("input", "tensor", required=True), Parameter("mat", "tensor", required=True), Parameter("vec", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDR: Final = Op("addr", (Parameter("input", "tensor", required=True), Parameter("vec1", "tensor", required=True), Parameter("vec2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDR_: Final = Op("addr_", (Parameter("input", "tensor", required=True), Parameter("vec1", "tensor", required=True), Parameter("vec2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADJOINT: Final = Op("adjoint", (Parameter("input", "tensor", required=True),), view=True)
ALIAS_COPY: Final = Op("alias_copy", (Parameter("input", "tensor", required=True),))
ALL: Final = Op("all", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False)))
ALLCLOSE: Final = Op("allclose", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("rtol", "number", 1e-05), Parameter("atol", "number", 1e-08), Parameter("equal_nan", "boolean", False)), elementwise=True)
AMAX: Final = Op("amax", (Parameter("input", "tensor", required=True), Parameter("dim", "integers", ()), Parameter("keepdim", "boolean", False)))
AMIN: Final = Op("amin", (Parameter("input", "tensor", required=True), Parameter("dim", "integers", ()), Parameter("keepdim", "boolean", False)))
AMINMAX: Final = Op("aminmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", keyword_only=True), Parameter("keepdim", "boolean", False, keyword_only=True)), outputs=('min', 'max'))
ANGLE: Final = Op("angle", (Parameter("input", "tensor", required=True),), elementwise=True)
ANY: Final = Op("any", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False)))
ARANGE: Final = Op("arange", (Parameter("start", "number"), Parameter("end", "number"), Parameter("step", "number", 1), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)), sized_by="numbers")
ARGMAX: Final = Op("argmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False)))
ARGMIN: Final = Op("argmin", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False)))
ARGSORT: Final = Op("argsort", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", -1), Parameter("descending", "boolean", False), Parameter("stable", "boolean", False, keyword_only=True)))
ARGWHERE: Final = Op("argwhere", (Parameter("input", "tensor", required=True),), sized_by="contents")
AS_STRIDED: Final = Op("as_strided", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("storage_offset", "integer")), view=True)
AS_STRIDED_: Final = Op("as_strided_", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("storage_offset", "integer")), view=True)
AS_STRIDED_COPY: Final = Op("as_strided_copy", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("storage_offset", "integer")))
AS_STRIDED_SCATTER: Final = Op("as_strided_scatter", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("storage_offset", "integer")))
ASIN: Final = Op("asin", (Parameter("input", "tensor", required=True),), elementwise=True)
ASIN_: Final = Op("asin_", (Parameter("input", "tensor", required=True),), elementwise=True)
ASINH: Final = Op("asinh", (Parameter("input", "tensor", required=True),), elementwise=True)
ASINH_: Final = Op("asinh_", (Parameter("input", "tensor", required=True),), elementwise=True)
ATAN: Final = Op("atan", (Parameter("input", "tensor", required=True),), elementwise=True)
ATAN_: Final = Op("atan_", (Parameter("input", "tensor", required=True),), elementwise=True)
ATAN2: Final = Op("atan2", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
ATAN2_: Final = Op("atan2_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
ATANH: Final = Op("atanh", (Parameter("input", "tensor", required=True),), elementwise=True)
ATANH_: Final = Op("atanh_", (Parameter("input", "tensor", required=True),), elementwise=True)
ATLEAST_1D: Final = Op("atleast_1d", (Parameter("tensors", "tensors", required=True, variadic=True),), outputs=('*parts',), view=True)
ATLEAST_2D: Final = Op("atleast_2d", (Parameter("tensors", "tensors", required=True, variadic=True),), outputs=('*parts',), view=True)
ATLEAST_3D: Final = Op("atleast_3d", (Parameter("tensors", "tensors", required=True, variadic=True),), outputs=('*parts',), view=True)
BADDBMM: Final = Op("baddbmm", (Parameter("input", "tensor", required=True), Parameter("batch1", "tensor", required=True), Parameter("batch2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
BADDBMM_: Final = Op("baddbmm_", (Parameter("input", "tensor", required=True), Parameter("batch1", "tensor", required=True), Parameter("batch2", "tensor", required=True), Parameter("beta", "number", 1, keyword_only=True), Parameter("alpha", "number", 1, keyword_only=True)))
BARTLETT_WINDOW: Final = Op("bartlett_window", (Parameter("window_length", "integer", required=True), Parameter("periodic", "boolean", True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
BERNOULLI: Final = Op("bernoulli", (Parameter("input", "tensor", required=True), Parameter("p", "number"), Parameter("generator", "text", keyword_only=True)))
BERNOULLI_: Final = Op("bernoulli_", (Parameter("input", "tensor", required=True), Parameter("p", "tensor", 0.5), Parameter("generator", "text", keyword_only=True)), view=True)
BFLOAT16: Final = Op("bfloat16", (Parameter("input", "tensor", required=True),))
BINCOUNT: Final = Op("bincount", (Parameter("input", "tensor", required=True), Parameter("weights", "tensor"), Parameter("minlength", "integer", 0)), sized_by="contents")
BINOMIAL: Final = Op("binomial", (Parameter("count", "tensor", required=True), Parameter("prob", "tensor", required=True), Parameter("generator", "text", keyword_only=True)))
BITWISE_AND: Final = Op("bitwise_and", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_AND_: Final = Op("bitwise_and_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_LEFT_SHIFT: Final = Op("bitwise_left_shift", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_LEFT_SHIFT_: Final = Op("bitwise_left_shift_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_NOT: Final = Op("bitwise_not", (Parameter("input", "tensor", required=True),), elementwise=True)
BITWISE_NOT_: Final = Op("bitwise_not_", (Parameter("input", "tensor", required=True),), elementwise=True)
BITWISE_OR: Final = Op("bitwise_or", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_OR_: Final = Op("bitwise_or_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_RIGHT_SHIFT: Final = Op("bitwise_right_shift", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_RIGHT_SHIFT_: Final = Op("bitwise_right_shift_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_XOR: Final = Op("bitwise_xor", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BITWISE_XOR_: Final = Op("bitwise_xor_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
BLACKMAN_WINDOW: Final = Op("blackman_window", (Parameter("window_length", "integer", required=True), Parameter("periodic", "boolean", True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
BLOCK_DIAG: Final = Op("block_diag", (Parameter("tensors", "tensors", required=True, variadic=True),))
BMM: Final = Op("bmm", (Parameter("input", "tensor", required=True), Parameter("mat2", "tensor", required=True)))
BOOL: Final = Op("bool", (Parameter("input", "tensor", required=True),))
BROADCAST_TENSORS: Final = Op("broadcast_tensors", (Parameter("tensors", "tensors", required=True, variadic=True),), outputs=('*parts',), view=True)
BROADCAST_TO: Final = Op("broadcast_to", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
BUCKETIZE: Final = Op("bucketize", (Parameter("input", "tensor", required=True), Parameter("boundaries", "tensor", required=True), Parameter("out_int32", "boolean", False, keyword_only=True), Parameter("right", "boolean", False, keyword_only=True)))
BYTE: Final = Op("byte", (Parameter("input", "tensor", required=True),))
CARTESIAN_PROD: Final = Op("cartesian_prod", (Parameter("tensors", "tensors", required=True, variadic=True),), view=True)
CAT: Final = Op("cat", (Parameter("tensors", "tensors", required=True), Parameter("dim", "integer", 0)))
CAUCHY_: Final = Op("cauchy_", (Parameter("input", "tensor", required=True), Parameter("median", "number", 0), Parameter("sigma", "number", 1), Parameter("generator", "text", keyword_only=True)), view=True)
CDIST: Final = Op("cdist", (Parameter("x1", "tensor", required=True), Parameter("x2", "tensor", required=True), Parameter("p", "number", 2.0), Parameter("compute_mode", "text", "use_mm_for_euclid_dist_if_necessary")))
CDOUBLE: Final = Op("cdouble", (Parameter("input", "tensor", required=True),))
CEIL: Final = Op("ceil", (Parameter("input", "tensor", required=True),), elementwise=True)
CEIL_: Final = Op("ceil_", (Parameter("input", "tensor", required=True),), elementwise=True)
CELU: Final = Op("celu", (Parameter("input", "tensor", required=True), Parameter("alpha", "number", 1.0)), elementwise=True)
CELU_: Final = Op("celu_", (Parameter("input", "tensor", required=True), Parameter("alpha", "number", 1.0)), elementwise=True)
CFLOAT: Final = Op("cfloat", (Parameter("input", "tensor", required=True),))
CHAIN_MATMUL: Final = Op("chain_matmul", (Parameter("matrices", "tensors", required=True, variadic=True),))
CHANNEL_SHUFFLE: Final = Op("channel_shuffle", (Parameter("input", "tensor", required=True), Parameter("groups", "integer", required=True)))
CHAR: Final = Op("char", (Parameter("input", "tensor", required=True),))
CHOLESKY: Final = Op("cholesky", (Parameter("input", "tensor", required=True), Parameter("upper", "boolean", False)))
CHOLESKY_INVERSE: Final = Op("cholesky_inverse", (Parameter("input", "tensor", required=True), Parameter("upper", "boolean", False)))
CHOLESKY_SOLVE: Final = Op("cholesky_solve", (Parameter("input", "tensor", required=True), Parameter("input2", "tensor", required=True), Parameter("upper", "boolean", False)))
CHUNK: Final = Op("chunk", (Parameter("input", "tensor", required=True), Parameter("chunks", "integer", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
CLAMP: Final = Op("clamp", (Parameter("input", "tensor", required=True), Parameter("min", "tensor"), Parameter("max", "tensor")), elementwise=True)
CLAMP_: Final = Op("clamp_", (Parameter("input", "tensor", required=True), Parameter("min", "tensor"), Parameter("max", "tensor")), elementwise=True)
CLAMP_MAX: Final = Op("clamp_max", (Parameter("input", "tensor", required=True), Parameter("max", "tensor", required=True)), elementwise=True)
CLAMP_MAX_: Final = Op("clamp_max_", (Parameter("input", "tensor", required=True), Parameter("max", "tensor", required=True)), elementwise=True)
CLAMP_MIN: Final = Op("clamp_min", (Parameter("input", "tensor", required=True), Parameter("min", "tensor", required=True)), elementwise=True)
CLAMP_MIN_: Final = Op("clamp_min_", (Parameter("input", "tensor", required=True), Parameter("min", "tensor", required=True)), elementwise=True)
CLONE: Final = Op("clone", (Parameter("input", "tensor", required=True),))
COLUMN_STACK: Final = Op("column_stack", (Parameter("tensors", "tensors", required=True),))
COMBINATIONS: Final = Op("combinations", (Parameter("input", "tensor", required=True), Parameter("r", "integer", 2), Parameter("with_replacement", "boolean", False)))
COMPLEX: Final = Op("complex", (Parameter("real", "tensor", required=True), Parameter("imag", "tensor", required=True)), elementwise=True)
CONJ: Final = Op("conj", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
CONSTANT_PAD_ND: Final = Op("constant_pad_nd", (Parameter("input", "tensor", required=True), Parameter("pad", "integers", required=True), Parameter("value", "number", 0)))
CONTIGUOUS: Final = Op("contiguous", (Parameter("input", "tensor", required=True),), view=True)
COPY_: Final = Op("copy_", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True)))
COPYSIGN: Final = Op("copysign", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
COPYSIGN_: Final = Op("copysign_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
CORRCOEF: Final = Op("corrcoef", (Parameter("input", "tensor", required=True),))
COS: Final = Op("cos", (Parameter("input", "tensor", required=True),), elementwise=True)
COS_: Final = Op("cos_", (Parameter("input", "tensor", required=True),), elementwise=True)
COSH: Final = Op("cosh", (Parameter("input", "tensor", required=True),), elementwise=True)
COSH_: Final = Op("cosh_", (Parameter("input", "tensor", required=True),), elementwise=True)
COUNT_NONZERO: Final = Op("count_nonzero", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")))
COV: Final = Op("cov", (Parameter("input", "tensor", required=True), Parameter("correction", "integer", 1, keyword_only=True), Parameter("fweights", "tensor", keyword_only=True), Parameter("aweights", "tensor", keyword_only=True)))
CROSS: Final = Op("cross", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("dim", "integer")))
CUMMAX: Final = Op("cummax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)), outputs=('values', 'indices'))
CUMMIN: Final = Op("cummin", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)), outputs=('values', 'indices'))
CUMPROD: Final = Op("cumprod", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True)))
CUMPROD_: Final = Op("cumprod_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True)))
CUMSUM: Final = Op("cumsum", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True)))
CUMSUM_: Final = Op("cumsum_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True)))
CUMULATIVE_TRAPEZOID: Final = Op("cumulative_trapezoid", (Parameter("y", "tensor", required=True), Parameter("x", "tensor"), Parameter("dx", "number", keyword_only=True), Parameter("dim", "integer", -1, keyword_only=True)))
DATA: Final = Op("data", (Parameter("input", "tensor", required=True),), view=True)
DEG2RAD: Final = Op("deg2rad", (Parameter("input", "tensor", required=True),), elementwise=True)
DEG2RAD_: Final = Op("deg2rad_", (Parameter("input", "tensor", required=True),), elementwise=True)
DET: Final = Op("det", (Parameter("input", "tensor", required=True),))
DETACH: Final = Op("detach", (Parameter("input", "tensor", required=True),), view=True)
DETACH_: Final = Op("detach_", (Parameter("input", "tensor", required=True),), view=True)
DIAG: Final = Op("diag", (Parameter("input", "tensor", required=True), Parameter("diagonal", "integer", 0)))
DIAG_EMBED: Final = Op("diag_embed", (Parameter("input", "tensor", required=True), Parameter("offset", "integer", 0), Parameter("dim1", "integer", -2), Parameter("dim2", "integer", -1)))
DIAGFLAT: Final = Op("diagflat", (Parameter("input", "tensor", required=True), Parameter("offset", "integer", 0)))
DIAGONAL: Final = Op("diagonal", (Parameter("input", "tensor", required=True), Parameter("offset", "integer", 0), Parameter("dim1", "integer", 0), Parameter("dim2", "integer", 1)), view=True)
DIAGONAL_COPY: Final = Op("diagonal_copy", (Parameter("input", "tensor", required=True), Parameter("offset", "integer", 0), Parameter("dim1", "integer", 0), Parameter("dim2", "integer", 1)))
DIAGONAL_SCATTER: Final = Op("diagonal_scatter", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("offset", "integer", 0), Parameter("dim1", "integer", 0), Parameter("dim2", "integer", 1)))
DIFF: Final = Op("diff", (Parameter("input", "tensor", required=True), Parameter("n", "integer", 1), Parameter("dim", "integer", -1), Parameter("prepend", "tensor"), Parameter("append", "tensor")))
DIGAMMA: Final = Op("digamma", (Parameter("input", "tensor", required=True),), elementwise=True)
DIGAMMA_: Final = Op("digamma_", (Parameter("input", "tensor", required=True),), elementwise=True)
DIST: Final = Op("dist", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("p", "number", 2)))
DIV: Final = Op("div", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("rounding_mode", "text", keyword_only=True)), elementwise=True)
DIV_: Final = Op("div_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("rounding_mode", "text", keyword_only=True)), elementwise=True)
DOT: Final = Op("dot", (Parameter("input", "tensor", required=True), Parameter("tensor", "tensor", required=True)))
DOUBLE: Final = Op("double", (Parameter("input", "tensor", required=True),))
DSPLIT: Final = Op("dsplit", (Parameter("input", "tensor", required=True), Parameter("indices_or_sections", "integers", required=True)), outputs=('*parts',), view=True)
DSTACK: Final = Op("dstack", (Parameter("tensors", "tensors", required=True),))
EINSUM: Final = Op("einsum", (Parameter("equation", "text", required=True), Parameter("operands", "tensors", required=True, variadic=True)), view=True)
EMPTY: Final = Op("empty", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EMPTY_LIKE: Final = Op("empty_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EMPTY_PERMUTED: Final = Op("empty_permuted", (Parameter("size", "integers", required=True), Parameter("physical_layout", "integers", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EMPTY_STRIDED: Final = Op("empty_strided", (Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EQ: Final = Op("eq", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
EQ_: Final = Op("eq_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
EQUAL: Final = Op("equal", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
ERF: Final = Op("erf", (Parameter("input", "tensor", required=True),), elementwise=True)
ERF_: Final = Op("erf_", (Parameter("input", "tensor", required=True),), elementwise=True)
ERFC: Final = Op("erfc", (Parameter("input", "tensor", required=True),), elementwise=True)
ERFC_: Final = Op("erfc_", (Parameter("input", "tensor", required=True),), elementwise=True)
ERFINV: Final = Op("erfinv", (Parameter("input", "tensor", required=True),), elementwise=True)
ERFINV_: Final = Op("erfinv_", (Parameter("input", "tensor", required=True),), elementwise=True)
EXP: Final = Op("exp", (Parameter("input", "tensor", required=True),), elementwise=True)
EXP_: Final = Op("exp_", (Parameter("input", "tensor", required=True),), elementwise=True)
EXP2: Final = Op("exp2", (Parameter("input", "tensor", required=True),), elementwise=True)
EXP2_: Final = Op("exp2_", (Parameter("input", "tensor", required=True),), elementwise=True)
EXPAND: Final = Op("expand", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
EXPAND_AS: Final = Op("expand_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
EXPAND_COPY: Final = Op("expand_copy", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)))
EXPM1: Final = Op("expm1", (Parameter("input", "tensor", required=True),), elementwise=True)
EXPM1_: Final = Op("expm1_", (Parameter("input", "tensor", required=True),), elementwise=True)
EXPONENTIAL_: Final = Op("exponential_", (Parameter("input", "tensor", required=True), Parameter("lambd", "number", 1), Parameter("generator", "text", keyword_only=True)), view=True)
EYE: Final = Op("eye", (Parameter("n", "integer", required=True), Parameter("m", "integer"), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FFT__FFT: Final = Op("fft.fft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__FFT2: Final = Op("fft.fft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__FFTFREQ: Final = Op("fft.fftfreq", (Parameter("n", "integer", required=True), Parameter("d", "number", 1.0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FFT__FFTN: Final = Op("fft.fftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FFT__FFTSHIFT: Final = Op("fft.fftshift", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")))
FFT__HFFT: Final = Op("fft.hfft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__HFFT2: Final = Op("fft.hfft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__HFFTN: Final = Op("fft.hfftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FFT__IFFT: Final = Op("fft.ifft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__IFFT2: Final = Op("fft.ifft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__IFFTN: Final = Op("fft.ifftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FFT__IFFTSHIFT: Final = Op("fft.ifftshift", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")))
FFT__IHFFT: Final = Op("fft.ihfft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__IHFFT2: Final = Op("fft.ihfft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__IHFFTN: Final = Op("fft.ihfftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FFT__IRFFT: Final = Op("fft.irfft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__IRFFT2: Final = Op("fft.irfft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__IRFFTN: Final = Op("fft.irfftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FFT__RFFT: Final = Op("fft.rfft", (Parameter("input", "tensor", required=True), Parameter("n", "integer"), Parameter("dim", "integer", -1), Parameter("norm", "text")))
FFT__RFFT2: Final = Op("fft.rfft2", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers", (-2, -1)), Parameter("norm", "text")))
FFT__RFFTFREQ: Final = Op("fft.rfftfreq", (Parameter("n", "integer", required=True), Parameter("d", "number", 1.0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FFT__RFFTN: Final = Op("fft.rfftn", (Parameter("input", "tensor", required=True), Parameter("s", "integers"), Parameter("dim", "integers"), Parameter("norm", "text")))
FILL: Final = Op("fill", (Parameter("input", "tensor", required=True), Parameter("value", "tensor", required=True)))
FILL_: Final = Op("fill_", (Parameter("input", "tensor", required=True), Parameter("value", "tensor", required=True)), view=True)
FLATTEN: Final = Op("flatten", (Parameter("input", "tensor", required=True), Parameter("start_dim", "integer", 0), Parameter("end_dim", "integer", -1)), view=True)
FLIP: Final = Op("flip", (Parameter("input", "tensor", required=True), Parameter("dims", "integers", required=True, variadic=True)))
FLIPLR: Final = Op("fliplr", (Parameter("input", "tensor", required=True),))
FLIPUD: Final = Op("flipud", (Parameter("input", "tensor", required=True),))
FLOAT: Final = Op("float", (Parameter("input", "tensor", required=True),), view=True)
FLOAT_POWER: Final = Op("float_power", (Parameter("input", "tensor", required=True), Parameter("exponent", "tensor", required=True)), elementwise=True)
FLOOR: Final = Op("floor", (Parameter("input", "tensor", required=True),), elementwise=True)
FLOOR_: Final = Op("floor_", (Parameter("input", "tensor", required=True),), elementwise=True)
FLOOR_DIVIDE: Final = Op("floor_divide", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FLOOR_DIVIDE_: Final = Op("floor_divide_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FMAX: Final = Op("fmax", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FMIN: Final = Op("fmin", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FMOD: Final = Op("fmod", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FMOD_: Final = Op("fmod_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
FRAC: Final = Op("frac", (Parameter("input", "tensor", required=True),), elementwise=True)
FRAC_: Final = Op("frac_", (Parameter("input", "tensor", required=True),), elementwise=True)
FREXP: Final = Op("frexp", (Parameter("input", "tensor", required=True),), outputs=('mantissa', 'exponent'), elementwise=True)
FULL: Final = Op("full", (Parameter("size", "integers", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FULL_LIKE: Final = Op("full_like", (Parameter("input", "tensor", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
GATHER: Final = Op("gather", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True)))
GCD: Final = Op("gcd", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
GCD_: Final = Op("gcd_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
GE: Final = Op("ge", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
GE_: Final = Op("ge_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
GEOMETRIC_: Final = Op("geometric_", (Parameter("input", "tensor", required=True), Parameter("p", "number", required=True), Parameter("generator", "text", keyword_only=True)), view=True)
GEQRF: Final = Op("geqrf", (Parameter("input", "tensor", required=True),), outputs=('a', 'tau'))
GET_RNG_STATE: Final = Op("get_rng_state", (Parameter("generator", "text"), Parameter("device", "device")))
GETITEM: Final = Op("getitem", (Parameter("input", "tensor", required=True), Parameter("index", "index", required=True)), view=True)
GRADIENT: Final = Op("gradient", (Parameter("input", "tensor", required=True), Parameter("spacing", "tensors", numbers=True, keyword_only=True), Parameter("dim", "integers", keyword_only=True), Parameter("edge_order", "integer", 1, keyword_only=True)), outputs=('*slopes',))
GRID_SAMPLER_2D: Final = Op("grid_sampler_2d", (Parameter("input", "tensor", required=True), Parameter("grid", "tensor", required=True), Parameter("interpolation_mode", "integer", required=True), Parameter("padding_mode", "integer", required=True), Parameter("align_corners", "boolean", required=True)))
GRID_SAMPLER_3D: Final = Op("grid_sampler_3d", (Parameter("input", "tensor", required=True), Parameter("grid", "tensor", required=True), Parameter("interpolation_mode", "integer", required=True), Parameter("padding_mode", "integer", required=True), Parameter("align_corners", "boolean", required=True)))
GRU: Final = Op("gru", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("params", "tensors", required=True), Parameter("has_biases", "boolean", required=True), Parameter("num_layers", "integer", required=True), Parameter("dropout", "number", required=True), Parameter("train", "boolean", required=True), Parameter("bidirectional", "boolean", required=True), Parameter("batch_first", "boolean", required=True)), outputs=('out', 'h'), plain=True)
GRU_CELL: Final = Op("gru_cell", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("w_ih", "tensor", required=True), Parameter("w_hh", "tensor", required=True), Parameter("b_ih", "tensor"), Parameter("b_hh", "tensor")))
GT: Final = Op("gt", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
GT_: Final = Op("gt_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
HALF: Final = Op("half", (Parameter("input", "tensor", required=True),))
HAMMING_WINDOW: Final = Op("hamming_window", (Parameter("window_length", "integer", required=True), Parameter("periodic", "boolean", True), Parameter("alpha", "number", 0.54), Parameter("beta", "number", 0.46), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
HANN_WINDOW: Final = Op("hann_window", (Parameter("window_length", "integer", required=True), Parameter("periodic", "boolean", True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
HARDSHRINK: Final = Op("hardshrink", (Parameter("input", "tensor", required=True), Parameter("lambd", "number", 0.5)), elementwise=True)
HEAVISIDE: Final = Op("heaviside", (Parameter("input", "tensor", required=True), Parameter("values", "tensor", required=True)), elementwise=True)
HEAVISIDE_: Final = Op("heaviside_", (Parameter("input", "tensor", required=True), Parameter("values", "tensor", required=True)), elementwise=True)
HISTC: Final = Op("histc", (Parameter("input", "tensor", required=True), Parameter("bins", "integer", 100), Parameter("min", "number", 0), Parameter("max", "number", 0)), sized_by="numbers")
HISTOGRAM: Final = Op("histogram", (Parameter("input", "tensor", required=True), Parameter("bins", "tensor", required=True), Parameter("range", "numbers", keyword_only=True), Parameter("weight", "tensor", keyword_only=True), Parameter("density", "boolean", False, keyword_only=True)), outputs=('hist', 'bin_edges'), sized_by="numbers")
HISTOGRAMDD: Final = Op("histogramdd", (Parameter("input", "tensor", required=True), Parameter("bins", "tensors", required=True, numbers=True), Parameter("range", "numbers", keyword_only=True), Parameter("weight", "tensor", keyword_only=True), Parameter("density", "boolean", False, keyword_only=True)), outputs=('*hist_and_bin_edges',), sized_by="numbers")
HSPLIT: Final = Op("hsplit", (Parameter("input", "tensor", required=True), Parameter("indices_or_sections", "integers", required=True)), outputs=('*parts',), view=True)
HSTACK: Final = Op("hstack", (Parameter("tensors", "tensors", required=True),))
HYPOT: Final = Op("hypot", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
HYPOT_: Final = Op("hypot_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
I0: Final = Op("i0", (Parameter("input", "tensor", required=True),), elementwise=True)
I0_: Final = Op("i0_", (Parameter("input", "tensor", required=True),), elementwise=True)
IGAMMA: Final = Op("igamma", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
IGAMMA_: Final = Op("igamma_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
IGAMMAC: Final = Op("igammac", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
IGAMMAC_: Final = Op("igammac_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
ATTRIBUTE_imag: Final = Op("imag", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
INDEX_ADD: Final = Op("index_add", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
INDEX_ADD_: Final = Op("index_add_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
INDEX_COPY: Final = Op("index_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True)))
INDEX_COPY_: Final = Op("index_copy_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True)))
INDEX_FILL: Final = Op("index_fill", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("value", "tensor", required=True)))
INDEX_FILL_: Final = Op("index_fill_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("value", "tensor", required=True)))
INDEX_PUT: Final = Op("index_put", (Parameter("input", "tensor", required=True), Parameter("indices", "tensors", required=True), Parameter("values", "tensor", required=True), Parameter("accumulate", "boolean", False)))
INDEX_PUT_: Final = Op("index_put_", (Parameter("input", "tensor", required=True), Parameter("indices", "tensors", required=True), Parameter("values", "tensor", required=True), Parameter("accumulate", "boolean", False)), view=True)
INDEX_REDUCE: Final = Op("index_reduce", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("reduce", "text", required=True), Parameter("include_self", "boolean", True, keyword_only=True)))
INDEX_REDUCE_: Final = Op("index_reduce_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("reduce", "text", required=True), Parameter("include_self", "boolean", True, keyword_only=True)))
INDEX_SELECT: Final = Op("index_select", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True)))
INNER: Final = Op("inner", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
INT: Final = Op("int", (Parameter("input", "tensor", required=True),))
INVERSE: Final = Op("inverse", (Parameter("input", "tensor", required=True),))
ISCLOSE: Final = Op("isclose", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("rtol", "number", 1e-05), Parameter("atol", "number", 1e-08), Parameter("equal_nan", "boolean", False)), elementwise=True)
ISFINITE: Final = Op("isfinite", (Parameter("input", "tensor", required=True),), elementwise=True)
ISIN: Final = Op("isin", (Parameter("elements", "tensor", required=True), Parameter("test_elements", "tensor", required=True), Parameter("assume_unique", "boolean", False, keyword_only=True), Parameter("invert", "boolean", False, keyword_only=True)), elementwise=True)
ISINF: Final = Op("isinf", (Parameter("input", "tensor", required=True),), elementwise=True)
ISNAN: Final = Op("isnan", (Parameter("input", "tensor", required=True),), elementwise=True)
ISNEGINF: Final = Op("isneginf", (Parameter("input", "tensor", required=True),), elementwise=True)
ISPOSINF: Final = Op("isposinf", (Parameter("input", "tensor", required=True),), elementwise=True)
ISREAL: Final = Op("isreal", (Parameter("input", "tensor", required=True),), elementwise=True)
ISTFT: Final = Op("istft", (Parameter("input", "tensor", required=True), Parameter("n_fft", "integer", required=True), Parameter("hop_length", "integer"), Parameter("win_length", "integer"), Parameter("window", "tensor"), Parameter("center", "boolean", True), Parameter("normalized", "boolean", False), Parameter("onesided", "boolean"), Parameter("length", "integer"), Parameter("return_complex", "boolean", False)))
KAISER_WINDOW: Final = Op("kaiser_window", (Parameter("window_length", "integer", required=True), Parameter("periodic", "boolean", True), Parameter("beta", "number", 12.0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
KRON: Final = Op("kron", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
KTHVALUE: Final = Op("kthvalue", (Parameter("input", "tensor", required=True), Parameter("k", "integer", required=True), Parameter("dim", "integer", -1), Parameter("keepdim", "boolean", False)), outputs=('values', 'indices'))
LCM: Final = Op("lcm", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LCM_: Final = Op("lcm_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LDEXP: Final = Op("ldexp", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LDEXP_: Final = Op("ldexp_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LE: Final = Op("le", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LE_: Final = Op("le_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LERP: Final = Op("lerp", (Parameter("input", "tensor", required=True), Parameter("end", "tensor", required=True), Parameter("weight", "tensor", required=True)), elementwise=True)
LERP_: Final = Op("lerp_", (Parameter("input", "tensor", required=True), Parameter("end", "tensor", required=True), Parameter("weight", "tensor", required=True)), elementwise=True)
LGAMMA: Final = Op("lgamma", (Parameter("input", "tensor", required=True),), elementwise=True)
LGAMMA_: Final = Op("lgamma_", (Parameter("input", "tensor", required=True),), elementwise=True)
LINALG__CHOLESKY: Final = Op("linalg.cholesky", (Parameter("A", "tensor", required=True), Parameter("upper", "boolean", False, keyword_only=True)))
LINALG__CHOLESKY_EX: Final = Op("linalg.cholesky_ex", (Parameter("A", "tensor", required=True), Parameter("upper", "boolean", False, keyword_only=True), Parameter("check_errors", "boolean", False, keyword_only=True)), outputs=('L', 'info'))
LINALG__COND: Final = Op("linalg.cond", (Parameter("A", "tensor", required=True), Parameter("p", "number")))
LINALG__CROSS: Final = Op("linalg.cross", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("dim", "integer", -1, keyword_only=True)))
LINALG__DET: Final = Op("linalg.det", (Parameter("A", "tensor", required=True),))
LINALG__DIAGONAL: Final = Op("linalg.diagonal", (Parameter("A", "tensor", required=True), Parameter("offset", "integer", 0, keyword_only=True), Parameter("dim1", "integer", -2, keyword_only=True), Parameter("dim2", "integer", -1, keyword_only=True)), view=True)
LINALG__EIG: Final = Op("linalg.eig", (Parameter("A", "tensor", required=True),), outputs=('eigenvalues', 'eigenvectors'))
LINALG__EIGH: Final = Op("linalg.eigh", (Parameter("A", "tensor", required=True), Parameter("UPLO", "text", "L")), outputs=('eigenvalues', 'eigenvectors'))
LINALG__EIGVALS: Final = Op("linalg.eigvals", (Parameter("A", "tensor", required=True),))
LINALG__EIGVALSH: Final = Op("linalg.eigvalsh", (Parameter("A", "tensor", required=True), Parameter("UPLO", "text", "L")))
LINALG__HOUSEHOLDER_PRODUCT: Final = Op("linalg.householder_product", (Parameter("A", "tensor", required=True), Parameter("tau", "tensor", required=True)))
LINALG__INV: Final = Op("linalg.inv", (Parameter("A", "tensor", required=True),))
LINALG__INV_EX: Final = Op("linalg.inv_ex", (Parameter("A", "tensor", required=True), Parameter("check_errors", "boolean", False, keyword_only=True)), outputs=('inverse', 'info'))
LINALG__LDL_FACTOR: Final = Op("linalg.ldl_factor", (Parameter("A", "tensor", required=True), Parameter("hermitian", "boolean", False, keyword_only=True)), outputs=('LD', 'pivots'))
LINALG__LDL_FACTOR_EX: Final = Op("linalg.ldl_factor_ex", (Parameter("A", "tensor", required=True), Parameter("hermitian", "boolean", False, keyword_only=True), Parameter("check_errors", "boolean", False, keyword_only=True)), outputs=('LD', 'pivots', 'info'))
LINALG__LDL_SOLVE: Final = Op("linalg.ldl_solve", (Parameter("LD", "tensor", required=True), Parameter("pivots", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("hermitian", "boolean", False, keyword_only=True)))
LINALG__LSTSQ: Final = Op("linalg.lstsq", (Parameter("A", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("rcond", "number"), Parameter("driver", "text", keyword_only=True)), outputs=('solution', 'residuals', 'rank', 'singular_values'))
LINALG__LU: Final = Op("linalg.lu", (Parameter("A", "tensor", required=True), Parameter("pivot", "boolean", True, keyword_only=True)), outputs=('P', 'L', 'U'))
LINALG__LU_FACTOR: Final = Op("linalg.lu_factor", (Parameter("A", "tensor", required=True), Parameter("pivot", "boolean", True, keyword_only=True)), outputs=('LU', 'pivots'))
LINALG__LU_FACTOR_EX: Final = Op("linalg.lu_factor_ex", (Parameter("A", "tensor", required=True), Parameter("pivot", "boolean", True, keyword_only=True), Parameter("check_errors", "boolean", False, keyword_only=True)), outputs=('LU', 'pivots', 'info'))
LINALG__LU_SOLVE: Final = Op("linalg.lu_solve", (Parameter("LU", "tensor", required=True), Parameter("pivots", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("left", "boolean", True, keyword_only=True), Parameter("adjoint", "boolean", False, keyword_only=True)))
LINALG__MATRIX_EXP: Final = Op("linalg.matrix_exp", (Parameter("A", "tensor", required=True),))
LINALG__MATRIX_NORM: Final = Op("linalg.matrix_norm", (Parameter("A", "tensor", required=True), Parameter("ord", "number", "fro"), Parameter("dim", "integers", (-2, -1)), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
LINALG__MATRIX_POWER: Final = Op("linalg.matrix_power", (Parameter("A", "tensor", required=True), Parameter("n", "integer", required=True)))
LINALG__MATRIX_RANK: Final = Op("linalg.matrix_rank", (Parameter("A", "tensor", required=True), Parameter("tol", "tensor"), Parameter("hermitian", "boolean", False), Parameter("atol", "tensor", keyword_only=True), Parameter("rtol", "tensor", keyword_only=True)))
LINALG__MULTI_DOT: Final = Op("linalg.multi_dot", (Parameter("tensors", "tensors", required=True),))
LINALG__NORM: Final = Op("linalg.norm", (Parameter("A", "tensor", required=True), Parameter("ord", "number"), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
LINALG__PINV: Final = Op("linalg.pinv", (Parameter("A", "tensor", required=True), Parameter("rcond", "tensor"), Parameter("hermitian", "boolean", False), Parameter("atol", "tensor", keyword_only=True), Parameter("rtol", "tensor", keyword_only=True)))
LINALG__QR: Final = Op("linalg.qr", (Parameter("A", "tensor", required=True), Parameter("mode", "text", "reduced")), outputs=('Q', 'R'))
LINALG__SLOGDET: Final = Op("linalg.slogdet", (Parameter("A", "tensor", required=True),), outputs=('sign', 'logabsdet'))
LINALG__SOLVE: Final = Op("linalg.solve", (Parameter("A", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("left", "boolean", True, keyword_only=True)))
LINALG__SOLVE_EX: Final = Op("linalg.solve_ex", (Parameter("A", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("left", "boolean", True, keyword_only=True), Parameter("check_errors", "boolean", False, keyword_only=True)), outputs=('result', 'info'))
LINALG__SOLVE_TRIANGULAR: Final = Op("linalg.solve_triangular", (Parameter("A", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("upper", "boolean", required=True, keyword_only=True), Parameter("left", "boolean", True, keyword_only=True), Parameter("unitriangular", "boolean", False, keyword_only=True)))
LINALG__SVD: Final = Op("linalg.svd", (Parameter("A", "tensor", required=True), Parameter("full_matrices", "boolean", True), Parameter("driver", "text", keyword_only=True)), outputs=('U', 'S', 'Vh'))
LINALG__SVDVALS: Final = Op("linalg.svdvals", (Parameter("A", "tensor", required=True), Parameter("driver", "text", keyword_only=True)))
LINALG__TENSORINV: Final = Op("linalg.tensorinv", (Parameter("A", "tensor", required=True), Parameter("ind", "integer", 2)))
LINALG__TENSORSOLVE: Final = Op("linalg.tensorsolve", (Parameter("A", "tensor", required=True), Parameter("B", "tensor", required=True), Parameter("dims", "integers")))
LINALG__VANDER: Final = Op("linalg.vander", (Parameter("x", "tensor", required=True), Parameter("N", "integer", keyword_only=True)))
LINALG__VECDOT: Final = Op("linalg.vecdot", (Parameter("x", "tensor", required=True), Parameter("y", "tensor", required=True), Parameter("dim", "integer", -1, keyword_only=True)))
LINALG__VECTOR_NORM: Final = Op("linalg.vector_norm", (Parameter("x", "tensor", required=True), Parameter("ord", "number", 2), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
LINSPACE: Final = Op("linspace", (Parameter("start", "number", required=True), Parameter("end", "number", required=True), Parameter("steps", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
LOG: Final = Op("log", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG_: Final = Op("log_", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG10: Final = Op("log10", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG10_: Final = Op("log10_", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG1P: Final = Op("log1p", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG1P_: Final = Op("log1p_", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG2: Final = Op("log2", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG2_: Final = Op("log2_", (Parameter("input", "tensor", required=True),), elementwise=True)
LOG_NORMAL_: Final = Op("log_normal_", (Parameter("input", "tensor", required=True), Parameter("mean", "number", 1), Parameter("std", "number", 2), Parameter("generator", "text", keyword_only=True)), view=True)
LOG_SOFTMAX: Final = Op("log_softmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("dtype", "dtype")))
LOGADDEXP: Final = Op("logaddexp", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGADDEXP2: Final = Op("logaddexp2", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGCUMSUMEXP: Final = Op("logcumsumexp", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)))
LOGDET: Final = Op("logdet", (Parameter("input", "tensor", required=True),))
LOGICAL_AND: Final = Op("logical_and", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGICAL_AND_: Final = Op("logical_and_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGICAL_NOT: Final = Op("logical_not", (Parameter("input", "tensor", required=True),), elementwise=True)
LOGICAL_NOT_: Final = Op("logical_not_", (Parameter("input", "tensor", required=True),), elementwise=True)
LOGICAL_OR: Final = Op("logical_or", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGICAL_OR_: Final = Op("logical_or_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGICAL_XOR: Final = Op("logical_xor", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGICAL_XOR_: Final = Op("logical_xor_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LOGIT: Final = Op("logit", (Parameter("input", "tensor", required=True), Parameter("eps", "number")), elementwise=True)
LOGIT_: Final = Op("logit_", (Parameter("input", "tensor", required=True), Parameter("eps", "number")), elementwise=True)
LOGSPACE: Final = Op("logspace", (Parameter("start", "number", required=True), Parameter("end", "number", required=True), Parameter("steps", "integer", required=True), Parameter("base", "number", 10.0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
LOGSUMEXP: Final = Op("logsumexp", (Parameter("input", "tensor", required=True), Parameter("dim", "integers", required=True), Parameter("keepdim", "boolean", False)))
LONG: Final = Op("long", (Parameter("input", "tensor", required=True),))
LSTM: Final = Op("lstm", (Parameter("input", "tensor", required=True), Parameter("hx", "tensors", required=True), Parameter("params", "tensors", required=True), Parameter("has_biases", "boolean", required=True), Parameter("num_layers", "integer", required=True), Parameter("dropout", "number", required=True), Parameter("train", "boolean", required=True), Parameter("bidirectional", "boolean", required=True), Parameter("batch_first", "boolean", required=True)), outputs=('out', 'h', 'c'), plain=True)
LSTM_CELL: Final = Op("lstm_cell", (Parameter("input", "tensor", required=True), Parameter("hx", "tensors", required=True), Parameter("w_ih", "tensor", required=True), Parameter("w_hh", "tensor", required=True), Parameter("b_ih", "tensor"), Parameter("b_hh", "tensor")), outputs=('h', 'c'), plain=True)
LT: Final = Op("lt", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LT_: Final = Op("lt_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
LU: Final = Op("lu", (Parameter("A", "tensor", required=True), Parameter("pivot", "boolean", True), Parameter("get_infos", "boolean", False)), outputs=('LU', 'pivots', 'info'), plain=True)
LU_SOLVE: Final = Op("lu_solve", (Parameter("b", "tensor", required=True), Parameter("LU_data", "tensor", required=True), Parameter("LU_pivots", "tensor", required=True)))
LU_UNPACK: Final = Op("lu_unpack", (Parameter("LU_data", "tensor", required=True), Parameter("LU_pivots", "tensor", required=True), Parameter("unpack_data", "boolean", True), Parameter("unpack_pivots", "boolean", True)), outputs=('P', 'L', 'U'))
ATTRIBUTE_mH: Final = Op("mH", (Parameter("input", "tensor", required=True),), view=True)
ATTRIBUTE_mT: Final = Op("mT", (Parameter("input", "tensor", required=True),), view=True)
MANUAL_SEED: Final = Op("manual_seed", (Parameter("seed", "number", required=True), Parameter("generator", "text"), Parameter("device", "device")), outputs=())
MASKED__AMAX: Final = Op("masked.amax", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__AMIN: Final = Op("masked.amin", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__ARGMAX: Final = Op("masked.argmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__ARGMIN: Final = Op("masked.argmin", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__CUMPROD: Final = Op("masked.cumprod", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__CUMSUM: Final = Op("masked.cumsum", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__LOG_SOFTMAX: Final = Op("masked.log_softmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__LOGADDEXP: Final = Op("masked.logaddexp", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("input_mask", "tensor", keyword_only=True), Parameter("other_mask", "tensor", keyword_only=True)), elementwise=True)
MASKED__LOGSUMEXP: Final = Op("masked.logsumexp", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__MEAN: Final = Op("masked.mean", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__MEDIAN: Final = Op("masked.median", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", -1), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__NORM: Final = Op("masked.norm", (Parameter("input", "tensor", required=True), Parameter("ord", "number", 2.0), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__NORMALIZE: Final = Op("masked.normalize", (Parameter("input", "tensor", required=True), Parameter("ord", "number", required=True), Parameter("dim", "integer", required=True), Parameter("eps", "number", 1e-12, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__PROD: Final = Op("masked.prod", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__SOFTMAX: Final = Op("masked.softmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__SOFTMIN: Final = Op("masked.softmin", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__STD: Final = Op("masked.std", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("correction", "number", keyword_only=True), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__SUM: Final = Op("masked.sum", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED__VAR: Final = Op("masked.var", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("correction", "number", keyword_only=True), Parameter("keepdim", "boolean", False, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("mask", "tensor", keyword_only=True)))
MASKED_FILL: Final = Op("masked_fill", (Parameter("input", "tensor", required=True), Parameter("mask", "tensor", required=True), Parameter("value", "tensor", required=True)))
MASKED_FILL_: Final = Op("masked_fill_", (Parameter("input", "tensor", required=True), Parameter("mask", "tensor", required=True), Parameter("value", "tensor", required=True)))
MASKED_SCATTER: Final = Op("masked_scatter", (Parameter("input", "tensor", required=True), Parameter("mask", "tensor", required=True), Parameter("source", "tensor", required=True)))
MASKED_SCATTER_: Final = Op("masked_scatter_", (Parameter("input", "tensor", required=True), Parameter("mask", "tensor", required=True), Parameter("source", "tensor", required=True)))
MASKED_SELECT: Final = Op("masked_select", (Parameter("input", "tensor", required=True), Parameter("mask", "tensor", required=True)), sized_by="contents")
MATMUL: Final = Op("matmul", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
MATRIX_EXP: Final = Op("matrix_exp", (Parameter("input", "tensor", required=True),))
MATRIX_POWER: Final = Op("matrix_power", (Parameter("input", "tensor", required=True), Parameter("n", "integer", required=True)))
MAX: Final = Op("max", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False), Parameter("other", "tensor", keyword_only=True)), outputs=('values', 'indices'))
MAX_POOL2D_WITH_INDICES_BACKWARD: Final = Op("max_pool2d_with_indices_backward", (Parameter("grad_output", "tensor", required=True), Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("indices", "tensor")))
MAXIMUM: Final = Op("maximum", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
MEAN: Final = Op("mean", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
MEDIAN: Final = Op("median", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False)), outputs=('values', 'indices'))
MESHGRID: Final = Op("meshgrid", (Parameter("tensors", "tensors", required=True, variadic=True), Parameter("indexing", "text", "ij", keyword_only=True)), outputs=('*parts',), view=True)
MIN: Final = Op("min", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False), Parameter("other", "tensor", keyword_only=True)), outputs=('values', 'indices'))
MINIMUM: Final = Op("minimum", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
MM: Final = Op("mm", (Parameter("input", "tensor", required=True), Parameter("mat2", "tensor", required=True)))
MODE: Final = Op("mode", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", -1), Parameter("keepdim", "boolean", False)), outputs=('values', 'indices'))
MOVEDIM: Final = Op("movedim", (Parameter("input", "tensor", required=True), Parameter("source", "integers", required=True), Parameter("destination", "integers", required=True)), view=True)
MSORT: Final = Op("msort", (Parameter("input", "tensor", required=True),))
MUL: Final = Op("mul", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
MUL_: Final = Op("mul_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
MULTINOMIAL: Final = Op("multinomial", (Parameter("input", "tensor", required=True), Parameter("num_samples", "integer", required=True), Parameter("replacement", "boolean", False), Parameter("generator", "text", keyword_only=True)))
MV: Final = Op("mv", (Parameter("input", "tensor", required=True), Parameter("vec", "tensor", required=True)))
MVLGAMMA: Final = Op("mvlgamma", (Parameter("input", "tensor", required=True), Parameter("p", "integer", required=True)), elementwise=True)
MVLGAMMA_: Final = Op("mvlgamma_", (Parameter("input", "tensor", required=True), Parameter("p", "integer", required=True)), elementwise=True)
NAN_TO_NUM: Final = Op("nan_to_num", (Parameter("input", "tensor", required=True), Parameter("nan", "number"), Parameter("posinf", "number"), Parameter("neginf", "number")), elementwise=True)
NAN_TO_NUM_: Final = Op("nan_to_num_", (Parameter("input", "tensor", required=True), Parameter("nan", "number"), Parameter("posinf", "number"), Parameter("neginf", "number")), elementwise=True)
NANMEAN: Final = Op("nanmean", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
NANMEDIAN: Final = Op("nanmedian", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False)), outputs=('values', 'indices'))
NANQUANTILE: Final = Op("nanquantile", (Parameter("input", "tensor", required=True), Parameter("q", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False), Parameter("interpolation", "text", "linear", keyword_only=True)))
NANSUM: Final = Op("nansum", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
NARROW: Final = Op("narrow", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("start", "tensor", required=True), Parameter("length", "integer", required=True)), view=True)
NARROW_COPY: Final = Op("narrow_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("start", "integer", required=True), Parameter("length", "integer", required=True)))
NATIVE_BATCH_NORM: Final = Op("native_batch_norm", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("running_mean", "tensor"), Parameter("running_var", "tensor"), Parameter("training", "boolean", False), Parameter("momentum", "number", 0.1), Parameter("eps", "number", 1e-05)), outputs=('out', 'mean', 'invstd'), plain=True, overwrites={'running_mean': 'training', 'running_var': 'training'})
NATIVE_GROUP_NORM: Final = Op("native_group_norm", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("N", "integer", 0), Parameter("C", "integer", 0), Parameter("HxW", "integer", 0), Parameter("group", "integer", 1), Parameter("eps", "number", 1e-05)), outputs=('out', 'mean', 'rstd'), plain=True)
NATIVE_LAYER_NORM: Final = Op("native_layer_norm", (Parameter("input", "tensor", required=True), Parameter("normalized_shape", "integers", required=True), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("eps", "number", 1e-05)), outputs=('out', 'mean', 'rstd'), plain=True)
NE: Final = Op("ne", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
NE_: Final = Op("ne_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
NEG: Final = Op("neg", (Parameter("input", "tensor", required=True),), elementwise=True)
NEG_: Final = Op("neg_", (Parameter("input", "tensor", required=True),), elementwise=True)
NEW_EMPTY: Final = Op("new_empty", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_EMPTY_STRIDED: Final = Op("new_empty_strided", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("stride", "integers", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_FULL: Final = Op("new_full", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_ONES: Final = Op("new_ones", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_ZEROS: Final = Op("new_zeros", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEXTAFTER: Final = Op("nextafter", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
NEXTAFTER_: Final = Op("nextafter_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
NN__FUNCTIONAL__ADAPTIVE_AVG_POOL1D: Final = Op("nn.functional.adaptive_avg_pool1d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True)), plain=True)
NN__FUNCTIONAL__ADAPTIVE_AVG_POOL2D: Final = Op("nn.functional.adaptive_avg_pool2d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True)), plain=True)
NN__FUNCTIONAL__ADAPTIVE_AVG_POOL3D: Final = Op("nn.functional.adaptive_avg_pool3d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True)), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D: Final = Op("nn.functional.adaptive_max_pool1d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D_WITH_INDICES: Final = Op("nn.functional.adaptive_max_pool1d_with_indices", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D: Final = Op("nn.functional.adaptive_max_pool2d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D_WITH_INDICES: Final = Op("nn.functional.adaptive_max_pool2d_with_indices", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D: Final = Op("nn.functional.adaptive_max_pool3d", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D_WITH_INDICES: Final = Op("nn.functional.adaptive_max_pool3d_with_indices", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__AFFINE_GRID: Final = Op("nn.functional.affine_grid", (Parameter("theta", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("align_corners", "boolean")), plain=True)
NN__FUNCTIONAL__ALPHA_DROPOUT: Final = Op("nn.functional.alpha_dropout", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", False)), view=True, plain=True)
NN__FUNCTIONAL__ALPHA_DROPOUT_: Final = Op("nn.functional.alpha_dropout_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", False)), plain=True)
NN__FUNCTIONAL__AVG_POOL1D: Final = Op("nn.functional.avg_pool1d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("ceil_mode", "boolean", False), Parameter("count_include_pad", "boolean", True)), plain=True)
NN__FUNCTIONAL__AVG_POOL2D: Final = Op("nn.functional.avg_pool2d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("ceil_mode", "boolean", False), Parameter("count_include_pad", "boolean", True), Parameter("divisor_override", "integer")), plain=True)
NN__FUNCTIONAL__AVG_POOL3D: Final = Op("nn.functional.avg_pool3d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("ceil_mode", "boolean", False), Parameter("count_include_pad", "boolean", True), Parameter("divisor_override", "integer")), plain=True)
NN__FUNCTIONAL__BATCH_NORM: Final = Op("nn.functional.batch_norm", (Parameter("input", "tensor", required=True), Parameter("running_mean", "tensor"), Parameter("running_var", "tensor"), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("training", "boolean", False), Parameter("momentum", "number", 0.1), Parameter("eps", "number", 1e-05)), plain=True, overwrites={'running_mean': 'training', 'running_var': 'training'})
NN__FUNCTIONAL__BILINEAR: Final = Op("nn.functional.bilinear", (Parameter("input1", "tensor", required=True), Parameter("input2", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor")), plain=True)
NN__FUNCTIONAL__BINARY_CROSS_ENTROPY: Final = Op("nn.functional.binary_cross_entropy", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("weight", "tensor"), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__BINARY_CROSS_ENTROPY_WITH_LOGITS: Final = Op("nn.functional.binary_cross_entropy_with_logits", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("weight", "tensor"), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("pos_weight", "tensor", keyword_only=True)), plain=True)
NN__FUNCTIONAL__CONV1D: Final = Op("nn.functional.conv1d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("groups", "integer", 1)), plain=True)
NN__FUNCTIONAL__CONV2D: Final = Op("nn.functional.conv2d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("groups", "integer", 1)), plain=True)
NN__FUNCTIONAL__CONV3D: Final = Op("nn.functional.conv3d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("groups", "integer", 1)), plain=True)
NN__FUNCTIONAL__CONV_TRANSPOSE1D: Final = Op("nn.functional.conv_transpose1d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("output_padding", "integers", 0), Parameter("groups", "integer", 1), Parameter("dilation", "integers", 1)), plain=True)
NN__FUNCTIONAL__CONV_TRANSPOSE2D: Final = Op("nn.functional.conv_transpose2d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("output_padding", "integers", 0), Parameter("groups", "integer", 1), Parameter("dilation", "integers", 1)), plain=True)
NN__FUNCTIONAL__CONV_TRANSPOSE3D: Final = Op("nn.functional.conv_transpose3d", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor"), Parameter("stride", "integers", 1), Parameter("padding", "integers", 0), Parameter("output_padding", "integers", 0), Parameter("groups", "integer", 1), Parameter("dilation", "integers", 1)), plain=True)
NN__FUNCTIONAL__COSINE_EMBEDDING_LOSS: Final = Op("nn.functional.cosine_embedding_loss", (Parameter("input1", "tensor", required=True), Parameter("input2", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("margin", "number", 0), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__COSINE_SIMILARITY: Final = Op("nn.functional.cosine_similarity", (Parameter("x1", "tensor", required=True), Parameter("x2", "tensor", required=True), Parameter("dim", "integer", 1), Parameter("eps", "number", 1e-08)), plain=True)
NN__FUNCTIONAL__CROSS_ENTROPY: Final = Op("nn.functional.cross_entropy", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("weight", "tensor"), Parameter("ignore_index", "integer", -100, keyword_only=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("label_smoothing", "number", 0.0, keyword_only=True)), plain=True)
NN__FUNCTIONAL__CTC_LOSS: Final = Op("nn.functional.ctc_loss", (Parameter("log_probs", "tensor", required=True), Parameter("targets", "tensor", required=True), Parameter("input_lengths", "tensor", required=True), Parameter("target_lengths", "tensor", required=True), Parameter("blank", "integer", 0), Parameter("reduction", "text", "mean"), Parameter("zero_infinity", "boolean", False)), plain=True)
NN__FUNCTIONAL__DROPOUT: Final = Op("nn.functional.dropout", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), view=True, plain=True)
NN__FUNCTIONAL__DROPOUT_: Final = Op("nn.functional.dropout_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), plain=True)
NN__FUNCTIONAL__DROPOUT1D: Final = Op("nn.functional.dropout1d", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), view=True, plain=True)
NN__FUNCTIONAL__DROPOUT1D_: Final = Op("nn.functional.dropout1d_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), plain=True)
NN__FUNCTIONAL__DROPOUT2D: Final = Op("nn.functional.dropout2d", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), view=True, plain=True)
NN__FUNCTIONAL__DROPOUT2D_: Final = Op("nn.functional.dropout2d_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), plain=True)
NN__FUNCTIONAL__DROPOUT3D: Final = Op("nn.functional.dropout3d", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), view=True, plain=True)
NN__FUNCTIONAL__DROPOUT3D_: Final = Op("nn.functional.dropout3d_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", True)), plain=True)
NN__FUNCTIONAL__ELU: Final = Op("nn.functional.elu", (Parameter("input", "tensor", required=True), Parameter("alpha", "number", 1.0)), plain=True, elementwise=True)
NN__FUNCTIONAL__ELU_: Final = Op("nn.functional.elu_", (Parameter("input", "tensor", required=True), Parameter("alpha", "number", 1.0)), plain=True, elementwise=True)
NN__FUNCTIONAL__EMBEDDING: Final = Op("nn.functional.embedding", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("padding_idx", "integer"), Parameter("max_norm", "number"), Parameter("norm_type", "number", 2.0), Parameter("scale_grad_by_freq", "boolean", False), Parameter("sparse", "boolean", False)), plain=True, overwrites={'weight': 'max_norm'})
NN__FUNCTIONAL__EMBEDDING_BAG: Final = Op("nn.functional.embedding_bag", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("offsets", "tensor"), Parameter("max_norm", "number"), Parameter("norm_type", "number", 2), Parameter("scale_grad_by_freq", "boolean", False), Parameter("mode", "text", "mean"), Parameter("sparse", "boolean", False), Parameter("per_sample_weights", "tensor"), Parameter("include_last_offset", "boolean", False), Parameter("padding_idx", "integer")), plain=True, overwrites={'weight': 'max_norm'})
NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT: Final = Op("nn.functional.feature_alpha_dropout", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", False)), view=True, plain=True)
NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT_: Final = Op("nn.functional.feature_alpha_dropout_", (Parameter("input", "tensor", required=True), Parameter("p", "number", 0.5), Parameter("training", "boolean", False)), plain=True)
NN__FUNCTIONAL__FOLD: Final = Op("nn.functional.fold", (Parameter("input", "tensor", required=True), Parameter("output_size", "integers", required=True), Parameter("kernel_size", "integers", required=True), Parameter("dilation", "integers", 1), Parameter("padding", "integers", 0), Parameter("stride", "integers", 1)), plain=True)
NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D: Final = Op("nn.functional.fractional_max_pool2d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("output_size", "integers"), Parameter("output_ratio", "numbers"), Parameter("return_indices", "boolean", False), Parameter("_random_samples", "tensor")), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D_WITH_INDICES: Final = Op("nn.functional.fractional_max_pool2d_with_indices", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("output_size", "integers"), Parameter("output_ratio", "numbers"), Parameter("return_indices", "boolean", False), Parameter("_random_samples", "tensor")), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D: Final = Op("nn.functional.fractional_max_pool3d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("output_size", "integers"), Parameter("output_ratio", "numbers"), Parameter("return_indices", "boolean", False), Parameter("_random_samples", "tensor")), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D_WITH_INDICES: Final = Op("nn.functional.fractional_max_pool3d_with_indices", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("output_size", "integers"), Parameter("output_ratio", "numbers"), Parameter("return_indices", "boolean", False), Parameter("_random_samples", "tensor")), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__GAUSSIAN_NLL_LOSS: Final = Op("nn.functional.gaussian_nll_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("var", "tensor", required=True), Parameter("full", "boolean", False), Parameter("eps", "number", 1e-06), Parameter("reduction", "text", "mean")), plain=True)
NN__FUNCTIONAL__GELU: Final = Op("nn.functional.gelu", (Parameter("input", "tensor", required=True), Parameter("approximate", "text", "none", keyword_only=True)), plain=True, elementwise=True)
NN__FUNCTIONAL__GLU: Final = Op("nn.functional.glu", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", -1)), plain=True, elementwise=True)
NN__FUNCTIONAL__GRID_SAMPLE: Final = Op("nn.functional.grid_sample", (Parameter("input", "tensor", required=True), Parameter("grid", "tensor", required=True), Parameter("mode", "text", "bilinear"), Parameter("padding_mode", "text", "zeros"), Parameter("align_corners", "boolean")), plain=True)
NN__FUNCTIONAL__GROUP_NORM: Final = Op("nn.functional.group_norm", (Parameter("input", "tensor", required=True), Parameter("num_groups", "integer", required=True), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("eps", "number", 1e-05)), plain=True)
NN__FUNCTIONAL__HARDSIGMOID: Final = Op("nn.functional.hardsigmoid", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__HARDSIGMOID_: Final = Op("nn.functional.hardsigmoid_", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__HARDSWISH: Final = Op("nn.functional.hardswish", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__HARDSWISH_: Final = Op("nn.functional.hardswish_", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__HARDTANH: Final = Op("nn.functional.hardtanh", (Parameter("input", "tensor", required=True), Parameter("min_val", "number", -1.0), Parameter("max_val", "number", 1.0)), plain=True, elementwise=True)
NN__FUNCTIONAL__HARDTANH_: Final = Op("nn.functional.hardtanh_", (Parameter("input", "tensor", required=True), Parameter("min_val", "number", -1.0), Parameter("max_val", "number", 1.0)), plain=True, elementwise=True)
NN__FUNCTIONAL__HINGE_EMBEDDING_LOSS: Final = Op("nn.functional.hinge_embedding_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("margin", "number", 1.0), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__HUBER_LOSS: Final = Op("nn.functional.huber_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean"), Parameter("delta", "number", 1.0), Parameter("weight", "tensor")), plain=True)
NN__FUNCTIONAL__INSTANCE_NORM: Final = Op("nn.functional.instance_norm", (Parameter("input", "tensor", required=True), Parameter("running_mean", "tensor"), Parameter("running_var", "tensor"), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("use_input_stats", "boolean", True), Parameter("momentum", "number", 0.1), Parameter("eps", "number", 1e-05)), plain=True, overwrites={'running_mean': 'use_input_stats', 'running_var': 'use_input_stats'})
NN__FUNCTIONAL__INTERPOLATE: Final = Op("nn.functional.interpolate", (Parameter("input", "tensor", required=True), Parameter("size", "integers"), Parameter("scale_factor", "numbers"), Parameter("mode", "text", "nearest"), Parameter("align_corners", "boolean"), Parameter("recompute_scale_factor", "boolean"), Parameter("antialias", "boolean", False)), plain=True)
NN__FUNCTIONAL__KL_DIV: Final = Op("nn.functional.kl_div", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("log_target", "boolean", False, keyword_only=True)), plain=True)
NN__FUNCTIONAL__L1_LOSS: Final = Op("nn.functional.l1_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("weight", "tensor", keyword_only=True)), plain=True)
NN__FUNCTIONAL__LAYER_NORM: Final = Op("nn.functional.layer_norm", (Parameter("input", "tensor", required=True), Parameter("normalized_shape", "integers", required=True), Parameter("weight", "tensor"), Parameter("bias", "tensor"), Parameter("eps", "number", 1e-05)), plain=True)
NN__FUNCTIONAL__LEAKY_RELU: Final = Op("nn.functional.leaky_relu", (Parameter("input", "tensor", required=True), Parameter("negative_slope", "number", 0.01)), plain=True, elementwise=True)
NN__FUNCTIONAL__LEAKY_RELU_: Final = Op("nn.functional.leaky_relu_", (Parameter("input", "tensor", required=True), Parameter("negative_slope", "number", 0.01)), plain=True, elementwise=True)
NN__FUNCTIONAL__LINEAR: Final = Op("nn.functional.linear", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True), Parameter("bias", "tensor")), plain=True)
NN__FUNCTIONAL__LINEAR_CROSS_ENTROPY: Final = Op("nn.functional.linear_cross_entropy", (Parameter("input", "tensor", required=True), Parameter("linear_weight", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("linear_bias", "tensor", keyword_only=True), Parameter("weight", "tensor", keyword_only=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("ignore_index", "integer", keyword_only=True), Parameter("label_smoothing", "number", 0.0, keyword_only=True)), plain=True)
NN__FUNCTIONAL__LOCAL_RESPONSE_NORM: Final = Op("nn.functional.local_response_norm", (Parameter("input", "tensor", required=True), Parameter("size", "integer", required=True), Parameter("alpha", "number", 0.0001), Parameter("beta", "number", 0.75), Parameter("k", "number", 1.0)), plain=True)
NN__FUNCTIONAL__LOGSIGMOID: Final = Op("nn.functional.logsigmoid", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__LP_POOL1D: Final = Op("nn.functional.lp_pool1d", (Parameter("input", "tensor", required=True), Parameter("norm_type", "number", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("ceil_mode", "boolean", False)), plain=True)
NN__FUNCTIONAL__LP_POOL2D: Final = Op("nn.functional.lp_pool2d", (Parameter("input", "tensor", required=True), Parameter("norm_type", "number", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("ceil_mode", "boolean", False)), plain=True)
NN__FUNCTIONAL__LP_POOL3D: Final = Op("nn.functional.lp_pool3d", (Parameter("input", "tensor", required=True), Parameter("norm_type", "number", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("ceil_mode", "boolean", False)), plain=True)
NN__FUNCTIONAL__MARGIN_RANKING_LOSS: Final = Op("nn.functional.margin_ranking_loss", (Parameter("input1", "tensor", required=True), Parameter("input2", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("margin", "number", 0), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__MAX_POOL1D: Final = Op("nn.functional.max_pool1d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_POOL1D_WITH_INDICES: Final = Op("nn.functional.max_pool1d_with_indices", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_POOL2D: Final = Op("nn.functional.max_pool2d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_POOL2D_WITH_INDICES: Final = Op("nn.functional.max_pool2d_with_indices", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_POOL3D: Final = Op("nn.functional.max_pool3d", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_POOL3D_WITH_INDICES: Final = Op("nn.functional.max_pool3d_with_indices", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("dilation", "integers", 1), Parameter("ceil_mode", "boolean", False), Parameter("return_indices", "boolean", False)), outputs=('out', 'indices'), plain=True)
NN__FUNCTIONAL__MAX_UNPOOL1D: Final = Op("nn.functional.max_unpool1d", (Parameter("input", "tensor", required=True), Parameter("indices", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("output_size", "integers")), plain=True)
NN__FUNCTIONAL__MAX_UNPOOL2D: Final = Op("nn.functional.max_unpool2d", (Parameter("input", "tensor", required=True), Parameter("indices", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("output_size", "integers")), plain=True)
NN__FUNCTIONAL__MAX_UNPOOL3D: Final = Op("nn.functional.max_unpool3d", (Parameter("input", "tensor", required=True), Parameter("indices", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("stride", "integers"), Parameter("padding", "integers", 0), Parameter("output_size", "integers")), plain=True)
NN__FUNCTIONAL__MISH: Final = Op("nn.functional.mish", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__MISH_: Final = Op("nn.functional.mish_", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__MSE_LOSS: Final = Op("nn.functional.mse_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("weight", "tensor", keyword_only=True)), plain=True)
NN__FUNCTIONAL__MULTI_HEAD_ATTENTION_FORWARD: Final = Op("nn.functional.multi_head_attention_forward", (Parameter("query", "tensor", required=True), Parameter("key", "tensor", required=True), Parameter("value", "tensor", required=True), Parameter("embed_dim_to_check", "integer", required=True), Parameter("num_heads", "integer", required=True), Parameter("in_proj_weight", "tensor"), Parameter("in_proj_bias", "tensor"), Parameter("bias_k", "tensor"), Parameter("bias_v", "tensor"), Parameter("add_zero_attn", "boolean", False), Parameter("dropout_p", "number", 0.0), Parameter("out_proj_weight", "tensor"), Parameter("out_proj_bias", "tensor"), Parameter("training", "boolean", True), Parameter("key_padding_mask", "tensor"), Parameter("need_weights", "boolean", True), Parameter("attn_mask", "tensor"), Parameter("use_separate_proj_weight", "boolean", False), Parameter("q_proj_weight", "tensor"), Parameter("k_proj_weight", "tensor"), Parameter("v_proj_weight", "tensor"), Parameter("static_k", "tensor"), Parameter("static_v", "tensor"), Parameter("average_attn_weights", "boolean", True), Parameter("is_causal", "boolean", False)), outputs=('out', 'weights'), plain=True)
NN__FUNCTIONAL__MULTI_MARGIN_LOSS: Final = Op("nn.functional.multi_margin_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("p", "integer", 1), Parameter("margin", "number", 1.0), Parameter("weight", "tensor"), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__MULTILABEL_MARGIN_LOSS: Final = Op("nn.functional.multilabel_margin_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__MULTILABEL_SOFT_MARGIN_LOSS: Final = Op("nn.functional.multilabel_soft_margin_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("weight", "tensor"), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__NLL_LOSS: Final = Op("nn.functional.nll_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("weight", "tensor"), Parameter("ignore_index", "integer", -100, keyword_only=True), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__NORMALIZE: Final = Op("nn.functional.normalize", (Parameter("input", "tensor", required=True), Parameter("p", "number", 2.0), Parameter("dim", "integers", (1,)), Parameter("eps", "number", 1e-12)), plain=True)
NN__FUNCTIONAL__ONE_HOT: Final = Op("nn.functional.one_hot", (Parameter("input", "tensor", required=True), Parameter("num_classes", "integer", -1)), plain=True, sized_by="contents")
NN__FUNCTIONAL__PAD: Final = Op("nn.functional.pad", (Parameter("input", "tensor", required=True), Parameter("pad", "integers", required=True), Parameter("mode", "text", "constant"), Parameter("value", "number")), plain=True)
NN__FUNCTIONAL__PAIRWISE_DISTANCE: Final = Op("nn.functional.pairwise_distance", (Parameter("x1", "tensor", required=True), Parameter("x2", "tensor", required=True), Parameter("p", "number", 2.0), Parameter("eps", "number", 1e-06), Parameter("keepdim", "boolean", False)), plain=True)
NN__FUNCTIONAL__PDIST: Final = Op("nn.functional.pdist", (Parameter("input", "tensor", required=True), Parameter("p", "number", 2.0)), plain=True)
NN__FUNCTIONAL__POISSON_NLL_LOSS: Final = Op("nn.functional.poisson_nll_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("log_input", "boolean", True), Parameter("full", "boolean", False), Parameter("eps", "number", 1e-08, keyword_only=True), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__RELU6: Final = Op("nn.functional.relu6", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__RELU6_: Final = Op("nn.functional.relu6_", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__RMS_NORM: Final = Op("nn.functional.rms_norm", (Parameter("input", "tensor", required=True), Parameter("normalized_shape", "integers", required=True), Parameter("weight", "tensor"), Parameter("eps", "number")), plain=True)
NN__FUNCTIONAL__RRELU: Final = Op("nn.functional.rrelu", (Parameter("input", "tensor", required=True), Parameter("lower", "number", 0.125), Parameter("upper", "number", 0.3333333333333333), Parameter("training", "boolean", False)), plain=True)
NN__FUNCTIONAL__RRELU_: Final = Op("nn.functional.rrelu_", (Parameter("input", "tensor", required=True), Parameter("lower", "number", 0.125), Parameter("upper", "number", 0.3333333333333333), Parameter("training", "boolean", False)), plain=True)
NN__FUNCTIONAL__SCALED_DOT_PRODUCT_ATTENTION: Final = Op("nn.functional.scaled_dot_product_attention", (Parameter("query", "tensor", required=True), Parameter("key", "tensor", required=True), Parameter("value", "tensor", required=True), Parameter("attn_mask", "tensor"), Parameter("dropout_p", "number", 0.0), Parameter("is_causal", "boolean", False), Parameter("scale", "number"), Parameter("enable_gqa", "boolean", False)), plain=True)
NN__FUNCTIONAL__SILU: Final = Op("nn.functional.silu", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__SILU_: Final = Op("nn.functional.silu_", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__SMOOTH_L1_LOSS: Final = Op("nn.functional.smooth_l1_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True), Parameter("beta", "number", 1.0, keyword_only=True)), plain=True)
NN__FUNCTIONAL__SOFT_MARGIN_LOSS: Final = Op("nn.functional.soft_margin_loss", (Parameter("input", "tensor", required=True), Parameter("target", "tensor", required=True), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__SOFTMIN: Final = Op("nn.functional.softmin", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("dtype", "dtype", keyword_only=True)), plain=True)
NN__FUNCTIONAL__SOFTPLUS: Final = Op("nn.functional.softplus", (Parameter("input", "tensor", required=True), Parameter("beta", "number", 1), Parameter("threshold", "number", 20)), plain=True, elementwise=True)
NN__FUNCTIONAL__SOFTSHRINK: Final = Op("nn.functional.softshrink", (Parameter("input", "tensor", required=True), Parameter("lambd", "number", 0.5)), plain=True, elementwise=True)
NN__FUNCTIONAL__SOFTSIGN: Final = Op("nn.functional.softsign", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__TANHSHRINK: Final = Op("nn.functional.tanhshrink", (Parameter("input", "tensor", required=True),), plain=True, elementwise=True)
NN__FUNCTIONAL__TRIPLET_MARGIN_LOSS: Final = Op("nn.functional.triplet_margin_loss", (Parameter("anchor", "tensor", required=True), Parameter("positive", "tensor", required=True), Parameter("negative", "tensor", required=True), Parameter("margin", "number", 1.0), Parameter("p", "number", 2), Parameter("eps", "number", 1e-06), Parameter("swap", "boolean", False), Parameter("reduction", "text", "mean", keyword_only=True)), plain=True)
NN__FUNCTIONAL__UNFOLD: Final = Op("nn.functional.unfold", (Parameter("input", "tensor", required=True), Parameter("kernel_size", "integers", required=True), Parameter("dilation", "integers", 1), Parameter("padding", "integers", 0), Parameter("stride", "integers", 1)), plain=True)
NN__FUNCTIONAL__UPSAMPLE: Final = Op("nn.functional.upsample", (Parameter("input", "tensor", required=True), Parameter("size", "integers"), Parameter("scale_factor", "numbers"), Parameter("mode", "text", "nearest"), Parameter("align_corners", "boolean")), plain=True)
NN__FUNCTIONAL__UPSAMPLE_BILINEAR: Final = Op("nn.functional.upsample_bilinear", (Parameter("input", "tensor", required=True), Parameter("size", "integers"), Parameter("scale_factor", "numbers")), plain=True)
NN__FUNCTIONAL__UPSAMPLE_NEAREST: Final = Op("nn.functional.upsample_nearest", (Parameter("input", "tensor", required=True), Parameter("size", "integers"), Parameter("scale_factor", "numbers")), plain=True)
NONZERO: Final = Op("nonzero", (Parameter("input", "tensor", required=True), Parameter("as_tuple", "boolean", False, keyword_only=True)), sized_by="contents")
NONZERO_STATIC: Final = Op("nonzero_static", (Parameter("input", "tensor", required=True), Parameter("size", "integer", required=True, keyword_only=True), Parameter("fill_value", "integer", -1, keyword_only=True)))
NORM: Final = Op("norm", (Parameter("input", "tensor", required=True), Parameter("p", "number", "fro"), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype")))
NORMAL: Final = Op("normal", (Parameter("mean", "tensor", 0.0), Parameter("std", "tensor", 1.0), Parameter("size", "integers"), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NORMAL_: Final = Op("normal_", (Parameter("input", "tensor", required=True), Parameter("mean", "number", 0), Parameter("std", "number", 1), Parameter("generator", "text", keyword_only=True)), view=True)
ONES: Final = Op("ones", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ONES_LIKE: Final = Op("ones_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ORGQR: Final = Op("orgqr", (Parameter("input", "tensor", required=True), Parameter("input2", "tensor", required=True)))
ORMQR: Final = Op("ormqr", (Parameter("input", "tensor", required=True), Parameter("tau", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("left", "boolean", True), Parameter("transpose", "boolean", False)))
OUTER: Final = Op("outer", (Parameter("input", "tensor", required=True), Parameter("vec2", "tensor", required=True)))
PCA_LOWRANK: Final = Op("pca_lowrank", (Parameter("A", "tensor", required=True), Parameter("q", "integer"), Parameter("center", "boolean", True), Parameter("niter", "integer", 2)), outputs=('U', 'S', 'V'), plain=True)
PERMUTE: Final = Op("permute", (Parameter("input", "tensor", required=True), Parameter("dims", "integers", required=True, variadic=True)), view=True)
PERMUTE_COPY: Final = Op("permute_copy", (Parameter("input", "tensor", required=True), Parameter("dims", "integers", required=True, variadic=True)))
PINVERSE: Final = Op("pinverse", (Parameter("input", "tensor", required=True), Parameter("rcond", "number", 1e-15)))
PIXEL_SHUFFLE: Final = Op("pixel_shuffle", (Parameter("input", "tensor", required=True), Parameter("upscale_factor", "integer", required=True)))
PIXEL_UNSHUFFLE: Final = Op("pixel_unshuffle", (Parameter("input", "tensor", required=True), Parameter("downscale_factor", "integer", required=True)))
POISSON: Final = Op("poisson", (Parameter("input", "tensor", required=True), Parameter("generator", "text", keyword_only=True)))
POLAR: Final = Op("polar", (Parameter("abs", "tensor", required=True), Parameter("angle", "tensor", required=True)), elementwise=True)
POLYGAMMA: Final = Op("polygamma", (Parameter("n", "integer", required=True), Parameter("input", "tensor", required=True)), elementwise=True)
POSITIVE: Final = Op("positive", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
POW: Final = Op("pow", (Parameter("input", "tensor", required=True), Parameter("exponent", "tensor", required=True)), elementwise=True)
POW_: Final = Op("pow_", (Parameter("input", "tensor", required=True), Parameter("exponent", "tensor", required=True)), elementwise=True)
PRELU: Final = Op("prelu", (Parameter("input", "tensor", required=True), Parameter("weight", "tensor", required=True)), elementwise=True)
PROD: Final = Op("prod", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
PUT: Final = Op("put", (Parameter("input", "tensor", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("accumulate", "boolean", False)))
PUT_: Final = Op("put_", (Parameter("input", "tensor", required=True), Parameter("index", "tensor", required=True), Parameter("source", "tensor", required=True), Parameter("accumulate", "boolean", False)))
QR: Final = Op("qr", (Parameter("input", "tensor", required=True), Parameter("some", "boolean", True)), outputs=('Q', 'R'))
QUANTILE: Final = Op("quantile", (Parameter("input", "tensor", required=True), Parameter("q", "tensor", required=True), Parameter("dim", "integer"), Parameter("keepdim", "boolean", False), Parameter("interpolation", "text", "linear", keyword_only=True)))
RAD2DEG: Final = Op("rad2deg", (Parameter("input", "tensor", required=True),), elementwise=True)
RAD2DEG_: Final = Op("rad2deg_", (Parameter("input", "tensor", required=True),), elementwise=True)
RAND: Final = Op("rand", (Parameter("size", "integers", required=True, variadic=True), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RAND_LIKE: Final = Op("rand_like", (Parameter("input", "tensor", required=True), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RANDINT: Final = Op("randint", (Parameter("low", "integer", 0), Parameter("high", "integer"), Parameter("size", "integers", ()), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RANDINT_LIKE: Final = Op("randint_like", (Parameter("input", "tensor", required=True), Parameter("low", "integer", 0), Parameter("high", "integer"), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RANDN: Final = Op("randn", (Parameter("size", "integers", required=True, variadic=True), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RANDN_LIKE: Final = Op("randn_like", (Parameter("input", "tensor", required=True), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RANDOM_: Final = Op("random_", (Parameter("input", "tensor", required=True), Parameter("from_", "integer"), Parameter("to", "integer"), Parameter("generator", "text", keyword_only=True)), view=True)
RANDPERM: Final = Op("randperm", (Parameter("n", "integer", required=True), Parameter("generator", "text", keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
RAVEL: Final = Op("ravel", (Parameter("input", "tensor", required=True),), view=True)
ATTRIBUTE_real: Final = Op("real", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
RECIPROCAL: Final = Op("reciprocal", (Parameter("input", "tensor", required=True),), elementwise=True)
RECIPROCAL_: Final = Op("reciprocal_", (Parameter("input", "tensor", required=True),), elementwise=True)
RELU: Final = Op("relu", (Parameter("input", "tensor", required=True),), elementwise=True)
RELU_: Final = Op("relu_", (Parameter("input", "tensor", required=True),), elementwise=True)
REMAINDER: Final = Op("remainder", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
REMAINDER_: Final = Op("remainder_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
RENORM: Final = Op("renorm", (Parameter("input", "tensor", required=True), Parameter("p", "number", required=True), Parameter("dim", "integer", required=True), Parameter("maxnorm", "number", required=True)))
RENORM_: Final = Op("renorm_", (Parameter("input", "tensor", required=True), Parameter("p", "number", required=True), Parameter("dim", "integer", required=True), Parameter("maxnorm", "number", required=True)))
REPEAT: Final = Op("repeat", (Parameter("input", "tensor", required=True), Parameter("repeats", "integers", required=True, variadic=True)))
REPEAT_INTERLEAVE: Final = Op("repeat_interleave", (Parameter("input", "tensor", required=True), Parameter("repeats", "tensor"), Parameter("dim", "integer"), Parameter("output_size", "integer", keyword_only=True)), sized_by="contents")
REQUIRES_GRAD_: Final = Op("requires_grad_", (Parameter("input", "tensor", required=True), Parameter("requires_grad", "boolean", True)), view=True)
RESHAPE: Final = Op("reshape", (Parameter("input", "tensor", required=True), Parameter("shape", "integers", required=True, variadic=True)), view=True)
RESHAPE_AS: Final = Op("reshape_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
RESIZE_: Final = Op("resize_", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
RESIZE_AS_: Final = Op("resize_as_", (Parameter("input", "tensor", required=True), Parameter("the_template", "tensor", required=True)), view=True)
RESOLVE_CONJ: Final = Op("resolve_conj", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
RESOLVE_NEG: Final = Op("resolve_neg", (Parameter("input", "tensor", required=True),), view=True, elementwise=True)
RETAIN_GRAD: Final = Op("retain_grad", (Parameter("input", "tensor", required=True),), view=True)
RNN_RELU: Final = Op("rnn_relu", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("params", "tensors", required=True), Parameter("has_biases", "boolean", required=True), Parameter("num_layers", "integer", required=True), Parameter("dropout", "number", required=True), Parameter("train", "boolean", required=True), Parameter("bidirectional", "boolean", required=True), Parameter("batch_first", "boolean", required=True)), outputs=('out', 'h'), plain=True)
RNN_RELU_CELL: Final = Op("rnn_relu_cell", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("w_ih", "tensor", required=True), Parameter("w_hh", "tensor", required=True), Parameter("b_ih", "tensor"), Parameter("b_hh", "tensor")))
RNN_TANH: Final = Op("rnn_tanh", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("params", "tensors", required=True), Parameter("has_biases", "boolean", required=True), Parameter("num_layers", "integer", required=True), Parameter("dropout", "number", required=True), Parameter("train", "boolean", required=True), Parameter("bidirectional", "boolean", required=True), Parameter("batch_first", "boolean", required=True)), outputs=('out', 'h'), plain=True)
RNN_TANH_CELL: Final = Op("rnn_tanh_cell", (Parameter("input", "tensor", required=True), Parameter("hx", "tensor", required=True), Parameter("w_ih", "tensor", required=True), Parameter("w_hh", "tensor", required=True), Parameter("b_ih", "tensor"), Parameter("b_hh", "tensor")))
ROLL: Final = Op("roll", (Parameter("input", "tensor", required=True), Parameter("shifts", "integers", required=True), Parameter("dims", "integers", ())))
ROT90: Final = Op("rot90", (Parameter("input", "tensor", required=True), Parameter("k", "integer", 1), Parameter("dims", "integers", (0, 1))))
ROUND: Final = Op("round", (Parameter("input", "tensor", required=True), Parameter("decimals", "integer", 0, keyword_only=True)), elementwise=True)
ROUND_: Final = Op("round_", (Parameter("input", "tensor", required=True), Parameter("decimals", "integer", 0, keyword_only=True)), elementwise=True)
RSQRT: Final = Op("rsqrt", (Parameter("input", "tensor", required=True),), elementwise=True)
RSQRT_: Final = Op("rsqrt_", (Parameter("input", "tensor", required=True),), elementwise=True)
RSUB: Final = Op("rsub", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)), elementwise=True)
SCALAR_TENSOR: Final = Op("scalar_tensor", (Parameter("s", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SCATTER: Final = Op("scatter", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor"), Parameter("value", "number", keyword_only=True), Parameter("reduce", "text", keyword_only=True)))
SCATTER_: Final = Op("scatter_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor"), Parameter("value", "number", keyword_only=True), Parameter("reduce", "text", keyword_only=True)))
SCATTER_ADD: Final = Op("scatter_add", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor", required=True)))
SCATTER_ADD_: Final = Op("scatter_add_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor", required=True)))
SCATTER_REDUCE: Final = Op("scatter_reduce", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("reduce", "text", required=True), Parameter("include_self", "boolean", True, keyword_only=True)))
SCATTER_REDUCE_: Final = Op("scatter_reduce_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("reduce", "text", required=True), Parameter("include_self", "boolean", True, keyword_only=True)))
SEARCHSORTED: Final = Op("searchsorted", (Parameter("sorted_sequence", "tensor", required=True), Parameter("input", "tensor", required=True), Parameter("out_int32", "boolean", False, keyword_only=True), Parameter("right", "boolean", False, keyword_only=True), Parameter("side", "text", keyword_only=True), Parameter("sorter", "tensor", keyword_only=True)))
SEGMENT_REDUCE: Final = Op("segment_reduce", (Parameter("data", "tensor", required=True), Parameter("reduce", "text", required=True), Parameter("lengths", "tensor", keyword_only=True), Parameter("indices", "tensor", keyword_only=True), Parameter("offsets", "tensor", keyword_only=True), Parameter("axis", "integer", 0, keyword_only=True), Parameter("unsafe", "boolean", False, keyword_only=True), Parameter("initial", "number", keyword_only=True)))
SELECT: Final = Op("select", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "integer", required=True)), view=True)
SELECT_COPY: Final = Op("select_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "integer", required=True)))
SELECT_SCATTER: Final = Op("select_scatter", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "integer", required=True)))
SELU: Final = Op("selu", (Parameter("input", "tensor", required=True),), elementwise=True)
SELU_: Final = Op("selu_", (Parameter("input", "tensor", required=True),), elementwise=True)
SET_DATA: Final = Op("set_data", (Parameter("input", "tensor", required=True), Parameter("data", "tensor", required=True)), view=True)
SET_RNG_STATE: Final = Op("set_rng_state", (Parameter("new_state", "tensor", required=True), Parameter("generator", "text"), Parameter("device", "device")), outputs=())
SETITEM: Final = Op("setitem", (Parameter("input", "tensor", required=True), Parameter("value", "tensor", required=True), Parameter("index", "index", required=True)), view=True)
SGN: Final = Op("sgn", (Parameter("input", "tensor", required=True),), elementwise=True)
SGN_: Final = Op("sgn_", (Parameter("input", "tensor", required=True),), elementwise=True)
SHORT: Final = Op("short", (Parameter("input", "tensor", required=True),))
SIGMOID: Final = Op("sigmoid", (Parameter("input", "tensor", required=True),), elementwise=True)
SIGMOID_: Final = Op("sigmoid_", (Parameter("input", "tensor", required=True),), elementwise=True)
SIGN: Final = Op("sign", (Parameter("input", "tensor", required=True),), elementwise=True)
SIGN_: Final = Op("sign_", (Parameter("input", "tensor", required=True),), elementwise=True)
SIGNAL__WINDOWS__BARTLETT: Final = Op("signal.windows.bartlett", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__BLACKMAN: Final = Op("signal.windows.blackman", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__COSINE: Final = Op("signal.windows.cosine", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__EXPONENTIAL: Final = Op("signal.windows.exponential", (Parameter("M", "integer", required=True), Parameter("center", "number", keyword_only=True), Parameter("tau", "number", 1.0, keyword_only=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__GAUSSIAN: Final = Op("signal.windows.gaussian", (Parameter("M", "integer", required=True), Parameter("std", "number", 1.0, keyword_only=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__GENERAL_COSINE: Final = Op("signal.windows.general_cosine", (Parameter("M", "integer", required=True), Parameter("a", "numbers", required=True, keyword_only=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__GENERAL_HAMMING: Final = Op("signal.windows.general_hamming", (Parameter("M", "integer", required=True), Parameter("alpha", "number", 0.54, keyword_only=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__HAMMING: Final = Op("signal.windows.hamming", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__HANN: Final = Op("signal.windows.hann", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__KAISER: Final = Op("signal.windows.kaiser", (Parameter("M", "integer", required=True), Parameter("beta", "number", 12.0, keyword_only=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNAL__WINDOWS__NUTTALL: Final = Op("signal.windows.nuttall", (Parameter("M", "integer", required=True), Parameter("sym", "boolean", True, keyword_only=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
SIGNBIT: Final = Op("signbit", (Parameter("input", "tensor", required=True),), elementwise=True)
SIN: Final = Op("sin", (Parameter("input", "tensor", required=True),), elementwise=True)
SIN_: Final = Op("sin_", (Parameter("input", "tensor", required=True),), elementwise=True)
SINC: Final = Op("sinc", (Parameter("input", "tensor", required=True),), elementwise=True)
SINC_: Final = Op("sinc_", (Parameter("input", "tensor", required=True),), elementwise=True)
SINH: Final = Op("sinh", (Parameter("input", "tensor", required=True),), elementwise=True)
SINH_: Final = Op("sinh_", (Parameter("input", "tensor", required=True),), elementwise=True)
SLICE_COPY: Final = Op("slice_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", 0), Parameter("start", "integer"), Parameter("end", "integer"), Parameter("step", "integer", 1)))
SLICE_SCATTER: Final = Op("slice_scatter", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True), Parameter("dim", "integer", 0), Parameter("start", "integer"), Parameter("end", "integer"), Parameter("step", "integer", 1)))
SLOGDET: Final = Op("slogdet", (Parameter("input", "tensor", required=True),), outputs=('sign', 'logabsdet'))
SOFTMAX: Final = Op("softmax", (Parameter("input", "tensor", required=True), Parameter("dim", "integer"), Parameter("dtype", "dtype")))
SORT: Final = Op("sort", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", -1), Parameter("descending", "boolean", False), Parameter("stable", "boolean", keyword_only=True)), outputs=('values', 'indices'))
SPECIAL__AIRY_AI: Final = Op("special.airy_ai", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__BESSEL_J0: Final = Op("special.bessel_j0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__BESSEL_J1: Final = Op("special.bessel_j1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__BESSEL_Y0: Final = Op("special.bessel_y0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__BESSEL_Y1: Final = Op("special.bessel_y1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__CHEBYSHEV_POLYNOMIAL_T: Final = Op("special.chebyshev_polynomial_t", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__CHEBYSHEV_POLYNOMIAL_U: Final = Op("special.chebyshev_polynomial_u", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__CHEBYSHEV_POLYNOMIAL_V: Final = Op("special.chebyshev_polynomial_v", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__CHEBYSHEV_POLYNOMIAL_W: Final = Op("special.chebyshev_polynomial_w", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__ENTR: Final = Op("special.entr", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__ERFCX: Final = Op("special.erfcx", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__HERMITE_POLYNOMIAL_H: Final = Op("special.hermite_polynomial_h", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__HERMITE_POLYNOMIAL_HE: Final = Op("special.hermite_polynomial_he", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__I0E: Final = Op("special.i0e", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__I1: Final = Op("special.i1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__I1E: Final = Op("special.i1e", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__LAGUERRE_POLYNOMIAL_L: Final = Op("special.laguerre_polynomial_l", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__LEGENDRE_POLYNOMIAL_P: Final = Op("special.legendre_polynomial_p", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__LOG_NDTR: Final = Op("special.log_ndtr", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__MODIFIED_BESSEL_I0: Final = Op("special.modified_bessel_i0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__MODIFIED_BESSEL_I1: Final = Op("special.modified_bessel_i1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__MODIFIED_BESSEL_K0: Final = Op("special.modified_bessel_k0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__MODIFIED_BESSEL_K1: Final = Op("special.modified_bessel_k1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__NDTR: Final = Op("special.ndtr", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__NDTRI: Final = Op("special.ndtri", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__SCALED_MODIFIED_BESSEL_K0: Final = Op("special.scaled_modified_bessel_k0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__SCALED_MODIFIED_BESSEL_K1: Final = Op("special.scaled_modified_bessel_k1", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_T: Final = Op("special.shifted_chebyshev_polynomial_t", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_U: Final = Op("special.shifted_chebyshev_polynomial_u", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_V: Final = Op("special.shifted_chebyshev_polynomial_v", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_W: Final = Op("special.shifted_chebyshev_polynomial_w", (Parameter("input", "tensor", required=True), Parameter("n", "tensor", required=True)), elementwise=True)
SPECIAL__SPHERICAL_BESSEL_J0: Final = Op("special.spherical_bessel_j0", (Parameter("input", "tensor", required=True),), elementwise=True)
SPECIAL__XLOG1PY: Final = Op("special.xlog1py", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
SPECIAL__ZETA: Final = Op("special.zeta", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
SPLIT: Final = Op("split", (Parameter("input", "tensor", required=True), Parameter("split_size_or_sections", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
SPLIT_COPY: Final = Op("split_copy", (Parameter("input", "tensor", required=True), Parameter("split_size", "integer", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
SPLIT_WITH_SIZES: Final = Op("split_with_sizes", (Parameter("input", "tensor", required=True), Parameter("split_sizes", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
SPLIT_WITH_SIZES_COPY: Final = Op("split_with_sizes_copy", (Parameter("input", "tensor", required=True), Parameter("split_sizes", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
SQRT: Final = Op("sqrt", (Parameter("input", "tensor", required=True),), elementwise=True)
SQRT_: Final = Op("sqrt_", (Parameter("input", "tensor", required=True),), elementwise=True)
SQUARE: Final = Op("square", (Parameter("input", "tensor", required=True),), elementwise=True)
SQUARE_: Final = Op("square_", (Parameter("input", "tensor", required=True),), elementwise=True)
SQUEEZE: Final = Op("squeeze", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")), view=True)
SQUEEZE_: Final = Op("squeeze_", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")))
SQUEEZE_COPY: Final = Op("squeeze_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")))
STACK: Final = Op("stack", (Parameter("tensors", "tensors", required=True), Parameter("dim", "integer", 0)))
STD: Final = Op("std", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("keepdim", "boolean", False), Parameter("correction", "number", keyword_only=True)))
STD_MEAN: Final = Op("std_mean", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("keepdim", "boolean", False), Parameter("correction", "number", keyword_only=True)), outputs=('std', 'mean'), plain=True)
STFT: Final = Op("stft", (Parameter("input", "tensor", required=True), Parameter("n_fft", "integer", required=True), Parameter("hop_length", "integer"), Parameter("win_length", "integer"), Parameter("window", "tensor"), Parameter("center", "boolean", True), Parameter("pad_mode", "text", "reflect"), Parameter("normalized", "boolean", False), Parameter("onesided", "boolean"), Parameter("return_complex", "boolean"), Parameter("align_to_window", "boolean")))
SUB: Final = Op("sub", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)), elementwise=True)
SUB_: Final = Op("sub_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)), elementwise=True)
SUM: Final = Op("sum", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
SUM_TO_SIZE: Final = Op("sum_to_size", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)))
SVD: Final = Op("svd", (Parameter("input", "tensor", required=True), Parameter("some", "boolean", True), Parameter("compute_uv", "boolean", True)), outputs=('U', 'S', 'V'))
SVD_LOWRANK: Final = Op("svd_lowrank", (Parameter("A", "tensor", required=True), Parameter("q", "integer", 6), Parameter("niter", "integer", 2), Parameter("M", "tensor")), outputs=('U', 'S', 'V'), plain=True)
T: Final = Op("t", (Parameter("input", "tensor", required=True),), view=True)
T_: Final = Op("t_", (Parameter("input", "tensor", required=True),))
T_COPY: Final = Op("t_copy", (Parameter("input", "tensor", required=True),))
TAKE: Final = Op("take", (Parameter("input", "tensor", required=True), Parameter("index", "tensor", required=True)))
TAKE_ALONG_DIM: Final = Op("take_along_dim", (Parameter("input", "tensor", required=True), Parameter("indices", "tensor", required=True), Parameter("dim", "integer")))
TAN: Final = Op("tan", (Parameter("input", "tensor", required=True),), elementwise=True)
TAN_: Final = Op("tan_", (Parameter("input", "tensor", required=True),), elementwise=True)
TANH: Final = Op("tanh", (Parameter("input", "tensor", required=True),), elementwise=True)
TANH_: Final = Op("tanh_", (Parameter("input", "tensor", required=True),), elementwise=True)
TENSOR_SPLIT: Final = Op("tensor_split", (Parameter("input", "tensor", required=True), Parameter("indices_or_sections", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
TENSORDOT: Final = Op("tensordot", (Parameter("a", "tensor", required=True), Parameter("b", "tensor", required=True), Parameter("dims", "integers", 2)))
THRESHOLD: Final = Op("threshold", (Parameter("input", "tensor", required=True), Parameter("threshold", "number", required=True), Parameter("value", "number", required=True)), elementwise=True)
THRESHOLD_: Final = Op("threshold_", (Parameter("input", "tensor", required=True), Parameter("threshold", "number", required=True), Parameter("value", "number", required=True)), elementwise=True)
TILE: Final = Op("tile", (Parameter("input", "tensor", required=True), Parameter("dims", "integers", required=True, variadic=True)))
TO: Final = Op("to", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype"), Parameter("device", "device"), Parameter("copy", "boolean", False)), view=True)
TOPK: Final = Op("topk", (Parameter("input", "tensor", required=True), Parameter("k", "integer", required=True), Parameter("dim", "integer", -1), Parameter("largest", "boolean", True), Parameter("sorted", "boolean", True)), outputs=('values', 'indices'))
TRACE: Final = Op("trace", (Parameter("input", "tensor", required=True),))
TRANSPOSE: Final = Op("transpose", (Parameter("input", "tensor", required=True), Parameter("dim0", "integer", required=True), Parameter("dim1", "integer", required=True)), view=True)
TRANSPOSE_: Final = Op("transpose_", (Parameter("input", "tensor", required=True), Parameter("dim0", "integer", required=True), Parameter("dim1", "integer", required=True)))
TRANSPOSE_COPY: Final = Op("transpose_copy", (Parameter("input", "tensor", required=True), Parameter("dim0", "integer", required=True), Parameter("dim1", "integer", required=True)))
TRAPEZOID: Final = Op("trapezoid", (Parameter("y", "tensor", required=True), Parameter("x", "tensor"), Parameter("dx", "number", keyword_only=True), Parameter("dim", "integer", -1, keyword_only=True)))
TRIANGULAR_SOLVE: Final = Op("triangular_solve", (Parameter("b", "tensor", required=True), Parameter("A", "tensor", required=True), Parameter("upper", "boolean", True), Parameter("transpose", "boolean", False), Parameter("unitriangular", "boolean", False)), outputs=('solution', 'cloned_coefficient'))
TRIL: Final = Op("tril", (Parameter("input", "tensor", required=True), Parameter("diagonal", "integer", 0)))
TRIL_: Final = Op("tril_", (Parameter("input", "tensor", required=True), Parameter("diagonal", "integer", 0)))
TRIL_INDICES: Final = Op("tril_indices", (Parameter("row", "integer", required=True), Parameter("col", "integer", required=True), Parameter("offset", "integer", 0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True)))
TRIU: Final = Op("triu", (Parameter("input", "tensor", required=True), Parameter("diagonal", "integer", 0)))
TRIU_: Final = Op("triu_", (Parameter("input", "tensor", required=True), Parameter("diagonal", "integer", 0)))
TRIU_INDICES: Final = Op("triu_indices", (Parameter("row", "integer", required=True), Parameter("col", "integer", required=True), Parameter("offset", "integer", 0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True)))
TRUNC: Final = Op("trunc", (Parameter("input", "tensor", required=True),), elementwise=True)
TRUNC_: Final = Op("trunc_", (Parameter("input", "tensor", required=True),), elementwise=True)
TYPE_AS: Final = Op("type_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
UNBIND: Final = Op("unbind", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
UNBIND_COPY: Final = Op("unbind_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
UNFLATTEN: Final = Op("unflatten", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("sizes", "integers", required=True)), view=True)
UNFOLD: Final = Op("unfold", (Parameter("input", "tensor", required=True), Parameter("dimension", "integer", required=True), Parameter("size", "integer", required=True), Parameter("step", "integer", required=True)), view=True)
UNFOLD_COPY: Final = Op("unfold_copy", (Parameter("input", "tensor", required=True), Parameter("dimension", "integer", required=True), Parameter("size", "integer", required=True), Parameter("step", "integer", required=True)))
UNIFORM_: Final = Op("uniform_", (Parameter("input", "tensor", required=True), Parameter("from_", "number", 0), Parameter("to", "number", 1), Parameter("generator", "text", keyword_only=True)), view=True)
UNIQUE: Final = Op("unique", (Parameter("input", "tensor", required=True), Parameter("sorted", "boolean", True), Parameter("return_inverse", "boolean", False), Parameter("return_counts", "boolean", False), Parameter("dim", "integer")), outputs=('output', 'inverse_indices', 'counts'), plain=True, sized_by="contents")
UNIQUE_CONSECUTIVE: Final = Op("unique_consecutive", (Parameter("input", "tensor", required=True), Parameter("return_inverse", "boolean", False), Parameter("return_counts", "boolean", False), Parameter("dim", "integer")), outputs=('output', 'inverse_indices', 'counts'), plain=True, sized_by="contents")
UNRAVEL_INDEX: Final = Op("unravel_index", (Parameter("indices", "tensor", required=True), Parameter("shape", "integers", required=True)), outputs=('*parts',))
UNSAFE_CHUNK: Final = Op("unsafe_chunk", (Parameter("input", "tensor", required=True), Parameter("chunks", "integer", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
UNSAFE_SPLIT: Final = Op("unsafe_split", (Parameter("input", "tensor", required=True), Parameter("split_size", "integer", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
UNSAFE_SPLIT_WITH_SIZES: Final = Op("unsafe_split_with_sizes", (Parameter("input", "tensor", required=True), Parameter("split_sizes", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',))
UNSQUEEZE: Final = Op("unsqueeze", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)), view=True)
UNSQUEEZE_: Final = Op("unsqueeze_", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)))
UNSQUEEZE_COPY: Final = Op("unsqueeze_copy", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)))
VAR: Final = Op("var", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("keepdim", "boolean", False), Parameter("correction", "number", keyword_only=True)))
VAR_MEAN: Final = Op("var_mean", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("unbiased", "boolean"), Parameter("keepdim", "boolean", False), Parameter("correction", "number", keyword_only=True)), outputs=('var', 'mean'), plain=True)
VDOT: Final = Op("vdot", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
VIEW: Final = Op("view", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
VIEW_AS: Final = Op("view_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
VIEW_AS_COMPLEX: Final = Op("view_as_complex", (Parameter("input", "tensor", required=True),), view=True)
VIEW_AS_REAL: Final = Op("view_as_real", (Parameter("input", "tensor", required=True),), view=True)
VIEW_COPY: Final = Op("view_copy", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)))
VIEW_DTYPE: Final = Op("view_dtype", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", required=True)), view=True)
VSPLIT: Final = Op("vsplit", (Parameter("input", "tensor", required=True), Parameter("indices_or_sections", "integers", required=True)), outputs=('*parts',), view=True)
VSTACK: Final = Op("vstack", (Parameter("tensors", "tensors", required=True),))
WHERE: Final = Op("where", (Parameter("condition", "tensor", required=True), Parameter("input", "tensor"), Parameter("other", "tensor")), elementwise=True)
XLOGY: Final = Op("xlogy", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
XLOGY_: Final = Op("xlogy_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), elementwise=True)
ZERO_: Final = Op("zero_", (Parameter("input", "tensor", required=True),))
ZEROS: Final = Op("zeros", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ZEROS_LIKE: Final = Op("zeros_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))

OPS: Final[dict[str, Op]] = {
    "H": ATTRIBUTE_H,
    "T": ATTRIBUTE_T,
    "_pack_padded_sequence": _PACK_PADDED_SEQUENCE,
    "_packed_rnn": _PACKED_RNN,
    "_pad_packed_sequence": _PAD_PACKED_SEQUENCE,
    "abs": ABS,
    "abs_": ABS_,
    "acos": ACOS,
    "acos_": ACOS_,
    "acosh": ACOSH,
    "acosh_": ACOSH_,
    "add": ADD,
    "add_": ADD_,
    "addbmm": ADDBMM,
    "addbmm_": ADDBMM_,
    "addcdiv": ADDCDIV,
    "addcdiv_": ADDCDIV_,
    "addcmul": ADDCMUL,
    "addcmul_": ADDCMUL_,
    "addmm": ADDMM,
    "addmm_": ADDMM_,
    "addmv": ADDMV,
    "addmv_": ADDMV_,
    "addr": ADDR,
    "addr_": ADDR_,
    "adjoint": ADJOINT,
    "alias_copy": ALIAS_COPY,
    "all": ALL,
    "allclose": ALLCLOSE,
    "amax": AMAX,
    "amin": AMIN,
    "aminmax": AMINMAX,
    "angle": ANGLE,
    "any": ANY,
    "arange": ARANGE,
    "argmax": ARGMAX,
    "argmin": ARGMIN,
    "argsort": ARGSORT,
    "argwhere": ARGWHERE,
    "as_strided": AS_STRIDED,
    "as_strided_": AS_STRIDED_,
    "as_strided_copy": AS_STRIDED_COPY,
    "as_strided_scatter": AS_STRIDED_SCATTER,
    "asin": ASIN,
    "asin_": ASIN_,
    "asinh": ASINH,
    "asinh_": ASINH_,
    "atan": ATAN,
    "atan_": ATAN_,
    "atan2": ATAN2,
    "atan2_": ATAN2_,
    "atanh": ATANH,
    "atanh_": ATANH_,
    "atleast_1d": ATLEAST_1D,
    "atleast_2d": ATLEAST_2D,
    "atleast_3d": ATLEAST_3D,
    "baddbmm": BADDBMM,
    "baddbmm_": BADDBMM_,
    "bartlett_window": BARTLETT_WINDOW,
    "bernoulli": BERNOULLI,
    "bernoulli_": BERNOULLI_,
    "bfloat16": BFLOAT16,
    "bincount": BINCOUNT,
    "binomial": BINOMIAL,
    "bitwise_and": BITWISE_AND,
    "bitwise_and_": BITWISE_AND_,
    "bitwise_left_shift": BITWISE_LEFT_SHIFT,
    "bitwise_left_shift_": BITWISE_LEFT_SHIFT_,
    "bitwise_not": BITWISE_NOT,
    "bitwise_not_": BITWISE_NOT_,
    "bitwise_or": BITWISE_OR,
    "bitwise_or_": BITWISE_OR_,
    "bitwise_right_shift": BITWISE_RIGHT_SHIFT,
    "bitwise_right_shift_": BITWISE_RIGHT_SHIFT_,
    "bitwise_xor": BITWISE_XOR,
    "bitwise_xor_": BITWISE_XOR_,
    "blackman_window": BLACKMAN_WINDOW,
    "block_diag": BLOCK_DIAG,
    "bmm": BMM,
    "bool": BOOL,
    "broadcast_tensors": BROADCAST_TENSORS,
    "broadcast_to": BROADCAST_TO,
    "bucketize": BUCKETIZE,
    "byte": BYTE,
    "cartesian_prod": CARTESIAN_PROD,
    "cat": CAT,
    "cauchy_": CAUCHY_,
    "cdist": CDIST,
    "cdouble": CDOUBLE,
    "ceil": CEIL,
    "ceil_": CEIL_,
    "celu": CELU,
    "celu_": CELU_,
    "cfloat": CFLOAT,
    "chain_matmul": CHAIN_MATMUL,
    "channel_shuffle": CHANNEL_SHUFFLE,
    "char": CHAR,
    "cholesky": CHOLESKY,
    "cholesky_inverse": CHOLESKY_INVERSE,
    "cholesky_solve": CHOLESKY_SOLVE,
    "chunk": CHUNK,
    "clamp": CLAMP,
    "clamp_": CLAMP_,
    "clamp_max": CLAMP_MAX,
    "clamp_max_": CLAMP_MAX_,
    "clamp_min": CLAMP_MIN,
    "clamp_min_": CLAMP_MIN_,
    "clone": CLONE,
    "column_stack": COLUMN_STACK,
    "combinations": COMBINATIONS,
    "complex": COMPLEX,
    "conj": CONJ,
    "constant_pad_nd": CONSTANT_PAD_ND,
    "contiguous": CONTIGUOUS,
    "copy_": COPY_,
    "copysign": COPYSIGN,
    "copysign_": COPYSIGN_,
    "corrcoef": CORRCOEF,
    "cos": COS,
    "cos_": COS_,
    "cosh": COSH,
    "cosh_": COSH_,
    "count_nonzero": COUNT_NONZERO,
    "cov": COV,
    "cross": CROSS,
    "cummax": CUMMAX,
    "cummin": CUMMIN,
    "cumprod": CUMPROD,
    "cumprod_": CUMPROD_,
    "cumsum": CUMSUM,
    "cumsum_": CUMSUM_,
    "cumulative_trapezoid": CUMULATIVE_TRAPEZOID,
    "data": DATA,
    "deg2rad": DEG2RAD,
    "deg2rad_": DEG2RAD_,
    "det": DET,
    "detach": DETACH,
    "detach_": DETACH_,
    "diag": DIAG,
    "diag_embed": DIAG_EMBED,
    "diagflat": DIAGFLAT,
    "diagonal": DIAGONAL,
    "diagonal_copy": DIAGONAL_COPY,
    "diagonal_scatter": DIAGONAL_SCATTER,
    "diff": DIFF,
    "digamma": DIGAMMA,
    "digamma_": DIGAMMA_,
    "dist": DIST,
    "div": DIV,
    "div_": DIV_,
    "dot": DOT,
    "double": DOUBLE,
    "dsplit": DSPLIT,
    "dstack": DSTACK,
    "einsum": EINSUM,
    "empty": EMPTY,
    "empty_like": EMPTY_LIKE,
    "empty_permuted": EMPTY_PERMUTED,
    "empty_strided": EMPTY_STRIDED,
    "eq": EQ,
    "eq_": EQ_,
    "equal": EQUAL,
    "erf": ERF,
    "erf_": ERF_,
    "erfc": ERFC,
    "erfc_": ERFC_,
    "erfinv": ERFINV,
    "erfinv_": ERFINV_,
    "exp": EXP,
    "exp_": EXP_,
    "exp2": EXP2,
    "exp2_": EXP2_,
    "expand": EXPAND,
    "expand_as": EXPAND_AS,
    "expand_copy": EXPAND_COPY,
    "expm1": EXPM1,
    "expm1_": EXPM1_,
    "exponential_": EXPONENTIAL_,
    "eye": EYE,
    "fft.fft": FFT__FFT,
    "fft.fft2": FFT__FFT2,
    "fft.fftfreq": FFT__FFTFREQ,
    "fft.fftn": FFT__FFTN,
    "fft.fftshift": FFT__FFTSHIFT,
    "fft.hfft": FFT__HFFT,
    "fft.hfft2": FFT__HFFT2,
    "fft.hfftn": FFT__HFFTN,
    "fft.ifft": FFT__IFFT,
    "fft.ifft2": FFT__IFFT2,
    "fft.ifftn": FFT__IFFTN,
    "fft.ifftshift": FFT__IFFTSHIFT,
    "fft.ihfft": FFT__IHFFT,
    "fft.ihfft2": FFT__IHFFT2,
    "fft.ihfftn": FFT__IHFFTN,
    "fft.irfft": FFT__IRFFT,
    "fft.irfft2": FFT__IRFFT2,
    "fft.irfftn": FFT__IRFFTN,
    "fft.rfft": FFT__RFFT,
    "fft.rfft2": FFT__RFFT2,
    "fft.rfftfreq": FFT__RFFTFREQ,
    "fft.rfftn": FFT__RFFTN,
    "fill": FILL,
    "fill_": FILL_,
    "flatten": FLATTEN,
    "flip": FLIP,
    "fliplr": FLIPLR,
    "flipud": FLIPUD,
    "float": FLOAT,
    "float_power": FLOAT_POWER,
    "floor": FLOOR,
    "floor_": FLOOR_,
    "floor_divide": FLOOR_DIVIDE,
    "floor_divide_": FLOOR_DIVIDE_,
    "fmax": FMAX,
    "fmin": FMIN,
    "fmod": FMOD,
    "fmod_": FMOD_,
    "frac": FRAC,
    "frac_": FRAC_,
    "frexp": FREXP,
    "full": FULL,
    "full_like": FULL_LIKE,
    "gather": GATHER,
    "gcd": GCD,
    "gcd_": GCD_,
    "ge": GE,
    "ge_": GE_,
    "geometric_": GEOMETRIC_,
    "geqrf": GEQRF,
    "get_rng_state": GET_RNG_STATE,
    "getitem": GETITEM,
    "gradient": GRADIENT,
    "grid_sampler_2d": GRID_SAMPLER_2D,
    "grid_sampler_3d": GRID_SAMPLER_3D,
    "gru": GRU,
    "gru_cell": GRU_CELL,
    "gt": GT,
    "gt_": GT_,
    "half": HALF,
    "hamming_window": HAMMING_WINDOW,
    "hann_window": HANN_WINDOW,
    "hardshrink": HARDSHRINK,
    "heaviside": HEAVISIDE,
    "heaviside_": HEAVISIDE_,
    "histc": HISTC,
    "histogram": HISTOGRAM,
    "histogramdd": HISTOGRAMDD,
    "hsplit": HSPLIT,
    "hstack": HSTACK,
    "hypot": HYPOT,
    "hypot_": HYPOT_,
    "i0": I0,
    "i0_": I0_,
    "igamma": IGAMMA,
    "igamma_": IGAMMA_,
    "igammac": IGAMMAC,
    "igammac_": IGAMMAC_,
    "imag": ATTRIBUTE_imag,
    "index_add": INDEX_ADD,
    "index_add_": INDEX_ADD_,
    "index_copy": INDEX_COPY,
    "index_copy_": INDEX_COPY_,
    "index_fill": INDEX_FILL,
    "index_fill_": INDEX_FILL_,
    "index_put": INDEX_PUT,
    "index_put_": INDEX_PUT_,
    "index_reduce": INDEX_REDUCE,
    "index_reduce_": INDEX_REDUCE_,
    "index_select": INDEX_SELECT,
    "inner": INNER,
    "int": INT,
    "inverse": INVERSE,
    "isclose": ISCLOSE,
    "isfinite": ISFINITE,
    "isin": ISIN,
    "isinf": ISINF,
    "isnan": ISNAN,
    "isneginf": ISNEGINF,
    "isposinf": ISPOSINF,
    "isreal": ISREAL,
    "istft": ISTFT,
    "kaiser_window": KAISER_WINDOW,
    "kron": KRON,
    "kthvalue": KTHVALUE,
    "lcm": LCM,
    "lcm_": LCM_,
    "ldexp": LDEXP,
    "ldexp_": LDEXP_,
    "le": LE,
    "le_": LE_,
    "lerp": LERP,
    "lerp_": LERP_,
    "lgamma": LGAMMA,
    "lgamma_": LGAMMA_,
    "linalg.cholesky": LINALG__CHOLESKY,
    "linalg.cholesky_ex": LINALG__CHOLESKY_EX,
    "linalg.cond": LINALG__COND,
    "linalg.cross": LINALG__CROSS,
    "linalg.det": LINALG__DET,
    "linalg.diagonal": LINALG__DIAGONAL,
    "linalg.eig": LINALG__EIG,
    "linalg.eigh": LINALG__EIGH,
    "linalg.eigvals": LINALG__EIGVALS,
    "linalg.eigvalsh": LINALG__EIGVALSH,
    "linalg.householder_product": LINALG__HOUSEHOLDER_PRODUCT,
    "linalg.inv": LINALG__INV,
    "linalg.inv_ex": LINALG__INV_EX,
    "linalg.ldl_factor": LINALG__LDL_FACTOR,
    "linalg.ldl_factor_ex": LINALG__LDL_FACTOR_EX,
    "linalg.ldl_solve": LINALG__LDL_SOLVE,
    "linalg.lstsq": LINALG__LSTSQ,
    "linalg.lu": LINALG__LU,
    "linalg.lu_factor": LINALG__LU_FACTOR,
    "linalg.lu_factor_ex": LINALG__LU_FACTOR_EX,
    "linalg.lu_solve": LINALG__LU_SOLVE,
    "linalg.matrix_exp": LINALG__MATRIX_EXP,
    "linalg.matrix_norm": LINALG__MATRIX_NORM,
    "linalg.matrix_power": LINALG__MATRIX_POWER,
    "linalg.matrix_rank": LINALG__MATRIX_RANK,
    "linalg.multi_dot": LINALG__MULTI_DOT,
    "linalg.norm": LINALG__NORM,
    "linalg.pinv": LINALG__PINV,
    "linalg.qr": LINALG__QR,
    "linalg.slogdet": LINALG__SLOGDET,
    "linalg.solve": LINALG__SOLVE,
    "linalg.solve_ex": LINALG__SOLVE_EX,
    "linalg.solve_triangular": LINALG__SOLVE_TRIANGULAR,
    "linalg.svd": LINALG__SVD,
    "linalg.svdvals": LINALG__SVDVALS,
    "linalg.tensorinv": LINALG__TENSORINV,
    "linalg.tensorsolve": LINALG__TENSORSOLVE,
    "linalg.vander": LINALG__VANDER,
    "linalg.vecdot": LINALG__VECDOT,
    "linalg.vector_norm": LINALG__VECTOR_NORM,
    "linspace": LINSPACE,
    "log": LOG,
    "log_": LOG_,
    "log10": LOG10,
    "log10_": LOG10_,
    "log1p": LOG1P,
    "log1p_": LOG1P_,
    "log2": LOG2,
    "log2_": LOG2_,
    "log_normal_": LOG_NORMAL_,
    "log_softmax": LOG_SOFTMAX,
    "logaddexp": LOGADDEXP,
    "logaddexp2": LOGADDEXP2,
    "logcumsumexp": LOGCUMSUMEXP,
    "logdet": LOGDET,
    "logical_and": LOGICAL_AND,
    "logical_and_": LOGICAL_AND_,
    "logical_not": LOGICAL_NOT,
    "logical_not_": LOGICAL_NOT_,
    "logical_or": LOGICAL_OR,
    "logical_or_": LOGICAL_OR_,
    "logical_xor": LOGICAL_XOR,
    "logical_xor_": LOGICAL_XOR_,
    "logit": LOGIT,
    "logit_": LOGIT_,
    "logspace": LOGSPACE,
    "logsumexp": LOGSUMEXP,
    "long": LONG,
    "lstm": LSTM,
    "lstm_cell": LSTM_CELL,
    "lt": LT,
    "lt_": LT_,
    "lu": LU,
    "lu_solve": LU_SOLVE,
    "lu_unpack": LU_UNPACK,
    "mH": ATTRIBUTE_mH,
    "mT": ATTRIBUTE_mT,
    "manual_seed": MANUAL_SEED,
    "masked.amax": MASKED__AMAX,
    "masked.amin": MASKED__AMIN,
    "masked.argmax": MASKED__ARGMAX,
    "masked.argmin": MASKED__ARGMIN,
    "masked.cumprod": MASKED__CUMPROD,
    "masked.cumsum": MASKED__CUMSUM,
    "masked.log_softmax": MASKED__LOG_SOFTMAX,
    "masked.logaddexp": MASKED__LOGADDEXP,
    "masked.logsumexp": MASKED__LOGSUMEXP,
    "masked.mean": MASKED__MEAN,
    "masked.median": MASKED__MEDIAN,
    "masked.norm": MASKED__NORM,
    "masked.normalize": MASKED__NORMALIZE,
    "masked.prod": MASKED__PROD,
    "masked.softmax": MASKED__SOFTMAX,
    "masked.softmin": MASKED__SOFTMIN,
    "masked.std": MASKED__STD,
    "masked.sum": MASKED__SUM,
    "masked.var": MASKED__VAR,
    "masked_fill": MASKED_FILL,
    "masked_fill_": MASKED_FILL_,
    "masked_scatter": MASKED_SCATTER,
    "masked_scatter_": MASKED_SCATTER_,
    "masked_select": MASKED_SELECT,
    "matmul": MATMUL,
    "matrix_exp": MATRIX_EXP,
    "matrix_power": MATRIX_POWER,
    "max": MAX,
    "max_pool2d_with_indices_backward": MAX_POOL2D_WITH_INDICES_BACKWARD,
    "maximum": MAXIMUM,
    "mean": MEAN,
    "median": MEDIAN,
    "meshgrid": MESHGRID,
    "min": MIN,
    "minimum": MINIMUM,
    "mm": MM,
    "mode": MODE,
    "movedim": MOVEDIM,
    "msort": MSORT,
    "mul": MUL,
    "mul_": MUL_,
    "multinomial": MULTINOMIAL,
    "mv": MV,
    "mvlgamma": MVLGAMMA,
    "mvlgamma_": MVLGAMMA_,
    "nan_to_num": NAN_TO_NUM,
    "nan_to_num_": NAN_TO_NUM_,
    "nanmean": NANMEAN,
    "nanmedian": NANMEDIAN,
    "nanquantile": NANQUANTILE,
    "nansum": NANSUM,
    "narrow": NARROW,
    "narrow_copy": NARROW_COPY,
    "native_batch_norm": NATIVE_BATCH_NORM,
    "native_group_norm": NATIVE_GROUP_NORM,
    "native_layer_norm": NATIVE_LAYER_NORM,
    "ne": NE,
    "ne_": NE_,
    "neg": NEG,
    "neg_": NEG_,
    "new_empty": NEW_EMPTY,
    "new_empty_strided": NEW_EMPTY_STRIDED,
    "new_full": NEW_FULL,
    "new_ones": NEW_ONES,
    "new_zeros": NEW_ZEROS,
    "nextafter": NEXTAFTER,
    "nextafter_": NEXTAFTER_,
    "nn.functional.adaptive_avg_pool1d": NN__FUNCTIONAL__ADAPTIVE_AVG_POOL1D,
    "nn.functional.adaptive_avg_pool2d": NN__FUNCTIONAL__ADAPTIVE_AVG_POOL2D,
    "nn.functional.adaptive_avg_pool3d": NN__FUNCTIONAL__ADAPTIVE_AVG_POOL3D,
    "nn.functional.adaptive_max_pool1d": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D,
    "nn.functional.adaptive_max_pool1d_with_indices": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL1D_WITH_INDICES,
    "nn.functional.adaptive_max_pool2d": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D,
    "nn.functional.adaptive_max_pool2d_with_indices": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL2D_WITH_INDICES,
    "nn.functional.adaptive_max_pool3d": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D,
    "nn.functional.adaptive_max_pool3d_with_indices": NN__FUNCTIONAL__ADAPTIVE_MAX_POOL3D_WITH_INDICES,
    "nn.functional.affine_grid": NN__FUNCTIONAL__AFFINE_GRID,
    "nn.functional.alpha_dropout": NN__FUNCTIONAL__ALPHA_DROPOUT,
    "nn.functional.alpha_dropout_": NN__FUNCTIONAL__ALPHA_DROPOUT_,
    "nn.functional.avg_pool1d": NN__FUNCTIONAL__AVG_POOL1D,
    "nn.functional.avg_pool2d": NN__FUNCTIONAL__AVG_POOL2D,
    "nn.functional.avg_pool3d": NN__FUNCTIONAL__AVG_POOL3D,
    "nn.functional.batch_norm": NN__FUNCTIONAL__BATCH_NORM,
    "nn.functional.bilinear": NN__FUNCTIONAL__BILINEAR,
    "nn.functional.binary_cross_entropy": NN__FUNCTIONAL__BINARY_CROSS_ENTROPY,
    "nn.functional.binary_cross_entropy_with_logits": NN__FUNCTIONAL__BINARY_CROSS_ENTROPY_WITH_LOGITS,
    "nn.functional.conv1d": NN__FUNCTIONAL__CONV1D,
    "nn.functional.conv2d": NN__FUNCTIONAL__CONV2D,
    "nn.functional.conv3d": NN__FUNCTIONAL__CONV3D,
    "nn.functional.conv_transpose1d": NN__FUNCTIONAL__CONV_TRANSPOSE1D,
    "nn.functional.conv_transpose2d": NN__FUNCTIONAL__CONV_TRANSPOSE2D,
    "nn.functional.conv_transpose3d": NN__FUNCTIONAL__CONV_TRANSPOSE3D,
    "nn.functional.cosine_embedding_loss": NN__FUNCTIONAL__COSINE_EMBEDDING_LOSS,
    "nn.functional.cosine_similarity": NN__FUNCTIONAL__COSINE_SIMILARITY,
    "nn.functional.cross_entropy": NN__FUNCTIONAL__CROSS_ENTROPY,
    "nn.functional.ctc_loss": NN__FUNCTIONAL__CTC_LOSS,
    "nn.functional.dropout": NN__FUNCTIONAL__DROPOUT,
    "nn.functional.dropout_": NN__FUNCTIONAL__DROPOUT_,
    "nn.functional.dropout1d": NN__FUNCTIONAL__DROPOUT1D,
    "nn.functional.dropout1d_": NN__FUNCTIONAL__DROPOUT1D_,
    "nn.functional.dropout2d": NN__FUNCTIONAL__DROPOUT2D,
    "nn.functional.dropout2d_": NN__FUNCTIONAL__DROPOUT2D_,
    "nn.functional.dropout3d": NN__FUNCTIONAL__DROPOUT3D,
    "nn.functional.dropout3d_": NN__FUNCTIONAL__DROPOUT3D_,
    "nn.functional.elu": NN__FUNCTIONAL__ELU,
    "nn.functional.elu_": NN__FUNCTIONAL__ELU_,
    "nn.functional.embedding": NN__FUNCTIONAL__EMBEDDING,
    "nn.functional.embedding_bag": NN__FUNCTIONAL__EMBEDDING_BAG,
    "nn.functional.feature_alpha_dropout": NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT,
    "nn.functional.feature_alpha_dropout_": NN__FUNCTIONAL__FEATURE_ALPHA_DROPOUT_,
    "nn.functional.fold": NN__FUNCTIONAL__FOLD,
    "nn.functional.fractional_max_pool2d": NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D,
    "nn.functional.fractional_max_pool2d_with_indices": NN__FUNCTIONAL__FRACTIONAL_MAX_POOL2D_WITH_INDICES,
    "nn.functional.fractional_max_pool3d": NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D,
    "nn.functional.fractional_max_pool3d_with_indices": NN__FUNCTIONAL__FRACTIONAL_MAX_POOL3D_WITH_INDICES,
    "nn.functional.gaussian_nll_loss": NN__FUNCTIONAL__GAUSSIAN_NLL_LOSS,
    "nn.functional.gelu": NN__FUNCTIONAL__GELU,
    "nn.functional.glu": NN__FUNCTIONAL__GLU,
    "nn.functional.grid_sample": NN__FUNCTIONAL__GRID_SAMPLE,
    "nn.functional.group_norm": NN__FUNCTIONAL__GROUP_NORM,
    "nn.functional.hardsigmoid": NN__FUNCTIONAL__HARDSIGMOID,
    "nn.functional.hardsigmoid_": NN__FUNCTIONAL__HARDSIGMOID_,
    "nn.functional.hardswish": NN__FUNCTIONAL__HARDSWISH,
    "nn.functional.hardswish_": NN__FUNCTIONAL__HARDSWISH_,
    "nn.functional.hardtanh": NN__FUNCTIONAL__HARDTANH,
    "nn.functional.hardtanh_": NN__FUNCTIONAL__HARDTANH_,
    "nn.functional.hinge_embedding_loss": NN__FUNCTIONAL__HINGE_EMBEDDING_LOSS,
    "nn.functional.huber_loss": NN__FUNCTIONAL__HUBER_LOSS,
    "nn.functional.instance_norm": NN__FUNCTIONAL__INSTANCE_NORM,
    "nn.functional.interpolate": NN__FUNCTIONAL__INTERPOLATE,
    "nn.functional.kl_div": NN__FUNCTIONAL__KL_DIV,
    "nn.functional.l1_loss": NN__FUNCTIONAL__L1_LOSS,
    "nn.functional.layer_norm": NN__FUNCTIONAL__LAYER_NORM,
    "nn.functional.leaky_relu": NN__FUNCTIONAL__LEAKY_RELU,
    "nn.functional.leaky_relu_": NN__FUNCTIONAL__LEAKY_RELU_,
    "nn.functional.linear": NN__FUNCTIONAL__LINEAR,
    "nn.functional.linear_cross_entropy": NN__FUNCTIONAL__LINEAR_CROSS_ENTROPY,
    "nn.functional.local_response_norm": NN__FUNCTIONAL__LOCAL_RESPONSE_NORM,
    "nn.functional.logsigmoid": NN__FUNCTIONAL__LOGSIGMOID,
    "nn.functional.lp_pool1d": NN__FUNCTIONAL__LP_POOL1D,
    "nn.functional.lp_pool2d": NN__FUNCTIONAL__LP_POOL2D,
    "nn.functional.lp_pool3d": NN__FUNCTIONAL__LP_POOL3D,
    "nn.functional.margin_ranking_loss": NN__FUNCTIONAL__MARGIN_RANKING_LOSS,
    "nn.functional.max_pool1d": NN__FUNCTIONAL__MAX_POOL1D,
    "nn.functional.max_pool1d_with_indices": NN__FUNCTIONAL__MAX_POOL1D_WITH_INDICES,
    "nn.functional.max_pool2d": NN__FUNCTIONAL__MAX_POOL2D,
    "nn.functional.max_pool2d_with_indices": NN__FUNCTIONAL__MAX_POOL2D_WITH_INDICES,
    "nn.functional.max_pool3d": NN__FUNCTIONAL__MAX_POOL3D,
    "nn.functional.max_pool3d_with_indices": NN__FUNCTIONAL__MAX_POOL3D_WITH_INDICES,
    "nn.functional.max_unpool1d": NN__FUNCTIONAL__MAX_UNPOOL1D,
    "nn.functional.max_unpool2d": NN__FUNCTIONAL__MAX_UNPOOL2D,
    "nn.functional.max_unpool3d": NN__FUNCTIONAL__MAX_UNPOOL3D,
    "nn.functional.mish": NN__FUNCTIONAL__MISH,
    "nn.functional.mish_": NN__FUNCTIONAL__MISH_,
    "nn.functional.mse_loss": NN__FUNCTIONAL__MSE_LOSS,
    "nn.functional.multi_head_attention_forward": NN__FUNCTIONAL__MULTI_HEAD_ATTENTION_FORWARD,
    "nn.functional.multi_margin_loss": NN__FUNCTIONAL__MULTI_MARGIN_LOSS,
    "nn.functional.multilabel_margin_loss": NN__FUNCTIONAL__MULTILABEL_MARGIN_LOSS,
    "nn.functional.multilabel_soft_margin_loss": NN__FUNCTIONAL__MULTILABEL_SOFT_MARGIN_LOSS,
    "nn.functional.nll_loss": NN__FUNCTIONAL__NLL_LOSS,
    "nn.functional.normalize": NN__FUNCTIONAL__NORMALIZE,
    "nn.functional.one_hot": NN__FUNCTIONAL__ONE_HOT,
    "nn.functional.pad": NN__FUNCTIONAL__PAD,
    "nn.functional.pairwise_distance": NN__FUNCTIONAL__PAIRWISE_DISTANCE,
    "nn.functional.pdist": NN__FUNCTIONAL__PDIST,
    "nn.functional.poisson_nll_loss": NN__FUNCTIONAL__POISSON_NLL_LOSS,
    "nn.functional.relu6": NN__FUNCTIONAL__RELU6,
    "nn.functional.relu6_": NN__FUNCTIONAL__RELU6_,
    "nn.functional.rms_norm": NN__FUNCTIONAL__RMS_NORM,
    "nn.functional.rrelu": NN__FUNCTIONAL__RRELU,
    "nn.functional.rrelu_": NN__FUNCTIONAL__RRELU_,
    "nn.functional.scaled_dot_product_attention": NN__FUNCTIONAL__SCALED_DOT_PRODUCT_ATTENTION,
    "nn.functional.silu": NN__FUNCTIONAL__SILU,
    "nn.functional.silu_": NN__FUNCTIONAL__SILU_,
    "nn.functional.smooth_l1_loss": NN__FUNCTIONAL__SMOOTH_L1_LOSS,
    "nn.functional.soft_margin_loss": NN__FUNCTIONAL__SOFT_MARGIN_LOSS,
    "nn.functional.softmin": NN__FUNCTIONAL__SOFTMIN,
    "nn.functional.softplus": NN__FUNCTIONAL__SOFTPLUS,
    "nn.functional.softshrink": NN__FUNCTIONAL__SOFTSHRINK,
    "nn.functional.softsign": NN__FUNCTIONAL__SOFTSIGN,
    "nn.functional.tanhshrink": NN__FUNCTIONAL__TANHSHRINK,
    "nn.functional.triplet_margin_loss": NN__FUNCTIONAL__TRIPLET_MARGIN_LOSS,
    "nn.functional.unfold": NN__FUNCTIONAL__UNFOLD,
    "nn.functional.upsample": NN__FUNCTIONAL__UPSAMPLE,
    "nn.functional.upsample_bilinear": NN__FUNCTIONAL__UPSAMPLE_BILINEAR,
    "nn.functional.upsample_nearest": NN__FUNCTIONAL__UPSAMPLE_NEAREST,
    "nonzero": NONZERO,
    "nonzero_static": NONZERO_STATIC,
    "norm": NORM,
    "normal": NORMAL,
    "normal_": NORMAL_,
    "ones": ONES,
    "ones_like": ONES_LIKE,
    "orgqr": ORGQR,
    "ormqr": ORMQR,
    "outer": OUTER,
    "pca_lowrank": PCA_LOWRANK,
    "permute": PERMUTE,
    "permute_copy": PERMUTE_COPY,
    "pinverse": PINVERSE,
    "pixel_shuffle": PIXEL_SHUFFLE,
    "pixel_unshuffle": PIXEL_UNSHUFFLE,
    "poisson": POISSON,
    "polar": POLAR,
    "polygamma": POLYGAMMA,
    "positive": POSITIVE,
    "pow": POW,
    "pow_": POW_,
    "prelu": PRELU,
    "prod": PROD,
    "put": PUT,
    "put_": PUT_,
    "qr": QR,
    "quantile": QUANTILE,
    "rad2deg": RAD2DEG,
    "rad2deg_": RAD2DEG_,
    "rand": RAND,
    "rand_like": RAND_LIKE,
    "randint": RANDINT,
    "randint_like": RANDINT_LIKE,
    "randn": RANDN,
    "randn_like": RANDN_LIKE,
    "random_": RANDOM_,
    "randperm": RANDPERM,
    "ravel": RAVEL,
    "real": ATTRIBUTE_real,
    "reciprocal": RECIPROCAL,
    "reciprocal_": RECIPROCAL_,
    "relu": RELU,
    "relu_": RELU_,
    "remainder": REMAINDER,
    "remainder_": REMAINDER_,
    "renorm": RENORM,
    "renorm_": RENORM_,
    "repeat": REPEAT,
    "repeat_interleave": REPEAT_INTERLEAVE,
    "requires_grad_": REQUIRES_GRAD_,
    "reshape": RESHAPE,
    "reshape_as": RESHAPE_AS,
    "resize_": RESIZE_,
    "resize_as_": RESIZE_AS_,
    "resolve_conj": RESOLVE_CONJ,
    "resolve_neg": RESOLVE_NEG,
    "retain_grad": RETAIN_GRAD,
    "rnn_relu": RNN_RELU,
    "rnn_relu_cell": RNN_RELU_CELL,
    "rnn_tanh": RNN_TANH,
    "rnn_tanh_cell": RNN_TANH_CELL,
    "roll": ROLL,
    "rot90": ROT90,
    "round": ROUND,
    "round_": ROUND_,
    "rsqrt": RSQRT,
    "rsqrt_": RSQRT_,
    "rsub": RSUB,
    "scalar_tensor": SCALAR_TENSOR,
    "scatter": SCATTER,
    "scatter_": SCATTER_,
    "scatter_add": SCATTER_ADD,
    "scatter_add_": SCATTER_ADD_,
    "scatter_reduce": SCATTER_REDUCE,
    "scatter_reduce_": SCATTER_REDUCE_,
    "searchsorted": SEARCHSORTED,
    "segment_reduce": SEGMENT_REDUCE,
    "select": SELECT,
    "select_copy": SELECT_COPY,
    "select_scatter": SELECT_SCATTER,
    "selu": SELU,
    "selu_": SELU_,
    "set_data": SET_DATA,
    "set_rng_state": SET_RNG_STATE,
    "setitem": SETITEM,
    "sgn": SGN,
    "sgn_": SGN_,
    "short": SHORT,
    "sigmoid": SIGMOID,
    "sigmoid_": SIGMOID_,
    "sign": SIGN,
    "sign_": SIGN_,
    "signal.windows.bartlett": SIGNAL__WINDOWS__BARTLETT,
    "signal.windows.blackman": SIGNAL__WINDOWS__BLACKMAN,
    "signal.windows.cosine": SIGNAL__WINDOWS__COSINE,
    "signal.windows.exponential": SIGNAL__WINDOWS__EXPONENTIAL,
    "signal.windows.gaussian": SIGNAL__WINDOWS__GAUSSIAN,
    "signal.windows.general_cosine": SIGNAL__WINDOWS__GENERAL_COSINE,
    "signal.windows.general_hamming": SIGNAL__WINDOWS__GENERAL_HAMMING,
    "signal.windows.hamming": SIGNAL__WINDOWS__HAMMING,
    "signal.windows.hann": SIGNAL__WINDOWS__HANN,
    "signal.windows.kaiser": SIGNAL__WINDOWS__KAISER,
    "signal.windows.nuttall": SIGNAL__WINDOWS__NUTTALL,
    "signbit": SIGNBIT,
    "sin": SIN,
    "sin_": SIN_,
    "sinc": SINC,
    "sinc_": SINC_,
    "sinh": SINH,
    "sinh_": SINH_,
    "slice_copy": SLICE_COPY,
    "slice_scatter": SLICE_SCATTER,
    "slogdet": SLOGDET,
    "softmax": SOFTMAX,
    "sort": SORT,
    "special.airy_ai": SPECIAL__AIRY_AI,
    "special.bessel_j0": SPECIAL__BESSEL_J0,
    "special.bessel_j1": SPECIAL__BESSEL_J1,
    "special.bessel_y0": SPECIAL__BESSEL_Y0,
    "special.bessel_y1": SPECIAL__BESSEL_Y1,
    "special.chebyshev_polynomial_t": SPECIAL__CHEBYSHEV_POLYNOMIAL_T,
    "special.chebyshev_polynomial_u": SPECIAL__CHEBYSHEV_POLYNOMIAL_U,
    "special.chebyshev_polynomial_v": SPECIAL__CHEBYSHEV_POLYNOMIAL_V,
    "special.chebyshev_polynomial_w": SPECIAL__CHEBYSHEV_POLYNOMIAL_W,
    "special.entr": SPECIAL__ENTR,
    "special.erfcx": SPECIAL__ERFCX,
    "special.hermite_polynomial_h": SPECIAL__HERMITE_POLYNOMIAL_H,
    "special.hermite_polynomial_he": SPECIAL__HERMITE_POLYNOMIAL_HE,
    "special.i0e": SPECIAL__I0E,
    "special.i1": SPECIAL__I1,
    "special.i1e": SPECIAL__I1E,
    "special.laguerre_polynomial_l": SPECIAL__LAGUERRE_POLYNOMIAL_L,
    "special.legendre_polynomial_p": SPECIAL__LEGENDRE_POLYNOMIAL_P,
    "special.log_ndtr": SPECIAL__LOG_NDTR,
    "special.modified_bessel_i0": SPECIAL__MODIFIED_BESSEL_I0,
    "special.modified_bessel_i1": SPECIAL__MODIFIED_BESSEL_I1,
    "special.modified_bessel_k0": SPECIAL__MODIFIED_BESSEL_K0,
    "special.modified_bessel_k1": SPECIAL__MODIFIED_BESSEL_K1,
    "special.ndtr": SPECIAL__NDTR,
    "special.ndtri": SPECIAL__NDTRI,
    "special.scaled_modified_bessel_k0": SPECIAL__SCALED_MODIFIED_BESSEL_K0,
    "special.scaled_modified_bessel_k1": SPECIAL__SCALED_MODIFIED_BESSEL_K1,
    "special.shifted_chebyshev_polynomial_t": SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_T,
    "special.shifted_chebyshev_polynomial_u": SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_U,
    "special.shifted_chebyshev_polynomial_v": SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_V,
    "special.shifted_chebyshev_polynomial_w": SPECIAL__SHIFTED_CHEBYSHEV_POLYNOMIAL_W,
    "special.spherical_bessel_j0": SPECIAL__SPHERICAL_BESSEL_J0,
    "special.xlog1py": SPECIAL__XLOG1PY,
    "special.zeta": SPECIAL__ZETA,
    "split": SPLIT,
    "split_copy": SPLIT_COPY,
    "split_with_sizes": SPLIT_WITH_SIZES,
    "split_with_sizes_copy": SPLIT_WITH_SIZES_COPY,
    "sqrt": SQRT,
    "sqrt_": SQRT_,
    "square": SQUARE,
    "square_": SQUARE_,
    "squeeze": SQUEEZE,
    "squeeze_": SQUEEZE_,
    "squeeze_copy": SQUEEZE_COPY,
    "stack": STACK,
    "std": STD,
    "std_mean": STD_MEAN,
    "stft": STFT,
    "sub": SUB,
    "sub_": SUB_,
    "sum": SUM,
    "sum_to_size": SUM_TO_SIZE,
    "svd": SVD,
    "svd_lowrank": SVD_LOWRANK,
    "t": T,
    "t_": T_,
    "t_copy": T_COPY,
    "take": TAKE,
    "take_along_dim": TAKE_ALONG_DIM,
    "tan": TAN,
    "tan_": TAN_,
    "tanh": TANH,
    "tanh_": TANH_,
    "tensor_split": TENSOR_SPLIT,
    "tensordot": TENSORDOT,
    "threshold": THRESHOLD,
    "threshold_": THRESHOLD_,
    "tile": TILE,
    "to": TO,
    "topk": TOPK,
    "trace": TRACE,
    "transpose": TRANSPOSE,
    "transpose_": TRANSPOSE_,
    "transpose_copy": TRANSPOSE_COPY,
    "trapezoid": TRAPEZOID,
    "triangular_solve": TRIANGULAR_SOLVE,
    "tril": TRIL,
    "tril_": TRIL_,
    "tril_indices": TRIL_INDICES,
    "triu": TRIU,
    "triu_": TRIU_,
    "triu_indices": TRIU_INDICES,
    "trunc": TRUNC,
    "trunc_": TRUNC_,
    "type_as": TYPE_AS,
    "unbind": UNBIND,
    "unbind_copy": UNBIND_COPY,
    "unflatten": UNFLATTEN,
    "unfold": UNFOLD,
    "unfold_copy": UNFOLD_COPY,
    "uniform_": UNIFORM_,
    "unique": UNIQUE,
    "unique_consecutive": UNIQUE_CONSECUTIVE,
    "unravel_index": UNRAVEL_INDEX,
    "unsafe_chunk": UNSAFE_CHUNK,
    "unsafe_split": UNSAFE_SPLIT,
    "unsafe_split_with_sizes": UNSAFE_SPLIT_WITH_SIZES,
    "unsqueeze": UNSQUEEZE,
    "unsqueeze_": UNSQUEEZE_,
    "unsqueeze_copy": UNSQUEEZE_COPY,
    "var": VAR,
    "var_mean": VAR_MEAN,
    "vdot": VDOT,
    "view": VIEW,
    "view_as": VIEW_AS,
    "view_as_complex": VIEW_AS_COMPLEX,
    "view_as_real": VIEW_AS_REAL,
    "view_copy": VIEW_COPY,
    "view_dtype": VIEW_DTYPE,
    "vsplit": VSPLIT,
    "vstack": VSTACK,
    "where": WHERE,
    "xlogy": XLOGY,
    "xlogy_": XLOGY_,
    "zero_": ZERO_,
    "zeros": ZEROS,
    "zeros_like": ZEROS_LIKE,
}
