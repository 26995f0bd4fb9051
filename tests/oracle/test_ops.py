"""Operations against PyTorch: values, dtypes, names of nodes, gradients and second gradients, at special points too."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterator
from typing import Any

import numpy
import pytest

torch = pytest.importorskip("torch")

from engine import Context, Op, Tensor, dtypes, errors, gradients, registry  # noqa: E402
from tests.engine import cases  # noqa: E402

FAMILIES = ("elementwise", "reduction", "linear algebra", "neural network")
CASES = [(op, number) for op, number in cases.CASES if op.family in FAMILIES and op.name[0] != "_"]


@pytest.fixture(autouse=True)
def context() -> Iterator[Context]:
    context = Context(seed=0)
    with context.computing(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # PyTorch's advice
        yield context


def torch_function(name: str) -> Any:
    found = torch
    for part in name.split("."):
        if not hasattr(found, part):
            return getattr(torch.Tensor, name, None) or getattr(torch.ops.aten, name)
        found = getattr(found, part)
    return found


def to_torch(value: Any, requires_grad: bool = False) -> Any:
    if isinstance(value, list):
        return [to_torch(item, requires_grad) for item in value]
    if not isinstance(value, numpy.ndarray):
        return value
    name = value.dtype.name
    plain = value.astype(numpy.float32) if name == "bfloat16" else value.copy()
    return torch.tensor(plain, dtype=getattr(torch, name)).requires_grad_(requires_grad and value.dtype.kind in "fcV")


def to_numpy(tensor: Any) -> numpy.ndarray[Any, Any]:
    tensor = tensor.detach().resolve_conj().resolve_neg()
    if tensor.dtype is torch.bfloat16:
        return numpy.asarray(tensor.float().numpy().astype(dtypes.bfloat16))
    return numpy.asarray(tensor.numpy(force=True))


def as_parts(result: Any) -> list[Any]:
    if isinstance(result, bool):
        return [torch.tensor(result)]
    return [part for item in result for part in as_parts(item)] if isinstance(result, tuple | list) else [result]


TENSORS_ALONE = {"gcd", "lcm", "logaddexp", "logaddexp2", "igamma", "igammac"}  # numbers are taken here, not there


def wide(value: Any) -> Any:
    """The dtype of a number as a tensor: what the engine keeps a Python number in."""
    return torch.float64 if isinstance(value, float) else None


def torch_call(op: Op, tensors: dict[str, Any], others: dict[str, Any]) -> list[Any]:
    """Run PyTorch's function with the arguments in its order."""
    others = {name: getattr(torch, value) if name == "dtype" else value for name, value in others.items()}
    if op.name in TENSORS_ALONE:
        tensors = {name: torch.as_tensor(value, dtype=wide(value)) for name, value in tensors.items()}
    tensors = {name: value.int() if "pivots" in name else value for name, value in tensors.items()}
    given = {**tensors, **others}
    names = [parameter.name for parameter in op.parameters if parameter.name in given]
    if op.name == "einsum":
        return as_parts(torch.einsum(given["equation"], *given["operands"]))
    positional = [parameter.name for parameter in op.parameters if parameter.is_tensor and not parameter.keyword_only]
    variadic = [parameter.name for parameter in op.parameters if parameter.variadic]
    leading = []
    for parameter in op.parameters:
        if parameter.name not in given or parameter.name not in positional:
            break
        leading.append(parameter.name)
    keywords = {name: given[name] for name in names if name not in leading}
    if op.name in ("max", "min") and "other" in keywords:
        leading.append("other")
        keywords = {}
    spread = [item for name in leading for item in (given[name] if name in variadic else [given[name]])]
    return as_parts(torch_function(op.name)(*spread, **keywords))


def convert(values: dict[str, Any], dtype: str) -> dict[str, Any]:
    """Floating point arrays of a case in a dtype."""

    def one(value: Any) -> Any:
        if isinstance(value, list):
            return [one(item) for item in value]
        if isinstance(value, numpy.ndarray) and value.dtype.kind == "f":
            return value.astype(dtypes.find(dtype))
        return value

    return {name: one(value) for name, value in values.items()}


def to_engine(context: Context, value: Any, requires_grad: bool = True) -> Any:
    if isinstance(value, list):
        return [to_engine(context, item, requires_grad) for item in value]
    if isinstance(value, numpy.ndarray):
        return context.tensor(value.copy(), requires_grad=requires_grad and dtypes.is_differentiable(value.dtype))
    return value


UNLIKE_NAMES = {
    "einsum",  # the last step depends on the order of products
    "linalg.tensorinv",  # it depends on how LAPACK's results lie in memory
    "trapezoid",  # it is a product with a number, which PyTorch calls MulBackward1 inside of its own functions
    # These are one step in PyTorch, several here.
    *("nn.functional.embedding_bag", "nn.functional.scaled_dot_product_attention", "native_group_norm"),
    "segment_reduce",
    *("gru", "lstm", "rnn_relu", "rnn_tanh"),  # a layer is one step here; in PyTorch it depends on the dtype
}
EITHER_SIGN = {"linalg.svd"}  # singular vectors times -1 are singular vectors
# What PyTorch's own are right to, in float64.
ROUGH_VALUES = {"polygamma": 1e-9, "special.bessel_y0": 1e-8, "special.bessel_y1": 1e-8, "special.airy_ai": 1e-6}
ROUGH_SLOPES = {
    **dict.fromkeys(("digamma", "lgamma", "mvlgamma", "polygamma"), 1e-9),
    "nn.functional.hardsigmoid": 1e-8,  # its sixth is that of float32
    "nn.functional.binary_cross_entropy": 1e-11,  # 1e-12 is added before divisions
}
HALVES_APART = {  # what is not compared in halves
    # PyTorch computes them on a GPU alone.
    *("nn.functional.avg_pool3d", "nn.functional.lp_pool3d", "nn.functional.local_response_norm"),
    "nn.functional.affine_grid",
    # PyTorch's come to infinity, fail in their backward, or have few right digits.
    *("linalg.matrix_exp", "matrix_exp", "grid_sampler_2d", "grid_sampler_3d", "nn.functional.grid_sample"),
    # PyTorch computes what needs no look at the numbers, as edges that are given.
    *("histogram", "nn.functional.pdist"),
    "complex",  # there is no complex32
}
NO_COMPLEX_GRADIENT = {"nn.functional.silu", "nan_to_num"}  # PyTorch computes them, and has no gradient
NO_SLOPES = {  # cases whose gradients are not compared
    "ldexp-1",  # PyTorch takes 2 to a negative integer for 0
    *("linalg.cond-1", "linalg.cond-2"),  # PyTorch changes in place what its own backward needs
}
TOLERANCE = {"float32": 3e-6, "float64": 1e-12, "float16": 2e-3, "bfloat16": 1.6e-2, "complex64": 3e-6}


def assert_like(found: Any, expected: Any, tolerance: float, what: str) -> None:
    if expected is None or found is None:
        found, expected = (0 if one is None else one for one in (found, expected))
        found = found.numpy() if isinstance(found, Tensor) else found
        expected = to_numpy(expected) if hasattr(expected, "detach") else expected
        numpy.testing.assert_array_equal(*numpy.broadcast_arrays(found, expected), err_msg=what)
        return
    array, other = found.numpy(), to_numpy(expected)
    assert array.dtype == other.dtype, what
    assert array.shape == other.shape, what
    if dtypes.is_differentiable(array.dtype):
        array, other = (one.astype(numpy.complex128 if one.dtype.kind == "c" else float) for one in (array, other))
        if array.dtype.name in TOLERANCE:
            tolerance = max(tolerance, TOLERANCE[found.dtype.name])
        if what in ("second gradient", "gradient of prod"):  # where PyTorch's come to 0 / 0, ours may know better
            array = numpy.where(numpy.isnan(other), other, array)
        numpy.testing.assert_allclose(array, other, rtol=tolerance, atol=tolerance, err_msg=what)
    else:
        numpy.testing.assert_array_equal(array, other, err_msg=what)


def compare(
    context: Context, op: Op, values: dict[str, Any], others: dict[str, Any], tolerance: float, slopes: bool = True
) -> None:
    """Compare one call: results, names, and where `slopes` are wanted gradients and second gradients."""
    ours = {name: to_engine(context, value, not cases.is_constant(op, name)) for name, value in values.items()}
    theirs = {name: to_torch(value, not cases.is_constant(op, name)) for name, value in values.items()}
    found = cases.parts(cases.run(context, op, ours, others))
    expected = torch_call(op, theirs, others)
    assert len(found) == len(expected)
    rough, tolerance = (max(tolerance, known.get(op.name, 0)) for known in (ROUGH_VALUES, ROUGH_SLOPES))
    signs: list[Any] = [1] * len(found)
    if op.name in EITHER_SIGN:
        signs = [torch.sign(to_torch(one.numpy()) * other.detach()) for one, other in zip(found, expected, strict=True)]
    for one, other, sign in zip(found, expected, signs, strict=True):
        assert_like(one, other * sign if op.name in EITHER_SIGN else other, rough, "value")
        assert one.requires_grad == other.requires_grad
        name = other.grad_fn.name() if other.grad_fn is not None else None
        if op.name not in UNLIKE_NAMES:
            ours_is = one.node.name if one.node else None
            assert ours_is == (name and name.rpartition("::")[2].replace("DivBackward1", "DivBackward0"))
    wanted = [(one, other * sign) for one, other, sign in zip(found, expected, signs, strict=True) if one.requires_grad]
    if not wanted or not slopes:
        return
    leaves = [leaf for leaf in cases.flat(ours) if leaf.requires_grad]
    torch_leaves = [
        item
        for value in theirs.values()
        for item in (value if isinstance(value, list) else [value])
        if hasattr(item, "requires_grad") and item.requires_grad
    ]
    seeds = [numpy.cos(numpy.arange(one.data.size) + 1.0).reshape(one.shape).astype(one.dtype) for one, _ in wanted]
    differentiate = functools.partial(
        gradients,
        context,
        [one for one, _ in wanted],
        leaves,
        [context.tensor(seed) for seed in seeds],
        create_graph=True,
        allow_unused=True,
    )
    try:
        torch_first = torch.autograd.grad(
            [other for _, other in wanted],
            torch_leaves,
            [to_torch(seed) for seed in seeds],
            create_graph=True,
            allow_unused=True,
        )
    except RuntimeError as error:
        if "not implemented for" not in str(error):  # else PyTorch has no kernel for halves
            with pytest.raises(errors.EngineError):
                differentiate()
        return
    first = differentiate()
    for one, other in zip(first, torch_first, strict=True):
        assert_like(one, other, tolerance * 4, "gradient of prod" if op.name == "prod" else "gradient")
    pairs = [
        (one, other)
        for one, other in zip(first, torch_first, strict=True)
        if one is not None and other is not None and one.requires_grad and other.requires_grad
    ]
    if not pairs:
        return
    seeds = [numpy.sin(numpy.arange(one.data.size) + 1.0).reshape(one.shape).astype(one.dtype) for one, _ in pairs]
    try:
        torch_second = torch.autograd.grad(
            [other for _, other in pairs], torch_leaves, [to_torch(seed) for seed in seeds], materialize_grads=True
        )
    except RuntimeError:  # PyTorch has no second derivative of some, or fails at it
        return
    second = gradients(
        context, [one for one, _ in pairs], leaves, [context.tensor(seed) for seed in seeds], materialize_grads=True
    )
    for one, other in zip(second, torch_second, strict=True):
        assert_like(one, other, tolerance * 20, "second gradient")


@pytest.mark.parametrize(("op", "number"), CASES, ids=[f"{op.name}-{number}" for op, number in CASES])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16"])
def test_cases(context: Context, op: Op, number: int, dtype: str) -> None:
    values, others = convert(cases.arrays(op, number), dtype), cases.attributes(op, number)
    slopes = f"{op.name}-{number}" not in NO_SLOPES
    if dtypes.find(dtype) not in dtypes.HALVES:
        compare(context, op, values, others, TOLERANCE[dtype], slopes)
    elif op.name not in HALVES_APART:
        agree_or_refuse(context, op, values, others, TOLERANCE[dtype], slopes)


NAN, INF = float("nan"), float("inf")
LINE = numpy.array([-2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 2.5, INF, -INF, NAN])
UNARY = [op for op in registry.public() if op.family == "elementwise" and [p.name for p in op.tensors] == ["input"]]


@pytest.mark.parametrize("op", UNARY, ids=lambda op: op.name)
def test_special_points_of_functions(context: Context, op: Op) -> None:
    if op.name == "imag":
        return
    agree_or_refuse(context, op, {"input": LINE}, {}, 1e-9)


@pytest.mark.parametrize("op", UNARY, ids=lambda op: op.name)
def test_complex_functions(context: Context, op: Op) -> None:
    if op.name in NO_COMPLEX_GRADIENT:
        return
    values = {"input": numpy.array([0.5 + 1j, -1.5 + 0.25j, 0.3 - 0.7j, 2 - 1j])}
    agree_or_refuse(context, op, values, {}, 1e-9)


@pytest.mark.parametrize("op", UNARY, ids=lambda op: op.name)
@pytest.mark.parametrize("dtype", ["int64", "uint8", "bool"])
def test_functions_of_integers(context: Context, op: Op, dtype: str) -> None:
    agree_or_refuse(context, op, {"input": numpy.array([0, 1, 1, 3]).astype(dtype)}, {}, 3e-6)


def agree_or_refuse(context: Context, op: Op, values: Any, others: Any, tolerance: float, slopes: bool = True) -> None:
    try:
        torch_call(op, {name: to_torch(value) for name, value in values.items()}, others)
    except TypeError:
        return  # numbers where PyTorch wants tensors
    except (RuntimeError, IndexError):
        with pytest.raises(errors.EngineError):
            cases.run(context, op, {name: to_engine(context, value) for name, value in values.items()}, others)
        return
    compare(context, op, values, others, tolerance, slopes)


BINARY = [
    op
    for op in registry.public()
    if op.family == "elementwise" and op.kind == "xp" and len(op.tensors) == 2 and op.name != "lerp"
]
LEFT = numpy.array([-3.0, -1.0, 0.0, 0.0, 0.0, 1.0, 2.0, 2.0, INF, NAN, 4.0, -2.0])
RIGHT = numpy.array([2.0, -1.0, 0.0, 2.0, -1.0, 1.0, 0.0, -3.0, 2.0, 1.0, INF, 0.5])
NUMBERS_ALONE = {  # what is compared at numbers alone
    *(op.name for op in BINARY if "_polynomial_" in op.name),  # of NaN PyTorch's have whatever memory holds
    "special.zeta",  # of infinity it is 0, of which PyTorch's series knows nothing
}


@pytest.mark.parametrize("op", BINARY, ids=lambda op: op.name)
@pytest.mark.parametrize("dtype", ["float64", "int64", "bool", "complex128"])
def test_special_points_of_two(context: Context, op: Op, dtype: str) -> None:
    left, right = LEFT, RIGHT
    if dtype == "complex128":
        left, right = numpy.array([1 + 2j, -0.5j, 2 - 1j]), numpy.array([0.5 - 1j, 2 + 1j, -1 + 0.5j])
    elif dtype != "float64":
        left, right = (numpy.array(part).astype(dtype) for part in ([-7, 7, 6, 1, 0], [2, -2, 3, 1, 5]))
    if op.name in NUMBERS_ALONE:
        finite = numpy.isfinite(left) & numpy.isfinite(right)
        left, right = left[finite], right[finite]
    one, other = (parameter.name for parameter in op.tensors)
    agree_or_refuse(context, op, {one: left, other: right}, {}, 1e-9)
    if (dtype, op.name) not in (("bool", "sub"), ("bool", "rsub")):  # PyTorch refuses what comes to integers here
        agree_or_refuse(context, op, {one: left, other: 2}, {}, 1e-9)


REDUCED: list[tuple[str, Any, dict[str, Any]]] = [
    (op, data, {"dim": 0})
    for op in ("sum", "mean", "prod", "amax", "amin", "max", "min", "logsumexp", "softmax", "log_softmax", "cumsum")
    for data in ([1.0, 3.0, 3.0], [0.0, 0.0, 2.0], [0.0, 2.0, 3.0], [-INF, -INF], [INF, 1.0], [NAN, 1.0, 2.0], [2.0])
]
REDUCED += [
    (op, data, {})
    for op in ("sum", "mean", "prod", "amax", "amin", "max", "min", "std", "var", "norm")
    for data in ([[1.0, 3.0], [3.0, 1.0]], [[0.0, 0.0], [2.0, 0.0]], [[0.0]], [2.0, 2.0], 4.0, 0.0, [NAN, 1.0])
]
REDUCED += [
    ("norm", data, {"p": p})
    for p in (0, 0.5, 1, 1.5, 2, 3, INF, -INF)
    for data in ([0.0, 0.0], [3.0, -3.0, 0.0], [1.0, 2.0], 0.0)
]
REDUCED += [
    ("cumprod", data, {"dim": 0}) for data in ([2.0, 0.0, 3.0, 0.0], [0.0, 0.0, 2.0], [1.0, 2.0, 3.0, 4.0], 3.0, [2.0])
]
REDUCED += [
    (op, data, {})
    for op in ("sum", "prod", "all", "any", "argmax", "argmin", "max", "min", "count_nonzero", "mean", "std")
    for data in ([[1, 0], [3, 3]], [True, False], [1 + 2j, 2 - 1j])
]
REDUCED += [(op, [1 + 2j, 2 - 1j, 0.5j], {}) for op in ("sum", "mean", "prod", "var", "std", "norm")]
REDUCED += [(op, [1 + 2j, 2 - 1j, 0.5j], {"dim": 0}) for op in ("cumsum", "cumprod", "logsumexp")]
REDUCED += [(op, numpy.zeros((0, 3)), {}) for op in ("sum", "mean", "prod", "all", "any", "amax", "max", "norm", "std")]
REDUCED += [
    (op, numpy.zeros((0, 3)), {"dim": dim})
    for op in ("sum", "mean", "prod", "all", "amax", "max", "argmax", "logsumexp", "softmax", "cumsum", "std")
    for dim in (0, 1)
]
REDUCED += [
    (op, numpy.ones((2, 3)), {"dim": 0, "dtype": dtype})
    for op in ("sum", "mean", "prod", "cumsum", "softmax")
    for dtype in ("float32", "float16")
]


@pytest.mark.parametrize(("name", "data", "others"), REDUCED)
def test_special_points_of_reductions(context: Context, name: str, data: Any, others: dict[str, Any]) -> None:
    tolerance = 1e-3 if others.get("dtype") == "float16" else 1e-9
    agree_or_refuse(context, registry.find(name), {"input": numpy.array(data)}, others, tolerance)


POINTS: list[tuple[str, dict[str, Any]]] = [
    *(("pow", {"input": LINE, "exponent": number}) for number in (0, 0.0, 1, 2, 3, -1, 2.5)),
    *(("pow", {"input": LINE[:8], "exponent": number}) for number in (0.5, -0.5)),  # of -inf PyTorch's have no value
    *(("pow", {"input": number, "exponent": LINE}) for number in (0, 0.0, 1, 2, 0.5, -2, -0.5)),
    *(("clamp", {"input": LINE, "min": low, "max": high}) for low, high in ((-1, 1), (1, -1), (-0.5, None), (None, 1))),
    ("clamp", {"input": LINE, "min": -LINE, "max": LINE}),
    ("clamp", {"input": LINE, "min": numpy.full(10, -1.0), "max": numpy.full(10, 1.0)}),
    ("clamp", {"input": LINE, "min": numpy.full(10, -1.0)}),
    ("clamp", {"input": LINE, "max": LINE}),
    ("maximum", {"input": LINE, "other": LINE}),
    ("minimum", {"input": LINE, "other": -LINE}),
    ("lerp", {"input": LINE[:7], "end": LINE[6::-1].copy(), "weight": 0.5}),
    ("addcmul", {"input": LINE, "tensor1": LINE, "tensor2": LINE}),
    ("addcdiv", {"input": LINE, "tensor1": LINE, "tensor2": numpy.arange(10.0)}),
    ("hypot", {"input": LINE, "other": LINE}),
    ("div", {"input": LINE, "other": -LINE}),
]


@pytest.mark.parametrize(("name", "values"), POINTS)
def test_special_points(context: Context, name: str, values: dict[str, Any]) -> None:
    compare(context, registry.find(name), {key: value for key, value in values.items() if value is not None}, {}, 1e-9)


EQUATIONS: list[tuple[str, list[tuple[int, ...]]]] = [
    ("ij->i", [(2, 3)]),
    ("ij->", [(2, 3)]),
    ("iij->ji", [(3, 3, 2)]),
    ("...i->...", [(2, 3, 4)]),
    ("i...->...", [(2, 3, 4)]),
    ("ij", [(2, 3)]),
    ("ba", [(2, 3)]),
    ("i,i->i", [(3,), (3,)]),
    ("i,i", [(3,), (3,)]),
    ("i,j->ji", [(2,), (3,)]),
    ("bij,bj->bi", [(2, 3, 4), (2, 4)]),
    ("bij,j->bi", [(2, 3, 4), (4,)]),
    ("ii,ij->j", [(3, 3), (3, 2)]),
    ("ij,kj->ik", [(2, 3), (4, 3)]),
    ("ij,ij->j", [(2, 3), (2, 3)]),
    ("ij,ij->ij", [(2, 3), (1, 3)]),
    ("ij,jk,kl->il", [(2, 3), (3, 4), (4, 2)]),
    ("ij,ik,jk->", [(2, 3), (2, 4), (3, 4)]),
    ("...ij,...jk", [(2, 1, 2, 3), (4, 3, 2)]),
    ("i...,...i->...", [(3, 2), (2, 3)]),
    ("bqd,bkd->bqk", [(2, 3, 4), (2, 5, 4)]),
    ("bhqk,bkhd->bqhd", [(2, 2, 3, 4), (2, 4, 2, 3)]),
    ("i,,j->ij", [(2,), (), (3,)]),
    ("ij,ik->jk", [(0, 2), (0, 3)]),
    ("aB,Bc->ac", [(2, 3), (3, 2)]),
]


@pytest.mark.parametrize(("equation", "shapes"), EQUATIONS)
@pytest.mark.parametrize("dtype", ["float64", "complex128"])
def test_einsum(context: Context, equation: str, shapes: list[tuple[int, ...]], dtype: str) -> None:
    random = numpy.random.default_rng(0)
    operands = [
        random.normal(size=shape) + (1j * random.normal(size=shape) if dtype[0] == "c" else 0) for shape in shapes
    ]
    values = {"operands": [numpy.asarray(operand, dtype) for operand in operands]}
    compare(context, registry.find("einsum"), values, {"equation": equation}, 1e-11)


@pytest.mark.parametrize("equation", ["ij,jk", "i->ij", "ij->ii", "i1->i", "ij->k", "i...j...->ij", "ij,i,j"])
def test_einsum_refuses(context: Context, equation: str) -> None:
    operands = [context.tensor(numpy.ones((2, 3))), context.tensor(numpy.ones((2, 4)))]
    count = 2 if "," in equation else 1
    with pytest.raises(errors.EngineError):
        context.run("einsum", operands[:count], {"equation": equation})
    with pytest.raises(RuntimeError):
        torch.einsum(equation, *[torch.ones(operand.shape) for operand in operands[:count]])


PRODUCTS: list[tuple[str, list[tuple[int, ...]]]] = [
    ("matmul", [(2, 3), (3, 4)]),
    ("matmul", [(3,), (3, 4)]),
    ("matmul", [(2, 3), (3,)]),
    ("matmul", [(2, 2, 3), (3, 4)]),
    ("matmul", [(5, 1, 2, 3), (2, 3, 4)]),
    ("matmul", [(0, 3), (3, 4)]),
    ("matmul", [(2, 0), (0, 4)]),
    ("matmul", [(2, 2, 0), (0, 4)]),
    ("mm", [(2, 3), (3, 4)]),
    ("bmm", [(2, 2, 3), (2, 3, 2)]),
    ("mv", [(2, 3), (3,)]),
    ("dot", [(3,), (3,)]),
    ("outer", [(3,), (2,)]),
    ("addmm", [(4,), (2, 3), (3, 4)]),
    ("baddbmm", [(4, 1, 1), (4, 2, 3), (4, 3, 2)]),
]


@pytest.mark.parametrize(("name", "shapes"), PRODUCTS)
@pytest.mark.parametrize("dtype", ["float64", "complex128"])
def test_products(context: Context, name: str, shapes: list[tuple[int, ...]], dtype: str) -> None:
    random = numpy.random.default_rng(0)
    op = registry.find(name)
    operands = [
        random.normal(size=shape) + (1j * random.normal(size=shape) if dtype[0] == "c" else 0) for shape in shapes
    ]
    values = {p.name: numpy.asarray(operand, dtype) for p, operand in zip(op.tensors, operands, strict=True)}
    compare(context, op, values, {}, 1e-11)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "div", "pow"])
@pytest.mark.parametrize("number", [True, 2, 2.5, 2 - 1j])
@pytest.mark.parametrize("dtype", ["float64", "complex128"])
def test_numbers(context: Context, name: str, number: complex, dtype: str) -> None:
    op = registry.find(name)
    if name == "sub" and number is True:
        return  # PyTorch refuses to subtract booleans, which are 1 here
    values = {"input": numpy.array([0.5, 1.5, 2.0], dtype), op.tensors[1].name: number}
    compare(context, op, values, {}, 1e-11)


def test_where_keeps_nan_on_the_other_side_out(context: Context) -> None:
    values = {
        "condition": numpy.array([True, False]),
        "input": numpy.array([1.0, NAN]),
        "other": numpy.array([NAN, 2.0]),
    }
    compare(context, registry.find("where"), values, {}, 1e-11)


def test_names_that_depend_on_arguments(context: Context) -> None:
    x = context.tensor(numpy.ones((2, 3), numpy.float32), requires_grad=True)
    y = context.tensor(numpy.ones((2, 3), numpy.float32), requires_grad=True)
    ops = context.ops
    named = {
        "PowBackward0": x**2,
        "PowBackward1": ops.pow(x, y),
        "PowBackward2": ops.pow(2, x),
        "ClampBackward1": ops.clamp(x, 0, 1),
        "ClampBackward0": ops.clamp(x, x, y),
        "MeanBackward0": ops.mean(x),
        "MeanBackward1": ops.mean(x, (0,)),
        "MaxBackward1": ops.max(x),
        "MaxBackward0": ops.max(x, 0)[0],
        "MaximumBackward0": ops.max(x, other=y),
        "LinalgVectorNormBackward0": ops.norm(x),
        "DivBackward2": ops.div(x, y, rounding_mode="floor"),
        "SumBackward0": ops.sum(x),
        "SumBackward1": ops.sum(x, (0,)),
    }
    for name, tensor in named.items():
        assert tensor.node.name == name
