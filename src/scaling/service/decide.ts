// Does a service scale now, to what count, because of whom, and if not, why not? One pure function (AS-31…AS-66, section 6 of the rules).
import type { OutCooldown, ScalingPolicy } from '../../model/scaling/targets.ts'
import { cooldownOf, type Direction, type PolicySight, type Proposal, type ServiceSight } from './sight.ts'
import { proposeSteps, type StepProposal } from './steps.ts'
import { anticipatesFlapping, mayScaleIn, proposeLess, proposeMore, wantsMore } from './tracking.ts'

/** What keeps a service from scaling although somebody asks for it. */
export type Hold =
  | 'suspended'
  /** Another policy sees it otherwise, or wants more at the same time (AS-34, AS-35). */
  | 'otherPolicy'
  | 'cooldown'
  | 'deployment'
  | 'minCapacity'
  | 'maxCapacity'
  /** The proposal is what is there. */
  | 'desired'
  /** Fewer tasks run than are desired: from those that run, it would take no more (AS-07). */
  | 'running'
  | 'flapping'

export type ServiceDecision =
  | { readonly outcome: 'quiet' }
  | {
      readonly outcome: 'held'
      readonly direction: Direction
      readonly hold: Hold
      /** Who asked; the first of those who did where nobody came to propose anything. */
      readonly asker: Asker
    }
  | {
      readonly outcome: 'scale'
      readonly direction: Direction
      readonly capacity: number
      readonly asker: Asker
      /** What the policy has to remember after a scale-out (AS-51). */
      readonly cooldown: Pick<OutCooldown, 'base' | 'reached'>
    }

export interface Asker {
  readonly policy: Readonly<Pick<ScalingPolicy, 'id' | 'name' | 'configuration'>>
  readonly alarm: string
}

const QUIET: ServiceDecision = { outcome: 'quiet' }

export function decideService(service: ServiceSight): ServiceDecision {
  const steps = service.policies.flatMap((sight) => stepsOf(sight, service))
  const wanting = service.policies.filter((sight) => wantsMore(sight, service))
  const stepsOut = steps.filter(({ proposal }) => proposal.direction === 'out')
  const [first] = [...wanting.map(({ policy, high }) => ({ policy, alarm: high!.name })), ...stepsOut.map(askerOf)]
  if (first !== undefined) return decideOut(service, first, [...wanting.flatMap(trackingOf(service)), ...stepsOut])
  return decideIn(
    service,
    steps.filter(({ proposal }) => proposal.direction === 'in'),
  )
}

interface Wish<P extends Proposal = Proposal> {
  readonly sight: PolicySight
  readonly proposal: P
}

function stepsOf(sight: PolicySight, service: ServiceSight): readonly Wish<StepProposal>[] {
  return proposeSteps(sight, service).map((proposal) => ({ sight, proposal }))
}

function trackingOf(service: ServiceSight): (sight: PolicySight) => readonly Wish[] {
  return (sight) => {
    const proposal = proposeMore(sight, service)
    return proposal === null ? [] : [{ sight, proposal }]
  }
}

const askerOf = ({ proposal: { policy, alarm } }: Wish): Asker => ({ policy, alarm })

/** The largest; of equals the first. */
function largest(wishes: readonly Wish[]): Wish | undefined {
  let best: Wish | undefined
  for (const wish of wishes) if (best === undefined || wish.proposal.capacity > best.proposal.capacity) best = wish
  return best
}

// ── out ──

function decideOut(service: ServiceSight, asker: Asker, wishes: readonly Wish[]): ServiceDecision {
  const { nowMs, desired, minCapacity, maxCapacity, suspended } = service
  const held = (hold: Hold, who = asker): ServiceDecision => ({ outcome: 'held', direction: 'out', hold, asker: who })
  if (suspended.scalingOut) return held('suspended')
  const best = largest(wishes.filter(({ sight, proposal }) => outdoes(sight, proposal, nowMs)))
  // Inside of a cooldown only more than what was reached counts (AS-52).
  if (best === undefined) return held(wishes.length === 0 ? 'desired' : holdOf(service, wishes))
  const { base } = best.proposal
  const capacity = Math.min(maxCapacity, Math.max(minCapacity, best.proposal.capacity))
  if (desired > maxCapacity || capacity <= desired) return held(holdOf(service, wishes), askerOf(best))
  return { outcome: 'scale', direction: 'out', capacity, asker: askerOf(best), cooldown: { base, reached: capacity } }
}

function outdoes(sight: PolicySight, { capacity }: Proposal, nowMs: number): boolean {
  const cooldown = cooldownOf(sight, nowMs)
  return cooldown === null || capacity > cooldown.reached
}

/** Why more is not more than what there is. */
function holdOf({ nowMs, desired, running, maxCapacity }: ServiceSight, wishes: readonly Wish[]): Hold {
  if (desired >= maxCapacity) return 'maxCapacity'
  if (wishes.every(({ sight }) => cooldownOf(sight, nowMs) !== null)) return 'cooldown'
  return running < desired ? 'running' : 'desired'
}

// ── in ──

function decideIn(service: ServiceSight, steps: readonly Wish[]): ServiceDecision {
  const tracking = proposeLess(service.policies, service).map((proposal) => ({
    sight: service.policies.find(({ policy }) => policy.id === proposal.policy.id)!,
    proposal,
  }))
  const wishes = [...tracking, ...steps]
  const best = largest(wishes)
  if (best === undefined) return blockedByOthers(service)
  const asker = askerOf(best)
  const held = (hold: Hold): ServiceDecision => ({ outcome: 'held', direction: 'in', hold, asker })
  const { desired, minCapacity, maxCapacity } = service
  const obstacle = obstacleIn(service)
  if (obstacle !== null) return held(obstacle)
  const capacity = Math.min(maxCapacity, Math.max(minCapacity, best.proposal.capacity))
  if (capacity >= desired) return held(desired <= minCapacity ? 'minCapacity' : 'desired')
  // A move that the bounds force is not judged (AS-42).
  const isForced = desired > maxCapacity
  if (!isForced && tracking.some(({ sight }) => anticipatesFlapping(sight, service, capacity))) return held('flapping')
  return {
    outcome: 'scale',
    direction: 'in',
    capacity,
    asker,
    cooldown: { base: best.proposal.base, reached: capacity },
  }
}

function obstacleIn({
  nowMs,
  desired,
  minCapacity,
  suspended,
  isDeploying,
  scaleInBlockedUntilMs,
}: ServiceSight): Hold | null {
  if (suspended.scalingIn) return 'suspended'
  if (isDeploying) return 'deployment'
  if (scaleInBlockedUntilMs !== null && nowMs < scaleInBlockedUntilMs) return 'cooldown'
  return desired < minCapacity ? 'minCapacity' : null
}

/** Some would scale in, and others do not (AS-35). */
function blockedByOthers({ policies }: ServiceSight): ServiceDecision {
  const ready = policies.find((sight) => mayScaleIn(sight) && sight.low?.calls === true)
  if (ready === undefined) return QUIET
  const { policy, low } = ready
  return { outcome: 'held', direction: 'in', hold: 'otherPolicy', asker: { policy, alarm: low!.name } }
}
