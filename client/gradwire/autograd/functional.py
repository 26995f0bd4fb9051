"""torch.autograd.functional: products with Jacobians and Hessians of functions, and these matrices themselves.

Each is one step on the server. `func` takes tensors and returns a tensor or a tuple; `inputs` is a tensor or a tuple,
and results have the form of these. With create_graph results can be differentiated; with strict, what does not depend
on the inputs is an error and not zero.

https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwire.autograd.differentiated import Run
from gradwire.func.derivatives import bent, curvature, pulled, pushed, slopes, split, units
from gradwire.func.vmap import vmap

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]

Func = Callable[..., Any]
STRATEGIES = ("reverse-mode", "forward-mode")


def vjp(func: Func, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The outputs, and the product of `v`, one vector per output, with the Jacobian: one per input.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vjp.html
    """
    run = Run("vjp", func, inputs, create_graph, strict)
    vectors = run.vectors(v, run.outputs, "output", implicit=True)
    if strict:
        run.check_slopes(run.outputs)
    found = pulled(run.inputs, run.outputs, vectors)
    return run.result(), run.of_inputs(found)


def jvp(func: Func, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The outputs, and the product of the Jacobian with `v`, one vector per input: one per output.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jvp.html
    """
    run = Run("jvp", func, inputs, create_graph, strict)
    vectors = run.vectors(v, run.inputs.given, "input", implicit=True)
    if strict:
        run.check_slopes(run.outputs)
    found = pushed(run.inputs, run.outputs, vectors)
    return run.result(), run.of_outputs(found)


def jacobian(
    func: Func,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The Jacobian: by output, by input, of the output's shape followed by the input's.

    It is computed for all rows at once, or with strategy "forward-mode" for all columns, whatever `vectorize` says.
    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
    """
    _check_strategy("jacobian", strategy, vectorize, create_graph, strict)
    run = Run("jacobian", func, inputs, create_graph, strict)
    if strict:
        for output in run.outputs:
            run.check_slopes([output])
    if strategy == "forward-mode":
        columns = vmap(lambda *tangents: pushed(run.inputs, run.outputs, tangents), out_dims=-1)(
            *units(run.inputs.given)
        )
        return run.of_outputs([run.of_inputs(split(run.inputs, one)) for one in columns])
    return run.of_outputs([run.of_inputs(slopes(run.inputs, one)) for one in run.outputs])


def hessian(
    func: Func,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The second derivatives of a function that returns one element: by input, by input.

    They are computed for all rows at once, whatever `vectorize` and the strategy say.
    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
    """
    _check_strategy("hessian", outer_jacobian_strategy, vectorize, create_graph, strict)
    run = Run("hessian", func, inputs, create_graph, strict)
    number = run.number().reshape(())
    if strict:
        run.check_curvature(each=True)
    return run.of_inputs([run.of_inputs(one) for one in curvature(run.inputs, number)])


def vhp(func: Func, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The output, which has one element, and the product of `v`, one vector per input, with the Hessian: one per input.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.vhp.html
    """
    return _hessian_product("vhp", func, inputs, v, create_graph, strict)


def hvp(func: Func, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False) -> tuple[Any, Any]:
    """The output, which has one element, and the product of the Hessian with `v`, one vector per input: one per input.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hvp.html
    """
    return _hessian_product("hvp", func, inputs, v, create_graph, strict)


def _hessian_product(name: str, func: Func, inputs: Any, v: Any, create_graph: bool, strict: bool) -> tuple[Any, Any]:
    """A Hessian is symmetric, so that it does not matter from which side it is multiplied."""
    run = Run(name, func, inputs, create_graph, strict)
    number = run.number()
    vectors = run.vectors(v, run.inputs.given, "input", implicit=True)
    if strict:
        run.check_curvature(each=False)
    found = bent(run.inputs, number, vectors)
    return run.result(), run.of_inputs(found)


def _check_strategy(name: str, strategy: str, vectorize: bool, create_graph: bool, strict: bool) -> None:
    if strategy not in STRATEGIES:
        raise AssertionError(f"{name}: the strategy must be one of {', '.join(STRATEGIES)}, not {strategy!r}")
    if strategy == "forward-mode":
        if create_graph:
            raise NotImplementedError(f"{name}: with strategy='forward-mode' there is no create_graph=True")
        if strict:
            raise RuntimeError(f"{name}: with strategy='forward-mode' there is no strict=True")
        if not vectorize:
            raise NotImplementedError(f"{name}: strategy='forward-mode' is for vectorize=True")
    if strict and vectorize:
        raise RuntimeError(f"{name}: strict=True and vectorize=True exclude each other")
