// What would become of the next task of a service?
import type { Service, Simulation } from '../index.ts'
import type { Explanation } from '../report/index.ts'

/** @throws AwsException for a service that placement has nothing to say about */
export function nextTaskOf(sim: Simulation, service: Readonly<Service>): Explanation {
  return sim.whyNot({ cluster: service.clusterArn, service: service.arn })
}
