// A rolling update as a library call: six tasks on three instances, and the waves in which they are replaced.
import { Simulation } from 'ecs-drydock'

const sim = new Simulation({ seed: 'library-call' })
sim.ecs.createCluster({ clusterName: 'prod' })
sim.fleet.launch({ cluster: 'prod', instanceType: 'm5.large', count: 3, ready: true })

const register = (tag: string) =>
  sim.ecs.registerTaskDefinition({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: `example.com/web:${tag}`, cpu: 512, memory: 2560 }],
  })
register('1')
const deploymentConfiguration = { minimumHealthyPercent: 50, maximumPercent: 150 }
const web = { cluster: 'prod', serviceName: 'web', taskDefinition: 'web', desiredCount: 6, deploymentConfiguration }
sim.ecs.createService(web)
sim.runUntil('steady', { atMost: '10m' })

register('2')
const since = sim.now
sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web' })
const { reached, waitingFor } = sim.runUntil('steady', { atMost: '1h' })

const [rollout] = sim.deployments('prod/web', { since })
for (const { sinceMs: ms, old, new: fresh } of rollout?.waves ?? []) {
  console.log(
    `${ms / 1000}s: ${old.running} old and ${fresh.running} new run, ${fresh.pending} start, ${old.stopping} stop`,
  )
}
console.log(reached ? 'completes' : waitingFor)
