// What is the limit? Typed arrays with persistent indexes: each zone keeps its instances in order of free memory, then of
// registration, and each service its tasks by zone. It decides what the scan kernel decides (PL-15, PL-18, PL-19).
import type { FleetPlan, Size } from './fleet.ts'
import type { Placer } from './placer.ts'

/** Free memory and registration in one sortable number: no fleet has this many instances. */
const ORDINALS = 65_536

export class IndexedKernel implements Placer {
  private readonly cpuFree: Int32Array
  private readonly memoryFree: Int32Array
  private readonly zoneOf: Uint8Array
  private readonly rows: readonly ZoneRow[]
  private readonly services: readonly Size[]
  /** Tasks by service, then by zone. */
  private readonly tasks: Int32Array

  constructor({ instances, services, zones }: FleetPlan) {
    this.cpuFree = Int32Array.from(instances, ({ cpuUnits }) => cpuUnits)
    this.memoryFree = Int32Array.from(instances, ({ memoryMiB }) => memoryMiB)
    this.zoneOf = Uint8Array.from(instances, ({ zone }) => zone)
    this.rows = zones.map((_, zone) => {
      const members = instances.flatMap((instance, ordinal) =>
        instance.zone === zone ? [{ ...instance, ordinal }] : [],
      )
      return new ZoneRow(members)
    })
    this.services = services
    this.tasks = new Int32Array(services.length * zones.length)
  }

  place(service: number): number {
    const { rows, tasks } = this
    const { cpuUnits, memoryMiB } = this.services[service]!
    const from = service * rows.length
    let best = -1
    let bestTasks = 0
    for (let zone = 0; zone < rows.length; zone++) {
      const mine = tasks[from + zone]!
      if (best !== -1 && mine > bestTasks) continue
      const key = rows[zone]!.tightest(cpuUnits, memoryMiB)
      if (key === -1 || (best !== -1 && mine === bestTasks && key > best)) continue
      best = key
      bestTasks = mine
    }
    if (best === -1) return -1
    const instance = best % ORDINALS
    this.book(service, instance, 1)
    return instance
  }

  stop(service: number, instance: number): void {
    this.book(service, instance, -1)
  }

  private book(service: number, instance: number, delta: 1 | -1): void {
    const { cpuUnits, memoryMiB } = this.services[service]!
    const zone = this.zoneOf[instance]!
    const before = this.memoryFree[instance]!
    this.cpuFree[instance]! -= delta * cpuUnits
    this.memoryFree[instance]! -= delta * memoryMiB
    this.tasks[service * this.rows.length + zone]! += delta
    this.rows[zone]!.move(instance, before, this.memoryFree[instance]!, this.cpuFree[instance]!)
  }
}

class ZoneRow {
  private readonly keys: Float64Array
  private readonly cpu: Int32Array

  constructor(members: readonly (Size & { readonly ordinal: number })[]) {
    const sorted = members
      .map(({ ordinal, cpuUnits, memoryMiB }) => ({ key: memoryMiB * ORDINALS + ordinal, cpuUnits }))
      .sort((a, b) => a.key - b.key)
    this.keys = Float64Array.from(sorted, ({ key }) => key)
    this.cpu = Int32Array.from(sorted, ({ cpuUnits }) => cpuUnits)
  }

  /** The key of the instance that has least memory left and still fits the task; -1 when none does. */
  tightest(cpuUnits: number, memoryMiB: number): number {
    const { keys, cpu } = this
    for (let at = this.lowerBound(memoryMiB * ORDINALS); at < keys.length; at++) {
      if (cpu[at]! >= cpuUnits) return keys[at]!
    }
    return -1
  }

  move(ordinal: number, memoryBefore: number, memoryAfter: number, cpuAfter: number): void {
    const { keys, cpu } = this
    const key = memoryAfter * ORDINALS + ordinal
    const from = this.lowerBound(memoryBefore * ORDINALS + ordinal)
    const bound = this.lowerBound(key)
    const to = bound > from ? bound - 1 : bound
    if (to < from) {
      keys.copyWithin(to + 1, to, from)
      cpu.copyWithin(to + 1, to, from)
    } else {
      keys.copyWithin(from, from + 1, to + 1)
      cpu.copyWithin(from, from + 1, to + 1)
    }
    keys[to] = key
    cpu[to] = cpuAfter
  }

  private lowerBound(key: number): number {
    const { keys } = this
    let low = 0
    let high = keys.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (keys[middle]! < key) low = middle + 1
      else high = middle
    }
    return low
  }
}
