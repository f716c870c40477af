// Container instances lose touch, are stopped, started, taken back by Spot and terminated (CI-07, CI-16, CI-19, CI-26, LC-16, LC-17).
import * as z from 'zod/mini'
import { sourceOf } from '../../engine/auto-scaling/sources.ts'
import type { InstancesTarget } from '../../engine/faults.ts'
import { isZoneLost } from '../../engine/outages.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import type { Control } from '../faults/control.ts'
import { clusterFor, getInstances } from './clusters.ts'
import { instancesInput, instancesMembers } from './shapes.ts'

/** What the calls about instances take that are there already. */
export interface InstancesInput {
  readonly cluster?: string | undefined
  /** Container instance ids or ARNs, or the machines' own ids. */
  readonly containerInstances: readonly string[]
}

/** What `sim.fleet.startInstances` takes. */
export interface StartInstancesInput extends InstancesInput {
  /** Up at once, instead of after the time that a launch takes (LT-12). */
  readonly ready?: boolean | undefined
}

type Instance = Readonly<ContainerInstance>
const REGISTERED: Refused = { expected: 'registered container instances', rule: 'CI-16' }
const THERE: Refused = { expected: 'instances whose machines are there', rule: 'CI-19' }

/** What is wrong with an instance for this call, and what it should be; null when nothing is. */
type Objection = (instance: Instance, world: World) => Refused | null

export const termination: Control<'fleet.terminate'> = instancesControl('anywhere', () => null)

export const disconnection: Control<'fleet.disconnectAgent'> = {
  ...instancesControl('anywhere', ({ status }) => (status === 'REGISTERING' ? REGISTERED : null)),
  reverse: 'fleet.reconnectAgent',
}
export const reconnection: Control<'fleet.reconnectAgent'> = instancesControl('anywhere', ({ status, machine }) => {
  if (status === 'REGISTERING') return REGISTERED
  return machine.state === 'running' ? null : { expected: 'instances whose machines run', rule: 'CI-19' }
})
export const halt: Control<'fleet.stopInstances'> = {
  ...instancesControl('EC2', ({ status, machine }) => {
    if (status === 'REGISTERING') return REGISTERED
    return machine.state === 'terminated' ? THERE : null
  }),
  reverse: 'fleet.startInstances',
}
export const boot: Control<'fleet.startInstances'> = {
  ...instancesControl('EC2', ({ machine, availabilityZone }, world) => {
    if (machine.state === 'terminated') return THERE
    return isZoneLost(world, availabilityZone) ? { expected: 'instances of zones that are up', rule: 'FG-10' } : null
  }),
  schema: z.strictObject({ ...instancesMembers, ready: z.optional(z.boolean('true or false')) }),
}
export const spotNotice: Control<'fleet.interruptSpot'> = instancesControl('EC2', (instance, world) => {
  const { state } = instance.machine
  if (state === 'terminated' || state === 'stopped') return { expected: 'instances that run', rule: 'CI-26' }
  return isOnDemand(world, instance)
    ? { expected: 'Spot Instances', rule: 'AG-26', what: 'is an On-Demand Instance' }
    : null
})

/** Launched by a group, from a template or configuration that asks for no Spot Instances. Of any other instance nobody knows. */
function isOnDemand(world: World, { ec2InstanceId }: Instance): boolean {
  const member = world.tables.groupInstances.get(ec2InstanceId)
  return member !== undefined && sourceOf(world, member.launch)?.isSpot === false
}

function instancesControl(where: 'EC2' | 'anywhere', objection: Objection) {
  return {
    schema: instancesInput,
    check(world: World, input: InstancesTarget, call: string): void {
      const stranger = instancesOf(world, input, call).find(({ instanceType }) => instanceType === null)
      if (where === 'EC2' && stranger !== undefined)
        refuse(call, stranger, 'is external', { expected: 'instances on EC2', rule: 'EA-4' })
    },
    checkNow(world: World, input: InstancesTarget, call: string): void {
      for (const instance of instancesOf(world, input, call)) {
        const found = objection(instance, world)
        const { status, machine } = instance
        const what = status === 'REGISTERING' ? 'has not registered yet' : (found?.what ?? `is ${machine.state}`)
        if (found !== null) refuse(call, instance, what, found)
      }
    },
  }
}

function instancesOf(world: World, { cluster, containerInstances }: InstancesTarget, call: string): Instance[] {
  return getInstances(world, call, clusterFor(world, cluster).arn, containerInstances)
}

interface Refused {
  readonly expected: string
  /** What is wrong with it, where its state does not say so. */
  readonly what?: string
  readonly rule: string
}

function refuse(call: string, { arn }: Instance, what: string, { expected, rule }: Refused): never {
  throw new UsageError(`${call}: containerInstances: expected ${expected}, but ${show(arn)} ${what}.`, {
    path: 'containerInstances',
    expected,
    found: show(arn),
    rule,
  })
}
