// What do series say, of whom, and what do they refuse?
import { describe, expect, test } from 'vitest'
import { Simulation, UsageError } from '../../../src/index.ts'
import { HOUR_MS, meteredService } from '../../support/metered.ts'
import { busyHour, twoLevels } from '../../support/two-levels.ts'

function loaded(): Simulation {
  const sim = meteredService({ desired: 3 })
  // 75 requests a second are three tasks of half a vCPU at full work.
  sim.load.drive('web', {
    requestsPerSecond: { steps: { from: 30, turns: [{ at: '5m', value: 60 }] } },
    cpuSecondsPerRequest: 0.02,
  })
  sim.advance('10m')
  return sim
}

describe('of a service', () => {
  const sim = loaded()
  const since = new Date(HOUR_MS)

  test('a value a minute: percentages are averages, amounts sums, counts as they ended', () => {
    const series = sim.series('prod/web', ['cpu', 'requests', 'running', 'desired', 'errors'], { since })
    expect(series).toMatchObject({ subject: { kind: 'service', name: 'prod/web' }, periodMs: 60_000 })
    expect(series.times).toEqual(Array.from({ length: 10 }, (_, nth) => HOUR_MS + nth * 60_000))
    expect(series.columns.cpu).toEqual([40, 40, 40, 40, 40, 80, 80, 80, 80, 80])
    expect(series.columns.requests).toEqual([...Array(5).fill(1_800), ...Array(5).fill(3_600)])
    expect(series.columns.running).toEqual(Array(10).fill(3))
    expect(series.columns.errors).toEqual(Array(10).fill(0))
    expect(series.units).toEqual({
      cpu: '%',
      requests: 'requests',
      running: 'tasks',
      desired: 'tasks',
      errors: 'requests',
    })
  })

  test('over longer periods the same, and none that is not over', () => {
    const { times, columns } = sim.series('prod/web', ['cpu', 'requests'], { since, period: '4m' })
    expect(times).toHaveLength(2)
    expect(columns).toEqual({ cpu: [40, 70], requests: [7_200, 12_600] })
  })

  test('null where there is nothing: before the load, without a load balancer, without a group', () => {
    const columns = ['requests', 'requestsPerTarget', 'groupDesired', 'reservation'] as const
    const series = sim.series('web', columns, { until: new Date(HOUR_MS), since: new Date(HOUR_MS - 120_000) })
    for (const name of columns) expect(series.columns[name]).toEqual([null, null])
  })

  test('a metric of CloudWatch is a column, by its own name or another', () => {
    const metric = {
      namespace: 'AWS/ECS',
      metricName: 'CPUUtilization',
      dimensions: { ServiceName: 'web', ClusterName: 'prod' },
    }
    const { columns } = sim.series('web', ['cpu', metric, { ...metric, statistic: 'Maximum', label: 'hottest' }], {
      since,
    })
    expect(columns.CPUUtilization).toEqual(columns.cpu)
    expect(columns.hottest).toEqual(columns.cpu)
  })

  test('of a service whose tasks have just been asked for: pending, and not healthy yet', () => {
    const fresh = loaded()
    fresh.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 5 })
    fresh.advance('60s')
    const { columns } = fresh.series('web', ['desired', 'running', 'healthy'], {
      since: new Date(fresh.nowMs - 60_000),
    })
    expect(columns).toEqual({ desired: [5], running: [5], healthy: [5] })
  })
})

describe('of clusters, groups and queues', () => {
  const sim = twoLevels('managed')
  busyHour(sim)
  const at = (text: string) => ({ since: text, until: new Date(Date.parse(text) + 60_000) })

  test('a cluster is the sum of its services, and knows its instances', () => {
    const columns = ['desired', 'running', 'instances', 'groupDesired', 'cpuReservation', 'reservation'] as const
    expect(sim.series('shop', columns, at('2026-01-05T09:30:00Z')).columns).toEqual({
      desired: [5],
      running: [5],
      instances: [2],
      groupDesired: [2],
      cpuReservation: [62.5],
      reservation: [100],
    })
  })

  test('CP-25 the group while a task waits: one instance, and one more is needed', () => {
    const { columns } = sim.series(
      { group: 'nodes' },
      ['instances', 'groupDesired', 'reservation'],
      at('2026-01-05T09:22:00Z'),
    )
    expect(columns).toEqual({ instances: [1], groupDesired: [1], reservation: [200] })
  })

  test('LD-28 a queue: what was sent, what was taken, what waits', () => {
    const jobs = meteredService({ desired: 2 })
    jobs.queues.create({ name: 'jobs', producer: 5 })
    jobs.queues.consumedBy({ queue: 'jobs', service: 'web', messagesPerSecondPerTask: 2 })
    jobs.advance('2m')
    const { columns } = jobs.series('jobs', ['sent', 'deleted', 'backlog'], { since: new Date(HOUR_MS) })
    expect(columns).toEqual({ sent: [300, 300], deleted: [240, 240], backlog: [60, 120] })
    expect(jobs.series('web', ['backlog'], { since: new Date(HOUR_MS) }).columns.backlog).toEqual([60, 120])
  })
})

describe('refusals', () => {
  const sim = loaded()
  const cases: readonly (readonly [string, () => unknown])[] = [
    [
      'series: subject: expected the name of a service, a cluster, an Auto Scaling group or a queue, found "prod/wob". Did you mean "prod/web"?',
      () => sim.series('prod/wob', ['cpu']),
    ],
    [
      'series: subject: expected a name, or exactly one of service, cluster, group, queue, found none.',
      () => sim.series({} as never, ['cpu']),
    ],
    [
      'series: columns[1]: expected a column of a service (cpu, memory, requests, requestsPerTarget, responseTime, errors, desired, running, pending, healthy, instances, groupDesired, reservation, backlog) or a metric, found "desird". Did you mean "desired"?',
      () => sim.series('web', ['cpu', 'desird' as never]),
    ],
    [
      'series: columns[0]: expected a column of a cluster (cpu, memory, cpuReservation, memoryReservation, requests, errors, desired, running, pending, healthy, instances, groupDesired, reservation) or a metric, found "responseTime".',
      () => sim.series({ cluster: 'prod' }, ['responseTime']),
    ],
    [
      'series: columns[1]: expected a name that no other column has, found "cpu".',
      () => sim.series('web', ['cpu', 'cpu']),
    ],
    ['series: columns: input: expected at least one column, found [].', () => sim.series('web', [])],
    [
      'series: period: expected whole minutes, at least one, found 90s.',
      () => sim.series('web', ['cpu'], { period: '90s' }),
    ],
    [
      'series: until: expected an instant from 2026-01-05T00:00:00.000Z to 2026-01-05T01:10:00.000Z, found 2027-01-01T00:00:00.000Z.',
      () => sim.series('web', ['cpu'], { until: '2027-01-01T00:00:00Z' }),
    ],
    [
      'series: columns[0]: statistic: expected Average, Sum, Minimum, Maximum, SampleCount or one such as p95 or tm90, found "Mean".',
      () => sim.series('web', [{ namespace: 'AWS/ECS', metricName: 'CPUUtilization', statistic: 'Mean' }]),
    ],
  ]
  test.each(cases)('%s', (message, call) => {
    expect(call).toThrow(UsageError)
    expect(call).toThrow(message)
  })

  test('a name that two things have asks for more', () => {
    const twins = new Simulation()
    twins.ecs.createCluster({ clusterName: 'jobs' })
    twins.queues.create({ name: 'jobs', producer: 1 })
    expect(() => twins.series('jobs', ['backlog'])).toThrow("expected one of { cluster: 'jobs' }, { queue: 'jobs' }")
    expect(twins.series({ queue: 'jobs' }, ['backlog']).times).toEqual([])
  })
})
