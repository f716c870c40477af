// Who ended it, or keeps it waiting? The circuit breaker, an alarm, protection, the clock, or somebody else.
import type { Service } from '../../index.ts'
import type { StackRefusal } from '../../inputs/index.ts'
import type { Carried } from '../change.ts'
import type { Cause } from '../rehearsal.ts'
import type { Case } from '../verdict.ts'
import { type Detector, eventsWith, spanText, withEvidence } from './cause.ts'

export const breaker: Detector = (one) => {
  const said = eventsWith(one, 'deployment failed: tasks failed to start', 'rolling back to deployment')
  const given = one.story.givenUp.find(({ rule }) => rule === 'CB-20')
  if (given === undefined) return null
  const end = endOf(one)
  const sentence = `The circuit breaker of ${one.label} gives the deployment up after ${spanText(given.atMs - one.passage.changeMs)}, ${end}.`
  return withEvidence({ kind: 'breaker', weight: 'blocks', rule: 'CB-20', sentence }, [
    { seq: given.seq, text: said[0]?.text ?? '' },
    ...said,
  ])
}

function endOf({ verdict, story }: Case): string {
  const isRollback = story.events.some(({ text }) => text.includes('rolling back to deployment'))
  if (!isRollback) return 'and there is nothing that it goes back to'
  return verdict === 'rolls-back'
    ? 'and goes back to the deployment before'
    : 'and the deployment that it goes back to does not come to rest either'
}

export const alarm: Detector = (one) => {
  const given = one.story.givenUp.find(({ rule }) => rule === 'CB-60')
  if (given === undefined) return null
  const sentence = `An alarm of ${one.label} ends the deployment.`
  return withEvidence({ kind: 'alarm', weight: 'blocks', rule: 'CB-60', sentence }, eventsWith(one, 'alarm detected'))
}

export const protection: Detector = (one) => {
  const said = eventsWith(one, 'tasks under protection')
  if (said.length === 0 || one.verdict !== 'stuck') return null
  const sentence = `Protected tasks of ${one.label} do not stop, and the deployment waits for them.`
  return withEvidence({ kind: 'protection', weight: 'blocks', rule: 'EV-125', sentence }, said)
}

/** It still moves forward when the time is up. */
export const outOfTime: Detector = (one) => {
  const { sim, after, arn, verdict, story } = one
  const count = sim.view.indexes.census.total(arn)
  const isMoving = count.starting + count.unsettled + count.stopping > 0 && story.failed.length === 0
  if (verdict !== 'stuck' || after === null || !isMoving) return null
  const sentence = `${one.label} is still on its way when the time is up, after ${spanText(one.plan.atMostMs)}.`
  return withEvidence({ kind: 'out-of-time', weight: 'blocks', rule: 'DP-410', sentence }, story.events.slice(-1))
}

/** Whatever it waits for, in the scheduler's own words. */
export const waiting: Detector = (one) => {
  const { sim, arn, verdict, after, story } = one
  const wait = sim.waitingFor().find(({ id }) => id === arn)
  if (verdict !== 'stuck' || wait === undefined) return null
  const sentence = `${one.label} waits: ${wait.detail}.`
  return withEvidence({ kind: 'waiting', weight: 'blocks', rule: ruleOf(after), sentence }, story.events.slice(-2))
}

function ruleOf(after: Readonly<Service> | null): string {
  return after?.notices[0]?.rule ?? 'DP-410'
}

export const notReached: Detector = ({ change, label, passage }) =>
  change === 'not reached' || change === 'refused' ? notReachedCause(label, passage.carried) : null

export function notReachedCause(name: string, { refusal }: Pick<Carried, 'refusal'>): Cause {
  const [rule, sentence] =
    refusal === null
      ? ['SV-605', `${name} was not reached: something that it needs did not become stable.`]
      : ['CFN-01', `${name} stays as it was: CloudFormation takes the whole update back.`]
  return withEvidence({ kind: 'not-reached', weight: 'blocks', rule, sentence }, [])
}

/** Half-way: what was done before is taken back. */
export function refusedCause({ id, rule, said, error }: StackRefusal): Cause {
  const sentence = `CloudFormation cannot bring ${id} up to date, and takes the whole update back: ${error.message}`
  const cause = { kind: 'refused', weight: 'blocks', rule, sentence } as const
  return { ...cause, evidence: { entries: [], texts: [said] } }
}
