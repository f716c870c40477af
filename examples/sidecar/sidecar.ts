// A task of three containers that wait for each other: where does the time go, from RunTask to RUNNING and back to STOPPED?
import { Simulation } from 'ecs-drydock'
import { formatTaskTimeline, formatTaskTiming } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'sidecar', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster()
sim.ecs.registerTaskDefinition({
  family: 'shop',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '1024',
  memory: '2048',
  containerDefinitions: [
    { name: 'migrate', image: 'example.com/migrate:7', essential: false },
    {
      name: 'proxy',
      image: 'example.com/proxy:2',
      healthCheck: { command: ['CMD-SHELL', 'curl -f localhost/ready'], interval: 5, retries: 2 },
      restartPolicy: { enabled: true, restartAttemptPeriod: 60 },
    },
    {
      name: 'app',
      image: 'example.com/app:31',
      dependsOn: [
        { containerName: 'migrate', condition: 'SUCCESS' },
        { containerName: 'proxy', condition: 'HEALTHY' },
      ],
      stopTimeout: 20,
    },
  ],
})
sim.workload.behave('shop:migrate', { exitsAfter: '12s', exitCode: 0 })
sim.workload.behave('shop:proxy', { startsAfter: '1s' })
sim.workload.behave('shop:app', { startsAfter: '6s', stopsAfter: '8s' })

// What EventBridge would tell a rule that watches this task.
const seconds = (time: string) => (Date.parse(time) - Date.parse('2026-01-05T09:00:00Z')) / 1_000
sim.on({ 'detail-type': ['ECS Task State Change'] }, ({ detail }) => {
  const at = seconds(detail.updatedAt as string).toFixed(1)
  console.log(`${at.padStart(6)} s  version ${detail.version}: ${detail.lastStatus}, desired ${detail.desiredStatus}`)
})

const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'] } }
const { tasks } = sim.ecs.runTask({ taskDefinition: 'shop', launchType: 'FARGATE', networkConfiguration })
const task = tasks[0]!.taskArn!
sim.advance('2m')
sim.faults.crashContainer({ task, container: 'proxy' })
sim.advance('1m')
sim.ecs.stopTask({ task, reason: 'seen enough' })
sim.advance('1m')

console.log(`\n${formatTaskTimeline(sim.timeline(task), { color: process.stdout.isTTY })}`)
console.log(`\n${formatTaskTiming(sim.timing(task))}`)
