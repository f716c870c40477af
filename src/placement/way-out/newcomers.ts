// Which new instance would take the task? Types that stand in the cluster come first, then the smallest of the catalogue.
import { MOST_ATTRIBUTES } from '../../model/attributes.ts'
import type { ContainerInstance } from '../../model/entities.ts'
import { findInstanceType, INSTANCE_TYPES, type InstanceType } from '../../model/instance-types.ts'
import { VPC } from '../../model/network.ts'
import { SHELF_FILTERS } from '../filters.ts'
import type { Remedy } from '../remedies.ts'
import type { PlacementRequest } from '../request.ts'
import { helpfulAttributes, setsOf } from './attributes.ts'
import type { Question } from './question.ts'
import { Trial } from './trial.ts'

/**
 * At most two: the smallest type that the cluster has already, and the smallest there is. A smaller type has less memory,
 * then less CPU, then a name that comes earlier. Types of another architecture than the fleet's are only for a task that no type
 * of the fleet's would take: placement would take them, but an image may not run there.
 */
export function* addInstance(question: Question): Generator<Remedy> {
  if (question.launch === null) return
  const known = typesOfFleet(question)
  const familiar = new Set(known.map(({ architecture }) => architecture))
  if (familiar.size === 0) familiar.add('x86_64')
  const all = [...INSTANCE_TYPES.values()].sort(bySize)
  const usual = all.filter(({ architecture }) => familiar.has(architecture))
  const strange = all.filter(({ architecture }) => !familiar.has(architecture))
  const first = smallest(question, known)
  if (first !== null) yield first
  const second = smallest(question, usual) ?? smallest(question, strange)
  if (second !== null && second.instanceType !== first?.instanceType) yield second
}

function bySize(a: InstanceType, b: InstanceType): number {
  return a.memoryMiB - b.memoryMiB || a.vCpus - b.vCpus || (a.name < b.name ? -1 : 1)
}

type NewInstance = Extract<Remedy, { kind: 'add-instance' }>

function smallest(question: Question, types: readonly InstanceType[]): NewInstance | null {
  const zones = zonesOf(question)
  const { capacityProvider } = question.request
  const own = capacityProvider === null ? {} : { capacityProvider }
  // Where the task's subnets are; anywhere will do for a task without.
  const vpcId = question.request.requiredAttributes[VPC] ?? null
  const sets = setsOf(helpfulAttributes(question), MOST_ATTRIBUTES)
  for (const type of types) {
    for (const availabilityZone of zones) {
      const instance = question.launch!(type, { availabilityZone, vpcId })
      if (!isLargeEnough(question.request, instance)) break
      const attributes = sets.find((set) =>
        new Trial(
          question.request,
          { ...instance, attributes: { ...instance.attributes, ...set } },
          [],
          null,
        ).takesTheTask(),
      )
      if (attributes !== undefined)
        return {
          kind: 'add-instance',
          instanceType: type.name,
          availabilityZone,
          vpcId,
          attributes,
          ...own,
          placedOn: null,
        }
    }
  }
  return null
}

/** Most types are too small for a large task, and that is seen without a trial: in whichever zone, with whichever attributes. */
function isLargeEnough(request: PlacementRequest, { cpuUnits, memoryMiB }: Readonly<ContainerInstance>): boolean {
  const empty = { cpuFree: cpuUnits, memoryFree: memoryMiB }
  return SHELF_FILTERS.every(({ fits }) => fits(request, empty))
}

/** Those of the catalogue; a type of the user's own is known to nobody but the user. */
function typesOfFleet({ fleet, request }: Question): InstanceType[] {
  const names = fleet.slots().map(({ arn }) => request.instances.certain(arn).instanceType)
  return [...new Set(names)].flatMap((name) => (name === null ? [] : (findInstanceType(name) ?? []))).sort(bySize)
}

/** The fleet's own first, in order of registration, then those of the Region and of the task's subnets. */
function zonesOf({ fleet, request, zones }: Question): string[] {
  const own = fleet.slots().flatMap(({ arn }) => request.instances.certain(arn).availabilityZone ?? [])
  return [...new Set([...own, ...zones, ...(request.zones ?? [])])]
}
