import { chmod, mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { forEachInLanes } from "secondpass/adapter";
import { startMockProvider } from "secondpass/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { cliProgram, runSecondpass } from "../cli/run-secondpass.ts";
import { makeTemporaryFolder } from "../data/temporary-folder.ts";
import { writeCollection } from "../eval/support/write-collection.ts";
import { manifestFaults, parseYaml } from "../repo/support/manifests.ts";
import { readRepositoryFile } from "../repo/support/repository.ts";
import { runProgram } from "../support/run-program.ts";

interface Manifest {
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec: {
    completions: number;
    parallelism: number;
    completionMode: string;
    template: {
      spec: {
        containers: {
          image: string;
          command: string[];
          args: string[];
          envFrom: { configMapRef: { name: string } }[];
          volumeMounts: { name: string }[];
        }[];
        volumes: { name: string; persistentVolumeClaim: { claimName: string } }[];
      };
    };
  };
}

const folder = "docs/deploy/eval-kubernetes";
const [shards, merge] = ["shards.yaml", "merge.yaml"].map(
  (name) => parseYaml(readRepositoryFile(`${folder}/${name}`)) as Manifest[],
) as [Manifest[], Manifest[]];
const find = (documents: Manifest[], kind: string) => documents.find((document) => document.kind === kind) as Manifest;
const settings = find(shards, "ConfigMap");
const jobs = [find(shards, "Job"), find(merge, "Job")];
const guide = readRepositoryFile("docs/guides/evaluation.md");

describe("the manifests of an evaluation on many pods", () => {
  test("are valid, and fit together", () => {
    expect([...shards, ...merge].flatMap(manifestFaults)).toEqual([]);
    expect(shards.map(({ kind }) => kind)).toEqual(["ConfigMap", "PersistentVolumeClaim", "Job"]);
    const { completions, parallelism, completionMode } = find(shards, "Job").spec;
    expect({ completionMode, completions, parallelism }).toEqual({
      completionMode: "Indexed",
      completions: Number(settings.data?.SHARDS),
      parallelism: Number(settings.data?.SHARDS),
    });
    for (const { spec } of jobs) {
      const [container] = spec.template.spec.containers;
      expect(container?.envFrom[0]?.configMapRef.name).toBe(settings.metadata.name);
      expect(container?.volumeMounts[0]?.name).toBe(spec.template.spec.volumes[0]?.name);
      expect(spec.template.spec.volumes[0]?.persistentVolumeClaim.claimName).toBe(
        find(shards, "PersistentVolumeClaim").metadata.name,
      );
      expect(readRepositoryFile(`${folder}/Dockerfile`)).toContain(`docker build -t ${container?.image} `);
      expect(container?.image).toMatch(/:\d+\.\d+\.\d+$/);
    }
    const { version } = JSON.parse(readRepositoryFile("packages/cli/package.json")) as { version: string };
    expect(readRepositoryFile(`${folder}/Dockerfile`)).toContain(`@secondpass/cli@${version}`);
  });

  test("are in the guide, with the commands that apply them and wait for them", () => {
    for (const file of ["Dockerfile", "shards.yaml", "merge.yaml"]) expect(guide).toContain(`../deploy/eval-kubernetes/${file}`);
    for (const job of jobs) expect(guide).toContain(`job/${job.metadata.name}`);
  });

  test("give, run as pods would run them, the result of one machine to the digit, and nothing is reranked twice", {
    timeout: 120_000,
  }, async () => {
    const data = await makeTemporaryFolder();
    await rename(await writeCollection(manyQueries()), join(data, "collection"));
    await rename(join(data, "collection/run.trec"), join(data, "run.trec"));
    const mock = await startMockProvider({ format: "tei" });
    onTestFinished(() => mock.stop());
    const rankings = () => mock.requests.filter(({ path }) => path === "/rerank").length;
    const environment = { DATA: data, SHARDS: "4", RERANKER: `tei:${mock.url}`, PATH: await pathWithSecondpass() };

    const pod = async (job: Manifest | undefined, index: number) => {
      const [container] = job?.spec.template.spec.containers ?? [];
      const [shell = "", ...rest] = [...(container?.command ?? []), ...(container?.args ?? [])];
      const result = await runProgram(shell, rest, { environment: { ...environment, JOB_COMPLETION_INDEX: `${index}` } });
      expect(result).toMatchObject({ code: 0, stdout: "" });
    };
    await forEachInLanes([2, 0, 3, 1], { concurrency: 2 }, (index) => pod(jobs[0], index));
    expect(await readdir(join(data, "checkpoints"))).toEqual(["0.jsonl", "1.jsonl", "2.jsonl", "3.jsonl"]);
    expect(rankings()).toBe(queries);
    // A pod that takes another's place has nothing left to do.
    await pod(jobs[0], 1);
    await pod(jobs[1], 0);
    expect(rankings()).toBe(queries);

    const own = join(data, "own.trec");
    const args = [
      "eval",
      "--collection",
      join(data, "collection"),
      "--run",
      join(data, "run.trec"),
      "--reranker",
      `tei:${mock.url}`,
    ];
    const one = await runSecondpass([...args, "--write-run", own, "--json"]);
    const { msPerQuery: _, ...expected } = JSON.parse(one.stdout);
    const { msPerQuery, ...merged } = JSON.parse(await readFile(join(data, "result.json"), "utf8"));
    expect(merged).toEqual(expected);
    expect(merged).toMatchObject({ queries, reranked: { "mrr@10": 1 } });
    expect(merged.baseline["mrr@10"]).toBeLessThan(0.6);
    expect(msPerQuery.p50).toBeGreaterThan(0);
    expect(await readFile(join(data, "reranked.trec"), "utf8")).toBe(await readFile(own, "utf8"));
  });
});

const queries = 10;

/** Queries that only their own document answers, which the first stage has somewhere. */
function manyQueries() {
  const ids = Array.from({ length: queries }, (_, i) => i);
  return {
    "queries.jsonl": ids.map((i) => `{"_id":"q${i}","text":"word${i}"}\n`).join(""),
    "corpus.jsonl": ids.map((i) => `{"_id":"d${i}","text":"word${i} and more"}\n`).join(""),
    "qrels/test.tsv": ids.map((i) => `q${i}\td${i}\t1\n`).join(""),
    "run.trec": ids.flatMap((i) => ids.map((j) => `q${i} Q0 d${j} 1 ${(i * j) % 7} t\n`)).join(""),
  };
}

/** A search path where `secondpass` is the built command, as in the image. */
async function pathWithSecondpass(): Promise<string> {
  const bin = join(await makeTemporaryFolder(), "bin");
  await mkdir(bin);
  await writeFile(join(bin, "secondpass"), `#!/bin/sh\nexec "${process.execPath}" "${cliProgram}" "$@"\n`);
  await chmod(join(bin, "secondpass"), 0o755);
  return `${bin}:${process.env.PATH}`;
}
