import { type Content, html, type Markup } from "../markup.ts";

/** A part of the page with its place in the navigation. */
export interface Section {
  id: string;
  /** In the navigation, a word. */
  name: string;
  title: string;
  body: Content;
}

export function renderSection({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>`;
}
