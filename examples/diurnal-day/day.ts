// A day of a shop: its customers come and go with the sun, target tracking follows them on Fargate. How well, and what does it cost?
import { Simulation } from 'ecs-drydock'
import { formatScalingReport, formatSeries } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'diurnal-day', startAt: '2026-01-05T00:00:00Z' })
sim.ecs.createCluster({ clusterName: 'prod', capacityProviders: ['FARGATE'] })
sim.ecs.registerTaskDefinition({
  family: 'web',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '1024',
  memory: '2048',
  containerDefinitions: [{ name: 'app', image: 'example.com/web:7' }],
})
sim.ecs.createService({
  cluster: 'prod',
  serviceName: 'web',
  taskDefinition: 'web',
  launchType: 'FARGATE',
  desiredCount: 2,
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'] } },
})
const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/prod/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 2, MaxCapacity: 20 })
sim.applicationAutoScaling.putScalingPolicy({
  ...target,
  PolicyName: 'cpu60',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 60,
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
  },
})

// 50 requests a second are one busy task. The most come at two in the afternoon, and fewer than planned for at night.
sim.load.drive('web', {
  requestsPerSecond: { diurnal: { mean: 180, amplitude: 160, peak: '14h' } },
  cpuSecondsPerRequest: 0.02,
})
sim.advance('24h')

const look = { color: process.stdout.isTTY && !process.env.NO_COLOR }
const series = sim.series('prod/web', ['requests', 'cpu', 'running', 'responseTime'])
console.log(`${formatSeries(series, { ...look, height: 7, targets: { cpu: 60 } })}\n`)
console.log(`${formatScalingReport(sim.scalingReport(), look)}\n`)

// Prices are yours: these are an example.
const prices = { fargate: { vcpuHour: 0.04048, gbHour: 0.004445 } }
const { total, fargate, overTime } = sim.cost(prices, { period: '6h' })
console.log(
  `${fargate.vcpuHours.toFixed(1)} vCPU-hours and ${fargate.gbHours.toFixed(1)} GB-hours: $ ${total.toFixed(2)}`,
)
for (const { fromMs, total: part } of overTime)
  console.log(`  from ${new Date(fromMs).toISOString().slice(11, 16)}: $ ${part.toFixed(2)}`)
