// What would become of the next task of a service? Asked as RunTask would ask, with the service's own settings.
import type { Service, Simulation } from '../index.ts'
import type { Explanation } from '../report/index.ts'

/** What a service does that names no strategy (PL-23). */
const SERVICE_DEFAULT = [
  { type: 'spread', field: 'attribute:ecs.availability-zone' },
  { type: 'spread', field: 'instanceId' },
] as const

/** @throws AwsException for a service that placement has nothing to say about */
export function nextTaskOf(sim: Simulation, service: Readonly<Service>): Explanation {
  const { taskDefinitionArn, launchType } = service.revision
  const strategies = service.placementStrategy.length === 0 ? SERVICE_DEFAULT : service.placementStrategy
  return sim.whyNot({
    cluster: service.clusterArn,
    taskDefinition: taskDefinitionArn,
    launchType,
    placementConstraints: service.placementConstraints.map(({ type, expression }) =>
      type === 'memberOf' ? { type, expression } : { type },
    ),
    placementStrategy: strategies.map(({ type, field }) => (field === '' ? { type } : { type, field })),
  } as Parameters<Simulation['ecs']['runTask']>[0])
}
