/**
 * JSON with the keys of every object in order: equal values give equal text.
 *
 * @example
 * canonicalJson({ b: [1, { d: 2, c: 3 }], a: null }); // => '{"a":null,"b":[1,{"c":3,"d":2}]}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
