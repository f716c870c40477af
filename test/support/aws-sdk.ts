// A simulation with room for tests of the SDK's clients: a cluster, a fleet, a family of task definitions.
import { ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { type ConnectOptions, connect } from '../../src/aws-sdk/index.ts'
import { Simulation, type SimulationOptions } from '../../src/index.ts'

export function fleet(instances = 3, options: SimulationOptions = {}): Simulation {
  const sim = new Simulation({ seed: 'sdk', startAt: '2026-01-05T09:00:00Z', ...options })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: instances, ready: true })
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'example.com/web:1', cpu: 10, memory: 16 }],
  })
  return sim
}

export function ecsOf(sim: Simulation, options: ConnectOptions = {}, config: ECSClientConfig = {}): ECSClient {
  return connect(sim, new ECSClient(config), options)
}

export function elbv2Of(sim: Simulation): ElasticLoadBalancingV2Client {
  return connect(sim, new ElasticLoadBalancingV2Client({}))
}

/** What a promise is rejected with. */
export async function refusalOf(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise
  } catch (error) {
    return error as Error & Record<string, unknown>
  }
  throw new Error('It was not refused.')
}
