// What is wrong with a text of the query language, and where? A fault is data; inside a parser it travels as an exception.

export interface QueryFault {
  /** 1-based, in characters of the whole expression. */
  readonly column: number
  readonly expected: string
  readonly found: string
  readonly rule: string
  /** What the writer probably meant, as a sentence with a space before it. */
  readonly hint?: string
}

/** Never leaves this folder: the two parsers' way out of their recursion. */
export class Faulty extends Error {
  readonly fault: QueryFault

  constructor(fault: QueryFault) {
    super(fault.expected)
    this.fault = fault
  }
}

/** What `read` returns, or the fault it ended with. */
export function faultOr<T>(read: () => T): T | { readonly fault: QueryFault } {
  try {
    return read()
  } catch (error) {
    if (error instanceof Faulty) return { fault: error.fault }
    throw error
  }
}
