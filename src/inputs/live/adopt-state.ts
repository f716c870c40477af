// How does a simulation whose pieces have just been made come into the state that the files tell of? Deployment by deployment, oldest
// first; then instances drain and agents go away. No time passes.
import { AwsException, type Simulation, UsageError } from '../../index.ts'
import type { Blueprint } from '../blueprint/blueprint.ts'
import type { LiveAlarm, LiveDeployment, LiveService, LiveTask } from '../blueprint/state.ts'
import { isPlaced, mistake, type Place } from '../place.ts'
import { placing } from '../refusal.ts'

/** What a name of the files is in the simulation, also inside of longer texts; the same where nobody knows it. */
export type Translate = (text: string) => string

/**
 * Call it in the instant in which the pieces were made, before time passes. Does nothing for a blueprint without state.
 * @throws UsageError for what cannot be, with its place in the files
 */
export function adoptState(sim: Simulation, { state }: Blueprint, translate: Translate): void {
  if (state === undefined) return
  for (const service of state.services) adoptService(sim, service, translate)
  for (const task of state.tasks) adopt(sim, { cluster: translate(task.cluster) }, [task], task.place, translate)
  for (const { cluster, containerInstance, isDraining, agentConnected, place } of state.instances) {
    const input = { cluster: translate(cluster), containerInstances: [translate(containerInstance)] }
    placing(place, () => {
      if (isDraining) sim.ecs.updateContainerInstancesState({ ...input, status: 'DRAINING' })
      if (!agentConnected) sim.fleet.disconnectAgent(input)
    })
  }
  for (const { name, processes, place } of state.groups)
    if (sim.view.tables.autoScalingGroups.get(translate(name)) !== undefined)
      placing(place, () =>
        sim.autoScaling.suspendProcesses({ AutoScalingGroupName: translate(name), ScalingProcesses: [...processes] }),
      )
  for (const alarm of state.alarms) adoptAlarm(sim, alarm)
}

/** Its actions have run in the account: here they run with the next state. One that no piece makes is passed over. */
function adoptAlarm(sim: Simulation, { name, owner, state, reason, place }: LiveAlarm): void {
  const { alarms } = sim.view.tables
  const alarm = alarms.get(owner === null ? name : (alarmOf(sim, owner) ?? ''))
  if (alarm === undefined || alarm.state === state) return
  const { actionsEnabled } = alarm
  const AlarmNames = [alarm.name]
  placing(place, () => {
    if (actionsEnabled) sim.cloudWatch.disableAlarmActions({ AlarmNames })
    sim.cloudWatch.setAlarmState({ AlarmName: alarm.name, StateValue: state, StateReason: reason })
    if (actionsEnabled) sim.cloudWatch.enableAlarmActions({ AlarmNames })
  })
}

function alarmOf({ view: { tables } }: Simulation, { target, policy, side }: NonNullable<LiveAlarm['owner']>) {
  const ofServices = [...tables.scalingPolicies.values()].find((row) => row.name === policy && row.targetId === target)
  const ofGroups = [...tables.groupPolicies.values()].find((row) => row.name === policy && row.groupName === target)
  return (ofServices ?? ofGroups)?.[side] ?? null
}

/** The first of several is made last: each one is an update of the one before. */
function adoptService(sim: Simulation, live: LiveService, translate: Translate): void {
  const owner = { cluster: translate(live.cluster), service: live.name }
  const isOne = live.deployments.length === 1
  for (const deployment of live.deployments.toReversed()) {
    const { update, rolloutState, rolloutStateReason, failedTasks, tasks, place } = deployment
    if (!isOne) placing(place, () => sim.ecs.updateService({ ...owner, ...(translated(update, translate) as object) }))
    const reason = rolloutState !== 'FAILED' || rolloutStateReason === null ? {} : { rolloutStateReason }
    adopt(sim, { ...owner, rolloutState, failedTasks, ...reason }, tasks, place, translate)
  }
}

type Owner = Parameters<Simulation['workload']['adopt']>[0]

function adopt(
  sim: Simulation,
  owner: Owner,
  tasks: LiveDeployment['tasks'],
  place: Place,
  translate: Translate,
): void {
  try {
    sim.workload.adopt({ ...owner, tasks: tasks.map((task) => taskInput(sim, task, translate)) })
  } catch (error) {
    throw placed(error, tasks, place)
  }
}

function taskInput({ nowMs }: Simulation, { task, ageMs }: LiveTask, translate: Translate) {
  const named = translated(task, translate) as LiveTask['task']
  return { ...named, startedAt: Math.max(0, nowMs - ageMs) }
}

/** Of the input, `tasks[n]` is a task in some file. */
function placed(error: unknown, tasks: LiveDeployment['tasks'], place: Place): unknown {
  const isRefusal = error instanceof UsageError || error instanceof AwsException
  if (!isRefusal || isPlaced(error)) return error
  const index = /^tasks\[(\d+)\]/.exec(error.path ?? '')?.[1]
  const at = index === undefined ? place : (tasks[Number(index)]?.place ?? place)
  const { expected, found, rule } = error
  const words = error.message.replace(/^workload\.adopt: /, '')
  return Object.assign(mistake(at, words, { expected, found, rule }), { cause: error })
}

function translated(value: unknown, translate: Translate): unknown {
  if (typeof value === 'string') return translate(value)
  if (Array.isArray(value)) return value.map((each) => translated(each, translate))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, translated(member, translate)]))
}
