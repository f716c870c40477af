// Whatever scales keeps to its bounds, its cooldowns and its definitions, and goes on bit for bit wherever it is taken up.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type JournalEntry, Simulation } from '../../src/index.ts'
import { runs } from '../support/runs.ts'
import { complaints, Rows, reservationOf, tasksOn } from '../support/scaling-judge.ts'
import { begin, played, scalingSteps, scalingWorlds, suspend, take } from '../support/scaling-worlds.ts'

const MINUTE_MS = 60_000

interface Activity {
  readonly targetId: string
  readonly policy: string | null
  readonly from: number | null
  readonly to: number | null
}

test.prop([scalingWorlds, scalingSteps], runs(25))(
  'AS-37 CP-32 CP-35 a scaling decision never sets a count outside of its bounds',
  (world, steps) => {
    const sim = played(world, steps)
    sim.advance('20m')
    const found = complaints(sim.journal, ({ kind, id, set, rule }, rows, before) => {
      if (kind === 'scalingActivity.created') {
        const { to, targetId } = set as Activity
        const target = rows.table('scalableTargets').get(targetId) as { minCapacity: number; maxCapacity: number }
        return to === null || (to >= target.minCapacity && to <= target.maxCapacity) ? null : `${id}: ${to}`
      }
      if (kind !== 'autoScalingGroup.changed' || rule === null || before === undefined) return null
      const { desiredCapacity, minSize, maxSize } = rows.table('autoScalingGroups').get(id) as Record<string, number>
      return desiredCapacity! >= minSize! && desiredCapacity! <= maxSize! ? null : `${id}: ${desiredCapacity}`
    })
    expect(found).toEqual([])
  },
)

test.prop([scalingWorlds, scalingSteps], runs(25))(
  'AS-53 AS-54 nothing is scaled in inside of a scale-in cooldown, but after a scale-out',
  (world, steps) => {
    const sim = played(world, steps)
    sim.advance('40m')
    let quietUntilMs = 0
    const found = complaints(sim.journal, ({ kind, set, atMs }, rows) => {
      if (kind !== 'scalingActivity.created') return null
      const { policy, from, to } = set as Activity
      if (policy === null || from === null || to === null) return null
      const isEarly = to < from && atMs < quietUntilMs
      quietUntilMs = to < from ? atMs + inCooldownMs(rows, policy) : 0
      return isEarly ? `${new Date(atMs).toISOString()}: ${from} to ${to}` : null
    })
    expect(found).toEqual([])
  },
)

function inCooldownMs(rows: Rows, policy: string): number {
  const { configuration } = rows.table('scalingPolicies').get(policy) as {
    configuration: { cooldownMs?: number; scaleInCooldownMs?: number }
  }
  return configuration.cooldownMs ?? configuration.scaleInCooldownMs!
}

/** Entries that a tick writes, once all that was due by itself has happened (SC-02). */
const OF_A_TICK = /^(?:capacityProvider\.measured|alarm\.|scalingActivity\.|scalingPolicy\.|scalableTarget\.)/

test.prop([scalingWorlds, scalingSteps], runs(25))(
  'CP-22 CP-23 CP-25 the reservation is what its definition says, in every period',
  (world, steps) => {
    const sim = played(world, steps)
    sim.advance('10m')
    const { columns, times } = sim.series({ group: 'nodes' }, ['reservation'])
    const rows = new Rows()
    let place = 0
    const expected = times.map((fromMs) => {
      const atMs = fromMs + MINUTE_MS
      while (place < sim.journal.length && isBefore(sim.journal[place]!, atMs)) rows.take(sim.journal[place++]!)
      return reservationOf(rows, { ...world.managed, cpu: world.cpu })
    })
    // Of what a call has changed in the very instant of a tick, before or after it, nobody can say.
    const isCertain = times.map(
      (fromMs) => !sim.journal.some(({ atMs, kind }) => kind === 'command' && atMs === fromMs + MINUTE_MS),
    )
    const told = (values: readonly (number | null)[]) => values.map((value, nth) => (isCertain[nth] ? value : null))
    expect(told(columns.reservation!)).toEqual(told(expected.map((value) => Math.round(value * 1e6) / 1e6)))
  },
)

function isBefore({ atMs, kind }: JournalEntry, tickMs: number): boolean {
  return atMs < tickMs || (atMs === tickMs && !OF_A_TICK.test(kind))
}

test.prop([scalingWorlds, scalingSteps], runs(25))(
  'CP-40 AG-21 no instance that is protected, or has tasks, is terminated by scaling, and none with tasks loses its protection',
  (world, steps) => {
    const protecting = { ...world, managed: { ...world.managed, protects: true } }
    const sim = played(protecting, steps)
    sim.load.drive('web', { cpuPercent: 10 })
    sim.advance('60m')
    const found = complaints(sim.journal, ({ kind, id, set, rule }, rows, before) => {
      if (kind !== 'groupInstance.changed') return null
      const row = rows.table('groupInstances').get(id)!
      if (rule === 'CP-40') return tasksOn(rows, row).length > 0 ? `${id} had tasks` : null
      const isLeaving = (set as { state?: string } | null)?.state?.startsWith('Terminating') === true
      if (!isLeaving || String(before?.state).startsWith('Terminating')) return null
      if (row.isProtected === true) return `${id} was protected`
      return tasksOn(rows, row).length > 0 ? `${id} had tasks when it was let go` : null
    })
    expect(found).toEqual([])
  },
)

test.prop([scalingWorlds], runs(15))('a constant load converges, or somebody is reported as oscillating', (world) => {
  const sim = begin(world)
  sim.advance('8h')
  const { subjects } = sim.scalingReport()
  const lastMs = sim.nowMs - 2 * 3_600_000
  const restless = subjects.filter(({ policies }) =>
    policies.some(({ activities }) => activities.some(({ atMs }) => atMs >= lastMs)),
  )
  // Instances may follow tasks that swing.
  const isTold = restless.length === 0 || restless.some(({ steadiness }) => steadiness === 'oscillates')
  expect(isTold ? [] : restless).toEqual([])
})

test.prop([scalingWorlds, scalingSteps], runs(25))('AS-08 a suspended policy changes nothing', (world, steps) => {
  const sim = begin(world)
  sim.advance('15m')
  suspend(sim, { out: true, in: true })
  const from = sim.journal.length
  const quiet = steps.filter((step) => step.do === 'advance' || step.do === 'drive')
  for (const step of quiet) take(sim, step)
  sim.advance('30m')
  const changed = sim.journal
    .slice(from)
    .filter(({ kind, set }) => kind === 'scalingActivity.created' && (set as Activity).to !== null)
  expect(changed).toEqual([])
})

test.prop([scalingWorlds, scalingSteps, scalingSteps], runs(20))(
  'a world that scales goes on bit for bit after save and restore, in a fork, and from its past',
  (world, steps, more) => {
    const sim = played(world, steps)
    const restored = Simulation.restore(sim.save())
    const fork = sim.fork()
    const place = Math.floor(sim.journal.length / 2)
    const past = sim.forkAt({ seq: place })
    expect(past.journal).toEqual(sim.journal.slice(0, past.journal.length))
    const again = sim.forkAt(sim.now)
    for (const each of [sim, restored, fork, again]) {
      for (const step of more) take(each, step)
      each.advance('30m')
      each.checkInvariants()
    }
    expect(restored.save()).toBe(sim.save())
    expect(fork.save()).toBe(sim.save())
    expect(again.journalHash()).toBe(sim.journalHash())
    const readings = (each: Simulation) => [
      each.series('prod/web', ['cpu', 'desired', 'running', 'healthy', 'instances', 'groupDesired', 'reservation']),
      each.scalingReport(),
      each.cost({ instances: { 'm5.large': 0.1 } }),
    ]
    expect(readings(restored)).toEqual(readings(sim))
    expect(readings(fork)).toEqual(readings(sim))
  },
)

test.prop([scalingWorlds, fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 20 })], runs(20))(
  'a world that scales does not notice in which pieces time passes, nor that somebody reads',
  (world, pieces) => {
    const whole = begin(world)
    whole.advance('90m')
    const parts = begin(world)
    const endMs = whole.nowMs
    for (const piece of pieces) {
      if (parts.nowMs + piece < endMs) parts.advance(piece)
      parts.series('prod/web', ['cpu', 'healthy', 'reservation'])
      parts.scalingReport()
    }
    parts.advance(endMs - parts.nowMs)
    expect(parts.save()).toBe(whole.save())
  },
)
