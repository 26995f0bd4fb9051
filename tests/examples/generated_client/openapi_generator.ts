// The regression through a client that openapi-generator made (typescript-fetch): a method per operation.

import {
  ChangesApi,
  Configuration,
  type Operation,
  ProblemFromJSON,
  ResponseError,
  SessionsApi,
  type Step,
  TensorsApi,
} from "./client/index.js";

const configuration = new Configuration({
  basePath: process.env.GRADWIRE_URL,
  accessToken: process.env.GRADWIRE_TOKEN,
});
const sessions = new SessionsApi(configuration);
const tensors = new TensorsApi(configuration);
const changes = new ChangesApi(configuration);

const linear = (x: string | number[][]): Operation => ({ op: "nn.functional.linear", inputs: [x, "w", "b"] });
const descend = (name: string): Operation => ({ op: "sub_", inputs: [name, `${name}.grad`], alpha: 0.1 });
const element = (value: { data: any } | null | undefined): number => value!.data.flat()[0];

const { id: session } = await sessions.openSession();
const x = { data: [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1], shape: [9, 1], dtype: "float32" as const };
await tensors.putTensor({ session, name: "x", elements: x });
const y = [[-0.9], [-0.6], [0.1], [0.4], [1.1], [1.4], [2.2], [2.4], [3.0]];
await tensors.putTensor({ session, name: "y", elements: y });

const step: Step[] = [
  linear("x"),
  { op: "nn.functional.mse_loss", inputs: ["_", "y"], out: "loss" },
  { backward: { tensors: ["loss"] } },
  { grad_mode: { enabled: false, steps: [descend("w"), descend("b")] } },
  { delete: ["w.grad", "b.grad"] },
];
const { values } = await changes.runProgram({
  session,
  program: {
    tensors: { w: { data: [[0]], requires_grad: true }, b: { data: [0], requires_grad: true } },
    steps: [{ repeat: { times: 100, collect: { losses: "loss" }, every: 25, steps: step } }],
    return: ["losses", "w", "b"],
  },
});
const losses: number[] = values.losses!.data;
losses.forEach((loss, i) => console.log(`step ${25 * (i + 1)}: loss ${loss.toFixed(4)}`));
console.log(`y = ${element(values.w).toFixed(4)} x + ${element(values.b).toFixed(4)}`);

const predict = (x: number[][]) =>
  changes.runOperation({ session, operationRequest: { ...linear(x), out: "answer", return: ["answer"] } });
console.log(`x = 2.5 gives y = ${element((await predict([[2.5]])).values.answer).toFixed(4)}`);

try {
  await predict([[2.5, 3.5]]);
} catch (error) {
  if (!(error instanceof ResponseError)) throw error;
  const problem = ProblemFromJSON(await error.response.json());
  if (problem.type !== "/problems/shape-mismatch") throw error;
  console.log(`refused: ${problem.detail}`);
}
await sessions.closeSession({ session });
