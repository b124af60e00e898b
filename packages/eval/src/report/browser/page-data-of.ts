import type { QueryDetails } from "../../evaluate/evaluation-details.ts";
import type { PageCall, PageData, PageEntry, PagePlace, PageQuery } from "../page/page-data.ts";
import type { ReportModel } from "../report-model.ts";
import { chooseDocuments } from "./choose-documents.ts";
import { chooseQueries } from "./choose-queries.ts";
import { createDocumentShelf, type DocumentShelf } from "./document-shelf.ts";
import { firstOrder, type OrderedPlace, rerankedOrderOf } from "./orders-of-query.ts";

const top = 10;

/** What the query browser is given: as much as there is to look at, and no more than opens fast. */
export function pageDataOf(
  model: ReportModel,
  { maxQueries, maxTextLength }: { maxQueries: number; maxTextLength: number },
): PageData {
  const { metrics, series, details } = model;
  const shelf = createDocumentShelf(details.documents, maxTextLength);
  const queries = chooseQueries(model, maxQueries).map((position) => {
    const first = details.queries[position] as QueryDetails;
    const others = series.map(({ details }) => details.queries[position] as QueryDetails);
    return pageQuery(first, others, metrics, shelf);
  });
  const columns = series.map(({ name, details }) => ({ name, scale: details.scoreScale ?? "" }));
  return { metrics, columns: [{ name: "First stage", scale: "" }, ...columns], top, documents: shelf.documents, queries };
}

function pageQuery(
  first: QueryDetails,
  others: readonly QueryDetails[],
  metrics: readonly string[],
  shelf: DocumentShelf,
): PageQuery {
  const orders = [firstOrder(first), ...others.map(rerankedOrderOf)];
  const grades = new Map(first.judged.map(({ id, grade }) => [id, grade]));
  const { shown, judgedLeft } = chooseDocuments(first, orders, top);
  const documents = shown.map((id): PageEntry => {
    const grade = grades.get(id);
    const places = orders.map(({ places }) => pagePlace(id, places.get(id), shelf));
    return { document: shelf.place(id), ...(grade !== undefined && { grade }), places };
  });
  const values = [first.baseline, ...others.map(({ reranked }) => reranked)];
  return {
    id: first.id,
    text: first.text,
    relevant: first.judged.filter(({ grade }) => grade > 0).length,
    values: values.map((of) => metrics.map((metric) => Number((of[metric] as number).toFixed(5)))),
    calls: others.map(pageCall),
    documents,
    ...(judgedLeft > 0 && { judgedLeft }),
  };
}

function pageCall({ ranking }: QueryDetails): PageCall {
  const { ms = 0, reason, warnings = [] } = ranking ?? {};
  return { ms: Number(ms.toPrecision(4)), ...(reason && { reason }), warnings: [...new Set(warnings)] };
}

function pagePlace(id: string, place: OrderedPlace | undefined, shelf: DocumentShelf): PagePlace | null {
  if (!place) return null;
  const { rank, score, probability, passage } = place;
  return {
    rank,
    ...(score !== null && { score: Number(score.toPrecision(6)) }),
    ...(probability !== null && { probability: Number(probability.toPrecision(4)) }),
    ...(passage && { passage: shelf.passageOf(id, passage) }),
  };
}
