import { Deployment } from "kubernetes-models/apps/v1";
import { Job } from "kubernetes-models/batch/v1";
import { ConfigMap, PersistentVolumeClaim, Service } from "kubernetes-models/v1";
import { expect } from "vitest";
import { parseAllDocuments } from "yaml";

/** Documents of a YAML file. Merge keys are Compose's; a repeated key or a wrong anchor is an error. */
export function parseYaml(text: string): unknown[] {
  return parseAllDocuments(text, { merge: true }).map((document) => {
    expect([...document.errors, ...document.warnings].map(({ message }) => message)).toEqual([]);
    return document.toJS();
  });
}

const models: Record<string, new (document: never) => { validate(): void }> = {
  "apps/v1/Deployment": Deployment,
  "batch/v1/Job": Job,
  "v1/ConfigMap": ConfigMap,
  "v1/PersistentVolumeClaim": PersistentVolumeClaim,
  "v1/Service": Service,
};

/** What is wrong with one document of a manifest, by the schemas of Kubernetes. */
export function manifestFaults(document: unknown): string[] {
  const { apiVersion, kind } = (document ?? {}) as { apiVersion?: string; kind?: string };
  const name = `${apiVersion}/${kind}`;
  const Model = Object.hasOwn(models, name) ? models[name] : undefined;
  if (!Model) return [`${name} is none of ${Object.keys(models).join(", ")}`];
  try {
    new Model(document as never).validate();
    return [];
  } catch (error) {
    return [`${name}: ${(error as Error).message}`];
  }
}
