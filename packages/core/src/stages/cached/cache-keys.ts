import { createHash } from "node:crypto";
import type { DocumentInput, RerankOptions } from "../../contract/index.ts";
import { firstStageScoreOf } from "../../rank/index.ts";

/** What all keys of one call are made of, beside the documents. */
export interface CacheKeyOptions {
  /** Stands before every key. */
  namespace: string;
  /** Whether documents that differ in their metadata alone are different documents. */
  includeMetadata: boolean;
  id: string;
  fingerprint: string;
  query: string;
  /** Given where the reranker follows it. */
  instruction: string | undefined;
}

/** The keys of one call: hashes, from which neither texts nor settings can be read. `undefined` for what cannot be told apart. */
export interface CacheKeys {
  /** Of one document's score for the query. */
  pair(document: DocumentInput): string | undefined;
  /** Of the whole ranking. */
  list(documents: readonly DocumentInput[], options: RerankOptions): string | undefined;
}

// Raised when the meaning of an entry changes, so that no version reads what another has written.
const format = 1;

/** Makes the keys of one call. */
export function createCacheKeys({ namespace, includeMetadata, id, fingerprint, query, instruction }: CacheKeyOptions): CacheKeys {
  const call = sha256(JSON.stringify([format, id, fingerprint, query, instruction ?? null]));
  const contentOf = (document: DocumentInput) =>
    typeof document === "string"
      ? [null, document, null]
      : [document.title ?? null, document.text, includeMetadata ? (document.metadata ?? null) : null];
  const keyOf = (kind: "pair" | "list", content: unknown) => {
    const text = canonicalJson(content);
    return text === undefined ? undefined : `${namespace}:${kind}:${sha256(`${call}${text}`)}`;
  };
  return {
    pair: (document) => keyOf("pair", contentOf(document)),
    list(documents, { topN, depth, minScore }) {
      const scored = documents.map((document) => [...contentOf(document), firstStageScoreOf(document) ?? null]);
      return keyOf("list", [topN ?? null, depth ?? null, minScore ?? null, scored]);
    },
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** JSON with the keys of objects in order; `undefined` for values that JSON would lose or cannot hold. */
function canonicalJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, part: unknown) => {
      if (part === null || Array.isArray(part)) return part;
      if (typeof part === "function" || typeof part === "symbol") throw new TypeError("not plain data");
      if (typeof part !== "object") return part;
      const prototype: unknown = Object.getPrototypeOf(part);
      // A Map is `{}` in JSON, whatever it holds.
      if (prototype !== Object.prototype && prototype !== null) throw new TypeError("not plain data");
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
  } catch {
    return undefined;
  }
}
