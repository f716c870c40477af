// The first page of a list, and what follows it.

type Names = readonly [size: string, token: string, next: string]

/** An input that asks for one item, and one that asks for what comes behind it; the names are those of its service. */
export function pagesOf(room: object, operation: string, input: object, [size, token, next]: Names): object[] {
  const method = `${operation[0]!.toLowerCase()}${operation.slice(1)}`
  const run = (room as Record<string, (input: object) => Record<string, unknown>>)[method]!
  const one = { ...input, [size]: 1 }
  return [one, { ...input, [token]: run(one)[next] }]
}
