// The regression through openapi-fetch, with the types that openapi-typescript made: addresses and bodies as in docs/api.md.

import createClient from "openapi-fetch";
import type { components, paths } from "./client/schema.js";

type Operation = components["schemas"]["Operation"];
type Step = components["schemas"]["Step"];
type Answer = components["schemas"]["Answer"];

const token = process.env.GRADWIRE_TOKEN;
const client = createClient<paths>({
  baseUrl: process.env.GRADWIRE_URL,
  headers: token ? { authorization: `Bearer ${token}` } : {},
});

const linear = (x: string | number[][]): Operation => ({ op: "nn.functional.linear", inputs: [x, "w", "b"] });
const descend = (name: string): Operation => ({ op: "sub_", inputs: [name, `${name}.grad`], alpha: 0.1 });
const flat = (value: components["schemas"]["Value"] | null | undefined) => [value!.data].flat(2) as number[];
const line = (numbers: number[]) => numbers[0]!.toFixed(4);

const opened = await client.POST("/v1/sessions", { body: { dtype: "float32" } });
const session = opened.data!.id;
const put = (name: string, body: components["schemas"]["Elements"]) =>
  client.PUT("/v1/sessions/{session}/tensors/{name}", { params: { path: { session, name } }, body });
await put("x", { data: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1], shape: [9, 1], dtype: "float32" });
await put("y", [[-0.9], [-0.6], [0.1], [0.4], [1.1], [1.4], [2.2], [2.4], [3.0]]);

const step: Step[] = [
  linear("x"),
  { op: "nn.functional.mse_loss", inputs: ["_", "y"], out: "loss" },
  { backward: { tensors: ["loss"] } },
  { grad_mode: { enabled: false, steps: [descend("w"), descend("b")] } },
  { delete: ["w.grad", "b.grad"] },
];
const trained = await client.POST("/v1/sessions/{session}/programs", {
  params: { path: { session } },
  body: {
    tensors: { w: { data: [[0]], requires_grad: true }, b: { data: [0], requires_grad: true } },
    steps: [{ repeat: { times: 100, collect: { losses: "loss" }, every: 25, steps: step } }],
    return: ["losses", "w", "b"],
  },
});
const { values } = trained.data as Answer; // not one of the other formats that it could have been asked for
flat(values.losses).forEach((loss, i) => console.log(`step ${25 * (i + 1)}: loss ${loss.toFixed(4)}`));
console.log(`y = ${line(flat(values.w))} x + ${line(flat(values.b))}`);

const predict = (x: number[][]) =>
  client.POST("/v1/sessions/{session}/ops", {
    params: { path: { session } },
    body: { ...linear(x), out: "answer", return: ["answer"] },
  });
const { data } = await predict([[2.5]]);
console.log(`x = 2.5 gives y = ${line(flat((data as Answer).values.answer))}`);

const { error } = await predict([[2.5, 3.5]]);
if (error?.type !== "/problems/shape-mismatch") throw new Error(JSON.stringify(error));
console.log(`refused: ${error.detail}`);
await client.DELETE("/v1/sessions/{session}", { params: { path: { session } } });
