// How much of an instance is spoken for? One ledger counts what is promised, another what is really held (PL-16, LC-14).
import { assert } from '../kernel/assert.ts'
import type { ContainerInstance, Needs, Task } from './entities.ts'

/** What a task takes: amounts and ports by its needs, GPUs by their ids. */
export type Claim = Pick<Readonly<Task>, 'needs' | 'gpuIds'>

export class Ledger {
  cpuFree: number
  memoryFree: number
  private readonly tcpPorts: Set<number>
  private readonly udpPorts: Set<number>
  private readonly gpuIds: readonly string[]
  /** GPUs that are given away; null while nobody has asked for one, as on most instances. */
  private takenGpus: Set<string> | null = null

  constructor(instance: Readonly<ContainerInstance>) {
    this.cpuFree = instance.cpuUnits
    this.memoryFree = instance.memoryMiB
    this.tcpPorts = new Set(instance.reservedTcpPorts)
    this.udpPorts = new Set(instance.reservedUdpPorts)
    this.gpuIds = instance.gpuIds
  }

  take({ needs, gpuIds }: Claim): void {
    this.cpuFree -= needs.cpuUnits
    this.memoryFree -= needs.memoryMiB
    assert(this.cpuFree >= 0 && this.memoryFree >= 0, 'an instance is never overcommitted (PL-15)')
    for (const port of needs.tcpPorts) this.takePort(this.tcpPorts, port)
    for (const port of needs.udpPorts) this.takePort(this.udpPorts, port)
    for (const id of gpuIds) this.takeGpu(id)
  }

  give({ needs, gpuIds }: Claim): void {
    this.cpuFree += needs.cpuUnits
    this.memoryFree += needs.memoryMiB
    for (const port of needs.tcpPorts) this.tcpPorts.delete(port)
    for (const port of needs.udpPorts) this.udpPorts.delete(port)
    for (const id of gpuIds) this.takenGpus?.delete(id)
  }

  fits({ needs, gpuIds }: Claim): boolean {
    if (needs.cpuUnits > this.cpuFree || needs.memoryMiB > this.memoryFree || this.busyPort(needs) !== null)
      return false
    return !gpuIds.some((id) => this.takenGpus?.has(id))
  }

  /** In the instance's own order. */
  freeGpus(): readonly string[] {
    const taken = this.takenGpus
    return taken === null ? this.gpuIds : this.gpuIds.filter((id) => !taken.has(id))
  }

  /** The first wanted port that is taken, such as `80/tcp`; null when all are free. */
  busyPort(needs: Needs): string | null {
    for (const port of needs.tcpPorts) if (this.tcpPorts.has(port)) return `${port}/tcp`
    for (const port of needs.udpPorts) if (this.udpPorts.has(port)) return `${port}/udp`
    return null
  }

  isFree(port: number, protocol: 'tcp' | 'udp'): boolean {
    return !(protocol === 'tcp' ? this.tcpPorts : this.udpPorts).has(port)
  }

  get portCount(): number {
    return this.tcpPorts.size + this.udpPorts.size
  }

  ports(protocol: 'tcp' | 'udp'): number[] {
    return [...(protocol === 'tcp' ? this.tcpPorts : this.udpPorts)].sort((a, b) => a - b)
  }

  private takeGpu(id: string): void {
    this.takenGpus ??= new Set()
    assert(!this.takenGpus.has(id), () => `GPU ${id} is never given twice (PL-09)`)
    this.takenGpus.add(id)
  }

  private takePort(ports: Set<number>, port: number): void {
    assert(!ports.has(port), () => `port ${port} is never taken twice (NW-9)`)
    ports.add(port)
  }
}
