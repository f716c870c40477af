// What does the fleet look like? Container instances as boxes, filled with their tasks, zone beside zone.
import { formatInstant, show, suggestion, UsageError } from '../../index.ts'
import { flowed, hueOf, type Line, painted } from '../ink.ts'
import { clipped, printable, type Rows, rowsOf, type Scene } from '../names.ts'
import { type Look, type Style, styleOf } from '../paint.ts'
import { FILLS, FREE } from './bar.ts'
import { type Entry, entriesOf, STAGES, type Stage } from './blocks.ts'
import { type Box, boxesOf, presentIn } from './boxes.ts'
import { headOf, laidOut } from './layout.ts'

export interface FleetOptions extends Look {
  /** The name or ARN of a cluster; all of them when absent. */
  readonly cluster?: string | undefined
}

/**
 * Draws the container instances of clusters as boxes, one above the other under their zone, filled with tasks in proportion to memory and
 * CPU: lines of at most `width` columns, without a line break at the end. Each service, and each group of other tasks, has a letter of its own;
 * a task begins with it. More than sixty instances are drawn together with those that look alike.
 * @throws UsageError for a cluster that is not there, or a width that is none
 */
export function formatFleet(scene: Scene, { cluster, ...look }: FleetOptions = {}): string {
  const style = styleOf(look)
  const rows = rowsOf(scene)
  const clusters = clustersOf(rows, cluster)
  if (clusters.length === 0) return 'There is no cluster.'
  const at = formatInstant('nowMs' in scene ? scene.nowMs : scene.atMs)
  return clusters.map((one) => clusterText(one, rows, { ...style, at })).join('\n\n')
}

type Cluster = NonNullable<ReturnType<Rows['clusters']['get']>>

function clustersOf({ clusters }: Rows, wanted: string | undefined): Cluster[] {
  const all = [...clusters.values()].filter(({ status }) => status === 'ACTIVE')
  if (wanted === undefined) return all
  const found = all.filter(({ arn, name }) => arn === wanted || name === wanted)
  if (found.length > 0) return found
  const names = all.map(({ name }) => name)
  const expected = names.length === 0 ? 'a cluster, but there is none' : `one of the clusters ${names.join(', ')}`
  const hint = typeof wanted === 'string' ? suggestion(wanted, names) : ''
  throw new UsageError(`cluster: expected ${expected}, found ${show(wanted)}.${hint}`, {
    path: 'cluster',
    expected,
    found: show(wanted),
  })
}

function clusterText({ arn, name }: Cluster, rows: Rows, style: Style & { readonly at: string }): string {
  const { paint, width, at } = style
  const present = presentIn(arn, rows)
  const { instances, tasks } = present
  const title = headOf(clipped(printable(name), width - ROOM_FOR_COUNTS), instances.length, tasks.length)
  const head = flowed([[{ text: title, color: paint.bold }], [{ text: `at ${at}`, color: paint.dim }]], ' ', width)
  if (instances.length + tasks.length === 0) return head.map(painted).join('\n')
  const entries = entriesOf(tasks, rows)
  const boxes = boxesOf({ ...present, entries })
  const blank: Line = []
  return [...head, blank, ...laidOut(boxes, style), blank, ...legendOf(entries, boxes, style)].map(painted).join('\n')
}

const ROOM_FOR_COUNTS = 45

// ── the legend ──

const LONGEST_NAME = 48

function legendOf(entries: ReadonlyMap<string, Entry>, boxes: readonly Box[], { paint, width }: Style): Line[] {
  const byLetter = new Map([...entries.values()].map((entry) => [entry.letter, entry]))
  const letters = [...byLetter.values()].map(({ letter, hue, name, count }): Line => {
    const color = hueOf(paint, hue)
    return [
      { text: letter, color: (text) => paint.bold(color(text)) },
      { text: ` ${clipped(name, LONGEST_NAME)} ×${count}` },
    ]
  })
  const stages = new Set(boxes.flatMap(({ blocks }) => blocks.map(({ stage }) => stage)))
  const fills = STAGES.filter((stage) => stages.has(stage)).map((stage) => `${FILLS[stage]} ${MEANINGS[stage]}`)
  const marks = [...fills, ...(boxes.some(({ capacity }) => capacity !== null) ? [`${FREE} free`] : [])]
  return [
    ...flowed(letters, '   ', width),
    ...flowed(
      marks.map((text) => [{ text, color: paint.dim }]),
      '   ',
      width,
    ),
  ]
}

const MEANINGS: Readonly<Record<Stage, string>> = {
  running: 'running',
  starting: 'starting',
  stopping: 'stopping, its room counts as free',
}
