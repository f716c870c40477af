// Two minutes' notice: what becomes of a service on FARGATE_SPOT when Spot takes its tasks back, one of which is slow to finish?
import { Simulation } from 'ecs-drydock'
import { formatTaskTimeline } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'spot', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
sim.ecs.registerTaskDefinition({
  family: 'worker',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '512',
  memory: '1024',
  containerDefinitions: [{ name: 'worker', image: 'example.com/worker:12', stopTimeout: 60 }],
})
// It needs 45 seconds to hand its work over; the default stopTimeout of 30 seconds would kill it.
sim.workload.behave('worker:worker', { stopsAfter: '45s', stopExitCode: 0 })

const seconds = () => `${((sim.nowMs - Date.parse('2026-01-05T09:10:00Z')) / 1_000).toFixed(1).padStart(6)} s`
sim.ecs.createService({
  serviceName: 'worker',
  taskDefinition: 'worker',
  desiredCount: 2,
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'] } },
})
sim.advance('10m')

sim.on({ 'detail-type': ['ECS Task State Change'] }, ({ detail }) => {
  const id = String(detail.taskArn).slice(-32, -24)
  const why = detail.stopCode === undefined ? '' : ` (${detail.stopCode})`
  console.log(`${seconds()}  task ${id}: ${detail.lastStatus}, desired ${detail.desiredStatus}${why}`)
})
const [task] = sim.ecs.listTasks({ serviceName: 'worker' }).taskArns as [string]
sim.faults.interruptSpot({ tasks: [task] })
const { reached, at } = sim.runUntil('steady', { atMost: '15m' })
console.log(`\nsteady again: ${reached}, after ${(at.getTime() - Date.parse('2026-01-05T09:10:00Z')) / 1_000} s\n`)
console.log(formatTaskTimeline(sim.timeline(task), { color: process.stdout.isTTY }))
