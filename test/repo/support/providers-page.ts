import type { ProviderDescription } from "secondpass/providers";

type RemoteDescription = ProviderDescription & { remote: NonNullable<ProviderDescription["remote"]> };

/** `docs/providers.md`, from the registry. */
export function providersPage(providers: readonly ProviderDescription[]): string {
  const local = providers.filter(({ remote }) => !remote);
  const remote = providers.filter((provider): provider is RemoteDescription => provider.remote !== undefined);
  const of = (kind: string) => remote.filter(({ remote }) => remote.facts.kind === kind);
  return `# Providers

What a spec string can begin with. Made from the registry by \`npm run docs\`, and held to it by a test: limits, variables and notes on
this page are those that the code works with. How to choose and configure one: [hosted](guides/providers.md), [on a server of your
own](guides/self-hosting.md), [on this machine](guides/local-models.md).

No hosted API was called when these adapters were written and tested: each was proved against the wire format that its documentation, SDK or
source gives, and says below what that does not confirm.

## On this machine

| name | what |
| --- | --- |
${local.map(({ name, summary }) => row([`\`${name}\``, summary])).join("\n")}

## Hosted

${table(of("hosted"))}

## Self-hosted

${table(of("self-hosted"))}

${[...of("hosted"), ...of("self-hosted")].map(section).join("\n\n")}
`;
}

function table(providers: readonly RemoteDescription[]): string {
  const head = ["name", "key from", "default model", "documents in a request", "tokens", "score", "paid by"];
  const rows = providers.map(({ name, remote }) => {
    const { keyVariables, keyOptional, defaultModel, traits, facts } = remote;
    return row([
      `[\`${name}\`](#${name})`,
      `${keyVariables.map((variable) => `\`${variable}\``).join(" or ")}${keyOptional ? " (optional)" : ""}` || "its own",
      defaultModel ? `\`${defaultModel}\`` : "the server's",
      traits.maxDocuments?.toLocaleString("en") ?? "",
      [
        traits.maxTokens && `${traits.maxTokens.toLocaleString("en")} a pair`,
        traits.maxRequestTokens &&
          `${traits.maxRequestTokens.toLocaleString("en")} a request${traits.queryCounts === "perDocument" ? ", the query counted for each document" : ""}`,
      ]
        .filter(Boolean)
        .join("; "),
      traits.scoreScale,
      facts.priceUnit ?? "",
    ]);
  });
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function section({ name, forms, remote }: RemoteDescription): string {
  const { title, baseUrl, urlVariables, traits, facts } = remote;
  const lines = [
    `${title} ([documentation](${facts.docs})). ${baseUrl ? `Address: \`${baseUrl}\`.` : "The address is yours to give."}${
      urlVariables.length > 0 ? ` Another from ${urlVariables.map((variable) => `\`${variable}\``).join(" or ")}.` : ""
    }`,
    `Accepted: ${forms
      .filter((form) => form.startsWith('"'))
      .map((form) => `\`${form}\``)
      .join(", ")}, \`{ ${name}: { … } }\`.`,
    ...(traits.instructions ? ["Follows instructions."] : []),
    ...(traits.pointwise ? [] : ["The default model's scores of several requests are not merged."]),
  ];
  const notes = facts.notes.map((note) => `- ${note}`);
  const unconfirmed = (facts.unconfirmed ?? []).map((fact) => `- ${fact}`);
  return [
    `## ${name}`,
    lines.join(" "),
    ...(notes.length > 0 ? [notes.join("\n")] : []),
    `Confirmed by: ${facts.confirmed}.`,
    ...(unconfirmed.length > 0 ? [`Not confirmed by any source that we read:\n\n${unconfirmed.join("\n")}`] : []),
  ].join("\n\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
