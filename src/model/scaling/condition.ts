// Does the condition of a composite alarm hold, and whom does it ask? (CW-34)
import type { AlarmState, Condition } from './alarms.ts'

/** @param stateOf undefined for an alarm that is not there: it is in no state */
export function holds(condition: Condition, stateOf: (alarm: string) => AlarmState | undefined): boolean {
  switch (condition.kind) {
    case 'always':
      return condition.holds
    case 'state':
      return stateOf(condition.alarm) === condition.state
    case 'not':
      return !holds(condition.of, stateOf)
    case 'all':
      return condition.of.every((each) => holds(each, stateOf))
    case 'any':
      return condition.of.some((each) => holds(each, stateOf))
    default: {
      const { alarms, isNegated, isPercent, needed, state } = condition
      const count = alarms.filter((alarm) => (stateOf(alarm) === state) !== isNegated).length
      return isPercent ? count * 100 >= needed * alarms.length : count >= needed
    }
  }
}

/** The alarms that it asks, each once, in the order in which the rule names them. */
export function childrenOf(condition: Condition): string[] {
  return [...new Set(named(condition))]
}

function named(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'always':
      return []
    case 'state':
      return [condition.alarm]
    case 'not':
      return named(condition.of)
    case 'all':
    case 'any':
      return condition.of.flatMap(named)
    default:
      return condition.alarms
  }
}

/** The same condition with other names. */
export function renamed(condition: Condition, nameOf: (alarm: string) => string): Condition {
  switch (condition.kind) {
    case 'always':
      return condition
    case 'state':
      return { ...condition, alarm: nameOf(condition.alarm) }
    case 'not':
      return { ...condition, of: renamed(condition.of, nameOf) }
    case 'all':
    case 'any':
      return { ...condition, of: condition.of.map((each) => renamed(each, nameOf)) }
    default:
      return { ...condition, alarms: condition.alarms.map(nameOf) }
  }
}
