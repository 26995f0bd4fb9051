"""Random steps: operations, passes and bindings on the tensors that a program has so far."""

from __future__ import annotations

import random
from typing import Any

import engine
from app.program.run import Run
from tests.app.steps import op

Step = dict[str, Any]
UNARY = [
    "exp", "sin", "tanh", "sigmoid", "relu", "neg", "square", "abs", "cos", "nn.functional.softplus", "sign",
    "floor", "nn.functional.gelu", "isnan", "nn.functional.silu", "log1p", "sqrt", "reciprocal", "clone",
    "detach", "conj", "positive", "erf", "logical_not", "real", "imag", "resolve_conj", "contiguous", "data",
]  # fmt: skip
BINARY = [
    "add", "sub", "mul", "div", "maximum", "minimum", "pow", "lt", "eq", "atan2", "hypot", "where", "logaddexp",
    "floor_divide", "remainder", "fmod", "ge",
]  # fmt: skip
REDUCTIONS = [
    "sum", "mean", "amax", "amin", "prod", "logsumexp", "std", "var", "cumsum", "argmax", "max", "min",
    "median", "softmax",
]  # fmt: skip
IN_PLACE = [
    "add_", "mul_", "sub_", "copy_", "exp_", "sin_", "tanh_", "relu_", "zero_", "sigmoid_", "neg_", "square_",
    "sqrt_", "div_",
]  # fmt: skip
VIEWS = [
    "view", "transpose", "narrow", "select", "unsqueeze", "squeeze", "expand", "diagonal", "getitem", "t",
    "flatten", "movedim", "unfold", "mT", "view_as", "real",
]  # fmt: skip
RANDOM = [
    "rand", "randn", "randint", "bernoulli", "dropout", "normal_", "uniform_", "randperm", "rand_like",
    "multinomial", "manual_seed",
]  # fmt: skip
DTYPES = [
    "float32", "float64", "float16", "bfloat16", "complex64", "int64", "int32", "bool", "uint8",
]  # fmt: skip


class Steps:
    """Makes steps that may go well; `run` has the tensors that there are."""

    random: random.Random
    run: Run
    variables: dict[str, engine.Tensor]
    begun = False
    """Whether the program has a step, hence a result."""
    number = 0

    def names(self, kind: str = "any") -> list[str]:
        found = []
        for name, tensor in {**self.variables, **self.run.scope.locals}.items():
            if tensor.device.levels or (name == "_" and not self.begun):
                continue
            if kind == "float" and tensor.dtype.kind not in "fcV":
                continue
            if kind == "grad" and not tensor.requires_grad:
                continue
            if kind == "node" and tensor.node is None:
                continue
            if kind == "leaf" and not (tensor.requires_grad and tensor.node is None):
                continue
            if kind == "int" and tensor.dtype.kind not in "iu":
                continue
            if kind == "graded" and tensor.grad is None:
                continue
            found.append(name)
        return found

    def name(self, kind: str = "float") -> Any:
        names = self.names(kind) or self.names()
        return self.random.choice(names) if names else "x"

    def tensor(self, name: str) -> engine.Tensor:
        return self.run.scope.find(name)

    def operand(self) -> Any:
        return self.random.choice(
            [self.name(), self.name(), self.name(), self.name("any"), 2, 0.5, 1.0, self.literal()]
        )

    def literal(self) -> Any:
        pick = self.random
        return pick.choice([[0.5, 1.0, -2.0], {"data": 2.0, "dtype": "float64"}, [[1.0, 2.0, 3.0]], 1.5])

    def out(self) -> str:
        pick = self.random
        chance = pick.random()
        if chance < 0.45:
            self.number += 1
            return f"{pick.choice(['_', 'v'])}{self.number % 9}"
        if chance < 0.8:
            return pick.choice(["_a", "_b", "h", "loss", "y"])
        return pick.choice(self.names() or ["y"])

    def unary(self) -> Step:
        return op(self.random.choice(UNARY), self.name(), out=self.out())

    def binary(self) -> Step:
        name = self.random.choice(BINARY)
        if name == "where":
            return op("where", [True, False, True], self.name(), self.operand(), out=self.out())
        return op(name, self.name(), self.operand(), out=self.out())

    def reduction(self) -> Step:
        pick = self.random
        name = pick.choice(REDUCTIONS)
        dim: dict[str, Any] = (
            {}
            if pick.random() < 0.6 and name not in ("logsumexp", "cumsum", "softmax")
            else {"dim": pick.choice([0, -1])}
        )
        if name in ("max", "min", "median") and dim:
            return op(name, self.name(), out=[self.out(), pick.choice([None, "i"])], **dim)
        return op(name, self.name(), out=self.out() if pick.random() < 0.7 else "loss", **dim)

    def in_place(self) -> Step:
        name = self.random.choice(IN_PLACE)
        inputs = [self.name()] + ([self.operand()] if name in ("add_", "mul_", "sub_", "copy_", "div_") else [])
        return op(name, *inputs, **self.random.choice([{}, {"out": self.out()}]))

    def view(self) -> Step:
        pick = self.random
        source = self.name()
        name = pick.choice(VIEWS)
        shape = self.tensor(source).shape
        ndim = len(shape)
        fields: dict[str, Any] = {}
        if name == "view":
            fields = {"size": pick.choice([[-1], list(reversed(shape)), list(shape)])}
        elif name in ("transpose", "movedim"):
            fields = {"dim0": 0, "dim1": -1} if name == "transpose" else {"source": 0, "destination": -1}
        elif name == "narrow":
            fields = {"dim": 0, "start": pick.randrange(2), "length": pick.randrange(1, 3)}
        elif name == "select":
            fields = {"dim": pick.choice([0, -1]), "index": 0}
        elif name in ("unsqueeze", "squeeze"):
            fields = {"dim": pick.choice([0, -1])}
        elif name == "expand":
            fields = {"size": [2, *shape]}
        elif name == "unfold":
            fields = {"dimension": 0, "size": 2, "step": 1}
        elif name == "getitem":
            entries: list[Any] = ["1:", "::2", 0, None, "...", ":2", -1]
            fields = {"index": [pick.choice(entries) for _ in range(pick.randint(1, max(ndim, 1)))]}
        inputs = [source, self.name()] if name == "view_as" else [source]
        return op(name, *inputs, out=self.out(), **fields)

    def random_op(self) -> Step:
        pick = self.random
        name = pick.choice(RANDOM)
        if name in ("rand", "randn"):
            return op(
                name,
                size=pick.choice([[3], [2, 3], [20]]),
                out=self.out(),
                **pick.choice([{}, {}, {"requires_grad": True}, {"generator": "g"}]),
            )
        if name == "manual_seed":
            return op(name, seed=pick.randrange(5), **pick.choice([{}, {"generator": "g"}, {"generator": "g"}]))
        if name == "randint":
            return op(name, low=0, high=3, size=[3], out="i")
        if name == "randperm":
            return op(name, n=3, out="i")
        if name == "dropout":
            return op(
                "nn.functional.dropout", self.name(), p=0.5, training=pick.choice([True, True, False]), out=self.out()
            )
        if name == "multinomial":
            return op(name, self.name(), num_samples=1, out="i")
        return op(name, self.name(), out=self.out())

    def index(self) -> Step:
        pick = self.random
        name = pick.choice(["getitem", "gather", "index_select", "embedding", "take"])
        index = self.name("int")
        if name == "getitem":
            return op(
                name, self.name(), index=[pick.choice([index, [0, 2, 1], [True, False, True], "m"])], out=self.out()
            )
        if name == "gather":
            return op(name, self.name(), dim=0, index=index, out=self.out())
        if name == "index_select":
            return op(name, self.name(), dim=0, index=index, out=self.out())
        if name == "embedding":
            return op("nn.functional.embedding", index, self.name(), out=self.out())
        return op(name, self.name(), index=index, out=self.out())

    def put(self) -> Step:
        pick = self.random
        name = pick.choice(["setitem", "index_add_", "masked_fill_", "scatter_add_", "index_copy_", "masked_fill"])
        if name == "setitem":
            index = pick.choice([["1:"], [0], [self.name("int")], ["m"], ["..."], [[0, 1]]])
            return op(name, self.name(), self.operand(), index=index)
        if name in ("masked_fill_", "masked_fill"):
            return op(name, self.name(), "m", value=pick.choice([0.0, 1.5]), out=self.out())
        return op(
            name,
            self.name(),
            dim=0,
            index=self.name("int"),
            **({"src": self.name()} if name == "scatter_add_" else {"source": self.name()}),
        )

    def layer(self) -> Step:
        pick = self.random
        name = pick.choice(
            [
                "matmul",
                "linear",
                "mse_loss",
                "cross_entropy",
                "layer_norm",
                "softmax",
                "einsum",
                "bmm",
                "addmm",
                "conv1d",
                "batch_norm",
            ]
        )
        a, b = self.name(), self.name()
        if name == "matmul":
            return op(name, a, b, out=self.out())
        if name == "linear":
            return op("nn.functional.linear", a, b, pick.choice([None, self.name()]), out=self.out())
        if name == "mse_loss":
            return op("nn.functional.mse_loss", a, b, out="loss", reduction=pick.choice(["mean", "sum", "none"]))
        if name == "cross_entropy":
            return op("nn.functional.cross_entropy", a, self.name("int"), out="loss")
        if name == "layer_norm":
            return op("nn.functional.layer_norm", a, normalized_shape=[3], out=self.out())
        if name == "softmax":
            return op("nn.functional.log_softmax", a, dim=-1, out=self.out())
        if name == "einsum":
            return op("einsum", a, b, equation=pick.choice(["ij,kj->ik", "ij,ij->i", "i,i->"]), out=self.out())
        if name == "batch_norm":
            return op("nn.functional.batch_norm", a, "rm", "rv", training=True, out=self.out())
        if name == "addmm":
            return op(name, self.name(), a, b, out=self.out())
        return op("bmm", a, b, out=self.out())

    def backward(self) -> Step | None:
        pick = self.random
        if not self.names("grad"):
            return None
        root = self.name("node") if self.names("node") else self.name("grad")
        tensor = self.tensor(root)
        fields: dict[str, Any] = {"tensors": [root]}
        if tensor.data.size != 1 or pick.random() < 0.2:
            same = [name for name in self.names() if self.tensor(name).shape == tensor.shape]
            fields["gradients"] = [pick.choice(same)]
        chance = pick.random()
        if chance < 0.3:
            fields["retain_graph"] = True
        elif chance < 0.4:
            fields["create_graph"] = True
        if pick.random() < 0.15 and self.names("leaf"):
            fields["inputs"] = [self.name("leaf")]
        return {"backward": fields}

    def gradients(self) -> Step | None:
        pick = self.random
        if not self.names("node"):
            return None
        root = self.name("node")
        tensor = self.tensor(root)
        kind = pick.choice(["vjp", "vjp", "jvp", "hvp", "jacobian", "hessian"])
        inputs = [self.name("grad") for _ in range(pick.choice([1, 1, 2]))]
        fields: dict[str, Any] = {"tensors": [root], "inputs": inputs, "retain_graph": pick.choice([True, False])}
        if kind != "vjp":
            fields["kind"] = kind
        if pick.random() < 0.5:
            fields["allow_unused"] = True
        if kind == "vjp" and tensor.data.size != 1:
            fields["gradients"] = [
                pick.choice([name for name in self.names() if self.tensor(name).shape == tensor.shape])
            ]
        if kind in ("jvp", "hvp"):
            fields["tangents"] = inputs
        if pick.random() < 0.2:
            fields["create_graph"] = True
        if kind == "vjp" and pick.random() < 0.8:
            fields["out"] = [self.out() for _ in inputs]
        return {"gradients": fields}

    def bind_step(self) -> Step:
        pick = self.random
        graded = self.names("graded")
        choices: list[Any] = [{self.out(): self.name("any")}, {self.out(): self.name()}, {"c": self.literal()}]
        if graded:
            choices += [{"g": f"{pick.choice(graded)}.grad"}, {self.out(): f"{pick.choice(graded)}.grad"}]
            choices += [{f"{pick.choice(graded)}.grad": "g"}, {f"{self.name('leaf')}.grad": self.name()}]
        two = [self.name(), self.name()]
        if "_" not in two:
            choices.append({two[0]: two[1], two[1]: two[0]})
        return {"bind": pick.choice(choices)}

    def delete(self) -> Step:
        pick = self.random
        graded = self.names("graded")
        if graded and pick.random() < 0.8:
            return {"delete": [f"{name}.grad" for name in graded[: pick.randint(1, 3)]]}
        return {"delete": [pick.choice([name for name in self.names() if name != "_"] or ["y"])]}

    def optimizer(self) -> Step | None:
        pick = self.random
        graded = [name for name in self.names("graded") if self.tensor(name).grad.shape == self.tensor(name).shape]  # type: ignore[union-attr]
        if not graded:
            return None
        names = graded[:2]
        grads = [f"{name}.grad" for name in names]
        if pick.random() < 0.5:
            return op("_fused_sgd_", names, grads, lr=pick.choice([0.1, "lr"]))
        return op("_fused_sgd_", names, grads, [f"{name}.mb" for name in names], lr=0.1, momentum=0.9)

    def cast(self) -> Step:
        return op("to", self.name("any"), dtype=self.random.choice(DTYPES), out=self.out())

    def several(self) -> Step:
        pick = self.random
        name = pick.choice(["unbind", "chunk", "split", "cat", "stack"])
        if name in ("cat", "stack"):
            return op(name, [self.name(), self.name()], dim=0, out=self.out())
        fields: dict[str, Any] = {"chunk": {"chunks": 2}, "split": {"split_size_or_sections": 1}}.get(name, {})
        return op(name, self.name(), dim=0, out=pick.choice(["parts", ["_p", "q"], ["p", None, "q"]]), **fields)

    def flag(self) -> Step:
        pick = self.random
        name = pick.choice(["requires_grad_", "detach_", "retain_grad", "requires_grad_", "set_data"])
        if name == "set_data":
            return op("data", self.name(), out=self.out())
        return op(
            name, self.name(), **({"requires_grad": pick.choice([True, False])} if name == "requires_grad_" else {})
        )

    def write(self) -> Step:
        """Without recording."""
        steps = [self.in_place()]
        return {"grad_mode": {"enabled": False, "steps": steps}}

    def linear_algebra(self) -> Step:
        name = self.random.choice(
            ["linalg.inv", "linalg.det", "linalg.solve", "linalg.cholesky", "linalg.svd", "linalg.eigvalsh"]
        )
        if name == "linalg.svd":
            return op(name, self.name(), out=["u", "s", "vh"], full_matrices=False)
        inputs = [self.name(), self.name()] if name == "linalg.solve" else [self.name()]
        return op(name, *inputs, out=self.out())
