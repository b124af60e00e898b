/** `0.712`. */
export function formatValue(value: number): string {
  return value.toFixed(3);
}

/** `+0.052` or `−0.020`; a change that rounds to nothing has no sign. */
export function formatChange(value: number): string {
  const size = Math.abs(value).toFixed(3);
  return Number(size) === 0 ? size : `${value < 0 ? "−" : "+"}${size}`;
}

/** `−3.217`, `0.0312`, `1,204`: four digits that count. */
export function formatScore(score: number): string {
  const digits = Math.abs(score) >= 1000 ? 0 : 4;
  const text = digits === 0 ? Math.round(score).toLocaleString("en") : String(Number(score.toPrecision(digits)));
  return text.replace("-", "−");
}

/** `840 ms`, `12.3 s`. */
export function formatMs(ms: number): string {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`;
  return ms < 9950 ? `${Math.round(ms).toLocaleString("en")} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `1 query`, `1,300 queries`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `0.031`, `< 0.001`. */
export function formatP(pValue: number): string {
  return pValue < 0.001 ? "< 0.001" : pValue.toFixed(3);
}
