// A world at rest that is printed, read, made and adopted is the same world, and stays at rest.
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import type { Simulation } from '../../src/index.ts'
import { loadLive } from '../../src/inputs/index.ts'
import { Balancing } from '../support/balancers.ts'
import { Judge } from '../support/judge.ts'
import { printed } from '../support/live-print.ts'
import { LiveSite } from '../support/live-site.ts'
import { deployNext, steadyService } from '../support/rollouts.ts'
import { runs } from '../support/runs.ts'

const service = fc.record({
  kind: fc.constantFrom('plain', 'static', 'balanced', 'checked', 'fargate', 'interface', 'daemon'),
  desired: fc.integer({ min: 1, max: 5 }),
})
const worlds = fc.record({
  seed: fc.nat({ max: 9_999 }),
  instances: fc.integer({ min: 1, max: 4 }),
  services: fc.array(service, { minLength: 1, maxLength: 4 }),
  isDraining: fc.boolean(),
})
type Plan = (typeof worlds)['generate'] extends (...args: never[]) => { value: infer V } ? V : never

const network = { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b'] } }

/** A world in steady state. */
function made({ seed, instances, services, isDraining }: Plan): Simulation {
  const balancing = new Balancing({ seed, startAt: '2026-03-01T00:00:00Z' })
  const { sim } = balancing
  sim.ecs.createCluster({ clusterName: 'prod' })
  const zones = ['us-east-1a', 'us-east-1b']
  sim.fleet.launch({
    cluster: 'prod',
    instanceType: 'm5.2xlarge',
    count: instances,
    ready: true,
    availabilityZones: zones,
    attributes: { stack: 'prod' },
  })
  for (const [index, { kind, desired }] of services.entries()) {
    const name = `s${index}`
    if (kind === 'balanced') {
      balancing.group(name, { TargetType: 'instance' }, { 'deregistration_delay.timeout_seconds': '20' })
      if (balancing.listenerArn === '') balancing.listener(name)
      else balancing.paths(index + 1, [`/${name}`], name)
    }
    const isOwn = kind === 'fargate' || kind === 'interface'
    const healthCheck = { command: ['CMD', 'true'], interval: 10, retries: 2 }
    sim.ecs.registerTaskDefinition({
      family: name,
      ...(isOwn ? { networkMode: 'awsvpc' } : {}),
      ...(kind === 'fargate' ? { requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' } : {}),
      containerDefinitions: [
        {
          name: 'app',
          image: `example.com/${name}:1`,
          cpu: 64,
          memory: 128,
          portMappings: [{ containerPort: 80, ...(kind === 'static' ? { hostPort: 8_000 + index } : {}) }],
          ...(kind === 'checked' ? { healthCheck } : {}),
        },
      ],
    })
    const isOne = kind === 'static' || kind === 'interface'
    sim.ecs.createService({
      cluster: 'prod',
      serviceName: name,
      taskDefinition: name,
      ...(kind === 'daemon'
        ? { schedulingStrategy: 'DAEMON' }
        : { desiredCount: isOne ? Math.min(desired, instances) : desired }),
      ...(isOwn ? { networkConfiguration: network } : {}),
      ...(kind === 'fargate' ? { launchType: 'FARGATE' } : {}),
      ...(kind === 'balanced'
        ? { loadBalancers: [{ targetGroupArn: balancing.arn(name), containerName: 'app', containerPort: 80 }] }
        : {}),
    })
  }
  sim.runUntil('steady', { atMost: '2h' })
  const spare = sim.ecs.listContainerInstances({ cluster: 'prod' }).containerInstanceArns.at(-1) as string
  if (isDraining && instances > 2) {
    sim.ecs.updateContainerInstancesState({ cluster: 'prod', containerInstances: [spare], status: 'DRAINING' })
    sim.runUntil('steady', { atMost: '2h' })
  }
  sim.advance('1h')
  return sim
}

/** Everything but names, ids and times. */
function facts(sim: Simulation): unknown {
  const { tables } = sim.view
  const instances = [...tables.containerInstances.values()].filter(({ status }) => status !== 'INACTIVE')
  const nth = (arn: string | null) => instances.findIndex((instance) => instance.arn === arn)
  const described = sim.ecs.describeContainerInstances({
    cluster: 'prod',
    containerInstances: instances.map(({ arn }) => arn),
  }).containerInstances
  const tasks = [...tables.tasks.values()].filter(({ lastStatus }) => lastStatus !== 'STOPPED')
  return {
    instances: described.map(
      ({ remainingResources, registeredResources, status, runningTasksCount, agentConnected }) => ({
        remainingResources,
        registeredResources,
        status,
        runningTasksCount,
        agentConnected,
      }),
    ),
    services: [...tables.services.values()].map(({ name }) => {
      const [found] = sim.ecs.describeServices({ cluster: 'prod', services: [name] }).services
      const {
        desiredCount,
        runningCount,
        pendingCount,
        deploymentConfiguration,
        placementStrategy,
        schedulingStrategy,
        deployments = [],
      } = found!
      const rows = deployments.map(({ rolloutState, failedTasks, status }) => ({ rolloutState, failedTasks, status }))
      return {
        name,
        desiredCount,
        runningCount,
        pendingCount,
        deploymentConfiguration,
        placementStrategy,
        schedulingStrategy,
        rows,
      }
    }),
    tasks: tasks
      .map((task) =>
        JSON.stringify({
          id: task.id,
          instance: nth(task.containerInstanceArn),
          zone: task.availabilityZone,
          subnet: task.subnetId,
          address: task.eni?.address ?? null,
          group: task.group,
          health: task.healthStatus,
          isHealthy: task.healthyAtMs !== null,
          containers: task.containers,
        }),
      )
      .sort(),
    targets: [...tables.targets.values()].map(({ port, state }) => `${port} ${state}`).sort(),
  }
}

describe('what is printed comes back', () => {
  test.prop([worlds], runs(40))('and nothing starts or stops in the hour after', (plan) => {
    const original = made(plan)
    if (original.waitingFor().length > 0) return
    const { sim } = new LiveSite(loadLive(printed(original)), { seed: 'other' })
    const judge = new Judge(sim)
    sim.settle()
    expect(facts(sim)).toEqual(facts(original))
    sim.checkInvariants()
    const replay = sim.forkAt(sim.now)
    sim.advance('1h')
    judge.look()
    sim.checkInvariants()
    replay.advance('1h')
    expect(replay.journalHash()).toBe(sim.journalHash())
    expect(sim.journal.filter(({ kind }) => kind === 'task.created' || kind === 'task.stopRequested')).toEqual([])
    expect(facts(sim)).toEqual(facts(original))
    expect(sim.waitingFor()).toEqual([])
  })
})

describe('a deployment that is printed on its way', () => {
  const rollouts = fc.record({
    desired: fc.integer({ min: 1, max: 6 }),
    min: fc.constantFrom(0, 50, 100),
    max: fc.constantFrom(100, 150, 200),
    second: fc.integer({ min: 0, max: 400 }),
    fails: fc.boolean(),
    breaks: fc.constantFrom('off', 'stops', 'rolls back'),
  })
  const rowsOf = (sim: Simulation) =>
    sim.ecs
      .describeServices({ cluster: 'prod', services: ['web'] })
      .services[0]!.deployments!.map(({ status, rolloutState, runningCount, failedTasks }) => ({
        status,
        rolloutState,
        runningCount,
        failedTasks,
      }))

  test.prop([rollouts], runs(40))(
    'has the same rows, and goes on lawfully',
    ({ second, fails, breaks, ...settings }) => {
      fc.pre(settings.min < 100 || settings.max > 100)
      const original = steadyService({ ...settings, stop: 3 })
      const deploymentCircuitBreaker = { enable: breaks !== 'off', rollback: breaks === 'rolls back' }
      original.ecs.updateService({
        cluster: 'prod',
        service: 'web',
        deploymentConfiguration: { deploymentCircuitBreaker },
      })
      if (fails) original.workload.behave('web:app', { exitsAfter: '1s', exitCode: 1 })
      deployNext(original)
      original.advance(`${second}s`)
      const { sim } = new LiveSite(loadLive(printed(original), { printedAt: original.now }), {
        options: { healthySettleTime: '10s' },
      })
      expect(rowsOf(sim)).toEqual(rowsOf(original))
      const judge = new Judge(sim)
      sim.advance('30m')
      judge.look()
      sim.checkInvariants()
      const whole = sim.ecs.describeServices({ cluster: 'prod', services: ['web'] }).services[0]!
      if (!rowsOf(sim).some(({ rolloutState }) => rolloutState === 'FAILED'))
        expect(whole.runningCount).toBe(settings.desired)
    },
  )
})
