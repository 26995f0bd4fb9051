#!/usr/bin/env bash
# The autograd notebook, cell by cell, in curl and jq. A server must be running (`make serve`); GRADWIRE_URL says where.
set -euo pipefail

URL=${GRADWIRE_URL:-http://127.0.0.1:8000}
fetch() { curl --silent --show-error --fail-with-body ${GRADWIRE_TOKEN:+--oauth2-bearer "$GRADWIRE_TOKEN"} "$@"; }

S=$URL/v1/sessions/$(fetch --json '{}' "$URL/v1/sessions" | jq -r .id)
trap 'fetch -X DELETE "$S"' EXIT

put() { fetch -X PUT --json "$2" "$S/tensors/$1" >/dev/null; }
op() { fetch --json "$1" "$S/ops" >/dev/null; }
run() { fetch --json "$1" "$S/programs"; }
data() { fetch "$S/tensors/$1" | jq -c .data; }
info() { fetch "$S/tensors/$1?info" | jq -c ".$2"; }

# In [12]: create a tensor and begin tracking operations
put x '{"data": [[1, 1], [1, 1]], "requires_grad": true}'
data x

# In [13]: do a tensor operation
op '{"op": "add", "inputs": ["x", 2], "out": "y"}'
data y
info y grad_fn

# In [14]: three operations in one request
run '{"steps": [{"op": "mul", "inputs": ["y", "y"]}, {"op": "mul", "inputs": ["_", 3], "out": "z"},
                {"op": "mean", "inputs": ["z"], "out": "out"}], "return": ["z", "out"]}' | jq -c '.values | .z.data, .out.data'

# In [15]: a random tensor; does it track operations? no, then yes
run '{"steps": [{"op": "randn", "size": [2, 2], "out": "_r"}, {"op": "mul", "inputs": ["_r", 3], "out": "_top"},
                {"op": "sub", "inputs": ["_r", 1]}, {"op": "div", "inputs": ["_top", "_"], "out": "a"}]}' >/dev/null
info a requires_grad
fetch -X PATCH --json '{"requires_grad": true}' "$S/tensors/a" | jq -c .requires_grad
run '{"steps": [{"op": "mul", "inputs": ["a", "a"]}, {"op": "sum", "inputs": ["_"], "out": "b"}]}' >/dev/null
info b grad_fn

# In [16]: the gradient of `out`
fetch --json '{"tensors": ["out"], "return": ["x.grad"]}' "$S/backward" | jq -c '.values["x.grad"].data'

# In [19]: a loop that depends on the values, and a vector-Jacobian product. Two to start and nine doublings.
put x '{"data": [0.3, -1.2, 0.8], "requires_grad": true}'
run '{"steps": [{"op": "mul", "inputs": ["x", 2], "out": "y"},
                {"while": {"test": [{"op": "data", "inputs": ["y"]}, {"op": "norm", "inputs": ["_"]}, {"op": "lt", "inputs": ["_", 1000]}],
                           "steps": [{"op": "mul", "inputs": ["y", 2], "out": "y"}], "count": "n"}},
                {"backward": {"tensors": ["y"], "gradients": [[0.1, 1.0, 0.0001]]}}],
      "return": ["n", "y", "x.grad"]}' | jq -c '.values | .n.data, .y.data, .["x.grad"].data'

# In [21]: disable tracking for a block
op '{"op": "pow", "inputs": ["x", 2], "out": "tracked"}'
run '{"steps": [{"grad_mode": {"enabled": false, "steps": [{"op": "pow", "inputs": ["x", 2], "out": "untracked"}]}}]}' >/dev/null
info x requires_grad
info tracked requires_grad
info untracked requires_grad

# In [22]: the same values, cut off from the graph
op '{"op": "detach", "inputs": ["x"], "out": "y"}'
info y requires_grad
run '{"steps": [{"op": "eq", "inputs": ["x", "y"]}, {"op": "all", "inputs": ["_"], "out": "same"}], "return": ["same"]}' | jq -c .values.same.data
