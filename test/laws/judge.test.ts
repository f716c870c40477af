// Who judges the judge? Journals with one lie in them, each of which must be seen.
import { expect, test } from 'vitest'
import type { JournalEntry, Simulation, Task } from '../../src/index.ts'
import { Broken, Judge } from '../support/judge.ts'
import { type Operation, simulationAfter } from '../support/operations.ts'

const ROLLOUT: readonly Operation[] = [
  {
    do: 'launch',
    count: 1,
    cpuUnits: 1_024,
    memoryMiB: 2_048,
    ready: true,
    zones: ['us-east-1a'],
    stack: null,
    enis: null,
  },
  {
    do: 'create',
    name: 'web',
    family: 'tcp',
    desired: 1,
    percentages: { minimumHealthyPercent: 0, maximumPercent: 100 },
    strategies: [],
  },
  { do: 'advance', seconds: 120 },
  { do: 'update', name: 'web', desired: null, family: null, percentages: null, strategies: null, force: true },
  { do: 'advance', seconds: 120 },
]
const honest = simulationAfter(ROLLOUT)

/** A simulation whose journal was written by a liar. AWS's answers are the honest one's. */
function withJournal(lie: (journal: JournalEntry[]) => void, world: Simulation = honest): Simulation {
  const journal = structuredClone(world.journal) as JournalEntry[]
  lie(journal)
  return { journal: journal.map((entry, seq) => ({ ...entry, seq })), ecs: world.ecs } as unknown as Simulation
}

const firstOf = (journal: readonly JournalEntry[], kind: string) => journal.findIndex((entry) => entry.kind === kind)

/** Changes what the first entry of a kind says. */
function edit(journal: JournalEntry[], kind: string, set: object): void {
  const at = firstOf(journal, kind)
  const entry = journal[at] as JournalEntry
  journal[at] = { ...entry, set: { ...entry.set, ...set } }
}

/** Writes the first entry of a kind down once more, at the end. */
function again(journal: JournalEntry[], kind: string, changes: object): void {
  const entry = journal[firstOf(journal, kind)] as JournalEntry
  const last = journal.at(-1) as JournalEntry
  journal.push({ ...entry, atMs: last.atMs, ...changes, set: { ...entry.set, ...(changes as { set?: object }).set } })
}

test('an honest journal passes', () => {
  expect(() => new Judge(withJournal(() => {}))).not.toThrow()
})

const stopping = { desiredStatus: 'STOPPED', lastStatus: 'STOPPING', stopCode: 'ServiceSchedulerInitiated' }

test.each<[law: RegExp, lie: (journal: JournalEntry[]) => void]>([
  [/no task at the upper bound/, (journal) => again(journal, 'task.created', { id: 'twin' })],
  [/at the lower bound/, (journal) => edit(journal, 'service.updated', { minimumHealthyPercent: 100 })],
  [/legal steps only/, (journal) => edit(journal, 'task.running', { lastStatus: 'STOPPING' })],
  [/legal steps only/, (journal) => edit(journal, 'task.created', { lastStatus: 'RUNNING' })],
  [/is overdrawn \(promised\)/, (journal) => edit(journal, 'containerInstance.launched', { memoryMiB: 255 })],
  [/is overdrawn \(promised\)/, (journal) => edit(journal, 'containerInstance.launched', { cpuUnits: 127 })],
  [/no port is taken twice/, (journal) => edit(journal, 'containerInstance.launched', { reservedTcpPorts: [8_080] })],
  [/version rises/, (journal) => edit(journal, 'task.running', { version: 5 })],
  [/timestamps are in order/, (journal) => edit(journal, 'task.running', { startedAtMs: 0 })],
  [/in the future/, (journal) => edit(journal, 'task.healthy', { healthyAtMs: 9e12 })],
  [/does not run backwards/, (journal) => journal.push({ ...(journal[0] as JournalEntry), atMs: 0 })],
  [/follows from an earlier one/, (journal) => again(journal, 'task.healthy', { cause: null })],
  [/only ACTIVE services/, (journal) => edit(journal, 'service.created', { status: 'DRAINING' })],
  [
    /lives on a registered instance/,
    (journal) =>
      again(journal, 'containerInstance.launched', {
        kind: 'containerInstance.deregistered',
        set: { status: 'INACTIVE' },
      }),
  ],
  [/only STOPPED tasks/, (journal) => again(journal, 'task.healthy', { kind: 'task.forgotten', id: livingTask() })],
  [
    /never taken back/,
    (journal) =>
      again(journal, 'task.created', {
        kind: 'task.healthy',
        set: { desiredStatus: 'RUNNING', lastStatus: 'STOPPED' },
      }),
  ],
  [/belongs to a living task/, (journal) => edit(journal, 'containerInstance.launched', { memoryMiB: 4_096 })],
  [/every task lives on an instance/, (journal) => edit(journal, 'task.created', { containerInstanceArn: 'nowhere' })],
])('a lie is seen: %s', (law, lie) => {
  expect(() => new Judge(withJournal(lie))).toThrow(law)
  expect(() => new Judge(withJournal(lie))).toThrow(Broken)
})

test('a lie about interfaces is seen, and about a task that has one', () => {
  const [launch] = ROLLOUT as [Operation]
  const run = { do: 'run', family: 'eni', count: 2, strategies: [], group: null } as const
  const world = simulationAfter([launch, run, { do: 'advance', seconds: 60 }])
  const judged = (lie: (journal: JournalEntry[]) => void) => () => new Judge(withJournal(lie, world))
  expect(judged(() => {})).not.toThrow()
  expect(judged((journal) => edit(journal, 'containerInstance.launched', { taskEniLimit: 1 }))).toThrow(
    /more interfaces than it can/,
  )
  expect(judged((journal) => edit(journal, 'task.created', { lastStatus: 'PENDING' }))).toThrow(/legal steps only/)
})

test('a stop by the scheduler is judged by the tasks that are healthy at that entry', () => {
  const lie = (journal: JournalEntry[]) =>
    again(journal, 'task.stopRequested', { id: livingTask(), set: { ...stopping, version: 3 } })
  const strict = withJournal((journal) => {
    again(journal, 'service.created', { kind: 'service.updated', set: { minimumHealthyPercent: 100 } })
    lie(journal)
  })
  expect(() => new Judge(withJournal(lie))).not.toThrow(/lower bound/)
  expect(() => new Judge(strict)).toThrow(/lower bound/)
})

function livingTask(): string {
  const living = [...honest.snapshot().tasks.values()].find(
    ({ lastStatus }: Readonly<Task>) => lastStatus === 'RUNNING',
  )
  return living?.arn as string
}

const WITH_A_DAEMON: readonly Operation[] = [
  {
    do: 'launch',
    count: 1,
    cpuUnits: 1_024,
    memoryMiB: 2_048,
    ready: true,
    zones: ['us-east-1a'],
    stack: null,
    enis: null,
  },
  { do: 'create', name: 'web', daemon: true, family: 'room', desired: 0, percentages: null, strategies: [] },
  { do: 'run', family: 'room', count: 1, strategies: [], group: null },
  { do: 'advance', seconds: 120 },
]

test.each<[law: RegExp, lie: (journal: JournalEntry[]) => void]>([
  [/a daemon has one task/, (journal) => again(journal, 'task.created', { set: serviceOf(journal), id: 'twin' })],
  [/nobody takes what is kept/, (journal) => edit(journal, 'containerInstance.launched', { memoryMiB: 500 })],
])('PL-38, SV-400 a lie about a daemon is seen: %s', (law, lie) => {
  const real = simulationAfter(WITH_A_DAEMON)
  const journal = structuredClone(real.journal) as JournalEntry[]
  lie(journal)
  const liar = { journal: journal.map((entry, seq) => ({ ...entry, seq })), ecs: real.ecs, view: real.view }
  expect(() => new Judge(liar as unknown as Simulation)).toThrow(law)
})

/** The daemon's own task. */
function serviceOf(journal: readonly JournalEntry[]): object | null | undefined {
  return journal.find(({ kind, set }) => kind === 'task.created' && (set as Task).serviceArn !== null)?.set
}
