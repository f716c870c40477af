// Which functions does metric math have here, and what does each one make of its arguments?
import { MathError, type MathNode, type MathType } from './nodes.ts'

/** One value a period, oldest first; NaN where there is none. */
export type Series = Float64Array
export type MathValue = number | Series | readonly Series[]

/** What a function needs to know beside its arguments. */
export interface MathContext {
  readonly length: number
  readonly periodSeconds: number
}

interface MathFunction {
  /** @throws MathError for arguments that it does not take */
  typeOf(args: readonly MathNode[], types: readonly MathType[]): MathType
  apply(args: readonly MathValue[], context: MathContext, nodes: readonly MathNode[]): MathValue
  /** Whether a value depends on its own period alone. */
  isPointwise(nodes: readonly MathNode[], types: readonly MathType[]): boolean
}

const always = () => true

function count(name: string, args: readonly unknown[], least: number, most = least): void {
  if (args.length >= least && args.length <= most) return
  const wanted = least === most ? `${least}` : `${least} or ${most}`
  throw new MathError(`${wanted} argument${most === 1 ? '' : 's'} of ${name}`, `${args.length}`)
}

export function mapValue(value: MathValue, of: (number: number) => number): MathValue {
  if (typeof value === 'number') return of(value)
  if (value instanceof Float64Array) return value.map((each) => (Number.isNaN(each) ? each : of(each)))
  return value.map((series) => series.map((each) => (Number.isNaN(each) ? each : of(each))))
}

/** Of each value by itself. */
function each(name: string, of: (value: number) => number): MathFunction {
  return {
    typeOf(args, [type]) {
      count(name, args, 1)
      return type!
    },
    apply: ([value]) => mapValue(value!, of),
    isPointwise: always,
  }
}

type Fold = (values: readonly number[]) => number

/** Over the periods of one series a number; over several series, period by period, what those say that say anything. */
function over(name: string, fold: Fold): MathFunction {
  return {
    typeOf(args, [type]) {
      count(name, args, 1)
      if (type === 'number') throw new MathError(`metrics as the argument of ${name}`, 'a number')
      return type === 'list' ? 'series' : 'number'
    },
    apply([value], { length }) {
      if (value instanceof Float64Array) return folded(fold, [...value])
      const list = value as readonly Series[]
      return Float64Array.from({ length }, (_, index) =>
        folded(
          fold,
          list.map((series) => series[index]!),
        ),
      )
    },
    isPointwise: (_nodes, [type]) => type === 'list',
  }
}

function folded(fold: Fold, values: readonly number[]): number {
  const present = values.filter((value) => !Number.isNaN(value))
  return present.length === 0 ? Number.NaN : fold(present)
}

const sum: Fold = (values) => values.reduce((total, value) => total + value, 0)

const isFiller = (node: MathNode | undefined) => node?.kind === 'word'

const FILL: MathFunction = {
  typeOf(args, [type, filler]) {
    count('FILL', args, 2)
    if (type === 'number') throw new MathError('metrics as the first argument of FILL', 'a number')
    if (!isFiller(args[1]) && filler === 'list')
      throw new MathError('a number, one metric, REPEAT or LINEAR in FILL', 'a list')
    return type!
  },
  apply([value, filler], _context, [, node]) {
    const fill = (series: Series): Series => {
      if (node?.kind === 'word') return node.word === 'REPEAT' ? repeated(series) : interpolated(series)
      return series.map((each, index) => (Number.isNaN(each) ? at(filler!, index) : each))
    }
    return value instanceof Float64Array ? fill(value) : (value as readonly Series[]).map(fill)
  },
  isPointwise: ([, node]) => !isFiller(node),
}

function at(value: MathValue, index: number): number {
  return typeof value === 'number' ? value : (value as Series)[index]!
}

function repeated(series: Series): Series {
  let last = Number.NaN
  return series.map((value) => {
    if (!Number.isNaN(value)) last = value
    return last
  })
}

/** On the line between the neighbours; beyond the last ones, those. */
function interpolated(series: Series): Series {
  const known = [...series.keys()].filter((index) => !Number.isNaN(series[index]!))
  return series.map((value, index) => {
    if (!Number.isNaN(value) || known.length === 0) return value
    const after = known.find((each) => each > index)
    const before = known.findLast((each) => each < index)
    if (before === undefined || after === undefined) return series[before ?? after!]!
    return series[before]! + ((series[after]! - series[before]!) * (index - before)) / (after - before)
  })
}

const IF: MathFunction = {
  typeOf(args, types) {
    count('IF', args, 2, 3)
    if (types.includes('list')) throw new MathError('numbers and single metrics in IF', 'a list')
    return types.includes('series') || args.length === 2 ? 'series' : 'number'
  },
  apply([condition, yes, no], { length }) {
    const pick = (index: number) => {
      const asked = at(condition!, index)
      // A condition that says nothing makes no datapoint where none is.
      if (Number.isNaN(asked)) return no instanceof Float64Array ? no[index]! : Number.NaN
      return at(asked !== 0 ? yes! : (no ?? Number.NaN), index)
    }
    const isNumber = no !== undefined && [condition, yes, no].every((value) => typeof value === 'number')
    return isNumber ? pick(0) : Float64Array.from({ length }, (_, index) => pick(index))
  },
  isPointwise: always,
}

const RATE: MathFunction = {
  typeOf(args, [type]) {
    count('RATE', args, 1)
    if (type === 'number') throw new MathError('metrics as the argument of RATE', 'a number')
    return type!
  },
  apply([value], { periodSeconds }) {
    const rate = (series: Series) => rateOf(series, periodSeconds)
    return value instanceof Float64Array ? rate(value) : (value as readonly Series[]).map(rate)
  },
  isPointwise: () => false,
}

/** Change a second since the datapoint before. */
function rateOf(series: Series, periodSeconds: number): Series {
  let before = -1
  return series.map((value, index) => {
    if (Number.isNaN(value)) return value
    const from = before
    before = index
    return from === -1 ? Number.NaN : (value - series[from]!) / ((index - from) * periodSeconds)
  })
}

const PERIOD: MathFunction = {
  typeOf(args, [type]) {
    count('PERIOD', args, 1)
    if (type !== 'series') throw new MathError('one metric as the argument of PERIOD', `a ${type}`)
    return 'number'
  },
  apply: (_args, { periodSeconds }) => periodSeconds,
  isPointwise: always,
}

/** METRICS is the compiler's: it is made of the other rows of its query. */
export const FUNCTIONS: ReadonlyMap<string, MathFunction> = new Map([
  ['ABS', each('ABS', Math.abs)],
  ['CEIL', each('CEIL', Math.ceil)],
  ['FLOOR', each('FLOOR', Math.floor)],
  ['AVG', over('AVG', (values) => sum(values) / values.length)],
  ['SUM', over('SUM', sum)],
  ['MAX', over('MAX', (values) => values.reduce((most, value) => Math.max(most, value)))],
  ['MIN', over('MIN', (values) => values.reduce((least, value) => Math.min(least, value)))],
  ['FILL', FILL],
  ['IF', IF],
  ['RATE', RATE],
  ['PERIOD', PERIOD],
])
