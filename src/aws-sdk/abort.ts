// What happens to a call whose caller has lost patience? What happens in the SDK's own request handler.
import type { AbortSignalLike } from './sdk.ts'

/** @throws AbortError, in the SDK's own words */
export function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted) throw abortError(signal)
}

export function abortError({ reason }: AbortSignalLike): Error {
  const isError = reason instanceof Error
  const message = isError || !reason ? 'Request aborted' : String(reason)
  const error = new Error(message, isError ? { cause: reason } : {})
  error.name = 'AbortError'
  return error
}
