import { element } from "./element.ts";

/** Shape and word, not colour alone. */
export function gradeBadge(grade: number | undefined): HTMLElement {
  if (grade === undefined) return element("span", { class: "grade unjudged" }, "not judged");
  if (grade <= 0) return element("span", { class: "grade irrelevant" }, `○ judged ${grade}`);
  return element("span", { class: "grade relevant" }, `● relevant${grade === 1 ? "" : ` ${grade}`}`);
}
