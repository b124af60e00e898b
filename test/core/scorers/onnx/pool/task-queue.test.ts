import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { measureTask } from "../../../../../packages/core/src/scorers/cross-encoder/measure-task.ts";
import type { PairNews, PairWork } from "../../../../../packages/core/src/scorers/cross-encoder/pair-messages.ts";
import { scoreTask } from "../../../../../packages/core/src/scorers/cross-encoder/score-task.ts";
import { createTaskQueue } from "../../../../../packages/core/src/scorers/onnx/pool/task-queue.ts";
import type { TaskReply, TaskRequest } from "../../../../../packages/core/src/scorers/onnx/pool/worker-messages.ts";

/** Tasks and what is heard of them; the model writes down its micro-batches, each of one text. */
function makeQueue(onBatch: (text: string, count: number) => void = () => {}) {
  const ran: string[] = [];
  const replies: TaskReply<PairNews>[] = [];
  const known: string[] = [];
  const model = {
    maxPaddedTokens: 1,
    createEncoder() {
      const encodePair = (text: string) => {
        const id = known.push(text) - 1;
        return { ids: [id], typeIds: [0], keptTokens: 1, totalTokens: text.length, queryTruncated: false };
      };
      return Object.assign(encodePair, { room: 7 });
    },
    async score(pairs: readonly { ids: number[] }[]) {
      // As long as native code takes, nothing else happens here; messages that came meanwhile are heard afterwards.
      await nextTurn();
      const text = pairs.map(({ ids }) => known[ids[0] as number]).join();
      ran.push(text);
      onBatch(text, ran.length);
      return pairs.map(() => text.length);
    },
  };
  const queue = createTaskQueue<PairWork, PairNews>(
    (work, tell) => (work.type === "score" ? scoreTask : measureTask)(model, work, tell),
    (message) => replies.push(message),
  );
  const isLast = (message: TaskReply<PairNews>) => message.type === "error" || message.news.type !== "scores";
  const ended = () => replies.filter(isLast).map(({ task }) => task);
  return { queue, ran, replies, ended };
}

/** Texts a1, a2, … for call a. */
let tasks = 0;
const request = (call: string, texts: number, { from = 1, priority = 0 } = {}): TaskRequest<PairWork> => ({
  type: "task",
  task: tasks++,
  call: call.charCodeAt(0),
  priority,
  work: { type: "score", query: "q", texts: Array.from({ length: texts }, (_, i) => `${call}${from + i}`) },
});

async function untilEnded(ended: () => number[], count: number): Promise<void> {
  while (ended().length < count) await nextTurn();
}

test("calls take turns of one micro-batch; tasks of one call share its turns and keep their order", async () => {
  const { queue, ran, ended } = makeQueue();
  const given = [request("a", 3), request("a", 2, { from: 4 }), request("b", 2), request("c", 1)];
  for (const task of given) queue.add(task);
  await untilEnded(ended, 4);
  expect(ran).toEqual(["a1", "b1", "c1", "a2", "b2", "a3", "a4", "a5"]);
  expect(ended()).toEqual([3, 2, 0, 1].map((i) => given[i]?.task));
});

test("a higher priority has all turns until it is done, also when it comes later", async () => {
  const urgent = request("u", 3, { priority: 5 });
  const { queue, ran, ended } = makeQueue((text) => text === "a1" && queue.add(urgent));
  queue.add(request("a", 3));
  queue.add(request("b", 2));
  await untilEnded(ended, 3);
  expect(ran).toEqual(["a1", "u1", "u2", "u3", "b1", "a2", "b2", "a3"]);
});

test("a call that comes while another has its turn goes before that one's next", async () => {
  const short = request("s", 1);
  const { queue, ran, ended } = makeQueue((text) => text === "a2" && queue.add(short));
  queue.add(request("a", 4));
  await untilEnded(ended, 2);
  expect(ran).toEqual(["a1", "a2", "s1", "a3", "a4"]);
});

test("every score is told once, the last with the end", async () => {
  const { queue, replies, ended } = makeQueue();
  const given = [request("a", 30), request("bb", 30)];
  for (const task of given) queue.add(task);
  await untilEnded(ended, 2);
  for (const { task, work } of given) {
    const { texts } = work;
    const news = replies.flatMap((message) => (message.type === "news" && message.task === task ? [message.news] : []));
    const told = news.flatMap((part) => (part.type === "scores" ? [part] : []));
    const scores = new Map(told.flatMap((news) => news.positions.map((position, i) => [position, news.scores[i]] as const)));
    expect(texts.map((_, i) => scores.get(i))).toEqual(texts.map((text) => text.length));
    expect(told.flatMap(({ positions }) => positions)).toHaveLength(texts.length);
    expect(news.at(-1)).toMatchObject({ type: "done", inputTokens: 30 });
  }
});

test("a cancelled task stops at its next micro-batch, and the others go on", async () => {
  const given = [request("a", 5), request("b", 3), request("c", 1)] as const;
  const { queue, ran, ended } = makeQueue((text) => {
    if (text !== "a2") return;
    queue.cancel(given[0].task);
    // One that is not there any more.
    queue.cancel(given[2].task);
  });
  for (const task of given) queue.add(task);
  await untilEnded(ended, 2);
  expect(ran).toEqual(["a1", "b1", "c1", "a2", "b2", "b3"]);
  expect(ended()).toEqual([given[2].task, given[1].task]);
});

test("a micro-batch that fails ends its task only; the queue serves the next", async () => {
  const given = [request("a", 3), request("b", 2)] as const;
  const { queue, ran, replies, ended } = makeQueue((text) => {
    if (text === "a2") throw new Error("no memory");
  });
  for (const task of given) queue.add(task);
  await untilEnded(ended, 2);
  expect(ran).toEqual(["a1", "b1", "a2", "b2"]);
  expect(replies.find(({ type }) => type === "error")).toMatchObject({
    task: given[0].task,
    error: { code: "inference_failed" },
  });
  queue.add(request("c", 1));
  await untilEnded(ended, 3);
  expect(ran.at(-1)).toBe("c1");
});

test("closing stops at the next micro-batch, for all tasks", async () => {
  let closed: Promise<void> | undefined;
  const { queue, ran, ended } = makeQueue((text) => {
    if (text === "b1") closed = queue.close();
  });
  queue.add(request("a", 3));
  queue.add(request("b", 3));
  while (!closed) await nextTurn();
  await closed;
  queue.add(request("c", 1));
  await queue.close();
  expect(ran).toEqual(["a1", "b1"]);
  expect(ended()).toEqual([]);
});

test("a task that only measures is answered with tokens and room, between the micro-batches of others", async () => {
  const { queue, ran, replies, ended } = makeQueue();
  const work: PairWork = { type: "measure", query: "q", texts: ["four", "eleven more", ""] };
  const measuring = { ...request("m", 0), work };
  for (const task of [request("a", 3), measuring]) queue.add(task);
  await untilEnded(ended, 2);
  expect(ran).toEqual(["a1", "a2", "a3"]);
  expect(replies.filter(({ task }) => task === measuring.task)).toEqual([
    { type: "news", task: measuring.task, news: { type: "measured", tokens: [4, 11, 0], room: 7 } },
  ]);
  const kinds = replies.map((reply) => (reply.type === "news" ? reply.news.type : reply.type));
  expect(kinds.indexOf("measured")).toBeLessThan(kinds.indexOf("done"));
});
