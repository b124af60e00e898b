const refusals = [
  /\b(?:i(?:'m| am)?|we(?:'re| are)?) (?:very |so |truly )?(?:sorry|afraid|unable|not able|cannot|can't|can not|won't|will not|must decline|could not|couldn't)\b/i,
  /\b(?:cannot|can't|unable to|not possible to|impossible to) (?:be )?(?:rank|ranked|assist|help|comply|provide|determine|answer)/i,
  /\bas an ai\b/i,
  /\bno[ _](?:\w{1,20}[ _]){0,2}(?:documents?|passages?|snippets?|results?)(?:[ _]\w{1,20}){0,2}[ _](?:relevant|found)\b/i,
  /\bno[ _]relevant\b|\bnone of (?:the|these|them|those)\b/i,
];
const readUpTo = 2_000;

/** Whether a text that states no ranking says why: the model will not, or finds nothing relevant. English only. */
export function isRefusal(text: string): boolean {
  const beginning = text.slice(0, readUpTo);
  return refusals.some((pattern) => pattern.test(beginning));
}
