// How does a group of container instances grow and shrink? As an Auto Scaling group does when its desired capacity is changed: at once.
import type { ContainerInstance, Simulation } from '../../index.ts'
import type { AwsInput } from '../services.ts'
import { allButTags, call, type Facts, type Kind, textOf } from './kind.ts'

/** The instances of a group, by ARN, are a fact of it: they are told apart by nothing else. */
const MEMBERS = 'instances'

const NO_POLICY = 'without an update policy an Auto Scaling group replaces none'

export const fleetKind: Kind = {
  identity: (input, names) => `${textOf(input.cluster)}/${names.name ?? ''}`,
  make(sim, input) {
    const instances = launched(sim, input)
    return { ...onlyOne(sim, instances), [MEMBERS]: instances.join(' ') }
  },
  fixed: ['cluster'],
  nameMember: null,
  concerns: (difference) => allButTags(difference).filter((name) => name !== 'ready'),
  update(sim, { facts }, { members, input }) {
    const there = membersOf(facts).filter((arn) => isThere(sim, arn))
    const missing = countOf(input) - there.length
    const fresh = missing > 0 ? launched(sim, { ...input, count: missing }) : []
    if (missing < 0) terminate(sim, input, surplus(sim, there).slice(0, -missing))
    const others = members.filter((name) => name !== 'count')
    return {
      notes: others.map((name) => `${name} of instances that run stays as it is: ${NO_POLICY}`),
      facts: { [MEMBERS]: [...there, ...fresh].join(' ') },
    }
  },
  remove(sim, { input, facts }) {
    const there = membersOf(facts).filter((arn) => isThere(sim, arn))
    if (there.length > 0) terminate(sim, input, there)
  },
}

/** Of a single instance the files may know both names. */
function onlyOne(sim: Simulation, [arn, ...others]: readonly string[]): Facts {
  if (arn === undefined || others.length > 0) return {}
  return { arn, id: sim.view.tables.containerInstances.certain(arn).ec2InstanceId }
}

function launched(sim: Simulation, input: AwsInput): string[] {
  if (countOf(input) === 0) return []
  const { containerInstances } = call(sim, 'fleet', 'launch', input)
  return (containerInstances as readonly AwsInput[]).map(({ containerInstanceArn }) => String(containerInstanceArn))
}

function terminate(sim: Simulation, { cluster }: AwsInput, containerInstances: readonly string[]): void {
  call(sim, 'fleet', 'terminate', { ...(cluster === undefined ? {} : { cluster }), containerInstances })
}

/** An Auto Scaling group keeps its zones even, and takes the oldest of the fullest zone first. */
function surplus(sim: Simulation, arns: readonly string[]): string[] {
  const left = arns.map((arn) => sim.view.tables.containerInstances.certain(arn))
  const order: string[] = []
  while (left.length > 0) {
    const count = (zone: string | null) => left.filter(({ availabilityZone }) => availabilityZone === zone).length
    const next = left.reduce((best, one) => (isBefore(one, best, count) ? one : best))
    order.push(next.arn)
    left.splice(left.indexOf(next), 1)
  }
  return order
}

type Instance = Readonly<ContainerInstance>

function isBefore(one: Instance, other: Instance, count: (zone: string | null) => number): boolean {
  const fuller = count(one.availabilityZone) - count(other.availabilityZone)
  return fuller !== 0 ? fuller > 0 : one.ordinal < other.ordinal
}

function isThere(sim: Simulation, arn: string): boolean {
  const instance = sim.view.tables.containerInstances.get(arn)
  return instance !== undefined && instance.status !== 'INACTIVE'
}

function membersOf(facts: Readonly<Record<string, string>>): string[] {
  return (facts[MEMBERS] ?? '').split(' ').filter((arn) => arn !== '')
}

function countOf({ count = 1 }: AwsInput): number {
  return typeof count === 'number' ? count : 1
}
