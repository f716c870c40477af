// Is there room for everything that is to be adopted? Counted on copies of the ledgers, task by task, before anything is written.

import type { AdoptOrder } from '../../engine/adopt-task.ts'
import type { World } from '../../engine/world.ts'
import { formatIpv4, parseIpv4 } from '../../kernel/ipv4.ts'
import type { ContainerInstance, Needs, Task } from '../../model/entities.ts'
import { Ledger } from '../../model/ledger.ts'
import { isPromised, seatOf, standingOf } from '../../model/standing.ts'
import { refuseAdoption } from './adopt-shape.ts'
import { takesHostPorts } from './host-ports.ts'

interface Rooms {
  readonly instance: Readonly<ContainerInstance>
  /** What placement has given away, and what is really held. */
  readonly ledgers: readonly Ledger[]
  enis: number
  /** Bound host ports, as `80/tcp`. */
  readonly bound: Set<string>
}

interface Addresses {
  left: number
  readonly taken: Set<string>
}

/** Room of instances and subnets, as it is after the tasks that were looked at so far. */
export class AdoptRoom {
  private readonly world: World
  private readonly instances = new Map<string, Rooms>()
  private readonly subnets = new Map<string, Addresses>()

  constructor(world: World) {
    this.world = world
  }

  /** @throws UsageError naming what is not there */
  take(adoption: AdoptOrder, path: string): void {
    const { order, containerInstanceArn, site } = adoption
    const needs = order.needs ?? order.definition.needs
    if (site !== null) this.takeAddress(site.subnetId, site.address, path)
    if (containerInstanceArn === null) return
    const rooms = this.roomsOf(containerInstanceArn)
    takeRoom(rooms, needs, path)
    this.takePorts(rooms, adoption, path)
  }

  private roomsOf(arn: string): Rooms {
    const known = this.instances.get(arn)
    if (known !== undefined) return known
    const { tables, indexes } = this.world
    const instance = tables.containerInstances.certain(arn)
    const tasks = [...(indexes.tasksByInstance.get(arn) ?? [])].map((task) => tables.tasks.certain(task))
    const promised = new Ledger(instance)
    const held = new Ledger(instance)
    for (const task of tasks) {
      if (isPromised(standingOf(task))) promised.take(task)
      if (seatOf(task) === 'held') held.take(task)
    }
    const enis = tasks.reduce((sum, task) => sum + task.needs.enis, 0)
    const rooms = { instance, ledgers: [promised, held], enis, bound: boundPorts(tasks) }
    this.instances.set(arn, rooms)
    return rooms
  }

  /** Static ports are the ledger's business; here it is about those that the agent has given. */
  private takePorts({ instance, ledgers, bound }: Rooms, { order, past }: AdoptOrder, path: string): void {
    const { behavior } = this.world
    let wild = 0
    for (const [index, { portMappings }] of order.definition.containers.entries()) {
      const { networkBindings, exitCode } = past.containers[index]!
      if (exitCode !== null || !takesHostPorts(order.definition)) continue
      if (networkBindings.length === 0) wild += portMappings.filter(({ hostPort }) => hostPort === 0).length
      for (const [at, { hostPort, protocol, containerPort }] of networkBindings.entries()) {
        const isStatic = portMappings.some((each) => each.containerPort === containerPort && each.hostPort === hostPort)
        const port = `${hostPort}/${protocol}`
        const isTaken = bound.has(port) || (!isStatic && !ledgers.every((ledger) => ledger.isFree(hostPort, protocol)))
        const where = `${path}.containers: networkBindings[${at}].hostPort`
        if (isTaken) refuseAdoption(where, `a host port that is free on ${instance.arn}`, port, 'NW-10')
        bound.add(port)
      }
    }
    if (wild === 0) return
    const { ephemeralPortStart: first, ephemeralPortEnd: last } = behavior
    const taken = [...bound].filter((port) => Number.parseInt(port, 10) >= first && Number.parseInt(port, 10) <= last)
    const free = last - first + 1 - taken.length
    if (wild > free) refuseAdoption(path, `host ports for ${wild} bindings on ${instance.arn}`, free, 'NW-10')
  }

  private takeAddress(subnet: string, address: string | null, path: string): void {
    const pool = this.world.indexes.pool(subnet)
    const known = this.subnets.get(subnet) ?? { left: pool?.free ?? Number.POSITIVE_INFINITY, taken: new Set<string>() }
    this.subnets.set(subnet, known)
    if (known.left === 0) refuseAdoption(path, `an address that is free in ${subnet}`, 'none', 'NV-02A')
    known.left--
    if (address === null) return
    const isFree = pool === undefined || pool.isFree(parseIpv4(address))
    if (!isFree || known.taken.has(address))
      refuseAdoption(
        `${path}.privateIpv4Address`,
        `an address that is free in ${subnet}`,
        formatIpv4(parseIpv4(address)),
        'NV-030',
      )
    known.taken.add(address)
  }
}

function takeRoom(rooms: Rooms, needs: Needs, path: string): void {
  const { instance, ledgers } = rooms
  const { arn } = instance
  for (const ledger of ledgers) {
    const { cpuUnits, memoryMiB, gpus } = needs
    if (cpuUnits > ledger.cpuFree) refuseAdoption(path, `${cpuUnits} CPU units free on ${arn}`, ledger.cpuFree, 'PL-05')
    if (memoryMiB > ledger.memoryFree)
      refuseAdoption(path, `${memoryMiB} MiB of memory free on ${arn}`, ledger.memoryFree, 'PL-06')
    const busy = ledger.busyPort(needs)
    if (busy !== null) refuseAdoption(path, `host port ${busy} free on ${arn}`, 'a task that has it', 'PL-07')
    const free = ledger.freeGpus()
    if (gpus > free.length) refuseAdoption(path, `${gpus} GPUs free on ${arn}`, free.length, 'PL-09')
    ledger.take({ needs, gpuIds: free.slice(0, gpus) })
  }
  rooms.enis += needs.enis
  if (rooms.enis > instance.taskEniLimit)
    refuseAdoption(path, `a network interface left on ${arn}`, instance.taskEniLimit, 'PL-10')
}

function boundPorts(tasks: readonly Readonly<Task>[]): Set<string> {
  const bindings = tasks.flatMap(({ runs }) => runs.flatMap(({ networkBindings }) => networkBindings))
  return new Set(bindings.map(({ hostPort, protocol }) => `${hostPort}/${protocol}`))
}
