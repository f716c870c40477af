// What cannot happen is said here, and never caught.

export class InternalError extends Error {
  constructor(message: string) {
    super(`${message} (this is a defect of ecs-drydock; please report it with the seed and the journal)`)
    this.name = 'InternalError'
  }
}

export function assert(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) throw new InternalError(typeof message === 'string' ? message : message())
}

/** Returns the value, or fails: for look-ups that earlier checks have made certain. */
export function certain<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new InternalError(`${what} is missing`)
  return value
}
