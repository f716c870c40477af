// Which instances can take the task? One ordered table; the first filter that an instance fails is its reason (PL-04).
//
// A filter says which part of an instance it looks at, so that placement asks it once for a whole class or shelf of
// instances that it cannot tell apart.
import { type AttributeCarrier, attributeOf } from '../model/capabilities.ts'
import type { PlacementClass } from '../model/fleet-index.ts'
import { distinctInstanceHolds, memberOfHolds, memberOfHoldsForClass, tasksOn } from './constraints.ts'
import type { ClassFilter, Filter, FilterRow, ShelfFilter, SlotFilter } from './filter.ts'
import { freeEnis, freeGpus, keptPort, keptPortCount, withKept } from './kept-room.ts'
import { customFilters } from './plugins.ts'
import type { InstanceRefusal, PlacementRequest, RefusalReason, Shortage, Slot } from './request.ts'

const agentIsThere: ClassFilter = {
  reason: 'AGENT',
  rule: 'CI-16',
  looksAt: 'class',
  concerns: () => true,
  fits: (_request, { agentConnected }) => agentConnected,
  wanted: () => 'a connected agent',
  available: () => 'a disconnected agent',
}

const attributesMatch: ClassFilter = {
  reason: 'ATTRIBUTE',
  rule: 'PL-11',
  looksAt: 'class',
  concerns: ({ requiredAttributes }) => Object.keys(requiredAttributes).length > 0,
  fits: (request, owner) => missingAttribute(request, owner) === undefined,
  wanted: (request) => Object.entries(request.requiredAttributes).map(spell).join(', '),
  available: (owner, request) => {
    const name = missingAttribute(request, owner) as string
    const value = attributeOf(owner, name)
    return value === undefined ? `no ${name}` : spell([name, value])
  },
}

const zoneHasSubnet: ClassFilter = {
  reason: 'LOCATION',
  rule: 'PL-12',
  looksAt: 'class',
  concerns: ({ zones }) => zones !== null,
  fits: hasSubnetIn,
  wanted: ({ zones }) => `a subnet in ${[...new Set(zones)].join(' or ')}`,
  available: (owner) => zoneOf(owner) || 'no zone',
}

const cpuFits: ShelfFilter = {
  reason: 'RESOURCE:CPU',
  rule: 'PL-15',
  looksAt: 'shelf',
  fits: (request, shelf) => request.needs.cpuUnits <= shelf.cpuFree,
  wanted: (request) => `${request.needs.cpuUnits} CPU units`,
  available: (shelf, _request, slot) => withKept(`${shelf.cpuFree} CPU units`, slot, 'CPU'),
}

const memoryFits: ShelfFilter = {
  reason: 'RESOURCE:MEMORY',
  rule: 'PL-15',
  looksAt: 'shelf',
  fits: (request, shelf) => request.needs.memoryMiB <= shelf.memoryFree,
  wanted: (request) => `${request.needs.memoryMiB} MiB`,
  available: (shelf, _request, slot) => withKept(`${shelf.memoryFree} MiB`, slot, 'MEMORY'),
}

const portsAreFree: SlotFilter = {
  reason: 'RESOURCE:PORTS',
  rule: 'PL-08',
  looksAt: 'slot',
  concerns: (request) => portCount(request) > 0,
  fits: (request, slot) =>
    slot.promised.busyPort(request.needs) === null &&
    keptPort(slot, request.needs) === null &&
    slot.promised.portCount + keptPortCount(slot) + portCount(request) <= request.reservedPortLimit,
  wanted: ({ needs }) =>
    [...needs.tcpPorts.map((port) => `${port}/tcp`), ...needs.udpPorts.map((port) => `${port}/udp`)].join(', '),
  available: (slot, request) => {
    const busy = slot.promised.busyPort(request.needs)
    if (busy !== null) return `${busy} in use`
    const kept = keptPort(slot, request.needs)
    return kept ?? `${slot.promised.portCount + keptPortCount(slot)} of ${request.reservedPortLimit} ports reserved`
  },
}

const gpusAreFree: SlotFilter = {
  reason: 'RESOURCE:GPU',
  rule: 'PL-09',
  looksAt: 'slot',
  concerns: ({ needs }) => needs.gpus > 0,
  fits: ({ needs }, slot) => needs.gpus <= freeGpus(slot),
  wanted: ({ needs }) => `${needs.gpus} GPUs`,
  available: (slot) => withKept(`${freeGpus(slot)} GPUs`, slot, 'GPU'),
}

const enisAreFree: SlotFilter = {
  reason: 'RESOURCE:ENI',
  rule: 'PL-10',
  looksAt: 'slot',
  concerns: ({ needs }) => needs.enis > 0,
  fits: ({ needs }, slot) => needs.enis <= freeEnis(slot),
  wanted: () => 'a network interface',
  available: (slot) => withKept(`${freeEnis(slot)} of ${slot.taskEniLimit} network interfaces free`, slot, 'ENI'),
}

const memberOf = {
  reason: 'MemberOf placement constraint unsatisfied.',
  rule: 'PL-29',
  wanted: (request: PlacementRequest) => request.memberOf.map(({ expression }) => expression).join(' and '),
  available: () => 'an instance that is no member',
} as const

/** Expressions that attributes decide alone. */
const memberOfByClass: ClassFilter = {
  ...memberOf,
  looksAt: 'class',
  concerns: (request) => request.memberOf.some((query) => query.asksAttributesOnly),
  fits: memberOfHoldsForClass,
}

/** The others. */
const memberOfBySlot: SlotFilter = {
  ...memberOf,
  looksAt: 'slot',
  concerns: (request) => request.memberOf.some((query) => !query.asksAttributesOnly),
  fits: memberOfHolds,
}

const distinctInstance: SlotFilter = {
  reason: 'DistinctInstance placement constraint unsatisfied.',
  rule: 'PL-28',
  looksAt: 'slot',
  concerns: (request) => request.distinctInstance,
  fits: distinctInstanceHolds,
  wanted: (request) => `no task of ${request.group}`,
  available: (slot, request) => `${tasksOn(slot, request)} of ${request.group}`,
}

/** In the order of PL-04. To add a filter, add its row. */
const FILTERS: readonly Filter[] = [
  agentIsThere,
  attributesMatch,
  zoneHasSubnet,
  cpuFits,
  memoryFits,
  portsAreFree,
  gpusAreFree,
  enisAreFree,
  memberOfByClass,
  memberOfBySlot,
  distinctInstance,
]

/** How far an instance came is told by reasons: both rows of memberOf are one check (PF-35). */
const REASONS = [...new Set(FILTERS.map(({ reason }) => reason))]

export const CLASS_FILTERS = FILTERS.filter((filter): filter is ClassFilter => filter.looksAt === 'class')
export const SHELF_FILTERS = FILTERS.filter((filter): filter is ShelfFilter => filter.looksAt === 'shelf')
const SLOT_FILTERS = FILTERS.filter((filter): filter is SlotFilter => filter.looksAt === 'slot')

/** Most requests concern no filter of slots, and share this. */
const NONE: readonly SlotFilter[] = []

/** The filters that are asked of each slot: those that the request can fail, and those that its user brought along. */
export function slotFiltersFor(request: PlacementRequest): readonly SlotFilter[] {
  let concerned: readonly SlotFilter[] = NONE
  for (const filter of SLOT_FILTERS) if (filter.concerns(request)) concerned = [...concerned, filter]
  const custom = customFilters(request)
  return custom.length === 0 ? concerned : [...concerned, ...custom]
}

/** The first filter that the instance fails, with what was wanted and what there is; null when it fits. */
export function whyNot(request: PlacementRequest, slot: Slot): InstanceRefusal | null {
  for (const filter of FILTERS) {
    const shortage = shortageOf(filter, request, slot)
    if (shortage !== null) return { ...shortage, slot, passed: REASONS.indexOf(filter.reason) }
  }
  for (const [index, filter] of customFilters(request).entries()) {
    const shortage = check(filter, request, slot, slot)
    if (shortage !== null) return { ...shortage, slot, passed: REASONS.length + index }
  }
  return null
}

/** One filter's answer about one instance. */
export interface Check {
  readonly reason: RefusalReason
  readonly rule: string
  readonly passed: boolean
  /** Given for a check that failed. */
  readonly wanted: string | null
  readonly available: string | null
}

/** Every filter that the request can fail, asked in order (PL-04); the first failure is the last answer. */
export function* checksOf(request: PlacementRequest, slot: Slot): Generator<Check> {
  for (const filter of [...FILTERS, ...customFilters(request)]) {
    if (filter.looksAt !== 'shelf' && !filter.concerns(request)) continue
    const shortage = shortageOf(filter, request, slot)
    const { wanted = null, available = null } = shortage ?? {}
    yield { reason: filter.reason, rule: filter.rule, passed: shortage === null, wanted, available }
    if (shortage !== null) return
  }
}

/** What the instance lacks in the eyes of one filter; null when it passes. */
function shortageOf(filter: Filter, request: PlacementRequest, slot: Slot): Shortage | null {
  switch (filter.looksAt) {
    case 'class':
      return check(filter, request, slot.class, slot)
    case 'shelf':
      return check(filter, request, slot.shelf, slot)
    case 'slot':
      return filter.concerns(request) ? check(filter, request, slot, slot) : null
  }
}

function check<S>(filter: FilterRow<S>, request: PlacementRequest, subject: S, slot: Slot): Shortage | null {
  if (filter.fits(request, subject)) return null
  return {
    reason: filter.reason,
    wanted: filter.wanted(request, subject),
    available: filter.available(subject, request, slot),
  }
}

/** The first attribute that is asked for and not there (PL-11). */
export function missingAttribute(
  request: Pick<PlacementRequest, 'requiredAttributes'>,
  owner: AttributeCarrier,
): string | undefined {
  for (const name in request.requiredAttributes) {
    const wanted = request.requiredAttributes[name]!
    const value = attributeOf(owner, name)
    if (value === undefined || (wanted !== '' && value !== wanted)) return name
  }
  return undefined
}

/** Where the instances of a class stand; '' outside of EC2 (CI-10). */
export function zoneOf({ attributes }: Pick<PlacementClass, 'attributes'>): string {
  return attributes['ecs.availability-zone'] ?? ''
}

/** PL-12. */
export function hasSubnetIn({ zones }: Pick<PlacementRequest, 'zones'>, owner: AttributeCarrier): boolean {
  return zones === null || zones.includes(zoneOf(owner))
}

function spell([name, value]: [string, string]): string {
  return value === '' ? name : `${name} = ${value}`
}

function portCount({ needs }: PlacementRequest): number {
  return needs.tcpPorts.length + needs.udpPorts.length
}
