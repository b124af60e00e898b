/** Where an arrow, Home or End leads in a list; nothing for other keys, or where there is nowhere to go. */
export function stepOfKey(key: string, at: number, length: number): number | undefined {
  const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: length - 1 };
  const step = steps[key];
  return step !== undefined && step >= 0 && step < length ? step : undefined;
}
