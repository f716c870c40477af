// Somebody said no while the scenario ran: where in the scenario is what they said no to?
import { AwsException, UsageError } from '../index.ts'
import { isPlaced, mistake, type Place, stepsOf, within } from './place.ts'

/** Runs a call. @throws UsageError for what it refuses, naming the place in the scenario and the line in the file */
export function placing<T>(place: Place, call: () => T): T {
  try {
    return call()
  } catch (error) {
    const isRefusal = error instanceof AwsException || error instanceof UsageError
    throw isRefusal && !isPlaced(error) ? placed(error, place) : error
  }
}

function placed(error: AwsException | UsageError, place: Place): UsageError {
  const { name, message, path, expected, found, rule } = error
  const at = path === undefined ? place : within(place, ...stepsOf(path))
  const words = withoutPath(message, path)
  const isAws = name !== 'UsageError'
  const facts =
    !isAws || expected === undefined || message.includes(expected) ? '' : ` Expected ${expected}, found ${found}.`
  const sentence = isAws ? `${name}: ${words.replace(/[^.?!]$/, '$&.')}${facts}` : words
  return Object.assign(mistake(at, sentence, { expected, found, rule }), { cause: error })
}

/** The place is said already: a message need not begin with the call and the field. */
function withoutPath(message: string, path: string | undefined): string {
  const words = message.replace(/^fleet\.\w+: /, '')
  return path !== undefined && words.startsWith(`${path}: `) ? words.slice(path.length + 2) : words
}
