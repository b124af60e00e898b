import { BaseCallbackHandler } from "@langchain/core/callbacks/base";

export interface RecordedRun {
  kind: "chain" | "retriever";
  /** `runName`, or the last part of what was serialized. */
  name: string;
  id: string;
  parentId: string | undefined;
  tags: string[] | undefined;
  metadata: Record<string, unknown> | undefined;
  inputs: unknown;
  outputs?: unknown;
  error?: unknown;
}

/** A callback handler that writes down the runs that it sees, as a tracer would. */
export class RunRecorder extends BaseCallbackHandler {
  name = "run_recorder";
  override awaitHandlers = true;
  readonly runs: RecordedRun[] = [];

  named(name: string): RecordedRun {
    const found = this.runs.filter((run) => run.name === name);
    if (found.length !== 1) throw new Error(`${found.length} runs are named ${name}: ${this.runs.map((run) => run.name)}`);
    return found[0] as RecordedRun;
  }

  // At run time the order is (chain, inputs, runId, parentRunId, tags, metadata, runType, runName), whatever the types say.
  override handleChainStart(...args: unknown[]): void {
    this.start("chain", args, args[7]);
  }

  override handleRetrieverStart(...args: unknown[]): void {
    this.start("retriever", args, args[6]);
  }

  override handleChainEnd(outputs: unknown, id: string): void {
    Object.assign(this.byId(id), { outputs });
  }

  override handleRetrieverEnd(outputs: unknown, id: string): void {
    Object.assign(this.byId(id), { outputs });
  }

  override handleChainError(error: unknown, id: string): void {
    Object.assign(this.byId(id), { error });
  }

  override handleRetrieverError(error: unknown, id: string): void {
    Object.assign(this.byId(id), { error });
  }

  private start(kind: RecordedRun["kind"], args: unknown[], runName: unknown): void {
    const [serialized, inputs, id, parentId, tags, metadata] = args as [
      { id: string[] },
      unknown,
      string,
      string,
      string[],
      object,
    ];
    const name = (runName as string | undefined) ?? serialized.id.at(-1) ?? "";
    this.runs.push({ kind, name, id, parentId, tags, metadata: metadata as RecordedRun["metadata"], inputs });
  }

  private byId(id: string): RecordedRun {
    const run = this.runs.find((run) => run.id === id);
    if (!run) throw new Error(`no run has the id ${id}`);
    return run;
  }
}
