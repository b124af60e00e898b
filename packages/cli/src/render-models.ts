import Table from "cli-table3";
import type { ListedModel, Verification } from "secondpass/models";
import { formatBytes } from "./format-bytes.ts";

/** The models as a table: what they are, under which licence, and whether they are here. */
export function renderModels(models: readonly ListedModel[]): string {
  const table = newTable(["model", "run by", "parameters", "window", "languages", "licence", "cached"]);
  for (const { id, known, cached } of models) {
    const licence = known ? `${known.licence}${known.nonCommercial ? " (non-commercial)" : ""}` : "";
    const size = known ? formatParameters(known.parameters) : "";
    const languages = known?.languages.join(", ") ?? "";
    const use = known ? (known.use ?? "local") : "";
    table.push([id, use, size, String(known?.maxTokens ?? ""), languages, licence, cached ? "yes" : ""]);
  }
  const unusable = models.flatMap(({ id, unusable }) => (unusable ? [`${id}: ${unusable}`] : []));
  const note = unusable.length > 0 ? `\nlocal cannot use these yet:\n${unusable.map((line) => `  ${line}\n`).join("")}` : "";
  return `${table.toString()}\nAny other cross-encoder with an ONNX export works as well: local:<organisation/name>; models that compare vectors: lateInteraction:<…>, biEncoder:<…>\n${note}`;
}

/** Each file of a model and whether it is what the Hub had announced. */
export function renderVerification({ id, revision, commit, files, isSound }: Verification): string {
  const table = newTable(["file", "size", "status"]);
  for (const { path, bytes, status } of files)
    table.push([path, bytes === undefined ? "" : formatBytes(bytes), status.replace("_", " ")]);
  return `${table.toString()}\n${id}@${revision} at ${commit}: ${isSound ? "sound" : "damaged"}\n`;
}

function newTable(head: string[]): Table.Table {
  return new Table({ head, style: { head: [], border: [], compact: true } });
}

function formatParameters(parameters: number): string {
  return parameters >= 1e9 ? `${(parameters / 1e9).toFixed(1)} B` : `${(parameters / 1e6).toFixed(parameters < 1e8 ? 1 : 0)} M`;
}
