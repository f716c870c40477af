// What is wrong with the tasks that start? Their images, their resources, their containers, or what their health checks hear.
import type { Task } from '../../index.ts'
import { counted } from '../../inputs/index.ts'
import type { CauseKind, Weight } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import type { Failed } from '../watch.ts'
import { type Detector, spanText, withEvidence } from './cause.ts'

interface Kind {
  readonly kind: CauseKind
  readonly rule: string
  is(task: Readonly<Task>, one: Case): boolean
  sentence(task: Readonly<Task>, one: Case): string
}

/** The first that fits a task is what is wrong with it. */
const KINDS: readonly Kind[] = [
  {
    kind: 'image',
    rule: 'IM-20',
    is: (task) => /CannotPull|toomanyrequests/.test(reasonsOf(task)),
    sentence: (task, { label }) => `${label} cannot pull its image ${imageOf(task)}.`,
  },
  {
    kind: 'resource',
    rule: 'LC-54',
    is: (task) => /ResourceInitializationError|Fetching secret/.test(reasonsOf(task)),
    sentence: (_, { label }) => `${label} does not get what its tasks need before they start.`,
  },
  {
    kind: 'grace-too-short',
    rule: 'DP-208',
    is: (task, { plan }) => task.finding?.by === 'target' && plan.bootMs !== null,
    sentence: (task, { label, plan }) =>
      `${label} takes ${spanText(plan.bootMs as number)} to answer, and its health check gives it up before: its grace period is ${spanText(task.launch.graceMs)}.`,
  },
  {
    kind: 'target-unhealthy',
    rule: 'EV-141',
    is: (task) => task.finding?.by === 'target',
    sentence: (_, { label }) => `Tasks of ${label} fail the health checks of their load balancer.`,
  },
  {
    kind: 'container-unhealthy',
    rule: 'EV-140',
    is: (task) => task.finding?.by === 'containers',
    sentence: (_, { label }) => `Tasks of ${label} fail the health checks of their containers.`,
  },
  {
    kind: 'container-exits',
    rule: 'CB-10',
    is: () => true,
    sentence: (task, { label }) => `Tasks of ${label} end by themselves${exitOf(task)}.`,
  },
]

export const failing: Detector = (one) => {
  const { story, verdict, label } = one
  const before = new Set(one.before?.deployments.map(({ id }) => id as string))
  const own = story.failed.filter(({ task }) => !before.has(task.deploymentId ?? ''))
  if (own.length === 0) return null
  const { task } = own.at(-1)!
  const { kind, rule, sentence } = KINDS.find(({ is }) => is(task, one))!
  const isOver = verdict === 'completes' || verdict === 'degrades'
  const end = isOver ? ` on the way, and ${own.length === 1 ? 'was' : 'were'} replaced` : ''
  const times = ` ${counted(own.length, 'task')} of ${label} failed${end}.`
  return withEvidence({ kind, weight: weightOf(one), rule, sentence: sentence(task, one) + times }, own.map(saidBy))
}

/** Where others took over in time, failures only cost time. */
function weightOf({ verdict, story, asked }: Case): Weight {
  if (verdict === 'stuck' || verdict === 'rolls-back') return 'blocks'
  return story.lowestHealthy.count < asked ? 'degrades' : 'slows'
}

function saidBy({ seq, task }: Failed): { seq: number; text: string } {
  const { finding, stoppedReason, containers } = task
  const reason = containers.map((container) => container.reason).find((text) => text !== null)
  return { seq, text: finding?.event ?? reason ?? stoppedReason ?? 'stopped' }
}

function reasonsOf({ stoppedReason, containers }: Readonly<Task>): string {
  return [stoppedReason, ...containers.map(({ reason }) => reason)].join(' ')
}

function imageOf({ containers }: Readonly<Task>): string {
  const failed = containers.find(({ reason }) => reason?.includes('Pull') === true) ?? containers[0]
  return failed?.image ?? ''
}

function exitOf({ containers }: Readonly<Task>): string {
  const ended = containers.find(({ exitCode }) => exitCode !== null)
  return ended === undefined ? '' : `: container ${ended.name} exits with code ${ended.exitCode}`
}
