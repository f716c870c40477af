// Each expectation is a sentence, and a check that says what it found.
import { allTasks, healthyTasks, running, runningTasks } from '../index.ts'
import {
  byWhen,
  extreme,
  floorOf,
  isBy,
  levelsFor,
  levelText,
  type Rule,
  said,
  saidAt,
  waitersSay,
  whenSaid,
  worse,
} from './evidence.ts'
import { errors } from './expected-errors.ts'
import { cpu, desired, instances, scaledBack } from './expected-scaling.ts'
import type { ExpectationName, ExpectationValues } from './scenario-data.ts'
import { counted, spanText, waitText } from './words.ts'

export const RULES: { readonly [Name in ExpectationName]: Rule<ExpectationValues[Name]> } = {
  completes: {
    sentence: (value) => byWhen('completes', 'does not complete', value),
    check: (value, { verdict }) => {
      const restedMs = verdict.status === 'completes' ? verdict.durationMs : null
      const found = restedMs === null ? verdict.status : `in ${spanText(restedMs)}`
      return { met: isBy(value, restedMs), found, texts: waitersSay(verdict) }
    },
  },
  stuck: {
    sentence: (value) => {
      if (value === false) return 'does not get stuck'
      return value === true ? 'gets stuck' : `gets stuck waiting for ${waitText(value)}`
    },
    check: (value, { verdict }) => {
      const waits = verdict.status === 'stuck' ? verdict.waitingFor.map(({ waitingFor }) => waitingFor) : []
      const met = typeof value === 'boolean' ? value === waits.length > 0 : waits.includes(value)
      const found = waits.length === 0 ? verdict.status : `waits for ${waits.map(waitText).join(', ')}`
      return { met, found, texts: waitersSay(verdict) }
    },
  },
  steady: {
    sentence: (value, service) => byWhen(`${service} is steady`, `${service} is not steady at the end`, value),
    check: (value, { changeMs }, { steadySinceMs }) => {
      const spanMs = steadySinceMs === null ? null : Math.max(0, steadySinceMs - changeMs)
      return { met: isBy(value, spanMs), found: spanMs === null ? 'not steady' : `after ${spanText(spanMs)}` }
    },
  },
  neverBelow: {
    sentence: (value, service) => `${service} never has fewer than ${levelText(value)} tasks`,
    check: ({ healthy, running: atLeast }, evidence, service) => {
      const history = { levels: levelsFor(evidence, service), evidence, service }
      return worse(floorOf(healthy, healthyTasks, history), floorOf(atLeast, runningTasks, history))
    },
  },
  neverAbove: {
    sentence: ({ tasks }, service) => `${service} never has more than ${counted(tasks, 'task')}`,
    check: ({ tasks }, evidence, service) => {
      const most = extreme(levelsFor(evidence, service), allTasks, (a, b) => a > b)
      return {
        met: allTasks(most) <= tasks,
        found: `most ${allTasks(most)}, at ${spanText(most.atMs - evidence.zeroMs)}`,
        ...saidAt(evidence, service, most.atMs),
      }
    },
  },
  deployments: {
    sentence: (count, service) => `${service} ends with ${counted(count, 'deployment')}`,
    check: (count, _, { deployments }) => ({
      met: deployments.length === count,
      found: counted(deployments.length, 'deployment'),
    }),
  },
  tasks: {
    sentence: (value, service) => `${service} ends with ${levelText(value)} tasks`,
    check: (value, { sim }, { arn }) => {
      const count = sim.view.indexes.census.total(arn)
      const { starting: pending, healthy, stopping } = count
      const is = { running: running(count), healthy, pending, stopping }
      const names = Object.keys(value) as (keyof typeof is)[]
      const found = names.map((name) => `${is[name]} ${name}`).join(', ')
      return { met: names.every((name) => is[name] === value[name]), found }
    },
  },
  errors,
  instances,
  desired,
  cpu,
  scaledBack,
  event: {
    sentence: (text, service) => `an event of ${service} says "${text}"`,
    check: (text, evidence, service) => {
      const saying = said(text, evidence, service)
      return { met: saying !== null, ...whenSaid(saying) }
    },
  },
  noEvent: {
    sentence: (text, service) => `no event of ${service} says "${text}"`,
    check: (text, evidence, service) => {
      const saying = said(text, evidence, service)
      return { met: saying === null, ...whenSaid(saying) }
    },
  },
}
