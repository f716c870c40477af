// How does a user's own strategy or filter take part? As a pure function over small views, registered under a name and
// asked for as `placementStrategy: [{ type: 'custom:NAME', field }]`. A filter binds wherever it stands in the chain.
import { show } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import type { PlacementStrategyItem, PluginType } from '../model/entities.ts'
import type { SlotFilter } from './filter.ts'
import type { PlacementCandidate, PlacementDemand, PlacementFilterPlugin, Plugins } from './plugin.ts'
import type { PlacementRequest, Slot } from './request.ts'

const PREFIX = 'custom:'

/** The name behind `custom:`; null for a strategy of AWS's. */
export function pluginName({ type }: Pick<PlacementStrategyItem, 'type'>): string | null {
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : null
}

export function hasPlugin(strategies: readonly PlacementStrategyItem[]): boolean {
  return strategies.some((item) => pluginName(item) !== null)
}

/** Everything that may stand in `placementStrategy[].type` beside AWS's own. */
export function pluginTypes({ strategies, filters }: Plugins): PluginType[] {
  return [...strategies.keys(), ...filters.keys()].map((name): PluginType => `${PREFIX}${name}`)
}

/** Ranks a slot by the user's strategy. @throws UsageError when it throws or returns no number */
export function rankByPlugin(item: PlacementStrategyItem, request: PlacementRequest, slot: Slot): number {
  const strategy = request.plugins.strategies.get(pluginName(item) ?? '')
  if (strategy === undefined) return 0
  const rank = answerOf(item.type, () => strategy(candidateOf(slot, request), demandOf(request, item)))
  if (typeof rank === 'number' && !Number.isNaN(rank)) return rank
  return refuse(item.type, 'a placement strategy that returns a number', show(rank))
}

const NONE: readonly SlotFilter[] = []

/** One row for each filter that the request names. */
export function customFilters(request: PlacementRequest): readonly SlotFilter[] {
  if (request.plugins.filters.size === 0) return NONE
  return request.strategies.flatMap((item): SlotFilter[] => {
    const filter = request.plugins.filters.get(pluginName(item) ?? '')
    return filter === undefined ? [] : [rowOf(item, filter)]
  })
}

function rowOf(item: PlacementStrategyItem, filter: PlacementFilterPlugin): SlotFilter {
  const ask = (request: PlacementRequest, slot: Slot) => {
    const answer = answerOf(item.type, () => filter(candidateOf(slot, request), demandOf(request, item)))
    if (typeof answer === 'boolean' || isShortage(answer)) return answer
    return refuse(item.type, 'a placement filter that returns true, false or { wanted, available }', show(answer))
  }
  return {
    reason: item.type as PluginType,
    rule: 'PL-04',
    looksAt: 'slot',
    concerns: () => true,
    fits: (request, slot) => ask(request, slot) === true,
    wanted: (request, slot) => shortageIn(ask(request, slot)).wanted,
    available: (slot, request) => shortageIn(ask(request, slot)).available,
  }
}

type Lack = { readonly wanted: string; readonly available: string }

function shortageIn(answer: boolean | Lack): Lack {
  return typeof answer === 'boolean' ? { wanted: 'true', available: String(answer) } : answer
}

function isShortage(answer: unknown): answer is Lack {
  const { wanted, available } = (answer ?? {}) as { wanted?: unknown; available?: unknown }
  return typeof wanted === 'string' && typeof available === 'string'
}

function answerOf<T>(type: string, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    return refuse(type, 'a plug-in that does not throw', error instanceof Error ? error.message : show(error))
  }
}

function refuse(type: string, expected: string, found: string): never {
  throw new UsageError(`${type}: expected ${expected}, found ${found.slice(0, 200)}.`, { path: type, expected, found })
}

function candidateOf(slot: Slot, { instances }: PlacementRequest): PlacementCandidate {
  const instance = instances.certain(slot.arn)
  const { cpuFree, memoryFree } = slot.shelf
  return Object.freeze({
    containerInstanceArn: slot.arn,
    ec2InstanceId: instance.ec2InstanceId,
    instanceType: instance.instanceType,
    availabilityZone: instance.availabilityZone,
    attributes: Object.freeze({ ...instance.attributes }),
    cpuUnits: Object.freeze({ free: cpuFree, registered: instance.cpuUnits }),
    memoryMiB: Object.freeze({ free: memoryFree, registered: instance.memoryMiB }),
    runningTasksCount: slot.wanted,
    taskGroups: Object.freeze(Object.fromEntries(slot.groups)),
  })
}

function demandOf({ needs, group }: PlacementRequest, { field }: PlacementStrategyItem): PlacementDemand {
  const { cpuUnits, memoryMiB, tcpPorts, udpPorts, gpus } = needs
  return Object.freeze({
    cpuUnits,
    memoryMiB,
    tcpPorts: Object.freeze([...tcpPorts]),
    udpPorts: Object.freeze([...udpPorts]),
    gpus,
    group,
    field,
  })
}
