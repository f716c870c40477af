// What of scaling must be seen to before a change? Under a load it comes to rest; without one, what is there must not be taken for idle.
import type { Simulation } from '../index.ts'

/** Services of which nobody has said a load are not scaled in, nor are groups that policies of their own scale (RH-01). */
export function keepIdle({ view, applicationAutoScaling, autoScaling }: Simulation): void {
  const { scalableTargets, loads, groupPolicies, autoScalingGroups } = view.tables
  for (const { id, serviceArn, suspended } of [...scalableTargets.values()]) {
    if (loads.get(serviceArn) !== undefined || suspended.scalingIn) continue
    applicationAutoScaling.registerScalableTarget({
      ServiceNamespace: 'ecs',
      ResourceId: id,
      ScalableDimension: 'ecs:service:DesiredCount',
      SuspendedState: { DynamicScalingInSuspended: true },
    })
  }
  if (loads.size > 0) return
  for (const { id, suspendedProcesses } of [...autoScalingGroups.values()]) {
    const policies = [...groupPolicies.values()].filter(({ groupName }) => groupName === id)
    const isManaged = policies.some(({ configuration }) => configuration.kind === 'managed')
    if (policies.length === 0 || isManaged || suspendedProcesses.includes('AlarmNotification')) continue
    autoScaling.suspendProcesses({ AutoScalingGroupName: id, ScalingProcesses: ['AlarmNotification'] })
  }
}

/** Longer than what scales in waits for. */
const CALM_MS = 20 * 60_000

/** Lets time pass until nothing has been scaled for a while, and everything is steady. */
export function comeToRest(sim: Simulation, atMostMs: number): void {
  const limitMs = sim.nowMs + atMostMs
  let before = ''
  while (sim.nowMs < limitMs && before !== sizesOf(sim)) {
    before = sizesOf(sim)
    sim.advance(CALM_MS)
    sim.runUntil('steady', { atMost: Math.max(0, limitMs - sim.nowMs) })
  }
}

function sizesOf({ view }: Simulation): string {
  const { services, autoScalingGroups } = view.tables
  return JSON.stringify([
    [...services.values()].map(({ desiredCount }) => desiredCount),
    [...autoScalingGroups.values()].map(({ desiredCapacity }) => desiredCapacity),
  ])
}
