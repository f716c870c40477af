// Which instances can take the task? One ordered table; the first filter that an instance fails is its reason (PL-04).
//
// A filter says which part of an instance it looks at, so that placement asks it once for a whole class or shelf of
// instances that it cannot tell apart.
import { hasCapability } from '../model/capabilities.ts'
import type { PlacementClass, Shelf } from '../model/fleet-index.ts'
import type { InstanceRefusal, PlacementRequest, RefusalReason, Shortage, Slot } from './request.ts'

interface FilterRow<Subject> {
  readonly reason: RefusalReason
  readonly rule: string
  readonly fits: (request: PlacementRequest, subject: Subject) => boolean
  readonly wanted: (request: PlacementRequest) => string
  readonly available: (subject: Subject, request: PlacementRequest) => string
}

export interface ClassFilter extends FilterRow<PlacementClass> {
  readonly looksAt: 'class'
}
export interface ShelfFilter extends FilterRow<Shelf> {
  readonly looksAt: 'shelf'
}
export interface SlotFilter extends FilterRow<Slot> {
  readonly looksAt: 'slot'
  /** Whether the request can fail it at all. */
  readonly concerns: (request: PlacementRequest) => boolean
}
export type Filter = ClassFilter | ShelfFilter | SlotFilter

const agentIsThere: ClassFilter = {
  reason: 'AGENT',
  rule: 'CI-16',
  looksAt: 'class',
  fits: (_request, { agentConnected }) => agentConnected,
  wanted: () => 'a connected agent',
  available: () => 'a disconnected agent',
}

const attributesMatch: ClassFilter = {
  reason: 'ATTRIBUTE',
  rule: 'PL-11',
  looksAt: 'class',
  fits: (request, owner) => missingAttribute(request, owner) === undefined,
  wanted: (request) => Object.entries(request.requiredAttributes).map(spell).join(', '),
  available: (owner, request) => {
    const name = missingAttribute(request, owner) as string
    return Object.hasOwn(owner.attributes, name) ? spell([name, owner.attributes[name]!]) : `no ${name}`
  },
}

const cpuFits: ShelfFilter = {
  reason: 'RESOURCE:CPU',
  rule: 'PL-15',
  looksAt: 'shelf',
  fits: (request, shelf) => request.needs.cpuUnits <= shelf.cpuFree,
  wanted: (request) => `${request.needs.cpuUnits} CPU units`,
  available: (shelf) => `${shelf.cpuFree} CPU units`,
}

const memoryFits: ShelfFilter = {
  reason: 'RESOURCE:MEMORY',
  rule: 'PL-15',
  looksAt: 'shelf',
  fits: (request, shelf) => request.needs.memoryMiB <= shelf.memoryFree,
  wanted: (request) => `${request.needs.memoryMiB} MiB`,
  available: (shelf) => `${shelf.memoryFree} MiB`,
}

const portsAreFree: SlotFilter = {
  reason: 'RESOURCE:PORTS',
  rule: 'PL-08',
  looksAt: 'slot',
  concerns: (request) => portCount(request) > 0,
  fits: (request, slot) =>
    slot.promised.busyPort(request.needs) === null &&
    slot.promised.portCount + portCount(request) <= request.reservedPortLimit,
  wanted: ({ needs }) =>
    [...needs.tcpPorts.map((port) => `${port}/tcp`), ...needs.udpPorts.map((port) => `${port}/udp`)].join(', '),
  available: (slot, request) => {
    const busy = slot.promised.busyPort(request.needs)
    return busy === null
      ? `${slot.promised.portCount} of ${request.reservedPortLimit} ports reserved`
      : `${busy} in use`
  },
}

/** In the order of PL-04. To add a filter, add its row. */
export const FILTERS: readonly Filter[] = [agentIsThere, attributesMatch, cpuFits, memoryFits, portsAreFree]

export const CLASS_FILTERS = FILTERS.filter((filter): filter is ClassFilter => filter.looksAt === 'class')
export const SHELF_FILTERS = FILTERS.filter((filter): filter is ShelfFilter => filter.looksAt === 'shelf')
export const SLOT_FILTERS = FILTERS.filter((filter): filter is SlotFilter => filter.looksAt === 'slot')

/** The first filter that the instance fails, with what was wanted and what there is; null when it fits. */
export function whyNot(request: PlacementRequest, slot: Slot): InstanceRefusal | null {
  for (const [passed, filter] of FILTERS.entries()) {
    const shortage = shortageOf(filter, request, slot)
    if (shortage !== null) return { ...shortage, slot, passed }
  }
  return null
}

/** What the instance lacks in the eyes of one filter; null when it passes. */
function shortageOf(filter: Filter, request: PlacementRequest, slot: Slot): Shortage | null {
  switch (filter.looksAt) {
    case 'class':
      return check(filter, request, slot.class)
    case 'shelf':
      return check(filter, request, slot.shelf)
    case 'slot':
      return check(filter, request, slot)
  }
}

function check<S>(filter: FilterRow<S>, request: PlacementRequest, subject: S): Shortage | null {
  if (filter.fits(request, subject)) return null
  return { reason: filter.reason, wanted: filter.wanted(request), available: filter.available(subject, request) }
}

function missingAttribute(request: PlacementRequest, owner: PlacementClass): string | undefined {
  for (const name in request.requiredAttributes) {
    if (!carries(owner, name, request.requiredAttributes[name]!)) return name
  }
  return undefined
}

/** '' asks for the name alone; capabilities have no value. */
function carries({ attributes, missingCapabilities }: PlacementClass, name: string, value: string): boolean {
  if (Object.hasOwn(attributes, name)) return value === '' || attributes[name] === value
  return value === '' && hasCapability(missingCapabilities, name)
}

function spell([name, value]: [string, string]): string {
  return value === '' ? name : `${name} = ${value}`
}

function portCount({ needs }: PlacementRequest): number {
  return needs.tcpPorts.length + needs.udpPorts.length
}
