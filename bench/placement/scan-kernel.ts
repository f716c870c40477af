// How fast is a plain scan? Typed arrays and no index: every decision counts the service's tasks zone by zone and then looks
// at each instance. It decides spread(attribute:ecs.availability-zone), then binpack(memory), then order of registration
// (PL-15, PL-18, PL-19).
import type { FleetPlan, Size } from './fleet.ts'
import type { Placer } from './placer.ts'

export class ScanKernel implements Placer {
  private readonly size: number
  private readonly cpuFree: Int32Array
  private readonly memoryFree: Int32Array
  private readonly zoneOf: Uint8Array
  /** Tasks by service, then by instance. */
  private readonly tasks: Uint16Array
  private readonly services: readonly Size[]
  private readonly tasksInZone: Int32Array

  constructor({ instances, services, zones }: FleetPlan) {
    this.size = instances.length
    this.cpuFree = Int32Array.from(instances, ({ cpuUnits }) => cpuUnits)
    this.memoryFree = Int32Array.from(instances, ({ memoryMiB }) => memoryMiB)
    this.zoneOf = Uint8Array.from(instances, ({ zone }) => zone)
    this.tasks = new Uint16Array(instances.length * services.length)
    this.services = services
    this.tasksInZone = new Int32Array(zones.length)
  }

  place(service: number): number {
    const best = this.choose(service)
    if (best !== -1) this.book(service, best, 1)
    return best
  }

  stop(service: number, instance: number): void {
    this.book(service, instance, -1)
  }

  private choose(service: number): number {
    const { cpuFree, memoryFree, zoneOf, tasksInZone } = this
    const { cpuUnits, memoryMiB } = this.services[service]!
    this.countZones(service)
    let best = -1
    let bestTasks = 0
    let bestMemory = 0
    for (let instance = 0; instance < this.size; instance++) {
      const memory = memoryFree[instance]!
      if (memory < memoryMiB || cpuFree[instance]! < cpuUnits) continue
      const tasks = tasksInZone[zoneOf[instance]!]!
      if (best !== -1 && (tasks > bestTasks || (tasks === bestTasks && memory >= bestMemory))) continue
      best = instance
      bestTasks = tasks
      bestMemory = memory
    }
    return best
  }

  private countZones(service: number): void {
    const { tasks, zoneOf, tasksInZone, size } = this
    tasksInZone.fill(0)
    const from = service * size
    for (let instance = 0; instance < size; instance++) tasksInZone[zoneOf[instance]!]! += tasks[from + instance]!
  }

  private book(service: number, instance: number, tasks: 1 | -1): void {
    const { cpuUnits, memoryMiB } = this.services[service]!
    this.cpuFree[instance]! -= tasks * cpuUnits
    this.memoryFree[instance]! -= tasks * memoryMiB
    this.tasks[service * this.size + instance]! += tasks
  }
}
