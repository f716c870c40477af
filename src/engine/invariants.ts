// What must hold whatever happens? What a write touched is checked at once; the whole world in tests and on request.
import { assert, InternalError } from '../kernel/assert.ts'
import { addressCount } from '../model/addresses.ts'
import { alive, type Count, emptyCount } from '../model/census.ts'
import { JOURNAL_KINDS, type JournalEntry } from '../model/changes.ts'
import type { ContainerInstance, Task } from '../model/entities.ts'
import { freeCpu, freeMemory, type Slot, sharedAttributes } from '../model/fleet-index.ts'
import { Ledger } from '../model/ledger.ts'
import { isPromised, isRegistered, seatOf, standingOf } from '../model/standing.ts'
import type { WorldView } from '../model/view.ts'
import { checkDaemons } from './check-daemons.ts'
import { checkGroups } from './check-groups.ts'
import type { World } from './world.ts'

/** After every write: the row it touched is in order. Ledgers and statuses assert their own rules. */
export function checkTouched(world: WorldView, entry: JournalEntry): void {
  const { table, operation } = JOURNAL_KINDS[entry.kind]
  if (table === 'tasks' && operation !== 'remove') checkTask(world.tables.tasks.certain(entry.id))
}

/** Sweeps everything. @throws InternalError naming the first thing that is not as it must be. */
export function checkWorld(world: World): void {
  for (const task of world.tables.tasks.values()) {
    checkTask(task)
    checkReferences(world, task)
  }
  for (const instance of world.tables.containerInstances.values()) checkLedgers(world, instance)
  for (const service of world.tables.services.values()) checkCensus(world, service.arn)
  checkDaemons(world)
  checkGroups(world)
  checkAddresses(world)
}

/** No two live tasks share an address, and their subnet counts them (NV-02A). */
function checkAddresses({ tables, indexes }: WorldView): void {
  if (tables.subnets.size === 0) return
  const held = new Map<string, Set<string>>()
  for (const { arn, subnetId, eni, lastStatus } of tables.tasks.values()) {
    if (eni === null || eni.address === null || subnetId === null || lastStatus === 'STOPPED') continue
    const known = held.get(subnetId) ?? new Set()
    assert(!known.has(eni.address), () => `${arn}: its address ${eni.address} is another task's too`)
    held.set(subnetId, known.add(eni.address))
  }
  for (const { id, cidrBlock } of tables.subnets.values())
    assert(
      indexes.pool(id)?.free === addressCount(cidrBlock) - (held.get(id)?.size ?? 0),
      () => `${id}: its addresses are not those of its tasks`,
    )
}

/** One test while all is well; the words are looked for only when it is not. */
function checkTask(task: Readonly<Task>): void {
  const { createdAtMs, startedAtMs, stoppingAtMs, stoppedAtMs, lastStatus, desiredStatus } = task
  const isInOrder =
    (startedAtMs === null || createdAtMs <= startedAtMs) &&
    (stoppedAtMs === null || (stoppingAtMs !== null && stoppingAtMs <= stoppedAtMs)) &&
    (lastStatus === 'STOPPED') === (stoppedAtMs !== null) &&
    (desiredStatus === 'STOPPED') === (stoppingAtMs !== null) &&
    (lastStatus !== 'RUNNING' || startedAtMs !== null)
  if (!isInOrder)
    throw new InternalError(`${task.arn}: its statuses and timestamps contradict each other: ${JSON.stringify(task)}`)
}

function checkReferences(world: WorldView, task: Readonly<Task>): void {
  assert(
    world.tables.clusters.get(task.clusterArn) !== undefined,
    () => `${task.arn} names a cluster that is not there`,
  )
  assert(
    world.tables.taskDefinitions.get(task.taskDefinitionArn) !== undefined,
    () => `${task.arn} names a task definition that is not there`,
  )
  if (task.lastStatus === 'STOPPED' || task.containerInstanceArn === null) return
  const instance = world.tables.containerInstances.get(task.containerInstanceArn)
  assert(
    instance !== undefined && isRegistered(instance.status),
    () => `${task.arn} lives on an instance that is not registered`,
  )
}

/** Both ledgers equal the sum over the instance's tasks, and neither is overdrawn. */
function checkLedgers(world: WorldView, instance: Readonly<ContainerInstance>): void {
  const slot = world.indexes.slotOf(instance)
  assert(
    (slot !== undefined) === isRegistered(instance.status),
    () => `${instance.arn} is ${instance.status} but placement thinks otherwise`,
  )
  if (slot === undefined) return
  const promised = new Ledger(instance)
  const held = new Ledger(instance)
  const groups = new Map<string, number>()
  let [waiting, enis] = [0, 0]
  for (const arn of world.indexes.tasksByInstance.get(instance.arn) ?? []) {
    const task = world.tables.tasks.certain(arn)
    if (isPromised(standingOf(task))) {
      promised.take(task)
      groups.set(task.group, (groups.get(task.group) ?? 0) + 1)
    }
    if (seatOf(task) === 'held') held.take(task)
    if (seatOf(task) === 'waiting') waiting++
    enis += task.needs.enis
  }
  assert(sameRoom(promised, slot.promised), () => `${instance.arn}: the promised ledger is not the sum of its tasks`)
  assert(sameRoom(held, slot.held), () => `${instance.arn}: the held ledger is not the sum of its tasks`)
  assert(sameCounts(groups, slot), () => `${instance.arn}: the groups are not those of its wanted tasks`)
  assert(
    enis === slot.enis && enis <= instance.taskEniLimit && slot.taskEniLimit === instance.taskEniLimit,
    () => `${instance.arn}: the interfaces are not those of its tasks, or too many`,
  )
  assert(
    waiting === new Set(slot.waiting).size && waiting === slot.waiting.length,
    () => `${instance.arn}: not everybody waits who should`,
  )
  assert(
    slot.shelf.cpuFree === freeCpu(slot) && slot.shelf.memoryFree === freeMemory(slot),
    () => `${instance.arn} stands on the wrong shelf`,
  )
  const { isDraining, agentConnected, attributes } = slot.class
  assert(
    isDraining === (instance.status === 'DRAINING') &&
      agentConnected === instance.agentConnected &&
      Object.keys(attributes).length === Object.keys(sharedAttributes(instance)).length,
    () => `${instance.arn} stands in the wrong class`,
  )
}

function sameCounts(groups: ReadonlyMap<string, number>, slot: Slot): boolean {
  let wanted = 0
  for (const [group, count] of groups) {
    if (slot.groups.get(group) !== count) return false
    wanted += count
  }
  return slot.groups.size === groups.size && slot.wanted === wanted
}

function sameRoom(a: Ledger, b: Ledger): boolean {
  return (
    a.cpuFree === b.cpuFree &&
    a.memoryFree === b.memoryFree &&
    a.ports('tcp').join() === b.ports('tcp').join() &&
    a.ports('udp').join() === b.ports('udp').join() &&
    a.freeGpus().join() === b.freeGpus().join()
  )
}

function checkCensus(world: WorldView, service: string): void {
  const everywhere = emptyCount()
  const leaving = emptyCount()
  for (const arn of world.indexes.tasksByService.get(service) ?? []) {
    const task = world.tables.tasks.certain(arn)
    const standing = standingOf(task)
    if (standing === 'stopped') continue
    everywhere[standing]++
    const instance = world.tables.containerInstances.get(task.containerInstanceArn ?? '')
    if (instance?.status === 'DRAINING') leaving[standing]++
  }
  const { census, leaving: leavers } = world.indexes
  assert(sameCount(everywhere, census.total(service)), () => `${service}: the census is not the sum of its tasks`)
  assert(sameCount(leaving, leavers.total(service)), () => `${service}: the leavers are not those of its tasks`)
}

function sameCount(a: Readonly<Count>, b: Readonly<Count>): boolean {
  const standings = ['starting', 'unhealthy', 'healthy', 'stopping'] as const
  return alive(a) === alive(b) && standings.every((standing) => a[standing] === b[standing])
}

/** Makes a plain value immutable, all the way down. */
export function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const key of Object.keys(value)) freezeDeep((value as Record<string, unknown>)[key])
}
