// Train a small model through an activation that the server has never heard of: swish, whose values and gradients are
// computed here, in JavaScript. Node 18 or newer and nothing else; a server must be running (`make serve`), and
// GRADWIRE_URL says where.

const server = process.env.GRADWIRE_URL ?? "http://127.0.0.1:8000";
const token = process.env.GRADWIRE_TOKEN;

// All there is to a client: send JSON, and throw what the server says is wrong.
async function call(method, path, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(server + path, { method, headers, body: body && JSON.stringify(body) });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(`${said.title}: ${said.detail}`);
  return said;
}

// Our own function: its value, and the gradient of its input from that of its value. A tensor is lists of numbers.
const each = (f, ...lists) =>
  Array.isArray(lists[0]) ? lists[0].map((_, i) => each(f, ...lists.map((list) => list[i]))) : f(...lists);
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const swish = {
  forward: (x) => each((x) => x * sigmoid(x), x),
  backward: (x, g) => each((x, g) => g * sigmoid(x) * (1 + x * (1 - sigmoid(x))), x, g),
};

// A session, and programs in it. When a backward pass comes to a function of ours, the server answers 202 with the
// gradient that came there, and waits; we answer with the gradient of its input, until the program is done.
const session = `/v1/sessions/${(await call("POST", "/v1/sessions", { seed: 0 })).id}`;
const applied = new Map(); // by tag: a function of ours, and what it was applied to

async function run(program) {
  let answer = await call("POST", `${session}/programs`, program);
  while (answer.suspended) {
    const { id, tag, gradients } = answer.suspended;
    const [incoming] = gradients.map((name) => name && answer.values[name].data);
    const { ours, input } = applied.get(tag);
    answer = await call("POST", `${session}/suspensions/${id}`, { gradients: [ours.backward(input, incoming)] });
  }
  for (const tag of answer.released ?? []) applied.delete(tag); // their graph is gone: nobody will ask again
  return answer;
}

// The step that puts our value into the server's graph, in the place of an operation.
let tags = 0;
function apply(ours, name, input, out) {
  const tag = `call-${++tags}`;
  applied.set(tag, { ours, input });
  return { function: { name: "Swish", tag, inputs: [name], values: [ours.forward(input)], out: [out] } };
}

// The model: x → linear → swish → linear, which is to learn x². Weights and data live on the server.
const xs = Array.from({ length: 17 }, (_, i) => [i / 8 - 1]);
const weights = ["w1", "b1", "w2", "b2"];
await run({
  tensors: { x: xs, y: each((x) => x * x, xs) },
  steps: [
    { op: "randn", size: [8, 1], out: "w1" },
    { op: "randn", size: [1, 8], out: "w2" },
    { op: "zeros", size: [8], out: "b1" },
    { op: "zeros", size: [1], out: "b2" },
    ...weights.map((name) => ({ op: "requires_grad_", inputs: [name] })),
  ],
});

// One step of training is two programs, since we need the hidden values to compute ours.
const descend = weights.map((name) => ({ op: "sub_", inputs: [name, `${name}.grad`], alpha: 0.1 }));
for (let step = 1; step <= 200; step++) {
  const hidden = await run({
    steps: [{ op: "nn.functional.linear", inputs: ["x", "w1", "b1"], out: "h" }],
    return: ["h"],
  });
  const { values } = await run({
    steps: [
      apply(swish, "h", hidden.values.h.data, "a"),
      { op: "nn.functional.linear", inputs: ["a", "w2", "b2"] },
      { op: "nn.functional.mse_loss", inputs: ["_", "y"], out: "loss" },
      { backward: { tensors: ["loss"] } },
      { grad_mode: { enabled: false, steps: descend } },
      { delete: weights.map((name) => `${name}.grad`) },
    ],
    return: ["loss"],
  });
  if (step % 50 === 0) console.log(`step ${step}: loss ${values.loss.data.toPrecision(4)}`);
}

await call("DELETE", session);
