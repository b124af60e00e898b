import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { runProgram } from "../support/run-program.ts";
import { newProject } from "./support/new-project.ts";

// The oldest that core's peer range admits; it has no description of a graph's inputs but their names.
const project = newProject(["model-mini", "core"], ["onnxruntime-node@1.20.1"]);

beforeEach(({ skip }) => project.skipWithoutRegistry(skip));

test("the oldest runtime that core admits gives the same score, and exit codes survive", async () => {
  const program = `
    import { createReranker } from "secondpass";
    const reranker = await createReranker({ local: { blend: 0 } });
    const { results } = await reranker.rerank("how do I install rust", ["Install Rust with rustup: curl https://sh.rustup.rs"]);
    console.log(results[0].score.toFixed(3));
    setTimeout(() => process.exit(7), 20);
    await reranker.rerank("rust", Array.from({ length: 3000 }, (_, i) => "Page " + i + " about rust and iron."));`;
  writeFileSync(join(project.folder, "program.mjs"), program);
  const result = await runProgram(process.execPath, ["program.mjs"], { cwd: project.folder });
  // The logit of the case "relevant" in the bundled model's own checks.
  expect(result).toEqual({ code: 7, stdout: "-1.237\n", stderr: "" });
});
