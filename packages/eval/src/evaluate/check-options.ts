import { RerankError } from "secondpass";

/** @throws {RerankError} `invalid_options` */
export function checkCount(name: string, value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1)) return;
  throw new RerankError("invalid_options", `\`${name}\` is ${value}; it must be a whole number of at least 1`);
}

/**
 * @param most the deepest that there may be
 * @throws {RerankError} `invalid_options`
 */
export function checkDepths(depths: readonly number[] | undefined, most: number): void {
  if (depths === undefined) return;
  if (depths.length === 0) throw new RerankError("invalid_options", "`depths` is empty; name at least one, or leave it out");
  for (const depth of depths) checkCount("depths", depth);
  const deepest = Math.max(...depths);
  if (deepest <= most) return;
  throw new RerankError(
    "invalid_options",
    `\`depths\` holds ${deepest}, but only ${most} candidates are reranked; raise \`depth\``,
  );
}

/** @throws {RerankError} `invalid_options` */
export function parseShard(shard: string): { index: number; count: number } {
  const [, index, count] = (shard.match(/^([1-9]\d*)\/([1-9]\d*)$/) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index <= count) return { index: index - 1, count };
  throw new RerankError(
    "invalid_options",
    `\`shard\` is ${JSON.stringify(shard)}; it must be i/n with i from 1 to n, such as 2/8`,
  );
}
