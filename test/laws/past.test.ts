// The past can be visited: as a picture that never changes, or as a world that goes on from there.
import { fc, test } from '@fast-check/vitest'
import { applyPatches, enableMapSet, enablePatches } from 'immer'
import { expect } from 'vitest'
import { Simulation, type Snapshot } from '../../src/index.ts'
import { busyOperations, operations as moreOperations } from '../support/arbitraries.ts'
import { rowsOf, tablesOf } from '../support/folder.ts'
import { type Operation, perform, preparedSimulation } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

enableMapSet()
enablePatches()

interface Visit {
  readonly snapshot: Snapshot
  readonly hash: string
  readonly nowMs: number
  /** Everything that was due had been run. */
  readonly isSettled: boolean
}

/** Performs the operations, with a snapshot after each. */
function album(operations: readonly Operation[], looks = true): { sim: Simulation; visits: Visit[] } {
  const sim = preparedSimulation({ paranoid: false })
  const visits = operations.map((operation) => {
    perform(sim, operation)
    const seen = looks ? sim : sim.fork()
    const isSettled = operation.do === 'advance' || operation.do === 'settle'
    return { snapshot: seen.snapshot(), hash: sim.journalHash(), nowMs: sim.nowMs, isSettled }
  })
  return { sim, visits }
}

test.prop([busyOperations, fc.boolean()], runs(25))(
  'at a place in the journal the world is as it was when the journal ended there',
  (operations, looks) => {
    const { sim, visits } = album(operations, looks)
    for (const { snapshot } of visits) {
      const past = sim.at({ seq: snapshot.seq - 1 })
      expect(rowsOf(tablesOf(past))).toStrictEqual(rowsOf(tablesOf(snapshot)))
      expect(past.seq).toBe(snapshot.seq)
      expect(past.atMs).toBe(sim.journal[snapshot.seq - 1]?.atMs)
    }
  },
)

test.prop([busyOperations, fc.boolean()], runs(25))(
  'at an instant the world is as it was when that instant was over',
  (operations, looks) => {
    const { sim, visits } = album(operations, looks)
    for (const [index, { snapshot, nowMs }] of visits.entries()) {
      const isOver = (visits[index + 1]?.nowMs ?? 0) > nowMs && operations[index]?.do === 'advance'
      if (isOver && operations[index + 1]?.do === 'advance') expect(sim.at(nowMs)).toEqual(snapshot)
    }
    expect(sim.at(sim.now)).toEqual(sim.snapshot())
    expect(sim.at('2026-01-05T00:00:00Z').atMs).toBe(Date.UTC(2026, 0, 5))
  },
)

/** Brings a world that was forked at the last entry before a visit to where the original stood then. */
function catchUp(past: Simulation, { nowMs, isSettled }: Visit): void {
  if (nowMs > past.nowMs) past.advance(nowMs - past.nowMs)
  else if (isSettled) past.settle()
}

test.prop([busyOperations, moreOperations], runs(25))(
  'a world forked from the past goes on bit for bit as the original did',
  (operations, more) => {
    const { sim, visits } = album(operations)
    for (const operation of more) perform(sim, operation)
    for (const [index, visit] of visits.entries()) {
      const past = sim.forkAt({ seq: visit.snapshot.seq - 1 })
      expect(past.journalHash()).toBe(visit.hash)
      if (index % 4 !== 0) continue
      catchUp(past, visit)
      for (const operation of [...operations.slice(index + 1), ...more]) perform(past, operation)
      expect(past.journalHash()).toBe(sim.journalHash())
      past.checkInvariants()
    }
  },
)

test.prop([busyOperations, fc.nat(600)], runs(25))(
  'a world forked from an instant of the past has the journal up to there and the clock of that instant',
  (operations, seconds) => {
    const { sim } = album(operations)
    sim.advance('10m')
    const atMs = Math.max(sim.nowMs - seconds * 1_000, Date.UTC(2026, 0, 5))
    const past = sim.forkAt(atMs)
    expect(past.nowMs).toBe(atMs)
    expect(past.journal).toEqual(sim.journal.filter((entry) => entry.atMs <= atMs))
    expect(past.snapshot()).toEqual(sim.at(atMs))
  },
)

test.prop([busyOperations], runs(25))(
  'a world forked from the present instant is the fork of the present, nothing run that has not been',
  (operations) => {
    const { sim } = album(operations)
    expect(sim.forkAt(sim.now).save()).toBe(sim.fork().save())
  },
)

function isFrozenDeep(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (!Object.isFrozen(value)) return false
  const inner = value instanceof Map ? [...value.values()] : Object.values(value)
  return inner.every(isFrozenDeep)
}

test.prop([busyOperations, moreOperations], runs(25))(
  'whoever holds a snapshot holds it for ever: frozen all the way down, never written again',
  (operations, more) => {
    const { sim, visits } = album(operations)
    const copies = visits.map(({ snapshot }) => structuredClone(rowsOf(tablesOf(snapshot))))
    for (const operation of more) perform(sim, operation)
    sim.advance('2h')
    for (const [index, { snapshot }] of visits.entries()) {
      expect(isFrozenDeep(snapshot)).toBe(true)
      expect(rowsOf(tablesOf(snapshot))).toEqual(copies[index])
      expect(() => (snapshot.tasks as Map<string, unknown>).set('x', {})).toThrow()
      expect(() => (snapshot.services as Map<string, unknown>).clear()).toThrow()
    }
  },
)

test.prop([busyOperations], runs(25))('snapshots share what did not change: rows, and whole tables', (operations) => {
  const { sim, visits } = album(operations)
  for (const [index, { snapshot }] of visits.entries()) {
    const last = visits[index - 1]?.snapshot
    if (last !== undefined) checkSharing(last, snapshot, sim)
  }
  expect(sim.snapshot()).toBe(sim.snapshot())
})

function checkSharing(before: Snapshot, after: Snapshot, sim: Simulation): void {
  const touched = new Set(sim.journal.slice(before.seq, after.seq).map(({ id }) => id))
  for (const [name, table] of Object.entries(tablesOf(after))) {
    const old = before[name as keyof typeof before] as ReadonlyMap<string, unknown>
    const rows = table as ReadonlyMap<string, unknown>
    const isUntouched = [...touched].every((id) => !rows.has(id) && !old.has(id))
    if (isUntouched) expect(rows).toBe(old)
    for (const [id, row] of rows) if (!touched.has(id)) expect(row).toBe(old.get(id))
  }
}

test.prop([busyOperations, fc.nat(), fc.nat()], runs(25))(
  'the patches between two snapshots turn one into the other, and back',
  (operations, left, right) => {
    const { visits } = album(operations)
    const from = visits[left % visits.length]?.snapshot as Snapshot
    const to = visits[right % visits.length]?.snapshot as Snapshot
    const { patches, inversePatches } = Simulation.diff(from, to)
    expect(applyPatches(from, patches)).toEqual(to)
    expect(applyPatches(to, inversePatches)).toEqual(from)
    if (from === to) expect(patches).toEqual([])
  },
)
