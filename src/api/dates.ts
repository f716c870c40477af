// How does an instant look in an answer? As a Date, and absent while there is none.
export function dateOf(ms: number): Date {
  return new Date(ms)
}

/** `{ [name]: Date }`, or nothing at all. */
export function dated<Name extends string>(name: Name, ms: number | null): { [K in Name]?: Date } {
  return (ms === null ? {} : { [name]: new Date(ms) }) as { [K in Name]?: Date }
}

/** `{ [name]: value }`, or nothing at all. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { [K in Name]?: Value } {
  return (value === null || value === undefined ? {} : { [name]: value }) as { [K in Name]?: Value }
}

/** A fresh, mutable copy of plain data that AWS answers as it was given. */
export function copyOf<T>(value: T): T {
  return structuredClone(value)
}
