// How did the strategies choose? Each step with what it ranks by, the best first, kept or dropped.
import type { StrategyStep } from '../../index.ts'
import { counted, listed, printable } from '../names.ts'
import type { Context, Explanation } from './context.ts'

type Candidates = StrategyStep['candidates']

/** `spread attribute:ecs.availability-zone`. */
export function stepName({ type, field }: StrategyStep): string {
  return printable(`${type} ${field}`.trimEnd())
}

/** A rank with its unit. */
export function rankText({ type, field }: StrategyStep, value: number | null): string {
  if (type === 'spread') return counted(value ?? 0, 'task')
  if (type === 'binpack') return field === 'cpu' ? `${value} CPU units` : `${value} MiB`
  return type === 'random' ? '' : `rank ${value}`
}

const ORDERS: Readonly<Record<string, string>> = {
  'spread instanceId': 'fewest tasks on the instance first',
  'spread host': 'fewest tasks on the instance first',
  'spread attribute:ecs.availability-zone': 'fewest tasks in the zone first',
  'binpack cpu': 'least CPU left first',
  'binpack memory': 'least memory left first',
  random: 'one is drawn',
}

function orderOf(step: StrategyStep): string {
  const known = ORDERS[stepName(step)]
  if (known !== undefined) return known
  return step.type === 'spread' ? 'fewest tasks on instances with the same value first' : 'lowest rank first'
}

export function stepLines(explanation: Explanation, context: Context): string[] {
  const { steps, decidedBy, chosen } = explanation
  if (decidedBy === 'nothing-fits' || decidedBy === 'only-candidate' || decidedBy === 'capacity-provider') return []
  const { bold, dim } = context.paint
  const lines = steps.flatMap((step, index) => [
    `  ${index + 1}. ${bold(stepName(step))}${dim(`, ${orderOf(step)}`)}`,
    ...groupLines(step, context),
  ])
  const tie =
    decidedBy === 'registration' && chosen !== null
      ? [
          `  ${steps.length + 1}. ${bold('order of registration')}${dim(', first registered first')}`,
          keptLine(chosen, context),
        ]
      : []
  return ['', `${counted(fittingOf(explanation), 'instance')} fit. What chose among them:`, ...lines, ...tie]
}

function fittingOf({ instances }: Explanation): number {
  return instances.filter(({ fits }) => fits).length
}

function keptLine(arn: string, { nameOf, paint }: Context): string {
  return `     ${paint.good('kept')}     ${nameOf(arn)}`
}

// ── candidates of one rank ──

interface RankGroup {
  readonly rank: string
  readonly where: string
  readonly kept: boolean
  readonly candidates: Candidates
}

const GROUPS_TOLD = 6

function groupLines(step: StrategyStep, context: Context): string[] {
  const groups = rankGroups(step, context)
  const told = groups.slice(0, GROUPS_TOLD)
  const untold = groups.slice(GROUPS_TOLD)
  const widest = Math.max(...told.map(({ rank }) => rank.length))
  const lines = told.map((group) => groupLine(group, widest, context))
  if (untold.length === 0) return lines
  const count = untold.reduce((sum, { candidates }) => sum + candidates.length, 0)
  return [...lines, `     dropped  ${counted(count, 'instance')} more, up to ${untold.at(-1)!.rank}`]
}

function groupLine({ rank, where, kept, candidates }: RankGroup, widest: number, context: Context): string {
  const { paint, width, nameOf } = context
  const begin = `     ${kept ? 'kept   ' : 'dropped'}  ${rank === '' ? '' : `${rank.padStart(widest)}  `}${where}`
  const names = listed(
    candidates.map((one) => nameOf(one.containerInstanceArn)),
    width - begin.length,
  )
  return kept ? begin.replace('kept', paint.good('kept')) + names : paint.dim(begin + names)
}

/** Candidates alike in rank and, for a spread over an attribute, in its value: the best first. */
function rankGroups(step: StrategyStep, context: Context): RankGroup[] {
  const groups = new Map<string, { value: number; group: RankGroup & { candidates: Candidates[number][] } }>()
  for (const candidate of step.candidates) {
    const { value, kept } = candidate
    const where = bucketOf(step, candidate.containerInstanceArn, context)
    const key = JSON.stringify([value, kept, where])
    const known = groups.get(key)
    if (known !== undefined) known.group.candidates.push(candidate)
    else
      groups.set(key, {
        value: value ?? 0,
        group: { rank: rankText(step, value), where, kept, candidates: [candidate] },
      })
  }
  return [...groups.values()]
    .toSorted((a, b) => Number(b.group.kept) - Number(a.group.kept) || a.value - b.value)
    .map(({ group }) => group)
}

const ATTRIBUTE = 'attribute:'

/** `us-east-1a: `, where a scene tells. */
function bucketOf({ type, field }: StrategyStep, arn: string, { find }: Context): string {
  const instance = find(arn)
  if (type !== 'spread' || !field.startsWith(ATTRIBUTE) || instance === undefined) return ''
  const name = field.slice(ATTRIBUTE.length)
  return Object.hasOwn(instance.attributes, name)
    ? `${printable(instance.attributes[name]!)}: `
    : `no ${printable(name)}: `
}
