/**
 * A function that makes something of an object once, and gives the same again for as long as the object is there.
 * For objects that never change, such as those of the almanac.
 */
export function remember<K extends object, V extends object>(make: (from: K) => V): (from: K) => V {
  const known = new WeakMap<K, V>();
  return (from) => {
    const before = known.get(from);
    if (before) return before;
    const made = make(from);
    known.set(from, made);
    return made;
  };
}
