"""The same expressions in PyTorch and in the engine: values, shapes, dtypes, gradients, node names and exceptions."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Iterator
from typing import Any

import numpy
import pytest

import engine

torch = pytest.importorskip("torch")


class Mirror:
    """An engine tensor with PyTorch's methods, as far as the expressions below need them."""

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def __getattr__(self, name: str) -> Any:
        op = engine.find(name)
        if name in ("T", "mT", "H", "data"):
            return call(self.tensor.context, name, (self,), {})
        return lambda *args, **kwargs: call(
            self.tensor.context, op.name if name == op.name else name, (self, *args), kwargs
        )

    def __getitem__(self, index: Any) -> Any:
        return call(self.tensor.context, "getitem", (self,), {"index": entries(index)})

    def __setitem__(self, index: Any, value: Any) -> None:
        call(self.tensor.context, "setitem", (self, value), {"index": entries(index)})

    def __gt__(self, other: Any) -> Any:
        return call(self.tensor.context, "gt", (self, other), {})

    def __mul__(self, other: Any) -> Any:
        return call(self.tensor.context, "mul", (self, other), {})

    def __neg__(self) -> Any:
        return call(self.tensor.context, "neg", (self,), {})

    def __add__(self, other: Any) -> Any:
        return call(self.tensor.context, "add", (self, other), {})


class Mirrored:
    """The engine under PyTorch's name."""

    def __init__(self, context: engine.Context) -> None:
        self.context = context

    def __getattr__(self, name: str) -> Any:
        if name in engine.dtypes.DTYPES:
            return name
        if name in ("float", "double", "long", "half"):
            return {"float": "float32", "double": "float64", "long": "int64", "half": "float16"}[name]
        engine.find(name)
        return lambda *args, **kwargs: call(self.context, name, args, kwargs)

    def tensor(self, data: Any, dtype: str | None = None, requires_grad: bool = False) -> Mirror:
        array = numpy.array(data)
        if dtype is None and array.dtype.kind in "fc":
            dtype = "float32" if array.dtype.kind == "f" else "complex64"
        if not array.size and dtype is None:
            dtype = "float32"
        return Mirror(self.context.tensor(array, dtype=dtype, requires_grad=requires_grad))


def entries(index: Any) -> tuple[Any, ...]:
    index = index if isinstance(index, tuple) else (index,)
    return tuple(unwrapped(entry) for entry in index)


def unwrapped(value: Any) -> Any:
    if isinstance(value, Mirror):
        return value.tensor
    if isinstance(value, list | tuple):
        return type(value)(unwrapped(item) for item in value)
    return value


def wrapped(value: Any) -> Any:
    if isinstance(value, engine.Tensor):
        return Mirror(value)
    return tuple(map(wrapped, value)) if isinstance(value, tuple) else value


def call(context: engine.Context, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run an operation with PyTorch's arguments."""
    given = dict(kwargs)
    values = list(args)
    for parameter in engine.find(name).parameters:
        if not values:
            break
        if parameter.variadic and (parameter.kind == "tensors" or isinstance(values[0], int)):
            given[parameter.name], values = values, []
        else:
            given[parameter.name] = values.pop(0)
    if values:
        raise engine.errors.InvalidArgument(f"{name}: too many arguments")
    return wrapped(context.run(name, (), {key: unwrapped(value) for key, value in given.items()}))


SETUP = """
x = torch.arange(6.).reshape(2, 3).requires_grad_()
c = torch.arange(24.).reshape(2, 3, 4).requires_grad_()
i = torch.tensor([0, 1])
m = torch.tensor([[True, False, True], [False, True, True]])
y = c.clone()
"""

EXPRESSIONS = """\
x.gather(1,torch.tensor([[0,5]]))
x.gather(1,torch.tensor([[-1]]))
x.gather(1,torch.tensor([[0,1],[1,1],[0,0]]))
x.gather(1,torch.tensor([0]))
x.gather(1,torch.tensor([[0]],dtype=torch.int32))
x.gather(1,torch.tensor([[0]],dtype=torch.int16))
x.gather(2,torch.tensor([[0]]))
x.index_select(0,torch.tensor([5]))
x.index_select(0,torch.tensor([-1]))
x.index_select(0,torch.tensor(1))
x.index_select(0,torch.tensor([[1]]))
x.index_select(0,torch.tensor([1.]))
x.index_select(0,torch.tensor([1],dtype=torch.int32))
torch.tensor(3.,requires_grad=True).index_select(0,torch.tensor([0]))
x.scatter(1,torch.tensor([[0,5]]),1.)
x.scatter(1,torch.tensor([[0,1]]),torch.ones(1,2))
x.scatter(1,torch.tensor([[0,1]]),torch.ones(1,1))
x.scatter(1,torch.tensor([[0,1]]),torch.ones(2,3,dtype=torch.float64))
x.scatter(1,torch.tensor([[0,1]]),torch.tensor(3.))
x.scatter_add(1,torch.tensor([[0,1]]),torch.ones(2,3))
x.scatter_add(1,torch.tensor([[0,1],[0,0],[1,1]]),torch.ones(3,3))
x.scatter_add(1,torch.tensor([[0,7]]),torch.ones(2,3))
x.index_add(0,torch.tensor([0,0]),torch.ones(2,3))
x.index_add(0,torch.tensor([0,0]),torch.ones(1,3))
x.index_add(0,torch.tensor([0,4]),torch.ones(2,3))
x.index_add(0,torch.tensor([0]),torch.ones(1,3).double())
x.index_fill(0,torch.tensor([1]),2.)
x.index_fill(0,torch.tensor([1]),torch.tensor(2.))
x.index_fill(0,torch.tensor([5]),2.)
x.index_fill(0,torch.tensor([-1]),2.)
x.index_fill(0,torch.tensor([1]),torch.ones(2))
x.masked_fill(x>2,0.)
x.masked_fill(x>2,torch.tensor(0.))
x.masked_fill(x,0.)
x.masked_fill(torch.tensor([True,False,True]),1)
x[:1].masked_fill(torch.tensor([[True],[False]]),1)
x.masked_fill(torch.tensor([True,False]),1)
x.masked_fill(x>2,torch.ones(2))
torch.tensor([1,2]).masked_fill(torch.tensor([True,False]),1.5)
torch.tensor([1,2]).masked_fill(torch.tensor([True,False]),torch.tensor(1.5))
x.masked_fill(x>2,1j)
x.masked_select(x>2)
x.masked_select(torch.tensor([True,False,True]))
x.masked_select(x)
x.masked_select(torch.tensor([True,False]))
x.take(torch.tensor([0,-1]))
x.take(torch.tensor([6]))
x.take(torch.tensor([1.]))
torch.take_along_dim(x,torch.tensor([[0],[1]]),1)
torch.take_along_dim(x,torch.tensor([3,4]))
torch.nonzero(x)
torch.nonzero(torch.tensor(3.))
torch.nonzero(torch.tensor(0.))
torch.nonzero(torch.tensor(3.),as_tuple=True)
torch.argwhere(torch.tensor(3.))
x.sort()
torch.sort(x,descending=True,stable=True)
torch.tensor(3.,requires_grad=True).sort()
x.topk(2)
x.topk(5)
x.topk(2,dim=0,largest=False)
torch.tensor(3.).topk(1)
x.argsort()
x.sort(5)
torch.tensor([1j]).sort()
x.gather(1,torch.tensor([[1]])).sum()
torch.tensor(1.,requires_grad=True).gather(0,torch.tensor([0]))
torch.tensor(1.,requires_grad=True).gather(0,torch.tensor(0))
x.repeat(2)
x.repeat(2,2,1)
x.repeat(0,1)
x.repeat(-1,1)
x.tile((2,))
x.repeat_interleave(2)
x.repeat_interleave(2,dim=1)
x.repeat_interleave(torch.tensor([1,2]),dim=0)
x.repeat_interleave(torch.tensor([1,2]),dim=1)
x.repeat_interleave(-1)
x.repeat_interleave(torch.tensor([-1,2]),dim=0)
torch.repeat_interleave(torch.tensor([1,2]))
x.flip(0)
x.flip((0,0))
x.flip(3)
x.roll(1)
x.roll((1,1),(0,1))
x.roll((1,1),0)
x.tril()
x[0].tril()
x.diag()
x.diag(1)
x[0].diag()
torch.ones(1,1,1).diag()
x.diag_embed()
x[0].diag_embed(1)
x.diagonal(9)
x.diagonal(0,0,0)
x.ravel()
x[0].ravel()
x.t().ravel()
x.flatten()
x[0].flatten()
x.t().flatten()
x.t().reshape(6)
x.t().view(6)
x.view(4)
x.view(-1,-1)
x.reshape(4)
x.expand(3,3)
x.expand(3)
x[:1].expand(-1,-1)
x[:1].expand(-1,-1,-1)
x.permute(0)
x.permute(0,0)
x.permute(0,5)
x.transpose(0,5)
torch.ones(1,2,3).t()
torch.ones(1,2,3).T
torch.ones(3).T
torch.ones(3).mT
torch.ones(3).H
torch.tensor(1.).T
x.H
x.unflatten(1,(3,1))
x.unflatten(1,(2,2))
x.movedim(0,1)
x.movedim((0,1),(0,))
x.squeeze(5)
x.squeeze(0)
x.squeeze((0,1))
x.squeeze(())
x.unsqueeze(5)
x.split(2,1)
x.split([1,2],1)
x.split([1,1],1)
x.split(0)
x.split(-1)
x.chunk(2)
x.chunk(0)
x.chunk(5,1)
x.tensor_split(2,1)
x.tensor_split((1,),1)
x.tensor_split(0)
x.unbind()
torch.tensor(1.).unbind()
torch.tensor(1.).split(1)
torch.tensor(1.).chunk(1)
x.narrow(1,1,2)
x.narrow(1,torch.tensor(1),2)
x.narrow(1,2,2)
x.narrow(1,-1,1)
x.narrow(1,-4,1)
torch.cat([x,x])
torch.cat([x,x[0]])
torch.cat([x,x[:,:2]])
torch.cat([x,torch.ones(0)])
torch.cat([x,torch.tensor(1.)])
torch.cat([x,x],5)
torch.cat([torch.tensor([1]),torch.tensor([2.5])])
torch.stack([x,x],-1)
torch.stack([x,x[0]])
torch.stack([torch.tensor(1),torch.tensor(2.5)])
torch.hstack([x,x])
torch.vstack([x,x])
torch.column_stack([x[0],x[0]])
torch.atleast_1d(torch.tensor(1.,requires_grad=True))
torch.atleast_2d(torch.tensor(1.,requires_grad=True))
torch.atleast_2d(x[0])
torch.meshgrid(x[0],x[1],indexing='xy')
torch.meshgrid(x,x)
torch.broadcast_tensors(x,x[0])
torch.broadcast_tensors(x,torch.ones(2))
x.broadcast_to((2,2,3))
x.select(0,5)
x.select(5,0)
torch.tensor(1.).select(0,0)
x.contiguous()
x.t().contiguous()
x.detach()
x.data
x.to(torch.float64)
x.to(torch.int64)
x.type_as(torch.tensor(1))
x.sum_to_size(1,3)
x.sum_to_size(3)
x.sum_to_size(2,1)
x.sum_to_size(2,2)
x.clone().fill_(2.)
x.clone().fill_(torch.tensor(2.))
torch.fill(x,2.)
torch.fill(x,torch.tensor(2.))
x.clone().zero_()
x.clone().fill_(x)
x.clone().copy_(x)
x.clone().copy_(torch.ones(2))
x.clone().copy_(torch.tensor(2.))
x.clone().copy_(torch.ones(1,2,3))
x.detach().copy_(torch.tensor(1j))
x.detach().retain_grad()
x.detach().long().requires_grad_()
(x*1).requires_grad_(False)
torch.zeros(-1)
torch.full((2,),1)
torch.full((2,),True)
torch.full((2,),300,dtype=torch.uint8)
torch.full((2,),1j)
torch.arange(5)
torch.arange(0,1,0.3)
torch.arange(5,0)
torch.arange(0,5,0)
torch.arange(float('inf'))
torch.arange(1,5,dtype=torch.float16)
torch.arange(0,5,1.5,dtype=torch.int64)
torch.arange(2.5,5,1.5,dtype=torch.int64)
torch.linspace(0,5,3,dtype=torch.int64)
torch.linspace(0,10,4,dtype=torch.int64)
torch.linspace(3,-1,1)
torch.eye(2,-1)
torch.zeros(2,dtype=torch.int64,requires_grad=True)
torch.ones_like(x,requires_grad=True)
torch.zeros_like(x)
x.new_zeros(2,3)
torch.tril_indices(2,3)
torch.triu_indices(3,3,1)
c[...]
c[:]
c[:,:]
c[0:2]
c[()]
c[None]
c[m]
c[m,1:]
c[m][:,1:]
c[0,:,i]
c[:,i]
c[torch.tensor(1)]
c[True]
c[False]
c[True,0]
c[torch.tensor(True)]
c[i.float()]
c[i.byte()]
c[i.short()]
c[i.int()]
c[5]
c[0,0,0,0]
c[torch.tensor([5])]
c[torch.tensor([-3])]
c[torch.ones(3,dtype=torch.bool)]
c[[0,1],[0,1,2]]
c[::-1]
c[::0]
c[1:0]
c[...,0]
c[...,...]
c[...,None]
c[1.5]
c[[0,1]]
c[[True,False]]
c[m,0]
c[0][0][0][0]
c[i,:,i]
c[i,None,i]
c[None,i,None,i]
c[:,m[0]]
c[0,m[0]]
c[m[:, :1].expand(2,3), 0]
c[i>5]
c[1:, ..., :2]
c[torch.tensor([],dtype=torch.long)]
""".splitlines()

STATEMENTS = """\
y[0]=1.
y[...]=1.
y[:]=1.
y[()]=1.
y[m]=0.
y[i]=1.
y[:,i]=1.
y[0,i]=torch.ones(2,4)
y[m]=torch.ones(4,4)
y[m]=torch.ones(5,4)
y[0]=torch.ones(1,1,3,4)
y[0]=torch.ones(2,3,4)
y[i]=torch.ones(1,1,3,4,dtype=torch.float64)
y[True]=2.
y[0,0,0]=torch.ones(1)
y[i]=torch.ones(1,2,3,4)
y[0,0,0]=torch.ones(2)
y[0]=1j
y[m]=1j
y[9]=1
y[i,i]=3
y[0:0]=torch.ones(0,3,4)
y[i.int()]=1
""".splitlines()


@pytest.fixture
def mirrored() -> Iterator[Mirrored]:
    context = engine.Context(seed=0)
    with context.computing():
        yield Mirrored(context)


def outcome(namespace: dict[str, Any], source: str, statement: bool) -> Any:
    """What a source gives or raises."""
    try:
        exec(SETUP, namespace)
        if not statement:
            return eval(source, namespace)
        exec(source, namespace)
        return namespace["y"]
    except engine.errors.EngineError as error:
        return getattr(builtins, error.exception)
    except Exception as error:  # noqa: BLE001 - whatever PyTorch raises is to be compared
        return type(error)


def compare(ours: Any, theirs: Any, source: str) -> None:
    if isinstance(theirs, type):
        assert isinstance(ours, type), f"{source}: PyTorch raises {theirs}, the engine gives {ours}"
        assert issubclass(theirs, ours) or issubclass(ours, theirs), f"{source}: {theirs} here, {ours} there"
        return
    assert not isinstance(ours, type), f"{source}: the engine raises {ours}"
    if isinstance(theirs, tuple | list):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            compare(one, other, source)
        return
    tensor = ours.tensor
    assert tensor.shape == tuple(theirs.shape)
    assert engine.dtypes.name(tensor.dtype) == str(theirs.dtype).removeprefix("torch.")
    numpy.testing.assert_allclose(
        tensor.numpy().astype(complex),
        theirs.detach().to(torch.complex128).resolve_conj().numpy(),
        rtol=1e-6,
        atol=1e-7,
    )
    assert tensor.requires_grad == theirs.requires_grad
    name = theirs.grad_fn and theirs.grad_fn.name().removeprefix("torch::autograd::")
    assert (tensor.node and tensor.node.name) == name


def compare_gradients(ours: dict[str, Any], theirs: dict[str, Any], result: Any, other: Any) -> None:
    results = list(zip(result, other, strict=True)) if isinstance(other, tuple | list) else [(result, other)]
    results = [(one, two) for one, two in results if two.requires_grad and not two.is_leaf]
    if not results:
        return
    weights = [torch.arange(1.0, two.numel() + 1).reshape(two.shape).to(two.dtype) for _, two in results]
    torch.autograd.backward([two for _, two in results], weights)
    context = result[0].tensor.context if isinstance(result, tuple) else result.tensor.context
    seeds = [context.tensor(weight.numpy()) for weight in weights]
    engine.backward(context, [one.tensor for one, _ in results], seeds)
    for name in ("x", "c"):
        gradient, expected = ours[name].tensor.grad, theirs[name].grad
        assert (gradient is None) == (expected is None)
        if expected is not None:
            numpy.testing.assert_allclose(gradient.numpy(), expected.numpy(), rtol=1e-6)


@pytest.mark.parametrize("source", [*EXPRESSIONS, *STATEMENTS])
def test_as_pytorch(mirrored: Mirrored, source: str) -> None:
    warnings.simplefilter("ignore")  # PyTorch's advice; pytest puts the filters back
    statement = source in STATEMENTS
    there, here = {"torch": torch}, {"torch": mirrored}
    theirs, ours = outcome(there, source, statement), outcome(here, source, statement)
    compare(ours, theirs, source)
    if not isinstance(theirs, type):
        compare_gradients(here, there, ours, theirs)
