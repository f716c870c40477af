// What may a careless or hostile caller hand over? Values that no operation wants, and ways to slip them into a good input.
import fc from 'fast-check'

/** Each is made anew, so that one test cannot spoil the next. */
const HOSTILE: Readonly<Record<string, () => unknown>> = {
  null: () => null,
  true: () => true,
  NaN: () => Number.NaN,
  Infinity: () => Number.POSITIVE_INFINITY,
  'a negative number': () => -1,
  'a fraction': () => 1.5,
  'an unsafe integer': () => 2 ** 53,
  'a gigantic number': () => 1e308,
  zero: () => 0,
  'minus zero': () => -0,
  'a bigint': () => 10n,
  'a symbol': () => Symbol('s'),
  'a function': () => () => 1,
  'an empty text': () => '',
  '10,000 characters': () => 'x'.repeat(10_000),
  'a lone surrogate': () => 'a\ud800b',
  'a NUL': () => 'a\0b',
  ['__proto__']: () => '__proto__',
  constructor: () => 'constructor',
  toString: () => 'toString',
  'a path': () => '../../x',
  'an ARN of another Region': () => 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod',
  'an empty object': () => ({}),
  'an empty array': () => [],
  'a sparse array': () => new Array(3),
  'an array of undefined': () => [undefined],
  'an array that contains itself': () => {
    const array: unknown[] = []
    array.push(array)
    return array
  },
  'an object that contains itself': () => {
    const object: Record<string, unknown> = {}
    object.self = object
    return object
  },
  'a getter that throws': () => ({
    get name() {
      throw new Error('a trap')
    },
  }),
  'an object of many such': () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        ['cluster', 'tags', 'type', 'key', 'value', '0'].map((name) => [name, { enumerable: true, get: trap }]),
      ),
    ),
  'a proxy that throws': () =>
    new Proxy({}, { ownKeys: trap, get: trap, getPrototypeOf: trap, has: trap, getOwnPropertyDescriptor: trap }),
  'a revoked proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
  'a revoked proxy of an array': () => {
    const { proxy, revoke } = Proxy.revocable([], {})
    revoke()
    return proxy
  },
  'a toJSON that throws': () => ({ toJSON: trap }),
  'a toString that throws': () => ({ toString: trap, valueOf: trap, [Symbol.toPrimitive]: trap }),
  'an invalid Date': () => new Date(Number.NaN),
  'an instance of a class': () => new Map([['a', 1]]),
  'a boxed number': () => Object(1),
  'an object without prototype': () => Object.create(null),
  'an own key __proto__': () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
  'an object 5,000 levels deep': () => nested(5_000),
}

function trap(): never {
  throw new TypeError('a trap')
}

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = { a: value }
  return value
}

export interface Hostile {
  readonly what: string
  make(): unknown
}

/** Shown by its name in a counterexample. */
export const HOSTILE_VALUES: readonly Hostile[] = Object.entries(HOSTILE).map(([what, make]) => ({ what, make }))

/** Small to make, and more than time or memory allow for those who walk through all of it. */
export const EXHAUSTING: readonly Hostile[] = [
  { what: 'an array of four thousand million elements', make: () => new Array(4_294_967_295) },
  {
    what: 'an object that grows exponentially',
    make: () => {
      let tree: unknown = 'leaf'
      for (let depth = 0; depth < 40; depth++) tree = { left: tree, right: tree }
      return tree
    },
  },
]

type Path = readonly (string | number)[]

/** Where a value may stand in an input: the input itself, every member, every element, and one member too many. */
function placesIn(input: unknown, path: Path = []): Path[] {
  if (typeof input !== 'object' || input === null) return [path]
  const inner = Object.entries(input).flatMap(([key, value]) => placesIn(value, [...path, key]))
  return [
    path,
    ...inner,
    ...(Array.isArray(input)
      ? [[...path, input.length]]
      : [
          [...path, 'unknownMember'],
          [...path, '__proto__'],
        ]),
  ]
}

function replaced(input: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value
  const copy = (Array.isArray(input) ? [...input] : { ...(input as object) }) as Record<string | number, unknown>
  const property = { value: replaced(copy[first], rest, value), enumerable: true, configurable: true, writable: true }
  return Object.defineProperty(copy, first, property)
}

/** A good input with one hostile value somewhere in it, and the words for it. */
export interface Spoilt {
  readonly what: string
  make(): unknown
}

export function spoilt(input: unknown): fc.Arbitrary<Spoilt> {
  return fc
    .record({ value: fc.constantFrom(...HOSTILE_VALUES), path: fc.constantFrom(...placesIn(input)) })
    .map(({ value, path }) => ({
      what: `${value.what} at ${path.join('.')}`,
      make: () => replaced(input, path, value.make()),
    }))
}
