// Which task is which letter, and how much of a box does it fill? The tasks of a drawing, service by service, group by group.
import { type Service, standingOf, type Task } from '../../index.ts'
import { printable, type Rows } from '../names.ts'

export type Stage = 'running' | 'starting' | 'stopping'

/** A task in a drawing, or several of one letter and stage drawn as one. */
export interface Block {
  readonly letter: string
  readonly hue: number
  readonly stage: Stage
  readonly cpuUnits: number
  readonly memoryMiB: number
  readonly count: number
}

/** What a letter stands for. */
export interface Entry {
  readonly letter: string
  readonly hue: number
  readonly name: string
  readonly count: number
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
/** The letter of all groups that come after the last letter. */
const OTHERS = '#'

/** Letters for the groups of these tasks: services in order of creation, then other groups by name. */
export function entriesOf(tasks: readonly Readonly<Task>[], { services }: Rows): Map<string, Entry> {
  const counts = new Map<string, number>()
  for (const task of tasks) counts.set(keyOf(task), (counts.get(keyOf(task)) ?? 0) + 1)
  const keys = [...counts.keys()].toSorted((a, b) => compare(sortOf(a, services), sortOf(b, services)))
  const others = keys.slice(LETTERS.length)
  const rest = others.reduce((sum, key) => sum + counts.get(key)!, 0)
  return new Map(
    keys.map((key, index) => {
      const isOther = index >= LETTERS.length
      const name = isOther ? `${others.length} other groups` : nameOf(key, services)
      const count = isOther ? rest : counts.get(key)!
      return [key, { letter: LETTERS[index] ?? OTHERS, hue: Math.min(index, LETTERS.length), name, count }]
    }),
  )
}

export function blockOf(task: Readonly<Task>, entries: ReadonlyMap<string, Entry>): Block {
  const { letter, hue } = entries.get(keyOf(task))!
  const { cpuUnits, memoryMiB } = task.needs
  return { letter, hue, stage: stageOf(task), cpuUnits, memoryMiB, count: 1 }
}

function stageOf(task: Readonly<Task>): Stage {
  const standing = standingOf(task)
  return standing === 'starting' || standing === 'stopping' ? standing : 'running'
}

/** A service by its ARN; standalone tasks by their cluster and group. */
function keyOf({ serviceArn, clusterArn, group }: Readonly<Task>): string {
  return serviceArn ?? `${clusterArn} ${group}`
}

function nameOf(key: string, services: Rows['services']): string {
  return printable(services.get(key)?.name ?? key.slice(key.indexOf(' ') + 1))
}

type Rank = readonly [ordinal: number, key: string]

function sortOf(key: string, services: Rows['services']): Rank {
  const service: Readonly<Service> | undefined = services.get(key)
  return [service?.ordinal ?? Number.MAX_SAFE_INTEGER, key]
}

function compare([a, one]: Rank, [b, other]: Rank): number {
  return a === b ? (one < other ? -1 : 1) : a - b
}

export const STAGES: readonly Stage[] = ['running', 'starting', 'stopping']

/** In the order of the legend; of one letter those that run come first. */
export function inOrder(blocks: readonly Block[]): Block[] {
  return blocks.toSorted((a, b) => a.hue - b.hue || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage))
}

/** All of one letter and stage as one block. */
export function merged(blocks: readonly Block[]): Block[] {
  const sums = new Map<string, Block>()
  for (const block of blocks) {
    const key = block.letter + block.stage
    const sum = sums.get(key)
    sums.set(key, sum === undefined ? block : plus(sum, block))
  }
  return [...sums.values()]
}

function plus(a: Block, b: Block): Block {
  return {
    ...a,
    cpuUnits: a.cpuUnits + b.cpuUnits,
    memoryMiB: a.memoryMiB + b.memoryMiB,
    count: a.count + b.count,
  }
}
