// What can come of a deployment? The deployer's stories, each with its world, the code that deploys into it, and how it ends.
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { STSClient } from '@aws-sdk/client-sts'
import type { Simulation } from 'ecs-drydock'
import { connect, withVirtualTime } from 'ecs-drydock/aws-sdk'
import { type Clients, deploy, type Outcome, type Release } from './deploy.ts'
import { deployNaively } from './naive.ts'
import { openShop, revision } from './shop.ts'

export const clientsOf = (sim: Simulation): Clients => ({
  ecs: connect(sim, new ECSClient({})),
  elbv2: connect(sim, new ElasticLoadBalancingV2Client({})),
  sts: connect(sim, new STSClient({})),
})

export const release = (options: Partial<Release> = {}): Release => ({
  account: '123456789012',
  cluster: 'prod',
  service: 'web',
  taskDefinition: revision('2'),
  timeoutSeconds: 900,
  ...options,
})

/** Runs the deployer against a world, in virtual time. */
export const deployInto = (sim: Simulation, options: Partial<Release> = {}): Promise<Outcome> =>
  withVirtualTime(sim, () => deploy(clientsOf(sim), release(options)))

/** No instance has room for its tasks. */
export const tooLarge = () => ({ taskDefinition: revision('2', { memory: 20_000 }), timeoutSeconds: 600 })

/** Nobody has pushed the image of the next revision. */
export function withoutImage(): Simulation {
  const sim = openShop({ rollback: true })
  sim.images.publish({ image: 'example.com/web:1', sizeMB: 180 })
  return sim
}

/** A zone goes dark in the middle of it. */
export function withoutZoneAfter(after: `${number}s`): Simulation {
  const sim = openShop()
  sim.faults.schedule([{ fault: 'loseZone', input: { availabilityZone: 'us-east-1b' }, after }])
  return sim
}

export function believeTheWaiter(sim: Simulation): Promise<'deployed' | 'failed'> {
  const { ecs } = clientsOf(sim)
  return withVirtualTime(sim, () => deployNaively(ecs, release({ timeoutSeconds: 3_600 })))
}

const statusOf = async (outcome: Promise<Outcome>) => (await outcome).status

/** The four of them that the benchmark times. */
export const STORIES = [
  { name: 'a good rollout', tell: () => statusOf(deployInto(openShop())), end: 'deployed' },
  { name: 'a deadlock', tell: () => statusOf(deployInto(openShop(), tooLarge())), end: 'rolled back' },
  { name: 'a rollback that a naive deployer misses', tell: () => believeTheWaiter(withoutImage()), end: 'deployed' },
  { name: 'a zone lost in mid-wait', tell: () => statusOf(deployInto(withoutZoneAfter('40s'))), end: 'deployed' },
] as const
