// Whatever is scaled, stopped, taken back or deployed: a service over providers that all have room comes back to its split.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitOf } from '../../src/deployment/split.ts'
import { Simulation } from '../../src/index.ts'
import { runs } from '../support/runs.ts'

type Step =
  | { readonly do: 'scale'; readonly to: number }
  | { readonly do: 'stop'; readonly nths: readonly number[] }
  | { readonly do: 'deploy' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('scale' as const), to: fc.nat(15) }),
  fc.record({ do: fc.constant('stop' as const), nths: fc.array(fc.nat(14), { minLength: 1, maxLength: 5 }) }),
  fc.record({ do: fc.constant('deploy' as const) }),
)
const weight = fc.integer({ min: 1, max: 6 })
const mix = fc.tuple(weight, weight, fc.nat(3)).map(([one, two, base]) => [
  { name: 'FARGATE', base, weight: one },
  { name: 'FARGATE_SPOT', base: 0, weight: two },
])

test('SV-501, SV-503, SV-504 a service at rest has the split of its desired count', () => {
  fc.assert(
    fc.property(mix, fc.nat(12), fc.array(step, { maxLength: 5 }), (items, desiredCount, steps) => {
      const sim = town(items, desiredCount)
      for (const each of steps) {
        take(sim, each)
        expect(sim.runUntil('steady', { atMost: '30m' }).reached).toBe(true)
        const { desiredCount: total = 0 } = sim.ecs.describeServices({ services: ['web'] }).services[0] ?? {}
        expect(countsOf(sim, items)).toEqual(splitOf(items, total, { baseOnZeroWeight: true }))
      }
    }),
    runs(40),
  )
})

type Items = readonly { readonly name: string; readonly base: number; readonly weight: number }[]

function town(items: Items, desiredCount: number): Simulation {
  const sim = new Simulation({ paranoid: true })
  sim.ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] })
  sim.ecs.registerTaskDefinition({
    family: 'far',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'app:1' }],
  })
  sim.ecs.createService({
    serviceName: 'web',
    taskDefinition: 'far',
    desiredCount,
    capacityProviderStrategy: items.map(({ name, base, weight: share }) => ({
      capacityProvider: name,
      base,
      weight: share,
    })),
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  })
  sim.runUntil('steady', { atMost: '30m' })
  return sim
}

function take(sim: Simulation, each: Step): void {
  if (each.do === 'scale') sim.ecs.updateService({ service: 'web', desiredCount: each.to })
  else if (each.do === 'deploy') sim.ecs.updateService({ service: 'web', forceNewDeployment: true })
  else {
    const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' })
    for (const nth of each.nths) if (taskArns[nth] !== undefined) sim.ecs.stopTask({ task: taskArns[nth] })
  }
}

function countsOf(sim: Simulation, items: Items): number[] {
  const tasks = [...sim.view.tables.tasks.values()].filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  return items.map(({ name }) => tasks.filter(({ launch }) => launch.capacityProvider?.name === name).length)
}
