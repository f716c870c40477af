// Do enough tasks stay healthy while the change is under way?

import { boundsOf, formatDuration } from '../../index.ts'
import { counted } from '../../inputs/index.ts'
import { type Finding, STEP_WORDS, several, subjectOf } from './finding.ts'
import { type HealthyBound, refuse } from './options.ts'
import { type Part, partsOf, type Received } from './received.ts'

/** Of services that are there before and after; what is created or deleted has nothing to keep. @throws UsageError */
export function keepingHealthy(received: Received, bound: HealthyBound): Finding {
  const { matcher } = received
  if ((bound.atLeast === undefined) === (bound.percent === undefined)) {
    refuse(matcher, 'either atLeast or percent', bound.percent === undefined ? 'neither' : 'both')
  }
  const parts = partsOf(received, bound).filter(({ service }) => service.cost.desiredCount !== null)
  if (parts.length === 0) {
    const which = bound.service ?? 'a service'
    refuse(matcher, `${which} to be there before and after the change`, 'nothing that has tasks to keep')
  }
  const short = parts.filter(({ service }) => service.cost.lowestHealthy < neededOf(service.cost, bound))
  const isSo = short.length === 0
  return {
    isSo,
    subject: subjectOf(parts),
    verb: `keep at least ${bound.percent === undefined ? counted(bound.atLeast, 'task') : `${bound.percent} % of its tasks`} healthy`,
    found: several((isSo ? parts : short).map((part) => lowestText(part, bound))),
    part: short[0] ?? parts[0]!,
  }
}

type Cost = Part['service']['cost']

/** ECS rounds minimumHealthyPercent up. */
function neededOf({ desiredCount }: Cost, { atLeast, percent }: HealthyBound): number {
  if (percent === undefined) return atLeast
  return boundsOf({ desiredCount: desiredCount ?? 0, minimumHealthyPercent: percent, maximumPercent: 200 }).lower
}

/** `web had 2 of 4 desired tasks healthy 40s after the change, where 3 are asked for`. */
function lowestText({ step, service }: Part, bound: HealthyBound): string {
  const { lowestHealthy, lowestAtMs, desiredCount } = service.cost
  const needed = neededOf(service.cost, bound)
  const when = lowestAtMs <= 0 ? 'from the beginning' : `${formatDuration(lowestAtMs)} after ${STEP_WORDS[step.step]}`
  const had = `${service.service} had ${lowestHealthy} of ${counted(desiredCount ?? 0, 'desired task')} healthy`
  return lowestHealthy < needed ? `${had} ${when}, where ${needed} had to be` : `${had} at the least`
}
