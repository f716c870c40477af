// What the records of deployments say follows from the journal, agrees with the API, and adds up.
import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type DeploymentRecord, type ServiceLevel, Simulation, type Task } from '../../src/index.ts'
import { formatDeployment } from '../../src/report/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { perform, preparedSimulation, simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

const servicesOf = (sim: Simulation) => [
  ...new Set(sim.journal.flatMap(({ kind, id }) => (kind === 'service.created' ? [id] : []))),
]

/** As DescribeServices counts now, so does the last level. */
function expectAgreement(sim: Simulation): void {
  for (const { arn, clusterArn } of sim.view.tables.services.values()) {
    const [service] = sim.ecs.describeServices({ cluster: clusterArn, services: [arn] }).services
    const level = sim.levels(arn).at(-1)!
    expect([service?.desiredCount, service?.runningCount, service?.pendingCount]).toEqual([
      level.desiredCount,
      level.old.running + level.new.running,
      level.old.pending + level.new.pending,
    ])
    const record = sim.deployments(arn).at(-1)
    const [primary] = service?.deployments ?? []
    if (primary === undefined) continue
    expect([primary.id, primary.runningCount, primary.pendingCount]).toEqual([
      level.deploymentId,
      level.new.running,
      level.new.pending,
    ])
    expect([record?.deploymentId, record?.rolloutState, record?.rolloutStateReason, record?.failedTasks]).toEqual([
      primary.id,
      primary.rolloutState,
      primary.rolloutStateReason,
      primary.failedTasks,
    ])
  }
}

test.prop([busyOperations], runs(25))('records agree with DescribeServices after every operation', (operations) => {
  const sim = preparedSimulation({ paranoid: false })
  for (const operation of operations) {
    perform(sim, operation)
    expectAgreement(sim)
  }
  sim.advance('2h')
  expectAgreement(sim)
})

/** The fewest healthy tasks at the end of any instant of the deployment, counted without any help. */
function lowestByForce(sim: Simulation, { serviceArn, beganAtMs, ...record }: DeploymentRecord): number {
  const tasks = new Map<string, Partial<Task>>()
  const endMs = record.completedAtMs ?? record.failedAtMs ?? record.endedAtMs ?? sim.nowMs
  // The level of the instant in which another one took over is that one's.
  const isCut = record.completedAtMs === null && record.endedAtMs === endMs
  let least = Number.POSITIVE_INFINITY
  for (const [place, { kind, id, set, atMs }] of sim.journal.entries()) {
    if (kind === 'task.created' && (set as Task).serviceArn === serviceArn) tasks.set(id, {})
    const task = tasks.get(id)
    if (task !== undefined && set !== null) Object.assign(task, set)
    if (sim.journal[place + 1]?.atMs === atMs || atMs < beganAtMs || atMs > endMs || (isCut && atMs === endMs)) continue
    const healthy = [...tasks.values()].filter(
      ({ lastStatus, desiredStatus, healthyAtMs }) =>
        lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && typeof healthyAtMs === 'number',
    )
    least = Math.min(least, healthy.length)
  }
  return least
}

test.prop([busyOperations], runs(40))(
  'a critical path adds up without a gap, and the lowest level is the least that there was',
  (operations) => {
    const sim = simulationAfter(operations, { paranoid: false })
    for (const arn of servicesOf(sim))
      for (const record of sim.deployments(arn)) {
        const { criticalPath, waves, lowestHealthy, status } = record
        let atMs = record.beganAtMs
        for (const segment of criticalPath.segments) {
          expect([segment.fromMs, segment.toMs - segment.fromMs]).toEqual([atMs, segment.ms])
          expect(segment.ms).toBeGreaterThan(0)
          atMs = segment.toMs
        }
        expect(atMs).toBe(record.beganAtMs + criticalPath.totalMs)
        if (record.durationMs !== null) expect(record.durationMs).toBe(criticalPath.totalMs)
        expect(criticalPath.toMs === null).toBe(status === 'in progress')
        expect(waves.every(({ deploymentId }) => deploymentId === record.deploymentId)).toBe(true)
        if (lowestHealthy !== null && status !== 'deleted') expect(lowestHealthy.count).toBe(lowestByForce(sim, record))
        for (const line of formatDeployment(record).split('\n')) expect(line.length).toBeLessThanOrEqual(100)
        expect(JSON.parse(JSON.stringify(record))).toEqual(record)
      }
  },
)

test.prop([busyOperations], runs(25))('records follow from the journal, and asking leaves no trace', (operations) => {
  const sim = preparedSimulation({ paranoid: false })
  // One who asks all the time reads the journal piece by piece.
  for (const operation of operations) {
    perform(sim, operation)
    for (const arn of servicesOf(sim)) sim.levels(arn)
  }
  expect(sim.journalHash()).toBe(simulationAfter(operations, { paranoid: false }).journalHash())
  const [copy, fork, past] = [Simulation.restore(sim.save()), sim.fork(), sim.forkAt(sim.now)]
  for (const arn of servicesOf(sim)) {
    const told = JSON.stringify([sim.deployments(arn), sim.levels(arn)])
    for (const other of [copy, fork, past])
      expect(JSON.stringify([other.deployments(arn), other.levels(arn)])).toBe(told)
    expectParts(sim, arn)
  }
})

/** Whoever asks for a part gets the end of the whole, after what was there before it. */
function expectParts(sim: Simulation, arn: string): void {
  const all = sim.levels(arn)
  for (const seq of [0, sim.journal.length >> 1, sim.journal.length]) {
    const cutMs = sim.journal[seq]?.atMs ?? sim.nowMs
    const later = (levels: readonly ServiceLevel[]) => levels.filter(({ atMs }) => atMs > cutMs)
    const part = sim.levels(arn, { since: { seq } })
    expect(later(part)).toEqual(later(all))
    expect(part.every(({ atMs }) => atMs >= cutMs)).toBe(true)
    expect(part.at(-1)?.new).toEqual(all.at(-1)?.new)
  }
}
