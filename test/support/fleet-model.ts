// What should a simulation answer, whatever its scheduler does meanwhile? A small model: the services that were asked for, the
// revisions, the standalone tasks. Commands carry an operation out on both and compare.
import { fc } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { AwsException, Simulation } from '../../src/index.ts'
import {
  advanceOperation,
  armOperation,
  createOperation,
  deleteOperation,
  launchOperation,
  protectOperation,
  registerOperation,
  runOperation,
  sickenOperation,
  stopOperation,
  terminateOperation,
  updateOperation,
} from './arbitraries.ts'
import type { Judge } from './judge.ts'
import { CLUSTER, FAMILIES, type Family, type Operation, type Percentages, perform } from './operations.ts'

interface WantedService {
  daemon: boolean
  family: Family
  revision: number
  desired: number
  percentages: Percentages
  /** Deleted: gone, or going. */
  deleted: boolean
}

export interface Model {
  readonly services: Map<string, WantedService>
  /** The newest revision of each family. */
  readonly revisions: Record<Family, number>
  /** Standalone tasks that nobody stopped, and whose instance nobody terminated. */
  readonly standalone: Set<string>
}

export interface Real {
  readonly sim: Simulation
  readonly judge: Judge
}

export function newModel(): Model {
  const revisions = Object.fromEntries(FAMILIES.map((family) => [family, 1])) as Record<Family, number>
  return { services: new Map(), revisions, standalone: new Set() }
}

type Of<Name extends Operation['do']> = Extract<Operation, { readonly do: Name }>

class Step implements fc.Command<Model, Real> {
  private readonly operation: Operation
  constructor(operation: Operation) {
    this.operation = operation
  }

  check(): boolean {
    return true
  }

  run(model: Model, real: Real): void {
    const before = real.sim.journal.length
    const operation = withoutFights(model, this.operation)
    const refusal = perform(real.sim, operation)
    if (refusal !== null) expect(real.sim.journal.length).toBe(before)
    note(model, real, operation, refusal, before)
    real.judge.look()
    checkAnswers(model, real.sim)
  }

  toString(): string {
    return JSON.stringify(this.operation)
  }
}

/** A daemon with a static port would keep everybody else with that port from every instance, and nobody could ever be steady. */
function withoutFights(model: Model, operation: Operation): Operation {
  if (operation.do === 'create' && operation.daemon === true) return { ...operation, family: 'room' }
  if (operation.do !== 'update' || operation.family === null || !isDaemon(model, operation.name)) return operation
  return { ...operation, family: 'room' }
}

function isDaemon(model: Model, name: string): boolean {
  const service = model.services.get(name)
  return service?.daemon === true && !service.deleted
}

/** What the operation makes of the model, and whether it should have been accepted. */
function note(model: Model, real: Real, operation: Operation, refusal: AwsException | null, since: number): void {
  switch (operation.do) {
    case 'register':
      expect(refusal).toBeNull()
      model.revisions[operation.family]++
      break
    case 'create':
      noteCreation(model, real, operation, refusal)
      break
    case 'update':
      noteUpdate(model, operation, refusal)
      break
    case 'delete':
      noteDeletion(model, operation, refusal)
      break
    default:
      noteTasks(model, real, since)
  }
}

function noteCreation(model: Model, real: Real, operation: Of<'create'>, refusal: AwsException | null): void {
  const { name, family, desired, percentages, daemon = false } = operation
  const known = model.services.get(name)
  const isFree = known === undefined || (known.deleted && statusOf(real.sim, name) !== 'DRAINING')
  if (refusal !== null) {
    expect(isFree).toBe(false)
    return
  }
  expect(known === undefined || known.deleted).toBe(true)
  const usual = daemon ? NOTHING_HEALTHY : { minimumHealthyPercent: 100, maximumPercent: 200 }
  model.services.set(name, {
    daemon,
    family,
    revision: model.revisions[family],
    desired,
    percentages: percentagesOf(daemon, percentages) ?? usual,
    deleted: false,
  })
}

const NOTHING_HEALTHY: Percentages = { minimumHealthyPercent: 0, maximumPercent: 100 }

function percentagesOf(daemon: boolean, percentages: Percentages | null): Percentages | null {
  return daemon && percentages !== null ? { ...percentages, maximumPercent: 100 } : percentages
}

function noteUpdate(
  model: Model,
  { name, desired, family, percentages }: Of<'update'>,
  refusal: AwsException | null,
): void {
  const service = model.services.get(name)
  if (service === undefined || service.deleted) expect(refusal?.name).toMatch(/^ServiceNot(Found|Active)Exception$/)
  if (refusal !== null || service === undefined) return
  if (family !== null) Object.assign(service, { family, revision: model.revisions[family] })
  if (desired !== null) service.desired = desired
  service.percentages = percentagesOf(service.daemon, percentages) ?? service.percentages
}

function noteDeletion(model: Model, { name, force }: Of<'delete'>, refusal: AwsException | null): void {
  const service = model.services.get(name)
  const mayGo = service !== undefined && !service.deleted && (force || service.daemon || service.desired === 0)
  expect(refusal === null).toBe(mayGo)
  if (mayGo) service.deleted = true
}

/** Standalone tasks that the last operation started or ended. */
function noteTasks(model: Model, { sim }: Real, since: number): void {
  for (const { kind, id, set } of sim.journal.slice(since)) {
    const row = set as { serviceArn?: string | null; desiredStatus?: string } | null
    if (kind === 'task.created' && row?.serviceArn === null) model.standalone.add(id)
    if (row?.desiredStatus === 'STOPPED') model.standalone.delete(id)
  }
}

function serviceOf(sim: Simulation, name: string) {
  return sim.ecs.describeServices({ cluster: CLUSTER, services: [name] }).services[0]
}

function statusOf(sim: Simulation, name: string): string | undefined {
  return serviceOf(sim, name)?.status
}

/** AWS's answers say what was asked for; how far the scheduler has come is the judge's business. */
function checkAnswers(model: Model, sim: Simulation): void {
  for (const [name, wanted] of model.services) {
    const found = serviceOf(sim, name)
    if (wanted.deleted) {
      expect(found?.status).not.toBe('ACTIVE')
      continue
    }
    expect(found).toMatchObject({
      status: 'ACTIVE',
      desiredCount: desiredOf(wanted, sim),
      deploymentConfiguration: wanted.percentages,
    })
    expect(found?.taskDefinition).toMatch(new RegExp(`/${wanted.family}:${wanted.revision}$`))
    expect(found?.deployments?.[0]?.status).toBe('PRIMARY')
  }
}

/** SV-400: every ACTIVE instance is one of a daemon's. */
function desiredOf({ daemon, desired }: WantedService, sim: Simulation): number {
  if (!daemon) return desired
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: CLUSTER, status: 'ACTIVE' })
  return containerInstanceArns.length
}

/** Bounds that let nothing move: everybody must stay and nobody may come (DP-131). */
function isStuck({ daemon, desired, percentages }: WantedService): boolean {
  if (daemon) return percentages.minimumHealthyPercent > 0
  const lower = Math.ceil((desired * percentages.minimumHealthyPercent) / 100)
  const upper = Math.floor((desired * percentages.maximumPercent) / 100)
  return desired > 0 && lower >= desired && upper <= desired
}

/** Left alone, with room for everybody and percentages that let something move, every service gets what it asked for. */
export function checkEventually(model: Model, { sim, judge }: Real): void {
  const cluster = CLUSTER
  const wanted = [...model.services].filter(([, service]) => !service.deleted)
  if (wanted.some(([, service]) => service.daemon)) drainAll(sim)
  sim.fleet.launch({ cluster, instanceType: 'm5.large', count: 24, ready: true, cpuUnits: 16_384, memoryMiB: 16_384 })
  for (const [name, service] of wanted) {
    if (!isStuck(service)) continue
    service.percentages = { minimumHealthyPercent: 0, maximumPercent: service.daemon ? 100 : 200 }
    const deploymentConfiguration = service.percentages
    sim.ecs.updateService({ cluster, service: name, deploymentConfiguration, availabilityZoneRebalancing: 'DISABLED' })
  }
  for (const [name] of wanted) revive(sim, name)
  const outcome = sim.runUntil('steady', { atMost: '6h' })
  expect(outcome.waitingFor).toEqual([])
  judge.look()
  sim.advance('10m')
  judge.look()
  checkAnswers(model, sim)
  for (const [name, service] of wanted) checkArrived(sim, name, service)
  for (const arn of model.standalone) expect(judge.tasks.get(arn)?.lastStatus).toBe('RUNNING')
  for (const task of judge.tasks.values()) expect(['RUNNING', 'STOPPED']).toContain(task.lastStatus)
}

/** A deployment that was given up stands still until somebody deploys again (CB-21). */
function revive(sim: Simulation, name: string): void {
  perform(sim, { do: 'arm', name, enable: false })
  const [primary] = serviceOf(sim, name)?.deployments ?? []
  if (primary?.rolloutState === 'FAILED')
    sim.ecs.updateService({ cluster: CLUSTER, service: name, forceNewDeployment: true })
}

/** Instances that are full of other things never have room for a daemon: everything that can leave them does. */
function drainAll(sim: Simulation): void {
  // Those that are on their way arrive first.
  sim.advance('2m')
  const { containerInstanceArns } = sim.ecs.listContainerInstances({ cluster: CLUSTER, status: 'ACTIVE' })
  for (const arn of containerInstanceArns)
    sim.ecs.updateContainerInstancesState({ cluster: CLUSTER, containerInstances: [arn], status: 'DRAINING' })
}

function checkArrived(sim: Simulation, name: string, wanted: WantedService): void {
  const { family, revision } = wanted
  const desired = desiredOf(wanted, sim)
  const found = serviceOf(sim, name)
  expect(found).toMatchObject({ runningCount: desired, pendingCount: 0 })
  expect(found?.deployments).toHaveLength(1)
  expect(found?.deployments?.[0]).toMatchObject({ rolloutState: 'COMPLETED', runningCount: desired })
  const { taskArns } = sim.ecs.listTasks({ cluster: CLUSTER, serviceName: name })
  expect(taskArns).toHaveLength(desired)
  if (desired === 0) return
  const { tasks } = sim.ecs.describeTasks({ cluster: CLUSTER, tasks: taskArns })
  const expected = { lastStatus: 'RUNNING', startedBy: found?.deployments?.[0]?.id, group: `service:${name}` }
  for (const task of tasks) {
    expect(task).toMatchObject(expected)
    expect(task.taskDefinitionArn).toMatch(new RegExp(`/${family}:${revision}$`))
  }
}

const step = (operation: fc.Arbitrary<Operation>) => operation.map((each) => new Step(each))

export const commands = fc.commands(
  [
    step(advanceOperation),
    step(advanceOperation),
    step(advanceOperation),
    step(updateOperation),
    step(updateOperation),
    step(updateOperation),
    step(createOperation),
    step(createOperation),
    step(launchOperation),
    step(launchOperation),
    step(terminateOperation),
    step(runOperation),
    step(armOperation),
    step(protectOperation),
    step(protectOperation),
    step(sickenOperation),
    step(sickenOperation),
    step(stopOperation),
    step(stopOperation),
    step(registerOperation),
    step(deleteOperation),
  ],
  { maxCommands: 30, size: 'max' },
)
