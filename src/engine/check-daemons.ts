// Does every daemon have the places, and every instance the reserve, that follow from the tables? Worked out again from nothing.
import { assert } from '../kernel/assert.ts'
import type { Needs, Service } from '../model/entities.ts'
import type { Slot } from '../model/fleet-index.ts'
import { subnetIdsOf } from '../model/network.ts'
import { missingNeeds, type ReserveHolder, reserveFor, sameReserve } from '../model/reserve.ts'
import type { WorldView } from '../model/view.ts'
import { DAEMON_RULES } from '../placement/daemons.ts'

export function checkDaemons(world: WorldView): void {
  const daemons = [...world.tables.services.values()].filter(
    ({ schedulingStrategy, status }) => schedulingStrategy === 'DAEMON' && status === 'ACTIVE',
  )
  const slots = [...new Set([...world.tables.containerInstances.values()].map(({ clusterArn }) => clusterArn))].flatMap(
    (cluster) => world.indexes.fleet(cluster).slots(),
  )
  for (const service of daemons) {
    const places = slots.filter((slot) => belongs(world, service, slot)).length
    assert(
      places === service.desiredCount && places === world.indexes.daemons.placesOf(service.arn),
      () => `${service.arn} belongs on ${places} instances and wants ${service.desiredCount} tasks`,
    )
  }
  for (const slot of slots) {
    const holders = daemons.flatMap((service) => (belongs(world, service, slot) ? [holding(world, service, slot)] : []))
    assert(sameReserve(reserveFor(holders), slot.reserve), () => `${slot.arn} keeps another reserve than it should`)
  }
}

function belongs(world: WorldView, service: Readonly<Service>, slot: Slot): boolean {
  const instance = world.tables.containerInstances.certain(slot.arn)
  if (instance.clusterArn !== service.clusterArn) return false
  const { revision } = service.deployments[0]!
  const { needs, ...definition } = world.tables.taskDefinitions.certain(revision.taskDefinitionArn)
  const subnets = subnetIdsOf(revision.networkConfiguration).map((id) => world.tables.subnets.certain(id))
  const demand = {
    group: `service:${service.name}`,
    isExternal: revision.launchType === 'EXTERNAL',
    needs,
    requiredAttributes: DAEMON_RULES.requiredAttributes({ needs, ...definition }, service, subnets),
    zones: subnets.length === 0 ? null : subnets.map(({ availabilityZone }) => availabilityZone),
    constraints: [...definition.placementConstraints, ...service.placementConstraints],
  }
  return DAEMON_RULES.belongsOn(demand, slot, instance)
}

function holding(world: WorldView, service: Readonly<Service>, slot: Slot): ReserveHolder {
  const { revision } = service.deployments[0]!
  const { needs } = world.tables.taskDefinitions.certain(revision.taskDefinitionArn)
  const own = [...world.tables.tasks.values()].filter(
    ({ serviceArn, containerInstanceArn, desiredStatus }) =>
      serviceArn === service.arn && containerInstanceArn === slot.arn && desiredStatus === 'RUNNING',
  )
  assert(own.length <= 1, () => `${service.arn} has ${own.length} tasks on ${slot.arn}`)
  const had: Needs | undefined = own[0]?.needs
  const missing = had === undefined ? needs : missingNeeds(needs, had)
  const hasInterface = [...world.tables.tasks.values()].some(
    ({ serviceArn, containerInstanceArn, lastStatus, eni }) =>
      serviceArn === service.arn && containerInstanceArn === slot.arn && lastStatus !== 'STOPPED' && eni !== null,
  )
  return { group: `service:${service.name}`, needs: hasInterface ? { ...missing, enis: 0 } : missing }
}
