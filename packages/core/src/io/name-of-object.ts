const names = new WeakMap<object, string>();
let count = 0;

/** A name for an object that has none: the same for the same object, another for every other, until the process ends. */
export function nameOfObject(object: object): string {
  const name = names.get(object) ?? `object ${++count}`;
  names.set(object, name);
  return name;
}
