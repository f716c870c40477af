// How does the engine place? Its own decision and its own indexes, without journal and tables around them.
import type { Needs, PlacementStrategyItem } from '../../src/model/entities.ts'
import { FleetIndex } from '../../src/model/fleet-index.ts'
import { NO_CONSTRAINTS } from '../../src/placement/constraints.ts'
import { place } from '../../src/placement/place.ts'
import { NO_PLUGINS } from '../../src/placement/plugin.ts'
import type { Draw, PlacementRequest } from '../../src/placement/request.ts'
import { type FleetPlan, instanceRecord, needsOf } from './fleet.ts'
import type { Placer } from './placer.ts'

const REQUIRED_ATTRIBUTES = {}
const RESERVED_PORT_LIMIT = 100
const NO_GPUS: readonly string[] = []

export class EnginePlacer implements Placer {
  private readonly fleet = new FleetIndex()
  private readonly arns: readonly string[]
  private readonly needs: readonly Needs[]
  private readonly groups: readonly string[]
  private readonly strategies: readonly PlacementStrategyItem[]
  private readonly draw: Draw
  private readonly instances: PlacementRequest['instances']

  constructor(plan: FleetPlan, strategies: readonly PlacementStrategyItem[], draw: Draw = () => 0) {
    const instances = plan.instances.map((_, ordinal) => instanceRecord(plan, ordinal))
    for (const instance of instances) this.fleet.add(instance)
    const byArn = new Map(instances.map((instance) => [instance.arn as string, instance]))
    this.arns = instances.map(({ arn }) => arn)
    this.needs = plan.services.map(needsOf)
    this.instances = { certain: (arn) => byArn.get(arn)! }
    this.groups = plan.services.map((_, service) => `service:${service}`)
    this.strategies = strategies
    this.draw = draw
  }

  place(service: number): number {
    const group = this.groups[service]!
    const needs = this.needs[service]!
    const request = {
      needs,
      isExternal: false,
      requiredAttributes: REQUIRED_ATTRIBUTES,
      zones: null,
      strategies: this.strategies,
      scope: this.fleet.scope(group),
      reservedPortLimit: RESERVED_PORT_LIMIT,
      ...NO_CONSTRAINTS,
      group,
      capacityProvider: null,
      instances: this.instances,
      plugins: NO_PLUGINS,
    }
    const slot = place(this.fleet, request, this.draw)
    if (slot === null) return -1
    this.fleet.promise(slot, { needs, gpuIds: NO_GPUS, group })
    return slot.ordinal
  }

  stop(service: number, instance: number): void {
    const slot = this.fleet.slot(this.arns[instance]!)!
    this.fleet.release(slot, { needs: this.needs[service]!, gpuIds: NO_GPUS, group: this.groups[service]! })
  }
}
