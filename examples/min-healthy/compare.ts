// The same update on a cluster with little room, with minimumHealthyPercent 50 and 100: which is faster, and what does it cost?
// Then the classic: a static host port on one instance, where 100 % leaves no move at all.
import { Simulation } from 'ecs-drydock'
import { formatDeployment } from 'ecs-drydock/report'

interface Plan {
  readonly title: string
  readonly minimumHealthyPercent: number
  readonly desiredCount: number
  /** MiB of a task; an m5.large registers about 7.7 GiB of memory. */
  readonly memory: number
  readonly instances: number
  readonly hostPort?: number
}

function rehearse({ title, minimumHealthyPercent, desiredCount, memory, instances, hostPort = 0 }: Plan): void {
  const sim = new Simulation({
    seed: 'min-healthy',
    startAt: '2026-01-05T09:00:00Z',
    latencies: { gracefulExit: '25s' },
  })
  sim.ecs.createCluster({ clusterName: 'prod' })
  sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: instances, ready: true })
  const register = (tag: string) =>
    sim.ecs.registerTaskDefinition({
      family: 'web',
      containerDefinitions: [
        {
          name: 'web',
          image: `example.com/web:${tag}`,
          cpu: 256,
          memory,
          portMappings: [{ containerPort: 80, hostPort }],
        },
      ],
    })
  register('1')
  sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent: 200 },
  })
  sim.runUntil('steady', { atMost: '10m' })
  sim.advance('1m')

  const since = sim.now
  register('2')
  sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
  sim.runUntil('steady', { atMost: '30m' })
  const [record] = sim.deployments('web', { since })
  console.log(`── ${title}\n`)
  if (record !== undefined) console.log(`${formatDeployment(record, { color: process.stdout.isTTY })}\n`)
}

const tight = { desiredCount: 6, memory: 2_048, instances: 3 } // three tasks fit on an instance, nine in all
rehearse({ title: 'six tasks, room for nine, at least 50 % healthy', minimumHealthyPercent: 50, ...tight })
rehearse({ title: 'six tasks, room for nine, at least 100 % healthy', minimumHealthyPercent: 100, ...tight })
const single = { desiredCount: 1, memory: 2_048, instances: 1, hostPort: 80 }
rehearse({ title: 'host port 80 on one instance, at least 100 % healthy', minimumHealthyPercent: 100, ...single })
rehearse({ title: 'host port 80 on one instance, at least 0 % healthy', minimumHealthyPercent: 0, ...single })
