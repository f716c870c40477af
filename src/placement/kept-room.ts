// What is kept from a task because a daemon is to have it, and in which words is that said? (PL-17, PL-38)
import type { Needs } from '../model/entities.ts'
import type { Slot } from './request.ts'

/** What is withheld of each resource, and its unit. Never more than there is. */
const KEPT = {
  CPU: { unit: 'CPU units', of: ({ promised, shelf }: Slot) => promised.cpuFree - shelf.cpuFree, need: 'cpuUnits' },
  MEMORY: { unit: 'MiB', of: ({ promised, shelf }: Slot) => promised.memoryFree - shelf.memoryFree, need: 'memoryMiB' },
  GPU: { unit: 'GPUs', of: (slot: Slot) => slot.promised.freeGpus().length - freeGpus(slot), need: 'gpus' },
  ENI: {
    unit: 'of them',
    of: (slot: Slot) => slot.taskEniLimit - slot.enis - freeEnis(slot),
    need: 'enis',
  },
} as const

/** `1536 MiB`, or where something is withheld `1536 MiB (512 MiB held for service:agent)`. */
export function withKept(available: string, slot: Slot, resource: keyof typeof KEPT): string {
  const { unit, of, need } = KEPT[resource]
  const amount = of(slot)
  if (amount === 0) return available
  return `${available} (${amount} ${unit} held for ${holdersOf(slot, (needs) => needs[need] > 0)})`
}

/** GPUs that nobody has and no daemon is to have. */
export function freeGpus({ promised, reserve }: Slot): number {
  const free = promised.freeGpus().length
  return reserve === null ? free : Math.max(0, free - reserve.needs.gpus)
}

/** Network interfaces that nobody has and no daemon is to have. */
export function freeEnis({ enis, taskEniLimit, reserve }: Slot): number {
  return Math.max(0, taskEniLimit - enis - (reserve?.needs.enis ?? 0))
}

/** The first wanted port that is kept, such as `80/tcp held for service:agent`; null when none is. */
export function keptPort(slot: Slot, wanted: Needs): string | null {
  if (slot.reserve === null) return null
  for (const [protocol, ports] of [
    ['tcp', 'tcpPorts'],
    ['udp', 'udpPorts'],
  ] as const) {
    const kept = slot.reserve.needs[ports]
    const port = wanted[ports].find((each) => kept.includes(each))
    if (port !== undefined)
      return `${port}/${protocol} held for ${holdersOf(slot, (needs) => needs[ports].includes(port))}`
  }
  return null
}

export function keptPortCount({ reserve }: Slot): number {
  return reserve === null ? 0 : reserve.needs.tcpPorts.length + reserve.needs.udpPorts.length
}

function holdersOf({ reserve }: Slot, holds: (needs: Needs) => boolean): string {
  return (reserve?.holders ?? [])
    .filter(({ needs }) => holds(needs))
    .map(({ group }) => group)
    .join(', ')
}
