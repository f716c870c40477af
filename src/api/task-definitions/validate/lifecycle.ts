// Can a container be watched, started, stopped and restarted as its definition says? (HC-1, HC-2, TD-52, TD-53, TD-54)
import type { Container } from '../definition.ts'
import { invalidSetting, isWithin, type Objections } from './objection.ts'

const HEALTH_CHECK_RANGES = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const

export function* healthCheckObjections(container: Container, at: string): Objections {
  const { healthCheck } = container
  if (healthCheck === undefined) return
  if (healthCheck.command.length === 0 || healthCheck.command.every((word) => word === '')) {
    const message = invalidSetting('healthCheck.command', container)
    yield {
      rule: 'HC-1',
      path: `${at}.healthCheck.command`,
      message,
      expected: 'a command',
      found: healthCheck.command,
    }
  }
  for (const [member, least, most] of HEALTH_CHECK_RANGES) {
    const value = healthCheck[member]
    if (value === undefined || isWithin(value, least, most)) continue
    const message = invalidSetting(`healthCheck.${member}`, container)
    yield { rule: 'HC-2', path: `${at}.healthCheck.${member}`, message, expected: `${least} to ${most}`, found: value }
  }
}

const LEAST_TIMEOUT = 2

export function* timingObjections(container: Container, at: string): Objections {
  const { startTimeout, stopTimeout } = container
  if (startTimeout !== undefined && startTimeout < LEAST_TIMEOUT) {
    const message = `Granular start timeout on container '${container.name}' must be at least ${LEAST_TIMEOUT} seconds.`
    yield { rule: 'TD-52', path: `${at}.startTimeout`, message, expected: '2 or more', found: startTimeout }
  }
  if (stopTimeout !== undefined && stopTimeout < LEAST_TIMEOUT) {
    const message = `Granular stop timeout on container '${container.name}' must be at least ${LEAST_TIMEOUT} seconds.`
    yield { rule: 'TD-53', path: `${at}.stopTimeout`, message, expected: '2 or more', found: stopTimeout }
  }
  yield* restartObjections(container, at)
}

const MOST_IGNORED_CODES = 50

function* restartObjections(container: Container, at: string): Objections {
  const { ignoredExitCodes = [], restartAttemptPeriod } = container.restartPolicy ?? {}
  const path = `${at}.restartPolicy`
  if (ignoredExitCodes.length > MOST_IGNORED_CODES) {
    const message = invalidSetting('restartPolicy.ignoredExitCodes', container)
    const expected = `at most ${MOST_IGNORED_CODES} codes`
    yield { rule: 'TD-54', path: `${path}.ignoredExitCodes`, message, expected, found: ignoredExitCodes.length }
  }
  if (restartAttemptPeriod !== undefined && !isWithin(restartAttemptPeriod, 60, 1_800)) {
    const message = invalidSetting('restartPolicy.restartAttemptPeriod', container)
    const facts = { path: `${path}.restartAttemptPeriod`, expected: '60 to 1800', found: restartAttemptPeriod }
    yield { rule: 'TD-54', message, ...facts }
  }
}
