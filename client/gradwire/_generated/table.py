"""The operations of the catalogue. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: E501

from __future__ import annotations

from typing import Final

from gradwire.ops import Op, Parameter

ATTRIBUTE_H: Final = Op("H", (Parameter("input", "tensor", required=True),), view=True)
ATTRIBUTE_T: Final = Op("T", (Parameter("input", "tensor", required=True),), view=True)
ABS: Final = Op("abs", (Parameter("input", "tensor", required=True),))
ABS_: Final = Op("abs_", (Parameter("input", "tensor", required=True),))
ADD: Final = Op("add", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADD_: Final = Op("add_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
ADDCDIV: Final = Op("addcdiv", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)))
ADDCDIV_: Final = Op("addcdiv_", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)))
ADDCMUL: Final = Op("addcmul", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)))
ADDCMUL_: Final = Op("addcmul_", (Parameter("input", "tensor", required=True), Parameter("tensor1", "tensor", required=True), Parameter("tensor2", "tensor", required=True), Parameter("value", "number", 1, keyword_only=True)))
ARANGE: Final = Op("arange", (Parameter("start", "number", 0), Parameter("end", "number"), Parameter("step", "number", 1), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)), by_value=True)
ATLEAST_1D: Final = Op("atleast_1d", (Parameter("input", "tensor", required=True),), view=True)
ATLEAST_2D: Final = Op("atleast_2d", (Parameter("input", "tensor", required=True),), view=True)
BFLOAT16: Final = Op("bfloat16", (Parameter("input", "tensor", required=True),))
BOOL: Final = Op("bool", (Parameter("input", "tensor", required=True),))
BROADCAST_TENSORS: Final = Op("broadcast_tensors", (Parameter("tensors", "tensors", required=True, variadic=True),), outputs=('*parts',), view=True)
BROADCAST_TO: Final = Op("broadcast_to", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
BYTE: Final = Op("byte", (Parameter("input", "tensor", required=True),))
CAT: Final = Op("cat", (Parameter("tensors", "tensors", required=True), Parameter("dim", "integer", 0)))
CDOUBLE: Final = Op("cdouble", (Parameter("input", "tensor", required=True),))
CFLOAT: Final = Op("cfloat", (Parameter("input", "tensor", required=True),))
CHAR: Final = Op("char", (Parameter("input", "tensor", required=True),))
CHUNK: Final = Op("chunk", (Parameter("input", "tensor", required=True), Parameter("chunks", "integer", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
CLONE: Final = Op("clone", (Parameter("input", "tensor", required=True),))
COLUMN_STACK: Final = Op("column_stack", (Parameter("tensors", "tensors", required=True),))
CONTIGUOUS: Final = Op("contiguous", (Parameter("input", "tensor", required=True),), view=True)
COPY_: Final = Op("copy_", (Parameter("input", "tensor", required=True), Parameter("src", "tensor", required=True)))
DATA: Final = Op("data", (Parameter("input", "tensor", required=True),), view=True)
DETACH: Final = Op("detach", (Parameter("input", "tensor", required=True),), view=True)
DIAGONAL: Final = Op("diagonal", (Parameter("input", "tensor", required=True), Parameter("offset", "integer", 0), Parameter("dim1", "integer", 0), Parameter("dim2", "integer", 1)), view=True)
DOUBLE: Final = Op("double", (Parameter("input", "tensor", required=True),))
EMPTY: Final = Op("empty", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EMPTY_LIKE: Final = Op("empty_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
EXPAND: Final = Op("expand", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
EXPAND_AS: Final = Op("expand_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
EYE: Final = Op("eye", (Parameter("n", "integer", required=True), Parameter("m", "integer"), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FILL: Final = Op("fill", (Parameter("input", "tensor", required=True), Parameter("value", "tensor", required=True)))
FILL_: Final = Op("fill_", (Parameter("input", "tensor", required=True), Parameter("value", "tensor", required=True)))
FLATTEN: Final = Op("flatten", (Parameter("input", "tensor", required=True), Parameter("start_dim", "integer", 0), Parameter("end_dim", "integer", -1)), view=True)
FLOAT: Final = Op("float", (Parameter("input", "tensor", required=True),), view=True)
FULL: Final = Op("full", (Parameter("size", "integers", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
FULL_LIKE: Final = Op("full_like", (Parameter("input", "tensor", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
HALF: Final = Op("half", (Parameter("input", "tensor", required=True),))
HSTACK: Final = Op("hstack", (Parameter("tensors", "tensors", required=True),))
INT: Final = Op("int", (Parameter("input", "tensor", required=True),))
LERP: Final = Op("lerp", (Parameter("input", "tensor", required=True), Parameter("end", "tensor", required=True), Parameter("weight", "tensor", required=True)))
LERP_: Final = Op("lerp_", (Parameter("input", "tensor", required=True), Parameter("end", "tensor", required=True), Parameter("weight", "tensor", required=True)))
LINSPACE: Final = Op("linspace", (Parameter("start", "number", required=True), Parameter("end", "number", required=True), Parameter("steps", "integer", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
LOGSPACE: Final = Op("logspace", (Parameter("start", "number", required=True), Parameter("end", "number", required=True), Parameter("steps", "integer", required=True), Parameter("base", "number", 10.0), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
LONG: Final = Op("long", (Parameter("input", "tensor", required=True),))
ATTRIBUTE_mH: Final = Op("mH", (Parameter("input", "tensor", required=True),), view=True)
ATTRIBUTE_mT: Final = Op("mT", (Parameter("input", "tensor", required=True),), view=True)
MESHGRID: Final = Op("meshgrid", (Parameter("tensors", "tensors", required=True, variadic=True), Parameter("indexing", "text", "ij", keyword_only=True)), outputs=('*parts',), view=True)
MOVEDIM: Final = Op("movedim", (Parameter("input", "tensor", required=True), Parameter("source", "integers", required=True), Parameter("destination", "integers", required=True)), view=True)
MUL: Final = Op("mul", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
MUL_: Final = Op("mul_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)))
NARROW: Final = Op("narrow", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("start", "tensor", required=True), Parameter("length", "integer", required=True)), view=True)
NEG: Final = Op("neg", (Parameter("input", "tensor", required=True),))
NEG_: Final = Op("neg_", (Parameter("input", "tensor", required=True),))
NEW_EMPTY: Final = Op("new_empty", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_FULL: Final = Op("new_full", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True), Parameter("fill_value", "number", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_ONES: Final = Op("new_ones", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
NEW_ZEROS: Final = Op("new_zeros", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ONES: Final = Op("ones", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ONES_LIKE: Final = Op("ones_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
PERMUTE: Final = Op("permute", (Parameter("input", "tensor", required=True), Parameter("dims", "integers", required=True, variadic=True)), view=True)
POSITIVE: Final = Op("positive", (Parameter("input", "tensor", required=True),), view=True)
RAVEL: Final = Op("ravel", (Parameter("input", "tensor", required=True),), view=True)
RECIPROCAL: Final = Op("reciprocal", (Parameter("input", "tensor", required=True),))
RECIPROCAL_: Final = Op("reciprocal_", (Parameter("input", "tensor", required=True),))
REQUIRES_GRAD_: Final = Op("requires_grad_", (Parameter("input", "tensor", required=True), Parameter("requires_grad", "boolean", True)), view=True)
RESHAPE: Final = Op("reshape", (Parameter("input", "tensor", required=True), Parameter("shape", "integers", required=True, variadic=True)), view=True)
RESHAPE_AS: Final = Op("reshape_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
RETAIN_GRAD: Final = Op("retain_grad", (Parameter("input", "tensor", required=True),), view=True)
RSUB: Final = Op("rsub", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
SELECT: Final = Op("select", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("index", "integer", required=True)), view=True)
SGN: Final = Op("sgn", (Parameter("input", "tensor", required=True),))
SGN_: Final = Op("sgn_", (Parameter("input", "tensor", required=True),))
SHORT: Final = Op("short", (Parameter("input", "tensor", required=True),))
SIGN: Final = Op("sign", (Parameter("input", "tensor", required=True),))
SIGN_: Final = Op("sign_", (Parameter("input", "tensor", required=True),))
SPLIT: Final = Op("split", (Parameter("input", "tensor", required=True), Parameter("split_size_or_sections", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
SPLIT_WITH_SIZES: Final = Op("split_with_sizes", (Parameter("input", "tensor", required=True), Parameter("split_sizes", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
SQUEEZE: Final = Op("squeeze", (Parameter("input", "tensor", required=True), Parameter("dim", "integers")), view=True)
STACK: Final = Op("stack", (Parameter("tensors", "tensors", required=True), Parameter("dim", "integer", 0)))
SUB: Final = Op("sub", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
SUB_: Final = Op("sub_", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True), Parameter("alpha", "number", 1, keyword_only=True)))
SUM: Final = Op("sum", (Parameter("input", "tensor", required=True), Parameter("dim", "integers"), Parameter("keepdim", "boolean", False), Parameter("dtype", "dtype", keyword_only=True)))
SUM_TO_SIZE: Final = Op("sum_to_size", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)))
T: Final = Op("t", (Parameter("input", "tensor", required=True),), view=True)
TENSOR_SPLIT: Final = Op("tensor_split", (Parameter("input", "tensor", required=True), Parameter("indices_or_sections", "integers", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
TO: Final = Op("to", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype"), Parameter("device", "device"), Parameter("copy", "boolean", False)), view=True)
TRANSPOSE: Final = Op("transpose", (Parameter("input", "tensor", required=True), Parameter("dim0", "integer", required=True), Parameter("dim1", "integer", required=True)), view=True)
TYPE_AS: Final = Op("type_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
UNBIND: Final = Op("unbind", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", 0)), outputs=('*parts',), view=True)
UNFLATTEN: Final = Op("unflatten", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True), Parameter("sizes", "integers", required=True)), view=True)
UNSQUEEZE: Final = Op("unsqueeze", (Parameter("input", "tensor", required=True), Parameter("dim", "integer", required=True)), view=True)
VIEW: Final = Op("view", (Parameter("input", "tensor", required=True), Parameter("size", "integers", required=True, variadic=True)), view=True)
VIEW_AS: Final = Op("view_as", (Parameter("input", "tensor", required=True), Parameter("other", "tensor", required=True)), view=True)
VSTACK: Final = Op("vstack", (Parameter("tensors", "tensors", required=True),))
ZERO_: Final = Op("zero_", (Parameter("input", "tensor", required=True),))
ZEROS: Final = Op("zeros", (Parameter("size", "integers", required=True, variadic=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))
ZEROS_LIKE: Final = Op("zeros_like", (Parameter("input", "tensor", required=True), Parameter("dtype", "dtype", keyword_only=True), Parameter("device", "device", keyword_only=True), Parameter("requires_grad", "boolean", False, keyword_only=True)))

OPS: Final[dict[str, Op]] = {
    "H": ATTRIBUTE_H,
    "T": ATTRIBUTE_T,
    "abs": ABS,
    "abs_": ABS_,
    "add": ADD,
    "add_": ADD_,
    "addcdiv": ADDCDIV,
    "addcdiv_": ADDCDIV_,
    "addcmul": ADDCMUL,
    "addcmul_": ADDCMUL_,
    "arange": ARANGE,
    "atleast_1d": ATLEAST_1D,
    "atleast_2d": ATLEAST_2D,
    "bfloat16": BFLOAT16,
    "bool": BOOL,
    "broadcast_tensors": BROADCAST_TENSORS,
    "broadcast_to": BROADCAST_TO,
    "byte": BYTE,
    "cat": CAT,
    "cdouble": CDOUBLE,
    "cfloat": CFLOAT,
    "char": CHAR,
    "chunk": CHUNK,
    "clone": CLONE,
    "column_stack": COLUMN_STACK,
    "contiguous": CONTIGUOUS,
    "copy_": COPY_,
    "data": DATA,
    "detach": DETACH,
    "diagonal": DIAGONAL,
    "double": DOUBLE,
    "empty": EMPTY,
    "empty_like": EMPTY_LIKE,
    "expand": EXPAND,
    "expand_as": EXPAND_AS,
    "eye": EYE,
    "fill": FILL,
    "fill_": FILL_,
    "flatten": FLATTEN,
    "float": FLOAT,
    "full": FULL,
    "full_like": FULL_LIKE,
    "half": HALF,
    "hstack": HSTACK,
    "int": INT,
    "lerp": LERP,
    "lerp_": LERP_,
    "linspace": LINSPACE,
    "logspace": LOGSPACE,
    "long": LONG,
    "mH": ATTRIBUTE_mH,
    "mT": ATTRIBUTE_mT,
    "meshgrid": MESHGRID,
    "movedim": MOVEDIM,
    "mul": MUL,
    "mul_": MUL_,
    "narrow": NARROW,
    "neg": NEG,
    "neg_": NEG_,
    "new_empty": NEW_EMPTY,
    "new_full": NEW_FULL,
    "new_ones": NEW_ONES,
    "new_zeros": NEW_ZEROS,
    "ones": ONES,
    "ones_like": ONES_LIKE,
    "permute": PERMUTE,
    "positive": POSITIVE,
    "ravel": RAVEL,
    "reciprocal": RECIPROCAL,
    "reciprocal_": RECIPROCAL_,
    "requires_grad_": REQUIRES_GRAD_,
    "reshape": RESHAPE,
    "reshape_as": RESHAPE_AS,
    "retain_grad": RETAIN_GRAD,
    "rsub": RSUB,
    "select": SELECT,
    "sgn": SGN,
    "sgn_": SGN_,
    "short": SHORT,
    "sign": SIGN,
    "sign_": SIGN_,
    "split": SPLIT,
    "split_with_sizes": SPLIT_WITH_SIZES,
    "squeeze": SQUEEZE,
    "stack": STACK,
    "sub": SUB,
    "sub_": SUB_,
    "sum": SUM,
    "sum_to_size": SUM_TO_SIZE,
    "t": T,
    "tensor_split": TENSOR_SPLIT,
    "to": TO,
    "transpose": TRANSPOSE,
    "type_as": TYPE_AS,
    "unbind": UNBIND,
    "unflatten": UNFLATTEN,
    "unsqueeze": UNSQUEEZE,
    "view": VIEW,
    "view_as": VIEW_AS,
    "vstack": VSTACK,
    "zero_": ZERO_,
    "zeros": ZEROS,
    "zeros_like": ZEROS_LIKE,
}
