// A linear regression in JavaScript: Node 18 or newer and nothing else. A server must be running (`make serve`);
// GRADWIRE_URL says where.

const server = process.env.GRADWIRE_URL ?? "http://127.0.0.1:8000";
const token = process.env.GRADWIRE_TOKEN;

class Problem extends Error {
  constructor({ type, detail }) {
    super(detail);
    this.type = type;
  }
}

// All there is to a client: send JSON, and throw what the server says is wrong.
async function call(method, path, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(server + path, { method, headers, body: body && JSON.stringify(body) });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Problem(said);
  return said;
}

const linear = (x) => ({ op: "nn.functional.linear", inputs: [x, "w", "b"] });
const descend = (name) => ({ op: "sub_", inputs: [name, `${name}.grad`], alpha: 0.1 });

const session = `/v1/sessions/${(await call("POST", "/v1/sessions", {})).id}`;
try {
  // The data, and the weights that are to be learned.
  const put = (name, tensor) => call("PUT", `${session}/tensors/${name}`, tensor);
  await put("x", { data: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1], shape: [9, 1], dtype: "float32" });
  await put("y", { data: [-0.9, -0.6, 0.1, 0.4, 1.1, 1.4, 2.2, 2.4, 3.0], shape: [9, 1], dtype: "float32" });
  await put("w", { data: [[0]], requires_grad: true });
  await put("b", { data: [0], requires_grad: true });

  // A hundred steps of gradient descent are one request.
  const step = [
    linear("x"),
    { op: "nn.functional.mse_loss", inputs: ["_", "y"], out: "loss" },
    { backward: { tensors: ["loss"] } },
    { grad_mode: { enabled: false, steps: [descend("w"), descend("b")] } },
    { delete: ["w.grad", "b.grad"] },
  ];
  const { values } = await call("POST", `${session}/programs`, {
    steps: [{ repeat: { times: 100, collect: { losses: "loss" }, every: 25, steps: step } }],
    return: ["losses", "w", "b"],
  });
  values.losses.data.forEach((loss, i) => console.log(`step ${25 * (i + 1)}: loss ${loss.toFixed(4)}`));
  console.log(`y = ${values.w.data[0][0].toFixed(4)} x + ${values.b.data[0].toFixed(4)}`);

  // The model's answer for an x that it has not seen.
  const predict = (x) => call("POST", `${session}/ops`, { ...linear(x), out: "answer", return: ["answer"] });
  const { answer } = (await predict([[2.5]])).values;
  console.log(`x = 2.5 gives y = ${answer.data[0][0].toFixed(4)}`);

  // An x of two columns does not fit. What goes wrong says so by its type, which never changes.
  await predict([[2.5, 3.5]]).catch((problem) => {
    if (problem.type !== "/problems/shape-mismatch") throw problem;
    console.log(`refused: ${problem.message}`);
  });
} finally {
  await call("DELETE", session);
}
