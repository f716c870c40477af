// How much of an instance is kept free for daemons that do not run there yet? Sums and differences of needs (PL-38).
import type { Needs } from './entities.ts'

/** Room that nobody but a daemon may take. */
export interface Reserve {
  readonly needs: Needs
  /** Whom it is kept for, in order of their creation. */
  readonly holders: readonly ReserveHolder[]
}

export interface ReserveHolder {
  /** `service:NAME`. */
  readonly group: string
  readonly needs: Needs
}

/** Null when nothing has to be kept. */
export function reserveFor(holders: readonly ReserveHolder[]): Reserve | null {
  const keeping = holders.filter(({ needs }) => !isNothing(needs))
  if (keeping.length === 0) return null
  return { needs: keeping.map(({ needs }) => needs).reduce(sumOf), holders: keeping }
}

export function sameReserve(a: Reserve | null, b: Reserve | null): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** What is left of `needs` once `had` is given back: a larger successor is short of the difference alone. */
export function missingNeeds(needs: Needs, had: Needs): Needs {
  return {
    cpuUnits: Math.max(0, needs.cpuUnits - had.cpuUnits),
    memoryMiB: Math.max(0, needs.memoryMiB - had.memoryMiB),
    tcpPorts: needs.tcpPorts.filter((port) => !had.tcpPorts.includes(port)),
    udpPorts: needs.udpPorts.filter((port) => !had.udpPorts.includes(port)),
    gpus: Math.max(0, needs.gpus - had.gpus),
    enis: Math.max(0, needs.enis - had.enis),
  }
}

function sumOf(a: Needs, b: Needs): Needs {
  return {
    cpuUnits: a.cpuUnits + b.cpuUnits,
    memoryMiB: a.memoryMiB + b.memoryMiB,
    tcpPorts: union(a.tcpPorts, b.tcpPorts),
    udpPorts: union(a.udpPorts, b.udpPorts),
    gpus: a.gpus + b.gpus,
    enis: a.enis + b.enis,
  }
}

function union(a: readonly number[], b: readonly number[]): readonly number[] {
  return [...new Set([...a, ...b])].sort((one, other) => one - other)
}

function isNothing({ cpuUnits, memoryMiB, tcpPorts, udpPorts, gpus, enis }: Needs): boolean {
  return cpuUnits + memoryMiB + tcpPorts.length + udpPorts.length + gpus + enis === 0
}
