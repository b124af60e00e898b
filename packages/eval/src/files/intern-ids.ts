/**
 * Makes equal ids one string. An id that was cut out of a line holds on to all that was read with the line; the string that is
 * given back does not.
 */
export function createInterner(): (id: string) => string {
  const known = new Map<string, string>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const copy = Buffer.from(id).toString();
    known.set(copy, copy);
    return copy;
  };
}
