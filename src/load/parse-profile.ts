// Is it a profile, and what is it in milliseconds? What comes out is a profile again, so that reading it twice changes nothing.
import { didYouMean, show } from '../kernel/closest.ts'
import { type Duration, type Instant, parseDurationMs, parseInstantMs } from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'
import type { Profile, ReplayProfile } from '../model/scaling/load.ts'

const MOST_VALUE = 1_000_000_000
const MOST_POINTS = 30_000
const MOST_DEPTH = 16
const KINDS = 'steps, ramp, sine, diurnal, spike, burst, replay, sum, product, clamp, shift, noisy or constant'
const EXPECTED = `a number or a profile: ${KINDS}`

type Members = Readonly<Record<string, unknown>>

/** Where the reading is, and when the load begins. */
class Reader {
  private readonly value: Members
  readonly path: string
  readonly sinceMs: number
  readonly depth: number

  constructor(value: unknown, at: Pick<Reader, 'path' | 'sinceMs' | 'depth'>, members: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      refuse(at.path, `an object with ${members.join(', ')}`, value)
    for (const name of Object.keys(value))
      if (!members.includes(name))
        refuse(`${at.path}.${name.slice(0, 80)}`, didYouMean(name, members) ?? `one of ${members.join(', ')}`, name)
    this.value = value as Members
    this.path = at.path
    this.sinceMs = at.sinceMs
    this.depth = at.depth
  }

  get(name: string): unknown {
    return this.value[name]
  }

  number(name: string, least = -MOST_VALUE): number {
    return numberOf(this.get(name), `${this.path}.${name}`, least)
  }

  span(name: string, least = 0): number {
    const ms = parseDurationMs(this.get(name) as Duration, `${this.path}.${name}`)
    return ms >= least ? ms : refuse(`${this.path}.${name}`, 'a duration above 0', this.get(name))
  }

  /** Milliseconds after the load's beginning. */
  moment(name: string, value: unknown = this.get(name) ?? 0): number {
    return momentOf(value, `${this.path}.${name}`, this.sinceMs)
  }

  inner(name: string, value: unknown = this.get(name)): Profile {
    return read(value, { path: `${this.path}.${name}`, sinceMs: this.sinceMs, depth: this.depth + 1 })
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  list(name: string, most = MOST_POINTS): readonly unknown[] {
    const value = this.get(name)
    if (!Array.isArray(value) || value.length === 0 || value.length > most)
      return refuse(`${this.path}.${name}`, `a list of 1 to ${most}`, value)
    return value
  }

  /** Another one, of an element of a list here. */
  element(name: string, value: unknown, members: readonly string[]): Reader {
    return new Reader(value, { ...this.place(), path: `${this.path}.${name}` }, members)
  }

  text(name: string): string {
    const value = this.get(name)
    return typeof value === 'string' && value.length <= 255
      ? value
      : refuse(`${this.path}.${name}`, 'a text of at most 255 characters', value)
  }

  private place(): Pick<Reader, 'path' | 'sinceMs' | 'depth'> {
    return { path: this.path, sinceMs: this.sinceMs, depth: this.depth }
  }
}

interface Kind {
  readonly members: readonly string[]
  read(reader: Reader): Profile
}

const TABLE: Readonly<Record<string, Kind>> = {
  steps: {
    members: ['from', 'turns'],
    read: (reader) => ({ steps: { from: reader.number('from', 0), turns: pointsOf(reader, 'turns') } }),
  },
  ramp: {
    members: ['from', 'to', 'at', 'lasts'],
    read: (reader) => {
      const { from, to } = { from: reader.number('from', 0), to: reader.number('to', 0) }
      return { ramp: { from, to, at: reader.moment('at'), lasts: reader.span('lasts', 1) } }
    },
  },
  sine: {
    members: ['mean', 'amplitude', 'period', 'phase'],
    read: (reader) => ({
      sine: {
        mean: reader.number('mean'),
        amplitude: reader.number('amplitude'),
        period: reader.span('period', 1),
        phase: reader.has('phase') ? reader.span('phase') : 0,
      },
    }),
  },
  diurnal: {
    members: ['mean', 'amplitude', 'peak', 'second', 'weekdays'],
    read: (reader) => {
      const wave = (of: Reader) => ({
        amplitude: of.number('amplitude'),
        peak: of.has('peak') ? of.span('peak') : 0,
      })
      const second = reader.has('second')
        ? { second: wave(reader.element('second', reader.get('second'), ['amplitude', 'peak'])) }
        : {}
      const weekdays = reader.has('weekdays') ? { weekdays: weekdaysOf(reader) } : {}
      return { diurnal: { mean: reader.number('mean'), ...wave(reader), ...second, ...weekdays } }
    },
  },
  spike: {
    members: ['height', 'at', 'lasts', 'decay'],
    read: (reader) => {
      if (reader.has('lasts') === reader.has('decay')) refuse(reader.path, 'either lasts or decay', reader.get('lasts'))
      const shape = reader.has('lasts') ? { lasts: reader.span('lasts', 1) } : { decay: reader.span('decay', 1) }
      return { spike: { height: reader.number('height'), at: reader.moment('at'), ...shape } }
    },
  },
  burst: {
    members: ['on', 'off', 'meanOn', 'meanOff', 'seed'],
    read: (reader) => ({
      burst: {
        on: reader.number('on', 0),
        off: reader.number('off', 0),
        meanOn: reader.span('meanOn', 1_000),
        meanOff: reader.span('meanOff', 1_000),
        ...(reader.has('seed') ? { seed: reader.text('seed') } : {}),
      },
    }),
  },
  replay: { members: ['points', 'between', 'loop', 'scale', 'offset'], read: replayOf },
  sum: { members: [], read: (reader) => ({ sum: innersOf(reader) }) },
  product: { members: [], read: (reader) => ({ product: innersOf(reader) }) },
  clamp: {
    members: ['of', 'least', 'most'],
    read: (reader) => {
      const least = reader.has('least') ? { least: reader.number('least') } : {}
      const most = reader.has('most') ? { most: reader.number('most', least.least) } : {}
      return { clamp: { of: reader.inner('of'), ...least, ...most } }
    },
  },
  shift: { members: ['of', 'by'], read: (reader) => ({ shift: { of: reader.inner('of'), by: reader.span('by') } }) },
  noisy: {
    members: ['of', 'seed', 'every'],
    read: (reader) => ({
      noisy: {
        of: reader.inner('of'),
        every: reader.has('every') ? reader.span('every', 1_000) : 20_000,
        ...(reader.has('seed') ? { seed: reader.text('seed') } : {}),
      },
    }),
  },
}

/**
 * @param sinceMs when the load begins: instants become spans after it
 * @throws UsageError for what is no profile
 */
export function parseProfile(value: unknown, path: string, sinceMs: number): Profile {
  return read(value, { path, sinceMs, depth: 0 })
}

function read(value: unknown, at: Pick<Reader, 'path' | 'sinceMs' | 'depth'>): Profile {
  if (at.depth > MOST_DEPTH) refuse(at.path, `a profile of at most ${MOST_DEPTH} levels`, value)
  if (typeof value === 'number') return numberOf(value, at.path, 0)
  if (typeof value !== 'object' || value === null) return refuse(at.path, EXPECTED, value)
  const [kind, ...others] = Object.keys(value)
  if (kind === undefined || others.length > 0) return refuse(at.path, EXPECTED, value)
  const path = `${at.path}.${kind.slice(0, 80)}`
  const inner = (value as Members)[kind]
  if (kind === 'constant') return numberOf(inner, path, 0)
  const row = Object.hasOwn(TABLE, kind) ? TABLE[kind] : undefined
  if (row === undefined) return refuse(path, didYouMean(kind, Object.keys(TABLE)) ?? EXPECTED, kind)
  // Sums and products are bare lists.
  const members = row.members.length === 0 ? { of: inner } : inner
  return row.read(new Reader(members, { ...at, path }, row.members.length === 0 ? ['of'] : row.members))
}

function innersOf(reader: Reader): Profile[] {
  const value = reader.get('of')
  if (!Array.isArray(value) || value.length === 0 || value.length > 100)
    return refuse(reader.path, 'a list of 1 to 100 profiles', value)
  return value.map((each, nth) => reader.inner(`${nth}`, each))
}

function weekdaysOf(reader: Reader): number[] {
  const value = reader.list('weekdays', 7)
  if (value.length !== 7) refuse(`${reader.path}.weekdays`, 'seven factors, Monday first', value)
  return value.map((each, nth) => numberOf(each, `${reader.path}.weekdays[${nth}]`, 0))
}

function pointsOf(reader: Reader, name: string): { at: number; value: number }[] {
  const points = reader.list(name).map((each, nth) => {
    const point = reader.element(`${name}[${nth}]`, each, ['at', 'value'])
    return { at: point.moment('at', point.get('at')), value: point.number('value', 0) }
  })
  points.forEach(({ at }, nth) => {
    if (nth > 0 && at <= points[nth - 1]!.at) refuse(`${reader.path}.${name}[${nth}].at`, 'a later moment', at)
  })
  return points
}

function replayOf(reader: Reader): Profile {
  const between = reader.get('between') ?? 'hold'
  if (between !== 'hold' && between !== 'linear') refuse(`${reader.path}.between`, "'hold' or 'linear'", between)
  const loop = reader.get('loop') ?? false
  if (typeof loop !== 'boolean') refuse(`${reader.path}.loop`, 'true or false', loop)
  const points = pointsOf(reader, 'points')
  if (loop && points.length < 2) refuse(`${reader.path}.points`, 'two points or more, for a loop', points)
  return {
    replay: {
      points,
      between: between as NonNullable<ReplayProfile['between']>,
      loop: loop as boolean,
      scale: reader.has('scale') ? reader.number('scale', 0) : 1,
      offset: reader.has('offset') ? reader.number('offset') : 0,
    },
  }
}

function numberOf(value: unknown, path: string, least: number): number {
  if (typeof value === 'number' && value >= least && value <= MOST_VALUE) return value
  return refuse(path, `a number from ${least} to ${MOST_VALUE}`, value)
}

/** Milliseconds are a span; a `Date` and an ISO 8601 text with its date are an instant. */
function momentOf(value: unknown, path: string, sinceMs: number): number {
  // What was an instant before the load began has become a negative span.
  if (typeof value === 'number' && Number.isSafeInteger(value) && value < 0) return value
  const isInstant = typeof value === 'object' || (typeof value === 'string' && /^\d{4}-/.test(value))
  return isInstant ? parseInstantMs(value as Instant, path) - sinceMs : parseDurationMs(value as Duration, path)
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
}
