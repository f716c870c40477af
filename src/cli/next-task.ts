// What would become of the next task of a service? Asked as RunTask would ask, with the service's own settings.
import type { Service, Simulation } from '../index.ts'
import type { Explanation } from '../report/index.ts'

/** @throws AwsException for a service that placement has nothing to say about */
export function nextTaskOf(sim: Simulation, service: Readonly<Service>): Explanation {
  const { taskDefinitionArn, launchType } = service.revision
  return sim.whyNot({
    cluster: service.clusterArn,
    taskDefinition: taskDefinitionArn,
    launchType,
    placementConstraints: service.placementConstraints.map(({ type, expression }) =>
      type === 'memberOf' ? { type, expression } : { type },
    ),
    placementStrategy: service.placementStrategy.map(({ type, field }) => (field === '' ? { type } : { type, field })),
  } as Parameters<Simulation['whyNot']>[0])
}
