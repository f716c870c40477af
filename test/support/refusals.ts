// The error that a call answers with, as the facts that users see.
import { AwsException, UsageError } from '../../src/index.ts'

/** Runs a call that must be refused. Anything but one of our two refusals fails the test. */
export function refusalOf(call: () => unknown): AwsException | UsageError {
  try {
    call()
  } catch (error) {
    if (error instanceof AwsException || error instanceof UsageError) return error
    throw error
  }
  throw new Error('the call was accepted')
}
