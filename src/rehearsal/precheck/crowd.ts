// Is there room for all the tasks that must run at the same time? Counted over the whole fleet, each resource by itself.
import { boundsOf, type ContainerInstance, type Task, type TaskDefinition } from '../../index.ts'
import { neverTaking } from '../causes/placement.ts'
import type { CauseKind } from '../rehearsal.ts'
import type { Facts, Proof } from './facts.ts'
import { isSettled } from './settled.ts'

type Needs = TaskDefinition['needs']

interface Resource {
  readonly kind: CauseKind
  readonly rule: string
  readonly what: string
  /** Of a task; when it is nothing nobody asks for room. */
  need(needs: Needs): number
  /** Of an instance, when it is empty. */
  room(instance: Readonly<ContainerInstance>): number
}

/** Interfaces first: they are what an instance has fewest of (CI-27). */
const RESOURCES: readonly Resource[] = [
  {
    kind: 'no-interfaces',
    rule: 'PL-10',
    what: 'network interfaces',
    need: ({ enis }) => enis,
    room: ({ taskEniLimit }) => taskEniLimit,
  },
  { kind: 'no-room', rule: 'PL-15', what: 'CPU', need: ({ cpuUnits }) => cpuUnits, room: ({ cpuUnits }) => cpuUnits },
  {
    kind: 'no-room',
    rule: 'PL-15',
    what: 'memory',
    need: ({ memoryMiB }) => memoryMiB,
    room: ({ memoryMiB }) => memoryMiB,
  },
]

/**
 * All tasks of the newest deployment run at once in the end; and an old one stops only while one task more than the lower bound is healthy
 * (DP-110, DP-410).
 */
export const crowd: Proof = (facts) => {
  const { service, isAlone, isFinal } = facts
  const isPlaced = service.schedulingStrategy === 'REPLICA' && service.revision.launchType === 'EC2'
  if (!isPlaced || !isAlone || !isFinal || service.desiredCount === 0) return null
  const fleet = fleetOf(facts)
  for (const resource of RESOURCES) {
    const found = tooMany(facts, fleet, resource) ?? noneMore(facts, fleet, resource)
    if (found !== null) return found
  }
  return null
}

function tooMany({ service, label }: Facts, fleet: Fleet, resource: Resource): ReturnType<Proof> {
  const { desiredCount } = service
  const fit = sum(fleet.places.filter(({ isOpen }) => isOpen).map((place) => tasksIn(place, fleet.needs, resource)))
  if (fit >= desiredCount) return null
  const { kind, rule, what } = resource
  const sentence = `${label} wants ${tasks(desiredCount)} at once, and its container instances have ${what} for ${fit}.`
  return { kind, rule, sentence }
}

/** Where old tasks are as large as new ones. */
function noneMore(facts: Facts, fleet: Fleet, resource: Resource): ReturnType<Proof> {
  const { sim, service, label, healthy, total } = facts
  const { lower } = boundsOf(service)
  const need = resource.need(fleet.needs)
  const isAlike = fleet.old.every(({ needs }) => resource.need(needs) === need)
  if (total === 0 || total !== healthy || !isAlike || !isSettled(sim, service)) return null
  const fit = sum(
    fleet.places.map((place) =>
      place.isOpen ? tasksIn(place, fleet.needs, resource) : need === 0 ? Number.POSITIVE_INFINITY : place.own,
    ),
  )
  if (fit > lower) return null
  const { kind, rule, what } = resource
  const sentence = `${label} keeps ${tasks(lower)} healthy (minimumHealthyPercent ${service.minimumHealthyPercent}) until one more is, and its container instances have ${what} for ${fit}.`
  return { kind, rule, sentence }
}

interface Place {
  readonly instance: Readonly<ContainerInstance>
  /** It may take a task of the service as far as its room allows. */
  readonly isOpen: boolean
  /** Tasks of the service that it has. */
  readonly own: number
  readonly others: readonly Readonly<Task>[]
}

interface Fleet {
  readonly needs: Needs
  readonly places: readonly Place[]
  readonly old: readonly Readonly<Task>[]
}

function fleetOf({ sim, service, cluster }: Facts): Fleet {
  const { tables, indexes } = sim.view
  const closed = neverTaking(sim, { cluster, service: service.name })
  const rows = [...tables.containerInstances.values()].filter(
    ({ clusterArn, status }) => clusterArn === service.clusterArn && status === 'ACTIVE',
  )
  const places = rows.map((instance): Place => {
    const all = [...(indexes.tasksByInstance.get(instance.arn) ?? [])].map((arn) => tables.tasks.certain(arn))
    const others = all.filter(({ serviceArn }) => serviceArn !== service.arn)
    return { instance, isOpen: !closed.has(instance.arn), own: all.length - others.length, others }
  })
  const old = [...(indexes.tasksByService.get(service.arn) ?? [])].map((arn) => tables.tasks.certain(arn))
  return { needs: tables.taskDefinitions.certain(service.revision.taskDefinitionArn).needs, places, old }
}

function tasksIn({ instance, others }: Place, needs: Needs, { need, room }: Resource): number {
  const each = need(needs)
  if (each === 0) return Number.POSITIVE_INFINITY
  return Math.max(0, Math.floor((room(instance) - sum(others.map((task) => need(task.needs)))) / each))
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0)
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`
}
