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
  const words = name === 'UsageError' ? message : `${name}: ${message}`
  const facts = expected === undefined || message.includes(expected) ? '' : ` (expected ${expected}, found ${found})`
  return Object.assign(mistake(at, words + facts, { expected, found, rule }), { cause: error })
}
