// What was paid for, from when to when? Instances while their machines ran, tasks on Fargate from their images on: told by the journal.
import { JOURNAL_KINDS, type JournalEntry } from '../../../model/changes.ts'
import type { ContainerInstance, Task } from '../../../model/entities.ts'
import { findInstanceType } from '../../../model/instance-types.ts'
import type { GroupInstance, LaunchSource } from '../../../model/scaling/groups.ts'
import { standingOf } from '../../../model/standing.ts'
import { isStill } from '../../../scaling/groups/warm-pool.ts'

/** A machine, as long as it is paid for. */
export interface MachineLease {
  readonly ec2InstanceId: string
  readonly fromMs: number
  toMs: number
  /** Null for a machine of one's own. */
  readonly instanceType: string | null
  readonly vcpus: number
  isSpot: boolean
  group: string | null
  readonly stays: readonly Stay[]
}

/** A task that had room on a machine reserved: from placement until it was asked to stop, as placement sees it. */
export interface Stay {
  readonly serviceArn: string | null
  /** Of the larger of CPU and memory. */
  readonly share: number
  readonly fromMs: number
  toMs: number
}

/** A task on Fargate. */
export interface FargateLease {
  readonly serviceArn: string | null
  readonly vcpus: number
  readonly gigabytes: number
  readonly isSpot: boolean
  readonly fromMs: number
  toMs: number
}

export interface Leases {
  readonly machines: readonly MachineLease[]
  readonly fargate: readonly FargateLease[]
  /** ARNs of services of which somebody has asked something. */
  readonly driven: ReadonlySet<string>
}

type OpenMachine = MachineLease & { readonly stays: Stay[] }

export function leasesOf(journal: readonly JournalEntry[], nowMs: number): Leases {
  const reader = new Reader(nowMs)
  for (const entry of journal) reader.read(entry)
  const { machines, fargate, driven } = reader
  return { machines, fargate, driven }
}

class Reader {
  readonly machines: OpenMachine[] = []
  readonly fargate: FargateLease[] = []
  readonly driven = new Set<string>()
  private readonly open = new Map<string, OpenMachine>()
  private readonly sources = new Map<string, Readonly<LaunchSource>>()
  private readonly members = new Map<string, Readonly<GroupInstance>>()
  private readonly instances = new Map<string, Readonly<ContainerInstance>>()
  private readonly tasks = new Map<string, Readonly<Task>>()
  private readonly stays = new Map<string, Stay>()
  private readonly onFargate = new Map<string, FargateLease>()
  private readonly nowMs: number

  constructor(nowMs: number) {
    this.nowMs = nowMs
  }

  read(entry: JournalEntry): void {
    const { kind, id, set } = entry
    const { table } = JOURNAL_KINDS[kind]
    if (table === 'launchSources' && set !== null)
      this.sources.set(id, { ...this.sources.get(id), ...set } as Readonly<LaunchSource>)
    else if (table === 'groupInstances') this.readMember(entry)
    else if (table === 'containerInstances') this.readInstance(entry)
    else if (table === 'tasks') this.readTask(entry)
    else if (table === 'loads') this.driven.add(id)
  }

  private readMember({ id, atMs, set }: JournalEntry): void {
    if (set === null) {
      this.close(id, atMs)
      this.members.delete(id)
      return
    }
    const member = { ...this.members.get(id), ...set } as GroupInstance
    this.members.set(id, member)
    // Stopped in a warm pool it costs no hours (AG-23).
    if (isStill(member)) this.close(id, atMs)
    else if ('state' in set) this.beginMember(member, atMs)
  }

  private beginMember(
    { id, launch: { kind, name, version }, instanceType, groupName: group }: GroupInstance,
    atMs: number,
  ) {
    const source = this.sources.get(kind === 'template' ? `template ${name}:${version}` : `configuration ${name}`)
    const isSpot = source?.isSpot === true
    const vcpus = findInstanceType(instanceType)?.vCpus ?? 0
    this.begin({ ec2InstanceId: id, fromMs: atMs, instanceType, vcpus, isSpot, group })
    // Its container instance may have been heard of before.
    Object.assign(this.open.get(id)!, { isSpot, group })
  }

  private readInstance({ id, atMs, set }: JournalEntry): void {
    const before = this.instances.get(id)
    if (set === null) return
    const after = { ...before, ...set } as Readonly<ContainerInstance>
    this.instances.set(id, after)
    const { ec2InstanceId, instanceType, machine, cpuUnits } = after
    // Of a machine that ECS has let go, nobody here knows what becomes of it.
    const isPaid = (machine.state === 'running' || machine.state === 'booting') && after.status !== 'INACTIVE'
    if (isPaid && !this.open.has(ec2InstanceId))
      this.begin({
        ec2InstanceId,
        fromMs: atMs,
        instanceType,
        vcpus: vcpusOf(instanceType, cpuUnits),
        isSpot: false,
        group: null,
      })
    // A machine of a group is paid for until the group is rid of it.
    if (!isPaid && !this.members.has(ec2InstanceId)) this.close(ec2InstanceId, atMs)
  }

  private begin(machine: Omit<MachineLease, 'toMs' | 'stays'>): void {
    if (this.open.has(machine.ec2InstanceId)) return
    const lease: OpenMachine = { ...machine, toMs: this.nowMs, stays: [] }
    this.open.set(machine.ec2InstanceId, lease)
    this.machines.push(lease)
  }

  private close(ec2InstanceId: string, atMs: number): void {
    const lease = this.open.get(ec2InstanceId)
    if (lease !== undefined) lease.toMs = atMs
    this.open.delete(ec2InstanceId)
  }

  private readTask({ id, atMs, set }: JournalEntry): void {
    const before = this.tasks.get(id)
    if (set === null) {
      this.tasks.delete(id)
      this.end(id, atMs)
      return
    }
    const task = { ...before, ...set } as Readonly<Task>
    this.tasks.set(id, task)
    if (task.launchType === 'FARGATE') this.followFargate(task, atMs)
    else this.followStay(task, atMs)
  }

  private followStay(task: Readonly<Task>, atMs: number): void {
    const standing = standingOf(task)
    const isReserving = standing !== 'stopping' && standing !== 'stopped'
    if (!isReserving) this.end(task.arn, atMs)
    const instance = this.instances.get(task.containerInstanceArn ?? '')
    if (!isReserving || this.stays.has(task.arn) || instance === undefined) return
    const { cpuUnits, memoryMiB } = task.needs
    const share = Math.max(partOf(cpuUnits, instance.cpuUnits), partOf(memoryMiB, instance.memoryMiB))
    const stay: Stay = { serviceArn: task.serviceArn, share, fromMs: atMs, toMs: this.nowMs }
    this.stays.set(task.arn, stay)
    this.open.get(instance.ec2InstanceId)?.stays.push(stay)
  }

  private followFargate(task: Readonly<Task>, atMs: number): void {
    if (task.lastStatus === 'STOPPED') this.end(task.arn, atMs)
    if (task.pullStartedAtMs === null || task.lastStatus === 'STOPPED' || this.onFargate.has(task.arn)) return
    const lease: FargateLease = {
      serviceArn: task.serviceArn,
      vcpus: task.needs.cpuUnits / 1_024,
      gigabytes: task.needs.memoryMiB / 1_024,
      isSpot: task.launch.capacityProvider?.name === 'FARGATE_SPOT',
      fromMs: task.pullStartedAtMs,
      toMs: this.nowMs,
    }
    this.onFargate.set(task.arn, lease)
    this.fargate.push(lease)
  }

  private end(taskArn: string, atMs: number): void {
    const lease = this.stays.get(taskArn) ?? this.onFargate.get(taskArn)
    if (lease !== undefined) lease.toMs = atMs
    this.stays.delete(taskArn)
    this.onFargate.delete(taskArn)
  }
}

function partOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

/** Of a type that nobody knows: as much as it has registered. */
function vcpusOf(instanceType: string | null, cpuUnits: number): number {
  return findInstanceType(instanceType ?? '')?.vCpus ?? cpuUnits / 1_024
}
