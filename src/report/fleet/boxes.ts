// Which boxes does a drawing have? One an instance; in a large fleet one for all that look alike, or for all of one type and zone.
import type { ContainerInstance, Task } from '../../index.ts'
import { idOf, namesFor, printable, type Rows } from '../names.ts'
import { type Block, blockOf, type Entry, inOrder, merged } from './blocks.ts'

export interface Box {
  /** Where it stands in the drawing. */
  readonly zone: string
  readonly title: string
  /** What is the matter with the instance. */
  readonly warnings: readonly string[]
  readonly note: string | null
  readonly blocks: readonly Block[]
  /** Null where there is no bound to what may be placed: on Fargate. */
  readonly capacity: { readonly cpuUnits: number; readonly memoryMiB: number } | null
}

/** More instances than that are drawn together with those that look like them. */
const MOST_BOXES = 60

export interface Contents {
  readonly instances: readonly Readonly<ContainerInstance>[]
  /** Tasks that are not STOPPED. */
  readonly tasks: readonly Readonly<Task>[]
  readonly entries: ReadonlyMap<string, Entry>
}

/** Instances in order of registration, then a box of Fargate tasks for each zone that has some. */
export function boxesOf(contents: Contents): Box[] {
  const plots = plotsOf(contents)
  const fargate = fargateBoxes(contents)
  if (plots.length <= MOST_BOXES) return [...singleBoxes(plots), ...fargate]
  const alike = grouped(plots, looksOf)
  if (alike.length <= MOST_BOXES) return [...alike.map(alikeBox), ...fargate]
  return [...grouped(plots, kindKey).map(sumBox), ...fargate]
}

/** The instances and tasks of a cluster that are there. */
export function presentIn(clusterArn: string, { containerInstances, tasks }: Rows): Omit<Contents, 'entries'> {
  const isHere = (one: { readonly clusterArn: string }) => one.clusterArn === clusterArn
  return {
    instances: [...containerInstances.values()]
      .filter((instance) => isHere(instance) && instance.status !== 'INACTIVE')
      .toSorted((a, b) => a.ordinal - b.ordinal),
    tasks: [...tasks.values()].filter((task) => isHere(task) && task.lastStatus !== 'STOPPED'),
  }
}

// ── instances ──

/** An instance with its tasks. */
interface Plot {
  readonly instance: Readonly<ContainerInstance>
  readonly blocks: readonly Block[]
}

function plotsOf({ instances, tasks, entries }: Contents): Plot[] {
  const blocks = new Map<string, Block[]>(instances.map(({ arn }) => [arn, []]))
  for (const task of tasks) blocks.get(task.containerInstanceArn ?? '')?.push(blockOf(task, entries))
  return instances.map((instance) => ({ instance, blocks: inOrder(blocks.get(instance.arn)!) }))
}

function frameOf({ instance }: Plot): Pick<Box, 'zone' | 'warnings'> {
  const { status, agentConnected, availabilityZone } = instance
  const statuses = status === 'ACTIVE' ? [] : [status]
  return {
    zone: availabilityZone === null ? 'outside of EC2' : printable(availabilityZone),
    warnings: [...statuses, ...(agentConnected || status === 'REGISTERING' ? [] : ['agent away'])],
  }
}

function typeOf({ instance }: Plot): string {
  return printable(instance.instanceType ?? 'external')
}

function singleBoxes(plots: readonly Plot[]): Box[] {
  const nameOf = namesFor(plots.map(({ instance }) => instance.arn))
  return plots.map((plot) => ({
    ...frameOf(plot),
    title: `${nameOf(plot.instance.arn)} ${typeOf(plot)}`,
    note: null,
    blocks: plot.blocks,
    capacity: plot.instance,
  }))
}

// ── many instances ──

function grouped(plots: readonly Plot[], keyOf: (plot: Plot) => string): Plot[][] {
  const groups = new Map<string, Plot[]>()
  for (const plot of plots) {
    const group = groups.get(keyOf(plot))
    if (group === undefined) groups.set(keyOf(plot), [plot])
    else group.push(plot)
  }
  return [...groups.values()]
}

function kindKey(plot: Plot): string {
  const { zone, warnings } = frameOf(plot)
  return JSON.stringify([zone, typeOf(plot), warnings])
}

function looksOf(plot: Plot): string {
  const { cpuUnits, memoryMiB } = plot.instance
  return JSON.stringify([kindKey(plot), cpuUnits, memoryMiB, plot.blocks])
}

/** One that stands for all. */
function alikeBox(plots: readonly Plot[]): Box {
  const [first] = plots as [Plot]
  if (plots.length === 1)
    return { ...singleBoxes(plots)[0]!, title: `${idOf(first.instance.arn).slice(0, 8)} ${typeOf(first)}` }
  return {
    ...frameOf(first),
    title: `${plots.length} × ${typeOf(first)}`,
    note: 'each of them',
    blocks: first.blocks,
    capacity: first.instance,
  }
}

/** All of them as one. */
function sumBox(plots: readonly Plot[]): Box {
  const [first] = plots as [Plot]
  const sum = (of: (instance: Plot['instance']) => number) => plots.reduce((all, { instance }) => all + of(instance), 0)
  return {
    ...frameOf(first),
    title: `${plots.length} × ${typeOf(first)}`,
    note: plots.length === 1 ? null : 'all of them together',
    blocks: inOrder(merged(plots.flatMap(({ blocks }) => blocks))),
    capacity: { cpuUnits: sum(({ cpuUnits }) => cpuUnits), memoryMiB: sum(({ memoryMiB }) => memoryMiB) },
  }
}

// ── Fargate ──

function fargateBoxes({ tasks, entries }: Contents): Box[] {
  const zones = new Map<string, Block[]>()
  for (const task of tasks) {
    if (task.launchType !== 'FARGATE') continue
    const zone = printable(task.availabilityZone ?? 'no zone')
    const blocks = zones.get(zone)
    if (blocks === undefined) zones.set(zone, [blockOf(task, entries)])
    else blocks.push(blockOf(task, entries))
  }
  return [...zones].map(([zone, blocks]) => ({
    zone,
    title: 'Fargate',
    warnings: [],
    note: null,
    blocks: inOrder(blocks),
    capacity: null,
  }))
}
