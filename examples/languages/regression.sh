#!/usr/bin/env bash
# A linear regression in curl and jq. A server must be running (`make serve`); GRADWIRE_URL says where.
set -euo pipefail
export LC_ALL=C # printf writes points, not commas

URL=${GRADWIRE_URL:-http://127.0.0.1:8000}
ask() { curl --silent --show-error --fail-with-body ${GRADWIRE_TOKEN:+--oauth2-bearer "$GRADWIRE_TOKEN"} "$@"; }

# A session holds our tensors; it is closed when this script ends, however it ends.
S=$URL/v1/sessions/$(ask --json '{}' "$URL/v1/sessions" | jq -r .id)
trap 'ask -X DELETE "$S"' EXIT

# The data, and the weights that are to be learned.
put() { ask -X PUT --json "$2" "$S/tensors/$1" >/dev/null; }
put x '{"data": [[-1], [-0.75], [-0.5], [-0.25], [0], [0.25], [0.5], [0.75], [1]]}'
put y '{"data": [[-0.9], [-0.6], [0.1], [0.4], [1.1], [1.4], [2.2], [2.4], [3.0]]}'
put w '{"data": [[0]], "requires_grad": true}'
put b '{"data": [0], "requires_grad": true}'

# A hundred steps of gradient descent are one request.
trained=$(ask --json '{"steps": [
    {"repeat": {"times": 100, "collect": {"losses": "loss"}, "every": 25, "steps": [
      {"op": "nn.functional.linear", "inputs": ["x", "w", "b"]},
      {"op": "nn.functional.mse_loss", "inputs": ["_", "y"], "out": "loss"},
      {"backward": {"tensors": ["loss"]}},
      {"grad_mode": {"enabled": false, "steps": [
        {"op": "sub_", "inputs": ["w", "w.grad"], "alpha": 0.1},
        {"op": "sub_", "inputs": ["b", "b.grad"], "alpha": 0.1}]}},
      {"delete": ["w.grad", "b.grad"]}]}}],
  "return": ["losses", "w", "b"]}' "$S/programs")

jq -r '.values.losses.data | to_entries[] | "\(25 * (.key + 1)) \(.value)"' <<<"$trained" |
  while read -r step loss; do printf 'step %d: loss %.4f\n' "$step" "$loss"; done
read -r w b < <(jq -r '.values | "\(.w.data[0][0]) \(.b.data[0])"' <<<"$trained")
printf 'y = %.4f x + %.4f\n' "$w" "$b"

# The model's answer for an x that it has not seen.
predict='{"op": "nn.functional.linear", "inputs": [[[2.5]], "w", "b"], "out": "answer", "return": ["answer"]}'
answer=$(ask --json "$predict" "$S/ops" | jq '.values.answer.data[0][0]')
printf 'x = 2.5 gives y = %.4f\n' "$answer"

# An x of two columns does not fit. What goes wrong says so by its type, which never changes.
if ! problem=$(ask --json "${predict/2.5/2.5, 3.5}" "$S/ops" 2>/dev/null); then
  case $(jq -r .type <<<"$problem") in
    /problems/shape-mismatch) jq -r '"refused: \(.detail)"' <<<"$problem" ;;
    *) echo "$problem" >&2; exit 1 ;;
  esac
fi
