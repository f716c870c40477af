// How many CPU units and MiB does a task's `cpu` or `memory` stand for, and does Fargate offer the pair? (TD-21, TD-22, FG-1, FG-2)

/** Whole units, or `{n} vCPU` in any case; undefined when it is neither. */
export function parseCpuUnits(text: string): number | undefined {
  return parseAmount(text, 'vcpu')
}

/** Whole MiB, or `{n} GB` in any case; undefined when it is neither. */
export function parseMemoryMiB(text: string): number | undefined {
  return parseAmount(text, 'gb')
}

function parseAmount(text: string, unit: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const [, digits, suffix] = /^(\d{1,6}|\d{0,6}\.\d{1,10}) ?([a-z]{1,8})$/i.exec(text) ?? []
  if (digits === undefined || suffix?.toLowerCase() !== unit) return undefined
  const amount = Number(digits) * 1024
  return Number.isInteger(amount) ? amount : undefined
}

interface FargateSize {
  readonly cpuUnits: number
  readonly leastMiB: number
  readonly mostMiB: number
  readonly stepMiB: number
  readonly windows: boolean
}

const FARGATE_SIZES: readonly FargateSize[] = [
  { cpuUnits: 256, leastMiB: 512, mostMiB: 2_048, stepMiB: 512, windows: false },
  { cpuUnits: 512, leastMiB: 1_024, mostMiB: 4_096, stepMiB: 1_024, windows: false },
  { cpuUnits: 1_024, leastMiB: 2_048, mostMiB: 8_192, stepMiB: 1_024, windows: true },
  { cpuUnits: 2_048, leastMiB: 4_096, mostMiB: 16_384, stepMiB: 1_024, windows: true },
  { cpuUnits: 4_096, leastMiB: 8_192, mostMiB: 30_720, stepMiB: 1_024, windows: true },
  { cpuUnits: 8_192, leastMiB: 16_384, mostMiB: 61_440, stepMiB: 4_096, windows: false },
  { cpuUnits: 16_384, leastMiB: 32_768, mostMiB: 122_880, stepMiB: 8_192, windows: false },
]

/** With a quarter vCPU the memory doubles: 1536 MiB is not on offer. */
const NOT_OFFERED = { cpuUnits: 256, memoryMiB: 1_536 }

export function isFargateSize(cpuUnits: number, memoryMiB: number, windows = false): boolean {
  if (cpuUnits === NOT_OFFERED.cpuUnits && memoryMiB === NOT_OFFERED.memoryMiB) return false
  const size = FARGATE_SIZES.find((candidate) => candidate.cpuUnits === cpuUnits)
  if (size === undefined || (windows && !size.windows)) return false
  const { leastMiB, mostMiB, stepMiB } = size
  return memoryMiB >= leastMiB && memoryMiB <= mostMiB && (memoryMiB - leastMiB) % stepMiB === 0
}

/** What Fargate offers for a task of this CPU, in words. */
export function fargateSizesNear(cpuUnits: number): string {
  const size = FARGATE_SIZES.find((candidate) => candidate.cpuUnits === cpuUnits)
  if (size === undefined) return `cpu of ${FARGATE_SIZES.map((candidate) => candidate.cpuUnits).join(', ')}`
  if (size.cpuUnits === NOT_OFFERED.cpuUnits) return 'memory of 512, 1024 or 2048 MiB'
  return `memory of ${size.leastMiB} to ${size.mostMiB} MiB in steps of ${size.stepMiB}`
}

/** Docker's floor for a memory limit (TD-85). */
export const LEAST_MEMORY_MIB = 4

/** What an instance can offer a task (TD-21). */
export const LEAST_CPU_UNITS = 128
export const MOST_CPU_UNITS = 196_608
