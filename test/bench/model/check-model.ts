import { join } from "node:path";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { createRandom } from "./random.ts";
import { modelFiles } from "./shapes.ts";

/** What a pair of model files was found to be. */
export interface ModelCheck {
  /** Pearson's r of fp32 and int8 scores: the int8 file holds the same model. */
  correlation: number;
  /** Largest change of an fp32 score when its text is padded beside longer ones: the mask works. */
  paddingChange: number;
  /** Standard deviation of the fp32 scores: texts are told apart. */
  deviation: number;
}

const texts = 24;
const width = 96;

/** @throws {Error} when the files are no usable model */
export async function checkModel(folder: string, vocabulary: number): Promise<ModelCheck> {
  const random = createRandom(7);
  const rows = Array.from({ length: texts }, (_, i) =>
    Array.from({ length: 24 + 3 * i }, () => 1 + Math.floor(random() * (vocabulary - 1))),
  );
  const [fp32, int8] = await Promise.all([open(folder, modelFiles.fp32), open(folder, modelFiles.int8)]);
  const alone = await eachAlone(fp32, rows);
  const together = await scoreBatch(fp32, rows);
  const check = {
    correlation: correlationOf(alone, await eachAlone(int8, rows)),
    paddingChange: Math.max(...alone.map((score, i) => Math.abs(score - (together[i] as number)))),
    deviation: Math.sqrt(covariance(alone, alone)),
  };
  await Promise.all([fp32.release(), int8.release()]);
  if (!(check.correlation > 0.9 && check.paddingChange < 1e-5 && check.deviation > 0.01)) {
    throw new Error(`${folder} is not the model that it should be: ${JSON.stringify(check)}`);
  }
  return check;
}

function open(folder: string, file: string): Promise<InferenceSession> {
  return InferenceSession.create(join(folder, file), { intraOpNumThreads: 1, logSeverityLevel: 4 });
}

async function eachAlone(session: InferenceSession, rows: readonly number[][]): Promise<number[]> {
  const scores: number[] = [];
  for (const row of rows) scores.push(...(await scoreBatch(session, [row])));
  return scores;
}

async function scoreBatch(session: InferenceSession, rows: readonly number[][]): Promise<number[]> {
  const columns = rows.length === 1 ? (rows[0] as number[]).length : width;
  const fill = (value: (id: number) => bigint) => {
    const data = new BigInt64Array(rows.length * columns);
    rows.forEach((row, r) => row.forEach((id, c) => void (data[r * columns + c] = value(id))));
    return new Tensor("int64", data, [rows.length, columns]);
  };
  const feeds = { input_ids: fill(BigInt), attention_mask: fill(() => 1n), token_type_ids: fill(() => 0n) };
  const { logits } = await session.run(feeds);
  return [...(logits?.data as Float32Array)];
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - meanA) * ((b[i] as number) - meanB)));
}

export function correlationOf(a: readonly number[], b: readonly number[]): number {
  return covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
}
