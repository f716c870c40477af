// What CloudWatch says of a service follows from its tasks and its load, minute by minute.
import { expect, test } from 'vitest'
import { noisy, ramp, Simulation, steps } from '../../src/index.ts'
import { HOUR_MS, meteredService } from '../support/metered.ts'
import { lastMinute } from '../support/metrics.ts'

/** CPU by minute since the hour. */
const cpuOf = (sim: Simulation) => sim.load.trace('web', { from: HOUR_MS }).map(({ cpuUtilization }) => cpuUtilization)
const setDesired = (sim: Simulation, desiredCount: number) =>
  sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount })

test('CW-01 a load of 160 percent: 80 each of two tasks, 40 each of four, counted as soon as they run', () => {
  const sim = meteredService({ desired: 2, run: 60 })
  sim.load.drive('web', { cpuPercent: 160 })
  sim.advance('180s')
  setDesired(sim, 4)
  sim.advance('120s')
  expect(cpuOf(sim)).toEqual([80, 80, 80, 80, 40])
})

test('LD-21 LD-23 LD-29 120 requests a second of 20 ms: saturated at 100 of two tasks and four, 68.57 of seven, exactly 60 of eight', () => {
  const sim = meteredService({ desired: 2 })
  sim.load.drive('web', { requestsPerSecond: steps(20, { at: '2m', value: 120 }), cpuSecondsPerRequest: 0.02 })
  sim.advance('3m')
  expect(cpuOf(sim)).toEqual([40, 40, 100])
  sim.load.drive('web', { cpuUnits: 0 })
  for (const [desired, percent] of [
    [4, 100],
    [7, 68.571429],
    [8, 60],
  ] as const) {
    setDesired(sim, desired)
    sim.advance('2m')
    sim.load.drive('web', { requestsPerSecond: 120, cpuSecondsPerRequest: 0.02 })
    sim.advance('1m')
    expect(cpuOf(sim).at(-1)).toBe(percent)
    sim.load.drive('web', { cpuUnits: 0 })
  }
})

test('CW-07 a ramp is sampled at 0, 20 and 40 seconds: 92 in the minute before 47 requests a second', () => {
  const sim = meteredService({ desired: 2 })
  const rising = ramp({ from: 20, to: 200, at: '5m', lasts: '30m' })
  sim.load.drive('web', { requestsPerSecond: rising, cpuSecondsPerRequest: 0.02 })
  sim.advance('10m')
  expect(cpuOf(sim).at(-1)).toBe(92)
})

test('E-39 CW-02 beyond what is reserved only with containers limited alone: 400 % and 50 %, 25 % and 12.5 %', () => {
  const sim = meteredService({ desired: 1 })
  sim.load.drive('web', {
    cpuUnits: steps(2_048, { at: '1m', value: 128 }),
    cpuLimitUnits: 4_096,
    memoryMiB: steps(512, { at: '1m', value: 128 }),
  })
  sim.advance('2m')
  const minutes = sim.load.trace('web')
  expect(minutes.map(({ cpuUtilization, memoryUtilization }) => [cpuUtilization, memoryUtilization])).toEqual([
    [400, 50],
    [25, 12.5],
  ])
})

test('CW-05 LD-22 a task with a CPU limit of its own never uses more', () => {
  const sim = meteredService({ desired: 1, taskLevel: true })
  sim.load.drive('web', { cpuUnits: 2_048, cpuLimitUnits: 4_096 })
  sim.advance('1m')
  expect(cpuOf(sim)).toEqual([100])
})

test('CW-06 a service without a RUNNING task has no datapoint', () => {
  const sim = meteredService({ desired: 1 })
  sim.load.drive('web', 30)
  setDesired(sim, 0)
  sim.advance('2m')
  expect(cpuOf(sim)).toEqual([null, null])
  expect(sim.load.trace('web')[1]).toMatchObject({ arrived: 1_800, refused: 1_800, served: 0 })
})

test('LD-25 one task at 30 requests a second of 25: 300 wait after a minute', () => {
  const sim = meteredService({ desired: 1 })
  sim.load.drive('web', { requestsPerSecond: steps(30, { at: '1m', value: 0 }), cpuSecondsPerRequest: 0.02 })
  sim.advance('2m')
  expect(sim.load.trace('web')).toMatchObject([
    { arrived: 1_800, served: 1_500, queued: 300, cpuUtilization: 100 },
    { arrived: 0, served: 300, queued: 0 },
  ])
})

test('LD-35 it does not matter when somebody looks, nor whether the simulation was saved or branched meanwhile', () => {
  const play = (pause: (sim: Simulation) => Simulation) => {
    let sim = meteredService({ desired: 3 })
    sim.load.drive('web', { requestsPerSecond: noisy(70), cpuSecondsPerRequest: 0.02, queueLimit: 50 })
    for (const desired of [4, 1, 2, 5]) {
      sim.advance('100s')
      sim = pause(sim)
      setDesired(sim, desired)
      sim.advance('77s')
      sim = pause(sim)
    }
    return sim.load.trace('web')
  }
  const once = play((sim) => sim)
  expect(once).toHaveLength(11)
  const look = (sim: Simulation) => {
    sim.load.trace('web')
    return sim
  }
  expect(play(look)).toEqual(once)
  expect(play((sim) => sim.fork())).toEqual(once)
  expect(play((sim) => look(sim).fork())).toEqual(once)
  expect(play((sim) => Simulation.restore(sim.save()))).toEqual(once)
  expect(play((sim) => sim.forkAt(sim.now))).toEqual(once)
})

const read = (sim: Simulation, metricName: string, dimensions: Record<string, string>) =>
  lastMinute(sim, { namespace: 'AWS/ECS', metricName, dimensions })

test('E-38 CW-04 ten tasks of 1024 / 2048 on 18432 / 33926: 55.6 and 60.4 percent reserved', () => {
  const sim = meteredService({
    desired: 10,
    cpu: 1_024,
    memory: 2_048,
    capacity: { cpuUnits: 9_216, memoryMiB: 16_963 },
  })
  sim.advance('1m')
  expect(read(sim, 'CPUReservation', { ClusterName: 'prod' })?.sum).toBeCloseTo(55.6, 1)
  expect(read(sim, 'MemoryReservation', { ClusterName: 'prod' })?.sum).toBeCloseTo(60.4, 1)
})

test('CW-03 a cluster uses what its tasks use, of what its instances have registered', () => {
  const sim = meteredService({
    desired: 10,
    cpu: 1_024,
    memory: 2_048,
    capacity: { cpuUnits: 9_216, memoryMiB: 16_963 },
  })
  sim.load.drive('web', { cpuPercentPerTask: 90, memoryMiB: 1_000 })
  sim.advance('1m')
  expect(read(sim, 'CPUUtilization', { ClusterName: 'prod' })?.sum).toBe(50)
  expect(read(sim, 'MemoryUtilization', { ClusterName: 'prod' })?.sum).toBeCloseTo((100 * 10_000) / 33_926, 5)
})

test('CW-07 a datapoint has as many samples as there are RUNNING tasks; its maximum is the hottest of them', () => {
  const sim = meteredService({ desired: 4 })
  sim.load.drive('web', { cpuPercent: 200 })
  sim.advance('1m')
  const service = { ClusterName: 'prod', ServiceName: 'web' }
  expect(read(sim, 'CPUUtilization', service)).toEqual({ sampleCount: 4, sum: 200, minimum: 50, maximum: 50 })
  expect(read(sim, 'CPUUtilization', { ...service, ServiceName: 'other' })).toBeNull()
  expect(read(sim, 'Nonsense', service)).toBeNull()
})
