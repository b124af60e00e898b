import { type JsonAnswer, type JsonServer, startJsonServer } from "../../data/json-server.ts";
import { madeVector } from "./made-vectors.ts";

/** A server that speaks OpenAI's `/v1/embeddings`, in both encodings, until the test ends. */
export function startEmbeddingServer(fault?: (request: number) => JsonAnswer | undefined): Promise<JsonServer> {
  let requests = 0;
  return startJsonServer(({ path, body }) => {
    if (path !== "/v1/embeddings") return { status: 404, body: { error: { message: `no ${path}` } } };
    const failed = fault?.(requests++);
    if (failed) return failed;
    const texts: string[] = [body.input].flat();
    const data = texts.map((text, index) => {
      const vector = madeVector(text);
      const bytes = Buffer.from(Float32Array.from(vector).buffer);
      return { object: "embedding", index, embedding: body.encoding_format === "base64" ? bytes.toString("base64") : vector };
    });
    const usage = { prompt_tokens: texts.length, total_tokens: texts.length };
    return { body: { object: "list", model: body.model, data, usage } };
  });
}
