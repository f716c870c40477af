// Do the percentages leave no room to move? (DP-131, DP-150)
import { boundsOf } from '../../index.ts'
import { type Detector, eventsWith, withEvidence } from './cause.ts'

const DEADLOCK = 'because of the service deployment configuration'

export const percentages: Detector = (one) => {
  const { sim, arn, label, after } = one
  const wait = sim.waitingFor().find(({ id }) => id === arn)
  const said = eventsWith(one, DEADLOCK)
  const isDeadlocked = wait?.waitingFor === 'deployment-configuration'
  if (after === null || !isDeadlocked) return null
  return withEvidence(
    { kind: 'percentages', weight: 'blocks', rule: 'EV-120', sentence: deadlockSentence({ ...after, label }) },
    said,
  )
}

interface Percentages {
  readonly label: string
  readonly desiredCount: number
  readonly minimumHealthyPercent: number
  readonly maximumPercent: number
}

export function deadlockSentence(service: Percentages): string {
  const { label, desiredCount, minimumHealthyPercent, maximumPercent } = service
  const { lower, upper } = boundsOf(service)
  const tasks = desiredCount === 1 ? '1 task' : `${desiredCount} tasks`
  return `${label} can neither stop nor start a task: of ${tasks}, minimumHealthyPercent ${minimumHealthyPercent} keeps ${lower} and maximumPercent ${maximumPercent} allows ${upper}.`
}
