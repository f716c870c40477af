// Workers take jobs from a queue, each two a second. How many are needed so that nobody waits much longer than a minute? Target tracking over the
// backlog per worker, by metric math; at half past nine somebody imports a file. Once the backlog is gone, workers are let go although the file is
// still coming in, and have to be fetched again: a backlog says nothing of the rate at which it would grow.
import { Simulation } from 'ecs-drydock'
import { formatScalingReport, formatSeries } from 'ecs-drydock/report'

const sim = new Simulation({ seed: 'queue-worker', startAt: '2026-01-05T09:00:00Z' })
sim.ecs.createCluster({
  clusterName: 'jobs',
  capacityProviders: ['FARGATE_SPOT'],
  settings: [{ name: 'containerInsights', value: 'enabled' }],
})
sim.ecs.registerTaskDefinition({
  family: 'worker',
  requiresCompatibilities: ['FARGATE'],
  networkMode: 'awsvpc',
  cpu: '256',
  memory: '512',
  containerDefinitions: [{ name: 'worker', image: 'example.com/worker:12' }],
})
sim.ecs.createService({
  cluster: 'jobs',
  serviceName: 'worker',
  taskDefinition: 'worker',
  desiredCount: 2,
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'] } },
})
const importOfAFile = { spike: { height: 20, at: '30m', lasts: '20m' } } as const
sim.queues.create({ name: 'jobs', producer: { sum: [3, importOfAFile] } })
sim.queues.consumedBy({ queue: 'jobs', service: 'worker', messagesPerSecondPerTask: 2 })

const target = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/jobs/worker',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const
sim.applicationAutoScaling.registerScalableTarget({ ...target, MinCapacity: 2, MaxCapacity: 30 })
sim.applicationAutoScaling.putScalingPolicy({
  ...target,
  PolicyName: 'backlog-per-worker',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    // A minute's work.
    TargetValue: 120,
    ScaleOutCooldown: 120,
    CustomizedMetricSpecification: {
      Metrics: [
        {
          Id: 'waiting',
          ReturnData: false,
          MetricStat: {
            Stat: 'Average',
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateNumberOfMessagesVisible',
              Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
            },
          },
        },
        {
          Id: 'workers',
          ReturnData: false,
          MetricStat: {
            Stat: 'Average',
            Metric: {
              Namespace: 'ECS/ContainerInsights',
              MetricName: 'RunningTaskCount',
              Dimensions: [
                { Name: 'ClusterName', Value: 'jobs' },
                { Name: 'ServiceName', Value: 'worker' },
              ],
            },
          },
        },
        { Id: 'backlog', Expression: 'waiting / workers', ReturnData: true },
      ],
    },
  },
})
sim.advance('3h')

const look = { color: process.stdout.isTTY && !process.env.NO_COLOR }
const queue = sim.series({ queue: 'jobs' }, ['sent', 'deleted', 'backlog'])
const workers = sim.series('jobs/worker', ['desired', 'running'])
// Both in one chart: a series is plain data.
const both = {
  ...queue,
  columns: { ...queue.columns, ...workers.columns },
  units: { ...queue.units, ...workers.units },
}
console.log(`${formatSeries(both, { ...look, height: 7 })}\n`)
console.log(`${formatScalingReport(sim.scalingReport(), look)}\n`)

const prices = { fargateSpot: { vcpuHour: 0.0121, gbHour: 0.0013 } }
console.log(`the workers: $ ${sim.cost(prices).total.toFixed(3)}`)
