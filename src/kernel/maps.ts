// How is an entry found, or made the first time it is asked for?
interface Readable<K, V> {
  get(key: K): V | undefined
  set(key: K, value: V): unknown
}

export function entryOf<K, V>(map: Readable<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
