// What did each check say of each instance? A line an instance, or a line for all that fail alike when there are many.
import { type Line, lengthOf, painted, trimmed } from '../ink.ts'
import { counted, listed } from '../names.ts'
import type { Paint } from '../paint.ts'
import { wrap } from '../text.ts'
import { detailOf, failureGroups, failureOf, headOf } from './checks.ts'
import type { Context, Explanation } from './context.ts'

type Instances = Explanation['instances']

/** More instances than that are told in groups. */
const MOST_ROWS = 20
/** A group of so few is told one by one all the same. */
const SMALL_GROUP = 3

export function tableLines(explanation: Explanation, context: Context): string[] {
  const rows = rowsOf(explanation, context)
  if (rows.length === 0) return []
  const columns = columnsOf(explanation.instances)
  const layout = layoutOf(rows, columns, context)
  return ['', ...headLines(columns, layout, context), ...rows.flatMap((row) => rowLines(row, layout, context))]
}

// ── rows ──

interface Row {
  /** Name, type and zone; '' for what is not known. */
  readonly cells: readonly [string, string, string]
  readonly passed: readonly boolean[]
  readonly detail: string
  readonly isChosen: boolean
}

function rowsOf({ instances, chosen }: Explanation, context: Context): Row[] {
  const rowOf = (instance: Instances[number]) => rowOfOne(instance, chosen, context)
  if (instances.length <= MOST_ROWS) return instances.map(rowOf)
  const best = instances.filter(({ containerInstanceArn }) => containerInstanceArn === chosen)
  const fitting = instances.filter((instance) => instance.fits && !best.includes(instance))
  const groups = [fitting, ...failureGroups(instances).map((group) => group.instances)]
  return [
    ...best.map(rowOf),
    ...groups.flatMap((group) => (group.length <= SMALL_GROUP ? group.map(rowOf) : [rowOfMany(group, context)])),
  ]
}

function rowOfOne(instance: Instances[number], chosen: string | null, { nameOf, find }: Context): Row {
  const { containerInstanceArn: arn } = instance
  const known = find(arn)
  const failure = failureOf(instance)
  return {
    cells: [nameOf(arn), known === undefined ? '' : (known.instanceType ?? 'external'), known?.availabilityZone ?? ''],
    passed: marksOf(instance),
    detail: failure === undefined ? '' : detailOf([failure]),
    isChosen: arn === chosen,
  }
}

function rowOfMany(group: Instances, { find }: Context): Row {
  const known = group.map(({ containerInstanceArn }) => find(containerInstanceArn))
  const shared = (values: readonly (string | null | undefined)[], noun: string) => {
    const different = [...new Set(values.map((value) => value ?? ''))]
    return different.length === 1 ? different[0]! : `${different.length} ${noun}`
  }
  const failures = group.flatMap((instance) => failureOf(instance) ?? [])
  return {
    cells: [
      counted(group.length, 'instance'),
      shared(
        known.map((instance) => instance && (instance.instanceType ?? 'external')),
        'types',
      ),
      shared(
        known.map((instance) => instance?.availabilityZone),
        'zones',
      ),
    ],
    passed: marksOf(group[0]!),
    detail: failures.length === 0 ? '' : detailOf(failures),
    isChosen: false,
  }
}

/** One for each reason: a check of two parts, such as memberOf, has passed when both have. */
function marksOf({ checks }: Instances[number]): boolean[] {
  const marks = new Map<string, boolean>()
  for (const { reason, passed } of checks) marks.set(reason, passed && (marks.get(reason) ?? true))
  return [...marks.values()]
}

/** The reasons in order. An instance's checks are a beginning of one and the same list, so the longest tells all. */
function columnsOf(instances: Instances): string[] {
  const longest = instances.reduce((most, one) => (one.checks.length > most.checks.length ? one : most))
  return [...new Set(longest.checks.map(({ reason }) => reason))]
}

// ── layout ──

interface Layout {
  readonly cells: readonly number[]
  /** Columns of each mark. */
  readonly marks: readonly number[]
  /** Whether the marks have their names above them. */
  readonly isNamed: boolean
}

const HEADS = ['instance', 'type', 'zone'] as const
const GAP = '  '
const MARK_GAP = ' '

function layoutOf(rows: readonly Row[], columns: readonly string[], { width }: Context): Layout {
  const cells = HEADS.map((head, index) => {
    const widest = Math.max(...rows.map((row) => row.cells[index]!.length))
    return widest === 0 ? 0 : Math.max(widest, head.length)
  })
  const heads = columns.map((reason) => headOf(reason).length)
  const sum = (lengths: readonly number[], gap: number) => lengths.reduce((all, one) => all + one + gap, 0)
  const named = GAP.length + sum(cells.filter(Boolean), GAP.length) + sum(heads, MARK_GAP.length)
  return named <= width + MARK_GAP.length
    ? { cells, marks: heads, isNamed: true }
    : { cells, marks: heads.map(() => 1), isNamed: false }
}

function headLines(columns: readonly string[], layout: Layout, { paint, width }: Context): string[] {
  const begin = GAP + cellsText(HEADS, layout)
  if (layout.isNamed) return [paint.dim((begin + columns.map(headOf).join(MARK_GAP)).trimEnd())]
  const order = `Checks in this order: ${columns.map(headOf).join(', ')}.`
  return [...wrap(order, { first: GAP, next: GAP, width }), '', paint.dim(`${begin}checks`)]
}

function cellsText(cells: readonly string[], layout: Layout): string {
  return cells.map((cell, index) => (layout.cells[index] === 0 ? '' : cell.padEnd(layout.cells[index]!) + GAP)).join('')
}

function rowLines({ cells, passed, detail, isChosen }: Row, layout: Layout, { paint, width }: Context): string[] {
  const begin = cellsText(cells, layout)
  const name: Line = isChosen
    ? [
        { text: '→ ', color: paint.good },
        { text: begin, color: paint.bold },
      ]
    : [{ text: GAP + begin }]
  const line: Line = [...name, ...passed.flatMap((good, index) => markOf(good, index, layout, paint))]
  const told: Line = trimmed(line)
  if (detail === '') return [painted(told)]
  if (lengthOf(told) + MARK_GAP.length + detail.length <= width)
    return [painted([...told, { text: MARK_GAP + detail }])]
  return [painted(told), ...wrap(detail, { first: '      ', next: '        ', width })]
}

/** In the middle of its column. */
function markOf(good: boolean, index: number, { marks }: Layout, paint: Paint): Line {
  const before = Math.floor((marks[index]! - 1) / 2)
  const after = marks[index]! - 1 - before + MARK_GAP.length
  const mark = good ? { text: '✓', color: paint.good } : { text: '✗', color: paint.bad }
  return [{ text: ' '.repeat(before) }, mark, { text: ' '.repeat(after) }]
}

// ── who was not asked ──

/** Registered instances of the cluster that placement left out before any check; unknown without a scene. */
export function unaskedLines(explanation: Explanation, context: Context, all: Iterable<Instance>): string[] {
  const first = explanation.instances[0]
  const home = first && context.find(first.containerInstanceArn)
  if (home === undefined) return []
  const asked = new Set(explanation.instances.map(({ containerInstanceArn }) => containerInstanceArn))
  const groups = new Map<string, string[]>()
  for (const instance of all) {
    if (instance.clusterArn !== home.clusterArn || asked.has(instance.arn)) continue
    const why = whyUnasked(instance, home)
    if (why === null) continue
    const names = groups.get(why)
    if (names === undefined) groups.set(why, [context.nameOf(instance.arn)])
    else names.push(context.nameOf(instance.arn))
  }
  const texts = [...groups].map(([why, names]) => `${names.length} ${why} (${listed(names, NAMES_LENGTH)})`)
  if (texts.length === 0) return []
  return ['', ...wrap(`Not asked: ${texts.join('; ')}.`, { first: GAP, next: GAP, width: context.width })]
}

const NAMES_LENGTH = 60
type Instance = NonNullable<ReturnType<Context['find']>>

function whyUnasked({ status, instanceType }: Instance, home: Instance): string | null {
  if (status === 'DRAINING' || status === 'REGISTERING') return status
  if (status !== 'ACTIVE') return null
  const isExternal = instanceType === null
  if (isExternal === (home.instanceType === null)) return null
  return isExternal ? 'external' : 'of EC2'
}
