// Durations that are drawn: the arithmetic, the draws, and a simulation that uses them.
import { describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../src/index.ts'
import { exponential, normalQuantile } from '../../src/kernel/arithmetic.ts'
import { drawMs, parseDistribution } from '../../src/kernel/distributions.ts'
import { RandomStreams } from '../../src/kernel/random.ts'
import { refusalOf } from '../support/refusals.ts'

describe('arithmetic', () => {
  test.each([
    [0.5, 0],
    [0.975, 1.959963985],
    [0.025, -1.959963985],
    [0.999, 3.090232306],
    [0.0001, -3.719016485],
    [0.5 / 4_294_967_296, -6.338],
  ])('half of what lies below %s of a normal distribution', (p, quantile) => {
    expect(normalQuantile(p)).toBeCloseTo(quantile, p < 1e-6 ? 2 : 7)
  })

  test.each([-19, -1, -0.01, 0, 0.5, 1, 10, 19])('the exponential of %s', (x) => {
    expect(exponential(x) / Math.exp(x)).toBeCloseTo(1, 12)
  })

  test('the very same bits on every engine', () => {
    const bits = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0]?.toString(16)
    expect(
      [normalQuantile(0.01), normalQuantile(0.3), exponential(0.7), exponential(-5)].map(bits),
    ).toMatchInlineSnapshot(`
      [
        "c0029c5c463cecf2",
        "bfe0c7e395d14936",
        "40001c2a6126897c",
        "3f7b993fe00d532d",
      ]
    `)
  })
})

describe('draws', () => {
  const draws = (value: object, count = 4_000) => {
    const stream = new RandomStreams('seed').stream('x')
    const distribution = parseDistribution(value, 'x')
    return Array.from({ length: count }, () => drawMs(distribution, stream)).sort((a, b) => a - b)
  }

  test('uniform: both ends included, whole milliseconds', () => {
    expect([...new Set(draws({ uniform: [3, 6] }))]).toEqual([3, 4, 5, 6])
    expect(draws({ uniform: ['1s', '1s'] }, 2)).toEqual([1_000, 1_000])
  })

  test('lognormal: half below the median, sigma as asked', () => {
    const sorted = draws({ lognormal: { median: '10s', sigma: 0.5 } })
    expect(sorted.every(Number.isSafeInteger)).toBe(true)
    expect(sorted[2_000]! / 10_000).toBeCloseTo(1, 1)
    expect(Math.log(sorted[3_366]! / sorted[2_000]!)).toBeCloseTo(0.5, 1)
    expect(new Set(draws({ lognormal: { median: '10s', sigma: 0 } }))).toEqual(new Set([10_000]))
  })

  test('empirical: what stands in the list, as often', () => {
    const drawn = draws({ empirical: ['1s', '1s', '9s'] })
    expect(drawn.filter((ms) => ms === 1_000).length / drawn.length).toBeCloseTo(2 / 3, 1)
    expect(new Set(drawn)).toEqual(new Set([1_000, 9_000]))
  })

  test.each([
    [{ uniform: ['2s', '1s'] }, 'latencies.ec2Dispatch.uniform[1]'],
    [{ uniform: ['2s'] }, 'latencies.ec2Dispatch'],
    [{ uniform: ['1s', 'x'] }, 'latencies.ec2Dispatch.uniform[1]'],
    [{ lognormal: { median: '2s', sigma: 4 } }, 'latencies.ec2Dispatch.lognormal.sigma'],
    [{ lognormal: { median: '2s', sigma: Number.NaN } }, 'latencies.ec2Dispatch.lognormal.sigma'],
    [{ lognormal: { median: '2s', sigma: 1, mean: 1 } }, 'latencies.ec2Dispatch.lognormal.mean'],
    [{ empirical: [] }, 'latencies.ec2Dispatch'],
    [{ empirical: [-1] }, 'latencies.ec2Dispatch.empirical[0]'],
    [{ normal: [] }, 'latencies.ec2Dispatch'],
    [{ uniform: [1, 2], empirical: [1] }, 'latencies.ec2Dispatch'],
  ])('%j is one clear error', (value, path) => {
    const refusal = refusalOf(() => new Simulation({ latencies: { ec2Dispatch: value as never } }))
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toMatchObject({ path })
  })

  test('the age of news about health, and sizes, are constants', () => {
    for (const name of ['healthReport', 'imageMegabytes'])
      expect(refusalOf(() => new Simulation({ latencies: { [name]: { uniform: [1, 2] } } }))).toBeInstanceOf(UsageError)
  })
})

describe('a simulation', () => {
  const town = (latencies: object) => {
    const sim = new Simulation({ latencies })
    sim.fleet.launch({ instanceType: 'm5.large', count: 2, ready: true })
    sim.ecs.registerTaskDefinition({
      family: 'web',
      containerDefinitions: [{ name: 'app', image: 'app:1', cpu: 1, memory: 32 }],
    })
    sim.ecs.registerTaskDefinition({
      family: 'far',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'app', image: 'app:1', dependsOn: [{ containerName: 'db', condition: 'START' }] },
        { name: 'db', image: 'db:1' },
      ],
    })
    return sim
  }
  const DRAWN = {
    ec2ContainerStart: { uniform: ['1s', '60s'] },
    gracefulExit: { lognormal: { median: '5s', sigma: 1 } },
    fargatePullBase: { empirical: ['1s', '2m'] },
  }

  test('each task draws for itself, and the same in every run, fork, archive and past', () => {
    const runs = [town(DRAWN), town(DRAWN)]
    for (const sim of runs) {
      sim.ecs.runTask({ taskDefinition: 'web', count: 10 })
      sim.advance('20s')
    }
    const [sim] = runs as [Simulation, Simulation]
    const all = [...runs, sim.fork(), Simulation.restore(sim.save()), sim.forkAt(sim.now)]
    for (const other of all) {
      const { taskArns } = other.ecs.listTasks()
      for (const task of taskArns.slice(5)) other.ecs.stopTask({ task })
      other.ecs.runTask({ taskDefinition: 'web', count: 10 })
      other.advance('5m')
      other.checkInvariants()
    }
    expect(new Set(all.map((other) => other.journalHash())).size).toBe(1)
    const starts = [...sim.view.tables.tasks.values()].map(
      ({ startedAtMs, createdAtMs }) => (startedAtMs ?? 0) - createdAtMs,
    )
    expect(new Set(starts).size).toBeGreaterThan(10)
  })

  test('constants cost nothing and draw nothing', () => {
    const sim = town({})
    sim.ecs.runTask({ taskDefinition: 'web' })
    sim.advance('1m')
    expect(Object.keys(JSON.parse(sim.save()).streams as object).filter((name) => name.startsWith('latency'))).toEqual(
      [],
    )
  })

  test('why a task went where it went, and why not, is answered without a draw', () => {
    const sim = town(DRAWN)
    const [task] = sim.ecs.runTask({ taskDefinition: 'web' }).tasks
    const before = sim.save()
    sim.explain(task?.taskArn as string)
    sim.whyNot({ taskDefinition: 'web' })
    expect(sim.save()).toBe(before)
  })

  test('LC-44 on Fargate all images of a task are pulled together, however long that takes', () => {
    const sim = town(DRAWN)
    const network = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } } }
    sim.ecs.runTask({ taskDefinition: 'far', launchType: 'FARGATE', count: 10, ...network })
    sim.advance('10m')
    for (const { runs, pullStoppedAtMs } of sim.view.tables.tasks.values())
      expect(runs.map((run) => run.pullStoppedAtMs)).toEqual([pullStoppedAtMs, pullStoppedAtMs])
  })
})
