import { evaluate } from "@secondpass/eval";
import { blendFirstStage, cached, chunked, createReranker, type Reranker } from "secondpass";

const root = "../shared/data/collections/";
const [name = "cranfield", windows = "64,128,256", aggs = "max,mean,first,topMean,decay,softmax", extra = "{}"] =
  process.argv.slice(2);
const limitQueries = process.env.LIMIT ? Number(process.env.LIMIT) : undefined;
const run = `${root}${name}/bm25_top100.test.trec`;
async function score(reranker: Reranker, blend: number) {
  const r = blend ? blendFirstStage(reranker, { weight: blend }) : reranker;
  const { reranked, delta, msPerQuery } = await evaluate({
    collection: root + name,
    run,
    reranker: r,
    metrics: ["ndcg@10"],
    strata: [],
    limitQueries,
  });
  return `${reranked["ndcg@10"]?.toFixed(4)} (${msPerQuery?.p50.toFixed(0)} ms)`;
}
for (const maxTokens of windows.split(",").map(Number)) {
  const local = await createReranker({ local: { blend: 0, maxTokens } });
  const store = new Map();
  const pairs = cached(local, { store });
  console.log(name, maxTokens, "cut", await score(pairs, 0), await score(pairs, 0.3));
  for (const aggregate of aggs.split(",")) {
    const c = chunked(pairs, {
      aggregate: aggregate.startsWith("{") ? JSON.parse(aggregate) : (aggregate as never),
      ...JSON.parse(extra),
    });
    console.log(name, maxTokens, aggregate, await score(c, 0), await score(c, 0.3));
  }
  await local.dispose();
}
