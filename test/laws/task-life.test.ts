// Timing and timeline of whatever tasks there are: no gap, no overlap, and a drawing that never leaves its page.
import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { LifeEvent, Simulation, Stretch, TaskTimeline, TimingPath } from '../../src/index.ts'
import { formatTaskTimeline, formatTaskTiming } from '../../src/report/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

const tasksOf = (sim: Simulation) =>
  sim.journal.flatMap(({ kind, id }) => (kind === 'task.created' ? [id] : [])).slice(0, 40)

function expectWhole({ fromMs, toMs, totalMs, segments }: TimingPath): void {
  let atMs = fromMs
  for (const segment of segments) {
    expect(segment.fromMs).toBe(atMs)
    if (segment.toMs !== null) expect(segment.toMs).toBe(atMs + segment.ms)
    atMs += segment.ms
  }
  expect(atMs).toBe(fromMs + totalMs)
  expect(toMs === null ? segments.at(-1)?.toMs : toMs).toBe(toMs === null ? null : atMs)
}

function expectInOrder(stretches: readonly Stretch[], last: number): void {
  for (const [place, { fromMs, toMs }] of stretches.entries()) {
    expect(toMs ?? last).toBeGreaterThanOrEqual(fromMs)
    const next = stretches[place + 1]
    if (next !== undefined) expect(next.fromMs).toBe(toMs)
  }
}

function expectOnPage(text: string, width: number): void {
  for (const line of text.split('\n')) expect([line, line.length <= width]).toEqual([line, true])
}

test.prop([busyOperations, fc.integer({ min: 60, max: 160 })], runs(30))(
  'the critical path adds up, the states follow each other, and the drawing fits',
  (operations, width) => {
    const sim = simulationAfter(operations, { paranoid: false })
    for (const task of tasksOf(sim)) {
      const { start, stop } = sim.timing(task)
      expectWhole(start)
      if (stop !== null) expectWhole(stop)
      const row = sim.view.tables.tasks.get(task)
      if (row?.startedAtMs != null && start.outcome === 'started')
        expect(start.toMs).toBeGreaterThanOrEqual(row.startedAtMs)
      if (row?.stoppedAtMs != null) expect(stop?.toMs).toBe(row.stoppedAtMs)
      const timeline = sim.timeline(task)
      for (const { states, events } of [
        { states: timeline.statuses, events: timeline.events },
        ...timeline.containers,
      ]) {
        expectInOrder(states, timeline.toMs)
        for (const { atMs } of events) expect(atMs >= timeline.fromMs && atMs <= timeline.toMs).toBe(true)
      }
      expectOnPage(formatTaskTimeline(timeline, { width }), width)
      expectOnPage(formatTaskTiming({ taskArn: task, start, stop }, { width }), width)
    }
  },
)

const text = fc.string({ unit: 'binary', maxLength: 80 })
const what = fc.constantFrom(
  'healthy',
  'unhealthy',
  'restart',
  'stop-signal',
  'exit',
  'fault',
  'never-started',
  'to-stop',
  'settled',
)
const atMs = fc.integer({ min: 1_000, max: 100_000_000 })
const events = fc.array(fc.record({ what, atMs, detail: fc.option(text) }), { maxLength: 30 }) as fc.Arbitrary<
  LifeEvent[]
>
const state = fc.constantFrom('waiting', 'pulling', 'starting', 'running', 'stopping', 'RUNNING', 'PENDING', 'odd')
const states = fc.array(fc.record({ state, fromMs: atMs, toMs: fc.option(atMs) }), { maxLength: 6 })
const timelines: fc.Arbitrary<TaskTimeline> = fc.record({
  taskArn: text,
  taskId: text,
  taskDefinition: text,
  launchType: fc.constant('EC2'),
  fromMs: fc.constant(1_000),
  toMs: fc.constantFrom(1_000, 1_001, 50_000_000, 100_000_000),
  isOver: fc.boolean(),
  stopCode: fc.option(fc.constant('UserInitiated')),
  stoppedReason: fc.option(text),
  statuses: states,
  events,
  containers: fc.array(
    fc.record({
      name: text,
      essential: fc.boolean(),
      states,
      events,
      exitCode: fc.constant(null),
      reason: fc.option(text),
    }),
    { maxLength: 4 },
  ),
})

test.prop([timelines, fc.integer({ min: 60, max: 120 })], runs(200))(
  'whatever a timeline holds, it is drawn on its page, in plain characters, and colours change nothing else',
  (timeline, width) => {
    const plain = formatTaskTimeline(timeline, { width })
    expectOnPage(plain, width)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    expect(formatTaskTimeline(timeline, { width, color: true }).replace(/\u001b\[\d+m/g, '')).toBe(plain)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/)
  },
)
