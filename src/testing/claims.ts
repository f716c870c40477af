// What may a strategy claim beyond what every strategy must keep? Laws that are made for it: balance, filling, preference.
import type { PlacementCandidate, PlacementDemand } from '../index.ts'
import type { PlacementLaw } from './law.ts'

export interface BalanceOptions {
  /** `instanceId`, or `attribute:NAME` such as `attribute:ecs.availability-zone`; those without it count together. */
  readonly by: string
  /** The most that a place may be ahead of another that would take the task, too. */
  readonly within: number
}

/** The tasks of a group stay balanced: none goes where already more of them are than elsewhere, if it fits there. */
export function keepsBalance({ by, within }: BalanceOptions): PlacementLaw {
  return {
    name: 'keepsBalance',
    says: `by ${by}, no place gets more than ${within} ahead of another that has room`,
    given: { by, within },
    judge: ({ sim, request, nameOf, given: { by, within } }) => {
      const placeOf = (arn: string) => {
        const instance = [...sim.view.tables.containerInstances.values()].find((each) => each.arn === arn)
        return by === 'instanceId' ? nameOf(sim, arn) : (instance?.attributes[by.slice(10)] ?? 'no value')
      }
      for (let left = request.count ?? 1; left > 0; left--) {
        const fitting = sim.whyNot(request, { wayOut: false }).instances.filter(({ fits }) => fits)
        const [task] = sim.ecs.runTask({ ...request, count: 1 }).tasks
        if (task === undefined) return null
        const counts = new Map(fitting.map((each) => [placeOf(each.containerInstanceArn), 0]))
        for (const other of sim.view.tables.tasks.values()) {
          const count = counts.get(placeOf(other.containerInstanceArn ?? ''))
          if (other.group === task.group && other.desiredStatus === 'RUNNING' && count !== undefined)
            counts.set(placeOf(other.containerInstanceArn ?? ''), count + 1)
        }
        const most = placeOf(task.containerInstanceArn ?? '')
        const [least = most] = [...counts].sort((a, b) => a[1] - b[1])[0] ?? []
        const [high = 0, low = 0] = [counts.get(most), counts.get(least)]
        if (high - low > within)
          return `a task of ${task.group} went to ${most}, which now has ${high} of them; ${least} has room, and ${low}`
      }
      return null
    },
  }
}

export interface FillOptions {
  readonly resource: 'cpu' | 'memory'
}

/** A task goes where the least is left that is enough. */
export function fillsFirst({ resource }: FillOptions): PlacementLaw {
  return {
    name: 'fillsFirst',
    says: `of the instances that fit, the one with the least ${resource} left is chosen`,
    given: { resource },
    judge: ({ sim, request, nameOf, given: { resource } }) => {
      const leftOn = (arn: string) => {
        const [instance] = sim.ecs.describeContainerInstances({ containerInstances: [arn] }).containerInstances
        const name = resource.toUpperCase()
        return instance?.remainingResources?.find((each) => each.name === name)?.integerValue ?? 0
      }
      for (let left = request.count ?? 1; left > 0; left--) {
        const fitting = sim.whyNot(request, { wayOut: false }).instances.filter(({ fits }) => fits)
        const before = new Map(fitting.map(({ containerInstanceArn: arn }) => [arn, leftOn(arn)]))
        const [task] = sim.ecs.runTask({ ...request, count: 1 }).tasks
        if (task === undefined) return null
        const chosen = task.containerInstanceArn ?? ''
        const had = before.get(chosen) ?? 0
        for (const [arn, amount] of before) {
          if (amount < had)
            return `the task went to ${nameOf(sim, chosen)} with ${had} left; ${nameOf(sim, arn)} had ${amount}, and room`
        }
      }
      return null
    },
  }
}

/** Whether the chosen candidate is at least as good as another that would have fitted. */
export type Preference = (chosen: PlacementCandidate, other: PlacementCandidate, task: PlacementDemand) => boolean

/** A relation that the strategy claims to follow: it holds between the chosen instance and every other that fits. */
export function prefers(isAsGood: Preference): PlacementLaw {
  return {
    name: 'prefers',
    says: 'the chosen instance is at least as good as every other that fits',
    given: { isAsGood },
    judge: ({ sim, request, asked, nameOf, given: { isAsGood } }) => {
      for (let left = request.count ?? 1; left > 0; left--) {
        asked.length = 0
        const [task] = sim.ecs.runTask({ ...request, count: 1 }).tasks
        if (task === undefined) return null
        const arn = task.containerInstanceArn ?? ''
        const chosen = asked.find(({ candidate }) => candidate.containerInstanceArn === arn)
        const others = asked.filter(({ candidate }) => candidate.containerInstanceArn !== arn)
        const better = others.find(
          (other) => chosen !== undefined && !isAsGood(chosen.candidate, other.candidate, other.task),
        )
        if (better !== undefined)
          return `the task went to ${nameOf(sim, arn)}, and ${nameOf(sim, better.candidate.containerInstanceArn)} is better`
      }
      return null
    },
  }
}
