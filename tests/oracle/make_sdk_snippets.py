"""Make tests/client/snippets.json: what PyTorch prints or raises for snippets, to be compared with the SDK.

    python tests/oracle/make_sdk_snippets.py

A snippet is Python on the tensors of tests/client/snippets.py; its last line is the expression that is printed.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import torch

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "tests" / "client" / "snippets.json"
sys.path[:0] = [str(ROOT)]

from tests.client.snippets import outcome  # noqa: E402

SNIPPETS = {
    "creation": r"""
        torch.zeros(2, 3)
        torch.zeros((2, 3))
        torch.zeros([2, 3])
        torch.zeros(size=(2, 3))
        torch.zeros(torch.Size([2, 3]))
        torch.zeros(())
        torch.zeros(2, dtype=torch.int64)
        torch.ones(3)
        torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
        torch.empty(2, 0)
        torch.full((2,), 7)
        torch.full((2,), 7.0)
        torch.full((2,), True)
        torch.full([2, 2], 1, dtype=torch.float32)
        torch.eye(3)
        torch.eye(2, 3)
        torch.arange(5)
        torch.arange(1, 10, 2)
        torch.arange(1, 2, 0.25)
        torch.arange(5.0)
        torch.arange(5, dtype=torch.float32)
        torch.arange(5, 0, -2)
        torch.arange(start=1, end=4)
        torch.linspace(0, 1, 5)
        torch.linspace(0, 1, steps=3)
        torch.logspace(0, 2, 3)
        torch.zeros_like(x)
        torch.ones_like(i)
        torch.ones_like(i, dtype=torch.float32)
        torch.full_like(x, 3)
        torch.tensor(1)
        torch.tensor([1, 2.5])
        torch.tensor([[1, 2], [3, 4]], dtype=torch.float64)
        torch.tensor([True, False])
        torch.tensor([1 + 2j])
        torch.tensor([])
        torch.tensor([v[0], 2.0])
        torch.tensor([[1], [2, 3]])
        torch.tensor("a")
        torch.tensor([1], requires_grad=True)
        torch.tensor(np.array([1.0, 2.0]))
        torch.from_numpy(np.arange(3))
        torch.as_tensor([1, 2])
        torch.as_tensor(x) is x
        x.new_zeros(2)
        x.new_zeros((2, 2))
        x.new_ones(2, dtype=torch.int32)
        x.new_full((2,), 3.0)
        x.new_tensor([1, 2])
        torch.tril(torch.ones(3, 3))
        torch.triu(torch.ones(3, 3), 1)
        torch.diag(v)
        """,
    "random": r"""
        torch.manual_seed(0); torch.rand(3)
        torch.manual_seed(0); torch.rand(2, 2)
        torch.manual_seed(0); torch.rand((2, 2))
        torch.manual_seed(0); torch.randn(4)
        torch.manual_seed(0); torch.randn(2, 3, requires_grad=True)
        torch.manual_seed(0); torch.randint(0, 10, (3,))
        torch.manual_seed(0); torch.randint(10, (3,))
        torch.manual_seed(0); torch.randint(10, size=(3,))
        torch.manual_seed(0); torch.randint(5, 10, [2, 2])
        torch.manual_seed(0); torch.randint(high=10, size=(3,))
        torch.manual_seed(0); torch.randint(low=3, high=10, size=(3,))
        torch.manual_seed(0); torch.randint(0, 2, (3,), dtype=torch.float32)
        torch.manual_seed(0); torch.randperm(4)
        torch.manual_seed(0); torch.rand_like(x)
        torch.manual_seed(0); torch.randn_like(v)
        torch.manual_seed(0); torch.bernoulli(torch.full((4,), 0.5))
        torch.manual_seed(0); torch.normal(0.0, 1.0, (3,))
        torch.manual_seed(0); torch.normal(torch.zeros(3), 1.0)
        torch.manual_seed(0); torch.empty(3).uniform_(-1, 1)
        torch.manual_seed(0); torch.empty(3).normal_()
        torch.manual_seed(0); torch.multinomial(v, 2)
        torch.manual_seed(0).initial_seed()
        g = torch.Generator().manual_seed(1); torch.rand(3, generator=g), torch.rand(3, generator=g)
        g = torch.Generator(); g.manual_seed(1); torch.randn(3, generator=g)
        torch.rand(3, generator=torch.Generator())
        torch.Generator().initial_seed()
        torch.randperm(4, generator=torch.manual_seed(0))
        """,
    "arithmetic": r"""
        x + y
        x + 1
        1 + x
        x - y
        1 - x
        x * 2
        x / y
        2 / x
        x ** 2
        2 ** x
        x ** 0.5
        x // 2
        7 // v
        v % 2
        (x - 0.25) % 2
        5 % v
        -x
        +x
        abs(x)
        ~m
        m & ~m
        m | m
        m ^ m
        i & 1
        i << 1
        1 << i
        i >> 1
        i <<= 1; i
        i / 2
        i + 0.5
        i + True
        x + i
        x * 1j
        divmod(v, 2)
        x @ v
        x @ y.T
        x @ y
        v @ v
        x.matmul(v)
        torch.matmul(x, v)
        torch.mm(x, y.t())
        torch.add(x, y, alpha=2)
        x.add(y, alpha=2)
        x.sub(1)
        x.mul(y)
        x.div(2)
        x.div(2, rounding_mode="floor")
        torch.div(x, 2, rounding_mode="trunc")
        x.pow(2)
        torch.pow(2, v)
        x.neg()
        x.exp()
        x.abs().sqrt()
        x.log()
        torch.sqrt(v)
        x.sigmoid()
        x.clamp(0, 1)
        x.clamp(min=0)
        x.clamp(max=0)
        torch.clamp(x, -1, 1)
        torch.clamp(x, min=y)
        x.clip(0)
        x.clamp()
        torch.maximum(x, y)
        torch.lerp(x, y, 0.5)
        x.reciprocal()
        x.round()
        torch.round(torch.tensor(1.2345), decimals=2)
        x.sign()
        v.lerp(v, 1)
        sum([v, v, v])
        sum(v)
        x + "a"
        x + [1, 2, 3]
        x + np.array([1.0, 2.0, 3.0])
        np.array([1.0, 2.0, 3.0]) + v
        np.float32(2) * v
        np.sin(v)
        x + torch.ones(4)
        torch.sin(3)
        torch.sin("a")
        torch.add(x)
        x.exp(1)
        x.clamp(minimum=0)
        x.nothing
        torch.nothing
        """,
    "comparison": r"""
        x > 0
        x >= y
        x == y
        x != 1
        0 < x
        x.eq(y).sum().item()
        x.gt(0)
        torch.lt(x, y)
        x == None
        x != "a"
        torch.equal(x, x)
        x.equal(y)
        torch.allclose(x, x + 1e-9)
        x.allclose(y)
        torch.isclose(x, y)
        x.isnan()
        x.isfinite().all()
        (x > 0).any()
        m.any(1)
        m.all(dim=0)
        torch.any(m, 1, True)
        bool(x.sum() > 0)
        bool(x)
        if x.sum() > 0: v = v + 1\nv
        x.max() > 3 and True
        not v[0]
        torch.logical_and(m, x > 0)
        torch.logical_not(m)
        torch.is_tensor(x)
        torch.is_floating_point(x)
        x.is_floating_point()
        torch.is_nonzero(v[0])
        x in [x]
        2.0 in y
        """,
    "reductions": r"""
        x.sum()
        x.sum(0)
        x.sum(0, True)
        x.sum(dim=1, keepdim=True)
        x.sum((0, 1))
        x.sum(axis=1)
        x.sum(dtype=torch.float64)
        m.sum()
        torch.sum(x, 1)
        torch.sum(x, dim=(0, 1), keepdim=True)
        x.mean()
        x.mean(1)
        x.mean(-1, keepdim=True)
        i.mean()
        x.prod()
        x.prod(0)
        x.std()
        x.std(0)
        x.std(0, False)
        x.std(False)
        torch.std(x, False)
        torch.var(x, False)
        x.var(unbiased=False)
        x.var(1, unbiased=False, keepdim=True)
        x.var(dim=1, correction=0)
        torch.var(x, 1, True, True)
        x.max()
        x.max(1)
        values, indices = x.max(dim=1); indices
        x.max(dim=1).values
        x.max(1, True)
        x.max(y)
        torch.max(x, y)
        torch.max(x, 1)
        torch.max(x, dim=1)[0]
        torch.min(x, y)
        torch.min(x)
        x.min(0).indices
        torch.max(x, other=y)
        x.amax(1)
        x.amin((0, 1))
        x.argmax()
        x.argmax(1)
        x.argmax(dim=1, keepdim=True)
        x.argmin(0)
        x.norm()
        x.norm(2)
        torch.norm(x)
        torch.norm(x, 1)
        x.norm(dim=1)
        x.norm(1, dim=1)
        x.norm(p="fro")
        x.norm(float("inf"))
        torch.linalg.norm(x)
        torch.linalg.vector_norm(v, 3)
        x.logsumexp(1)
        x.cumsum(0)
        x.cumsum(dim=1)
        x.cumprod(1)
        x.count_nonzero()
        x.sum(5)
        x.sum("a")
        """,
    "order": r"""
        v.sort()
        x.sort(1)
        x.sort(dim=0, descending=True)
        x.sort(-1, True)
        torch.sort(v, descending=True).values
        v.argsort()
        v.argsort(descending=True)
        v.topk(2)
        x.topk(1, 0)
        torch.topk(v, 2, largest=False)
        values, indices = v.topk(2); values
        """,
    "shapes": r"""
        x.shape
        x.size()
        x.size(0)
        x.size(dim=1)
        x.size(3)
        x.shape[0]
        x.shape[:1]
        x.shape == (2, 3)
        tuple(x.shape)
        rows, columns = x.shape; rows
        x.ndim, x.dim(), x.numel()
        len(x)
        len(v[0])
        x.view(3, 2)
        x.view(-1)
        x.view(2, -1)
        x.view((3, 2))
        x.view(4, 4)
        x.view(torch.int32)
        x.reshape(6)
        x.reshape((3, -1))
        torch.reshape(x, (3, 2))
        torch.reshape(x, (-1,))
        x.permute(1, 0)
        x.permute((1, 0))
        torch.permute(x, (1, 0))
        x.transpose(0, 1)
        torch.transpose(x, 0, 1)
        x.T
        x.t()
        x.mT
        x.unsqueeze(0).shape
        x.unsqueeze(-1).shape
        torch.unsqueeze(v, 1)
        x.unsqueeze(0).squeeze()
        x.unsqueeze(0).squeeze(0).shape
        x.unsqueeze(0).squeeze(dim=0).shape
        v.expand(2, 3)
        v.expand(2, -1)
        v.expand_as(x)
        v.repeat(2)
        v.repeat(2, 2)
        v.repeat((2, 1))
        v.tile(2)
        v.tile((2, 2))
        x.flatten()
        x.flatten(0, 1).shape
        torch.flatten(x, 1).shape
        x.unflatten(1, (3, 1)).shape
        torch.cat([x, y])
        torch.cat([x, y], 1)
        torch.cat((x, y), dim=-1)
        torch.cat(tensors=[x, y])
        torch.concat([v, v])
        torch.stack([v, v])
        torch.stack((v, v), 1)
        torch.stack([v, v], dim=-1)
        torch.cat(x, y)
        torch.stack([x, v])
        torch.vstack([v, v])
        torch.hstack([v, v])
        x.split(2, 1)
        x.split([1, 2], dim=1)
        torch.split(v, 2)
        x.chunk(2)
        x.chunk(2, 1)
        a, b = x; b
        x.unbind(1)
        torch.broadcast_to(v, (2, 3))
        torch.broadcast_tensors(x, v)
        torch.meshgrid(v, v, indexing="ij")
        x.roll(1)
        x.roll(1, 0)
        x.roll((1, 1), (0, 1))
        x.flip(0)
        x.flip(0, 1)
        x.flip((0, 1))
        torch.flip(x, [1])
        x.movedim(0, 1).shape
        x.swapaxes(0, 1).shape
        x.narrow(1, 0, 2)
        x.select(0, 1)
        x.diagonal()
        x.contiguous()
        torch.einsum("ij,j->i", x, v)
        torch.einsum("ij,kj->ik", [x, y])
        torch.outer(v, v)
        torch.dot(v, v)
        x.view_as(y)
        x.reshape_as(y)
        torch.numel(x)
        torch.atleast_2d(v)
        """,
    "indexing": r"""
        x[0]
        x[-1]
        x[:, 1]
        x[..., None].shape
        x[None].shape
        x[0, 2]
        x[0][2]
        x[:, ::2]
        x[1:]
        x[m]
        x[x > 0]
        x[[0, 1]]
        x[:, [2, 0]]
        x[:, i]
        x[i]
        x[torch.tensor([1, 0])]
        x[torch.tensor(1)]
        x[np.array([0, 1])]
        x[np.int64(1)]
        x[True].shape
        x[5]
        x[0, 0, 0]
        x["a"]
        x[1.0]
        x[::-1]
        x[0] = 1; x
        x[:, 1] = v[:2]; x
        x[m] = 0; x
        x[m] = 0.5; x
        x[0, 0] = v[1]; x
        x[0] = [1, 2, 3]; x
        x[0] = torch.ones(4); x
        x[0] += 1; x
        x[:, 0] *= 2; x
        w[0] = 1; w
        z = x.clone(); z[0] = 9; x[0]
        r = x[0]; r[1] = 7; x
        x.index_select(1, i)
        torch.index_select(x, 0, torch.tensor([1]))
        x.gather(1, i[None])
        torch.gather(x, 1, torch.tensor([[0], [1]]))
        x.masked_fill(m, 0)
        x.masked_fill(m, float("-inf"))
        x.masked_select(m)
        torch.masked_select(x, m)
        torch.where(m, x, y)
        torch.where(m, x, 0)
        torch.where(m, 1.0, 0.0)
        torch.where(m)
        x.where(m, y)
        x.where(m, 0)
        x.take(i)
        torch.take_along_dim(x, i[None], 1)
        m.nonzero()
        torch.nonzero(m, as_tuple=True)
        torch.zeros(3).scatter(0, i, v)
        torch.zeros(3).scatter_add(0, i, v)
        torch.zeros(3).index_add(0, i, v)
        torch.zeros(3).scatter_(0, i, 1.0)
        [row.tolist() for row in x]
        [float(a) for a in v]
        a, b, c = v; c
        [p.item() * q.item() for p, q in zip(v, w)]
        list(enumerate(v))
        dict(a=x[0])["a"]
        """,
    "in place": r"""
        x += 1; x
        x -= y; x
        x *= 2; x
        x /= 2; x
        x **= 2; x
        z = x; z += 1; x
        x.add_(1)
        x.add_(y, alpha=2)
        x.mul_(y).sub_(1)
        x.zero_()
        x.fill_(2)
        x.copy_(y)
        x.clamp_(0, 1)
        x.clamp_(min=0)
        v.relu_()
        i += 0.5; i
        i /= 2; i
        w += 1; w
        w.add_(1)
        w.data += 1; w
        w.data.mul_(2); w
        w.detach().zero_(); w
        with torch.no_grad(): w.sub_(0.5)\nw
        x.requires_grad_(); x
        x.requires_grad = True; x
        i.requires_grad_()
        x[0].zero_(); x
        x.data = y; x
        """,
    "types": r"""
        x.to(torch.float64)
        x.to(i)
        x.to("cpu")
        x.to("cpu") is x
        x.to(x, copy=True) is x
        x.to(dtype=torch.int64)
        x.to(device="cpu", dtype=torch.float16)
        x.to("cpu", torch.float64).dtype
        x.to(torch.float32) is x
        x.double()
        x.float()
        x.half().dtype
        x.bfloat16()
        x.int()
        x.long()
        x.short().dtype
        x.bool()
        x.type(torch.float64).dtype
        x.type()
        i.type()
        x.type_as(i)
        x.dtype
        x.dtype == torch.float
        torch.float64.is_floating_point
        torch.int32.itemsize
        torch.finfo(torch.float32).eps
        torch.finfo(torch.float64).max
        torch.finfo(torch.bfloat16).tiny
        torch.finfo()
        torch.iinfo(torch.uint8)
        torch.iinfo(torch.int8).max
        x.device
        x.device.type
        torch.device("cpu")
        torch.device("cuda:0") == torch.device("cuda", 0)
        x.cpu() is x
        x.is_cuda
        torch.cuda.is_available() in (True, False)
        torch.get_default_dtype()
        torch.set_default_dtype(torch.float64); z = torch.ones(1); torch.set_default_dtype(torch.float32); z
        x.element_size(), x.nbytes
        isinstance(x, torch.Tensor)
        type(x).__name__
        x.is_leaf, w.is_leaf, (w * 2).is_leaf
        x.is_complex()
        (x + 0j).real
        """,
    "python": r"""
        x.numpy()
        w.numpy()
        w.detach().numpy()
        np.array(v)
        np.asarray(v).dtype
        np.array(w)
        np.mean(v.numpy())
        float(v[0])
        int(v[0])
        int(torch.tensor(2.9))
        complex(v[0])
        bool(v[0])
        float(x)
        v[0].item()
        x.item()
        torch.tensor(True).item()
        x.tolist()
        v[0].tolist()
        m.tolist()
        f"{v[0]:.2f}"
        f"{v[0]}"
        f"{w[0]}"
        f"{i[0]:3d}"
        f"{v}"
        f"{v:.2f}"
        str(v)
        repr(w * 2)
        range(5)[i[0]]
        list(range(int(i[0])))
        [1, 2, 3][i[1]]
        [1, 2, 3][v[1]]
        "ab" * i[2]
        {v: 1}[v]
        hash(v) == hash(v)
        max(v)
        sorted(v.tolist())
        round(v[0].item(), 1)
        import math; math.sqrt(v[0])
        import copy; copy.copy(x).equal(x)
        import copy; copy.copy(w)
        import copy; copy.deepcopy(w)
        import copy; copy.deepcopy(w * 2)
        torch.set_printoptions(precision=2); s = str(v / 3); torch.set_printoptions(profile="default"); s
        next(iter(v))
        reversed(v)
        v.clone()
        torch.clone(v)
        v.detach()
        torch.Tensor([1, 2])
        torch.Tensor(2, 3).shape
        torch.Tensor(torch.Size([2])).shape
        torch.pi
        torch.inf
        torch.__name__ != ""
        """,
    "gradients": r"""
        (w * w).sum().backward(); w.grad
        (w * w).sum().backward(); (w * w).sum().backward(); w.grad
        (w * w).backward()
        (w * w).backward(v); w.grad
        (w * w).backward(gradient=torch.ones(3)); w.grad
        (w * w).backward(torch.ones(2)); w.grad
        x.sum().backward()
        y = (w * w).sum(); y.backward(); y.backward(); w.grad
        y = (w * w).sum(); y.backward(retain_graph=True); y.backward(); w.grad
        w.grad
        w.sum().backward(); w.grad.zero_(); w.grad
        w.sum().backward(); w.grad = None; w.grad
        w.sum().backward(); w.grad += 1; w.grad
        w.grad = torch.ones(3); w.sum().backward(); w.grad
        w.grad = torch.ones(2)
        torch.autograd.grad((w * w).sum(), w)
        torch.autograd.grad((w * w).sum(), [w])
        torch.autograd.grad(w * w, w, v)
        torch.autograd.grad(w * w, w, grad_outputs=v)
        torch.autograd.grad(w * w, w)
        torch.autograd.grad((w ** 3).sum(), w, create_graph=True)
        g, = torch.autograd.grad((w ** 3).sum(), w, create_graph=True); torch.autograd.grad(g.sum(), w)
        torch.autograd.grad(w.sum(), x)
        torch.autograd.grad(w.sum(), x.requires_grad_())
        torch.autograd.grad(w.sum(), x.requires_grad_(), allow_unused=True)
        torch.autograd.grad(w.sum(), x.requires_grad_(), materialize_grads=True)
        torch.autograd.backward([w.sum(), (2 * w).sum()]); w.grad
        torch.autograd.backward(w * 2, v); w.grad
        w.sum().backward(inputs=[w]); w.grad
        w.sum().backward(inputs=w); w.grad
        y = w * 2; y.retain_grad(); y.sum().backward(); y.grad
        y = w * 2; y.sum().backward(); y.grad
        w * 2
        (w * 2).requires_grad, (w * 2).grad_fn is None
        (w * 2).detach()
        (w * 2).data
        (w * 2).grad_fn.name()
        torch.is_grad_enabled()
        with torch.no_grad(): z = w * 2\nz
        with torch.no_grad(): z = torch.is_grad_enabled()\nz
        with torch.set_grad_enabled(False): z = w * 2\nz.requires_grad
        with torch.no_grad(), torch.enable_grad(): z = w * 2\nz
        torch.no_grad()(lambda: (w * 2).requires_grad)()
        y = w.exp(); y.add_(1); y.sum().backward()
        y = w * 1; y.add_(1); y.sum().backward(); w.grad
        y = w * 1; y[0] = 5; y.sum().backward(); w.grad
        w[0].backward(); w.grad
        w.max().backward(); w.grad
        w.sort().values[0].backward(); w.grad
        torch.stack([w, w]).sum().backward(); w.grad
        (w @ w).backward(); w.grad
        w.norm().backward(); w.grad
        (1 / w).sum()
        w.unbind()
        w.std().backward(); w.grad
        w.sum().backward(create_graph=True); w.grad.requires_grad
        w.requires_grad_(False); w
        (w * 2).requires_grad_(False)
        """,
    "functional": r"""
        F.softmax(y, dim=1)
        F.softmax(y, 1)
        y.softmax(1)
        y.softmax(dim=-1)
        torch.softmax(x, 0)
        F.log_softmax(x, dim=1)
        x.log_softmax(1)
        F.relu(x)
        torch.relu(x)
        x.relu()
        x.tanh()
        F.gelu(v / 4)
        F.silu(v)
        F.softplus(v)
        F.leaky_relu(x, 0.1)
        F.elu(x)
        torch.sigmoid(x)
        F.sigmoid(v)
        F.tanh(v)
        F.linear(x, y)
        F.linear(x, y, torch.ones(2))
        F.mse_loss(x, y)
        F.mse_loss(x, y, reduction="sum")
        F.l1_loss(x, y)
        F.cross_entropy(x, torch.tensor([0, 2]))
        F.cross_entropy(x, torch.tensor([0, 2]), reduction="none")
        F.nll_loss(F.log_softmax(x, 1), torch.tensor([0, 2]))
        F.binary_cross_entropy_with_logits(v, torch.ones(3))
        F.dropout(x, 0.5, training=False)
        F.nothing
        torch.erf(v)
        torch.hypot(v, v)
        torch.addmm(torch.ones(2, 2), x, y.T)
        torch.bmm(x[None], y.T[None])
        torch.square(x)
        torch.rsqrt(v)
        torch.stack([torch.tensor(1.0), torch.tensor(2.0)])
        torch.squeeze(x[None])
        """,
    "dtypes and classes": r"""
        torch.FloatTensor([1, 2])
        torch.LongTensor([1, 2])
        torch.can_cast(torch.float32, torch.int32)
        torch.promote_types(torch.int32, torch.float16)
        torch.result_type(i, 1.0)
        torch.result_type(v, 1j)
        torch.result_type(i[0], v[0])
        torch.promote_types(torch.uint8, torch.int8)
        torch.can_cast(torch.int8, torch.bool)
        torch.BoolTensor([1, 0])
        torch.DoubleTensor(2, 3).shape
        isinstance(x, torch.FloatTensor), isinstance(i, torch.FloatTensor)
        x.type(torch.DoubleTensor).dtype
        x.type("torch.IntTensor")
        x.view(torch.int32)
        x.view(torch.int16).shape
        v.view(torch.float64)
        torch.float64.to_complex(), torch.complex64.to_real()
        torch.uint8.is_signed, torch.int8.is_signed
        torch.finfo(torch.bfloat16)
        torch.finfo(torch.complex128)
        torch.iinfo(torch.int64)
        torch.finfo(torch.int8)
        torch.Size([1, 2]) * 2, (3,) + torch.Size([1])
        torch.Size([1.5])
        torch.device('cpu', 0), torch.device('cuda')
        torch.device('cpu').index
        torch.device('cpu:x')
        torch.return_types.max
        x.max(0).__class__ is torch.return_types.max
        type(x), type(x.shape), type(x.dtype), type(x.device)
        torch.nn.Parameter(v)
        torch.nn.Parameter(v, requires_grad=False)
        torch.nn.Parameter(v) * 2
        torch.nn.Parameter(i)
        x.is_same_size(y)
        """,
    "more operations": r"""
        F.binary_cross_entropy(torch.tensor([0.2, 0.9]), torch.tensor([0.0, 1.0]))
        F.cosine_similarity(x, y)
        F.embedding(i, y.T)
        F.kl_div(v.log(), v)
        F.layer_norm(x, (3,))
        F.normalize(x)
        F.one_hot(i)
        F.one_hot(i, 4)
        F.pad(v, (1, 1))
        F.smooth_l1_loss(x, y)
        torch.bincount(i)
        torch.block_diag(v, v)
        torch.cartesian_prod(v, v)
        torch.cdist(x, y)
        torch.complex(v, v)
        torch.corrcoef(x)
        torch.cov(x)
        torch.cross(v, v, dim=0)
        torch.cummax(v, 0)
        torch.diff(v)
        torch.heaviside(x, v)
        torch.histc(v, 3)
        torch.inverse(torch.eye(2) * 2)
        torch.linalg.det(torch.eye(2))
        torch.linalg.inv(torch.eye(2))
        torch.logaddexp(v, v)
        torch.nan_to_num(torch.tensor([float("nan"), 1.0]))
        torch.quantile(v, 0.5)
        torch.searchsorted(torch.arange(5), i)
        torch.tensordot(x, y, dims=2)
        torch.trace(torch.eye(2))
        torch.trapezoid(v)
        torch.unique(torch.tensor([2, 1, 2]))
        torch.unique(torch.tensor([2, 1, 2]), return_counts=True)
        torch.var_mean(x)
        torch.view_as_real(v + 1j)
        v.mode()
        v.unfold(0, 2, 1)
        x.aminmax()
        x.kthvalue(1)
        x.median()
        x.median(1)
        x.sqrt_().nan_to_num_(0)
        """,
    "absent so far": r"""
        h = w.register_hook(lambda g: g * 2); w.sum().backward(); w.grad
        torch.autograd.functional.hessian(lambda t: (t ** 3).sum(), v)
        torch.autograd.functional.jacobian(lambda t: t * t, v)
        torch.nn.Linear(1, 1).weight.shape
        torch.optim.SGD([w], lr=0.1); w
        with torch.inference_mode(): z = w * 2\nz.requires_grad, z.is_inference()
        x.fill_diagonal_(0)
        x.is_contiguous()
        x.squeeze_()
        x.t_()
        """,
}


def cases() -> dict[str, dict[str, dict[str, Any]]]:
    """For each subject its snippets, and what PyTorch makes of them. A line break in a snippet is written \\n above."""
    return {
        subject: {
            code: outcome(torch, code)
            for code in (line.strip().replace("\\n", "\n") for line in text.strip().splitlines())
        }
        for subject, text in SNIPPETS.items()
    }


def file_text() -> str:
    """The file's text: a snippet a line."""
    subjects = []
    for subject, snippets in cases().items():
        rows = [f"  {json.dumps(code)}: {json.dumps(found)}" for code, found in snippets.items()]
        subjects.append(f"{json.dumps(subject)}: {{\n" + ",\n".join(rows) + "\n}")
    return "{\n" + ",\n".join(subjects) + "\n}\n"


if __name__ == "__main__":
    PLACE.write_text(file_text(), encoding="utf-8")
    print(f"wrote {PLACE}")  # noqa: T201
