import { describeProviders, type ProviderDescription } from "secondpass/providers";
import { expect, test } from "vitest";
import { providersPage } from "./support/providers-page.ts";

test("docs/providers.md is what the registry says; `npm run docs` writes it", async () => {
  await expect(providersPage(await describeProviders())).toMatchFileSnapshot("../../docs/providers.md");
});

test("every provider over HTTP tells what someone who chooses it has to know", async () => {
  for (const { name, remote } of await describeProviders()) {
    if (!remote) continue;
    expect(remote.title, name).not.toBe("");
    expect(new URL(remote.facts.docs).protocol, name).toBe("https:");
    expect(remote.facts.confirmed, name).not.toBe("");
    expect(remote.facts.kind === "hosted" ? remote.facts.priceUnit : "", name).toBeDefined();
    expect(
      remote.keyOptional || remote.keyVariables.length > 0 || remote.facts.notes.some((note) => /credential/i.test(note)),
      name,
    ).toBe(true);
  }
});

test("the page says of each provider what is known and what is not", () => {
  const provider: ProviderDescription = {
    name: "made-up",
    summary: "Made up",
    forms: ['"made-up"'],
    remote: {
      title: "Made up",
      keyVariables: ["A", "B"],
      keyOptional: false,
      urlVariables: [],
      scoreScale: "unit",
      traits: { scoreScale: "unit", pointwise: false },
      facts: { kind: "hosted", docs: "https://made.up", notes: [], confirmed: "nothing", unconfirmed: ["all of it"] },
    },
  };
  const page = providersPage([provider]);
  expect(page).toContain("| [`made-up`](#made-up) | `A` or `B` | the server's |  |  | unit |  |");
  expect(page).toContain("scores of several requests are not merged");
  expect(page).toContain("- all of it");
});
