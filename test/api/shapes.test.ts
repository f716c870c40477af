// Does parseInput take exactly what AWS's shapes allow, give plain data of its own, and refuse the rest in one voice?
import { execFileSync } from 'node:child_process'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { test as lawTest } from '@fast-check/vitest'
import { build } from 'esbuild'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ecsShapes } from '../../src/api/shapes/ecs.generated.ts'
import { type EcsOperation, inputParser, parseInput } from '../../src/api/shapes/parse-input.ts'
import { isList, isMap, isRequired, typeOfMember, typeWithin } from '../../src/api/shapes/service-shapes.ts'
import { AwsException } from '../../src/kernel/errors.ts'

/** The exception that an input is refused with; anything else fails the test. */
function refusal(operation: EcsOperation, input: unknown): AwsException {
  try {
    parseInput(operation, input)
  } catch (error) {
    if (error instanceof AwsException) return error
    throw error
  }
  throw new Error('the input was accepted')
}

const register = (container: object) => ({ family: 'web', containerDefinitions: [container] })

describe('what is accepted', () => {
  test('an input without required members may be left out', () => {
    expect(parseInput('ListClusters')).toEqual({})
    expect(parseInput('ListClusters', undefined)).toEqual({})
    expect(parseInput('CreateCluster', {})).toEqual({})
  })

  test('undefined and null members are absent from the copy, at every depth', () => {
    const parsed = parseInput('CreateService', {
      serviceName: 'web',
      cluster: undefined,
      role: null,
      deploymentConfiguration: { alarms: undefined, maximumPercent: 200 },
    })
    expect(parsed).toStrictEqual({ serviceName: 'web', deploymentConfiguration: { maximumPercent: 200 } })
    expect(Object.keys(parsed)).toEqual(['serviceName', 'deploymentConfiguration'])
  })

  test('strings of any length and with lone surrogates pass: ranges belong to the operations', () => {
    const text = `\ud800${'x'.repeat(100_000)}`
    expect(parseInput('RunTask', { taskDefinition: text })).toEqual({ taskDefinition: text })
  })

  test('objects without a prototype, frozen objects, and objects of another realm are plain', () => {
    expect(parseInput('StopTask', Object.assign(Object.create(null), { task: 't' }))).toStrictEqual({ task: 't' })
    expect(parseInput('StopTask', Object.freeze({ task: 't' }))).toStrictEqual({ task: 't' })
    expect(parseInput('DescribeTasks', runInNewContext('({ tasks: ["t"] })'))).toStrictEqual({ tasks: ['t'] })
  })

  test('getters are read once and become plain members', () => {
    let reads = 0
    const input = {
      get task() {
        reads += 1
        return `read ${reads}`
      },
    }
    expect(Object.getOwnPropertyDescriptor(parseInput('StopTask', input), 'task')).toMatchObject({ value: 'read 1' })
  })

  test('one object in two places is two objects in the copy', () => {
    const tag = { key: 'a' }
    const parsed = parseInput('CreateCluster', { tags: [tag, tag] })
    expect(parsed.tags?.[0]).toEqual(parsed.tags?.[1])
    expect(parsed.tags?.[0]).not.toBe(parsed.tags?.[1])
  })

  test('percentages of traffic shifts may be fractions, and integers may not', () => {
    const deployment = (configuration: object) => ({ serviceName: 's', deploymentConfiguration: configuration })
    expect(parseInput('CreateService', deployment({ linearConfiguration: { stepPercent: 12.5 } }))).toBeDefined()
    expect(refusal('CreateService', deployment({ maximumPercent: 12.5 })).expected).toBe('an integer')
  })

  test('there is no negative zero', () => {
    expect(parseInput('RunTask', { taskDefinition: 't', count: -0 }).count).toBe(0)
  })

  test('a document may hold any JSON, and is copied as well', () => {
    const hookDetails = { a: [1, { b: [null, 'x', true] }] }
    const input = { serviceName: 's', deploymentConfiguration: { lifecycleHooks: [{ hookDetails }] } }
    const hook = parseInput('CreateService', input).deploymentConfiguration?.lifecycleHooks?.[0]
    expect(hook?.hookDetails).toStrictEqual(hookDetails)
    hookDetails.a.push(2)
    expect(hook?.hookDetails).toStrictEqual({ a: [1, { b: [null, 'x', true] }] })
  })
})

describe('the copy', () => {
  test('shares nothing with what was handed in', () => {
    const input = {
      family: 'web',
      containerDefinitions: [{ name: 'c', command: ['a'], dockerLabels: { a: 'b' }, portMappings: [{ hostPort: 1 }] }],
    }
    const parsed = parseInput('RegisterTaskDefinition', input)
    const before = structuredClone(parsed)
    const [container] = input.containerDefinitions
    container?.command.push('b')
    if (container) container.dockerLabels.a = 'changed'
    input.containerDefinitions.push({ name: 'd', command: [], dockerLabels: { a: '' }, portMappings: [] })
    expect(parsed).toStrictEqual(before)
  })

  test('does not change with the order of members', () => {
    const first = parseInput('RunTask', { cluster: 'c', taskDefinition: 't', count: 2 })
    const second = parseInput('RunTask', { count: 2, taskDefinition: 't', cluster: 'c' })
    expect(JSON.stringify(first)).toBe(JSON.stringify(second))
  })

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '__proto__\0',
    '__proto__\0\0',
    '',
    '0',
    '\ud800',
  ])('keeps the map key %j as an own property and pollutes nothing', (key) => {
    const dockerLabels = JSON.parse(`{${JSON.stringify(key)}: "x", "plain": "y"}`)
    const labels = parseInput('RegisterTaskDefinition', register({ dockerLabels })).containerDefinitions[0]
      ?.dockerLabels
    expect(Object.entries(labels ?? {}).sort()).toEqual(Object.entries(dockerLabels).sort())
    expect(Object.getPrototypeOf(labels)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  test('keeps keys apart that differ only in how they hide __proto__', () => {
    const dockerLabels = JSON.parse('{"__proto__": "a", "__proto__\\u0000": "b"}')
    const parsed = parseInput('RegisterTaskDefinition', register({ dockerLabels }))
    expect(JSON.stringify(parsed.containerDefinitions[0]?.dockerLabels)).toBe(JSON.stringify(dockerLabels))
  })

  test('checks the value under the key __proto__ like any other', () => {
    const dockerLabels = JSON.parse('{"__proto__": 5}')
    const error = refusal('RegisterTaskDefinition', register({ dockerLabels }))
    expect(error).toMatchObject({ path: 'containerDefinitions[0].dockerLabels.__proto__', expected: 'a string' })
  })
})

describe('what is refused', () => {
  const cyclic: Record<string, unknown> = { taskDefinition: 't' }
  cyclic.overrides = cyclic
  const doubling = (levels: number): unknown => {
    let value: unknown = 'x'
    for (let level = 0; level < levels; level++) value = [value, value]
    return value
  }
  const deep = (levels: number): unknown => {
    let value: unknown = {}
    for (let level = 0; level < levels; level++) value = { a: value }
    return value
  }
  const throwing = {
    get taskDefinition() {
      throw new TypeError('no')
    },
  }
  const { proxy: revoked, revoke } = Proxy.revocable({}, {})
  revoke()
  const brokenProxy = new Proxy({}, { ownKeys: () => { throw new RangeError('no') } }) // biome-ignore format: one line
  const hook = (hookDetails: unknown) => ({
    serviceName: 's',
    deploymentConfiguration: { lifecycleHooks: [{ hookDetails }] },
  })

  const cases: [string, EcsOperation, unknown, string][] = [
    ['null', 'ListClusters', null, 'input: expected an object, found null.'],
    ['a string', 'RunTask', 'web:1', 'input: expected an object, found "web:1".'],
    ['an array', 'RunTask', [], 'input: expected an object, found [].'],
    ['a function', 'RunTask', () => ({}), 'input: expected an object, found a function.'],
    ['a forgotten await', 'RunTask', Promise.resolve({}), 'input: expected an object, found an instance of Promise.'],
    ['nothing', 'RunTask', undefined, 'taskDefinition: expected a string, found nothing.'],
    ['a missing member', 'RunTask', {}, 'taskDefinition: expected a string, found nothing.'],
    ['a required null', 'RunTask', { taskDefinition: null }, 'taskDefinition: expected a string, found nothing.'],
    ['a wrong type', 'RunTask', { taskDefinition: 5 }, 'taskDefinition: expected a string, found 5 (a number).'],
    ['a string for a number', 'RunTask', { count: '2', taskDefinition: 't' }, 'count: expected an integer, found "2".'],
    ['a fraction', 'RunTask', { count: 1.5 }, 'count: expected an integer, found 1.5 (a number).'],
    ['NaN', 'RunTask', { count: Number.NaN }, 'count: expected an integer, found NaN.'],
    ['infinity', 'RunTask', { count: Number.POSITIVE_INFINITY }, 'count: expected an integer, found Infinity.'],
    ['a bigint', 'RunTask', { count: 1n }, 'count: expected an integer, found 1n (a bigint).'],
    [
      'more than 32 bits',
      'RunTask',
      { count: 2 ** 31 },
      'count: expected an integer between -2147483648 and 2147483647, found 2147483648 (a number).',
    ],
    ['a symbol', 'RunTask', { cluster: Symbol('x') }, 'cluster: expected a string, found a symbol.'],
    ['a Date', 'RunTask', { cluster: new Date(0) }, 'cluster: expected a string, found 1970-01-01T00:00:00.000Z.'],
    ['a Map', 'RunTask', { tags: new Map() }, 'tags: expected an array, found an instance of Map.'],
    ['a boxed string', 'RunTask', { cluster: Object('c') }, 'cluster: expected a string, found an instance of String.'],
    [
      'a typed array',
      'RunTask',
      { tags: new Uint8Array(2) },
      'tags: expected an array, found an instance of Uint8Array.',
    ],
    ['a hole', 'DescribeTasks', { tasks: new Array(1) }, 'tasks[0]: expected a string, found nothing.'],
    ['a null element', 'DescribeTasks', { tasks: ['t', null] }, 'tasks[1]: expected a string, found null.'],
    ['a string for a boolean', 'DeleteService', { force: 'true' }, 'force: expected true or false, found "true".'],
    [
      'the wrong case of an enum',
      'RunTask',
      { launchType: 'ec2' },
      'launchType: expected one of "EC2", "EXTERNAL", "FARGATE", "MANAGED_INSTANCES", found "ec2". Did you mean "EC2"?',
    ],
    [
      'an unknown member',
      'RunTask',
      { taskDefintion: 't' },
      'taskDefintion: expected a member of RunTaskRequest, found "taskDefintion". Did you mean "taskDefinition"?',
    ],
    [
      'an unknown member inside',
      'RegisterTaskDefinition',
      register({ portMappings: [{ hostPort: 1 }, { hostport: 2 }] }),
      'containerDefinitions[0].portMappings[1].hostport: expected a member of PortMapping, found "hostport". Did you mean "hostPort"?',
    ],
    [
      'a member called __proto__',
      'RunTask',
      JSON.parse('{"__proto__": {"taskDefinition": "t"}}'),
      '__proto__: expected a member of RunTaskRequest, found "__proto__".',
    ],
    [
      'a member called constructor',
      'RunTask',
      { constructor: 1 },
      'constructor: expected a member of RunTaskRequest, found "constructor".',
    ],
    [
      'none of a union',
      'RegisterTaskDefinition',
      register({ resourceRequirements: [{ type: 'GPU', sharingStrategy: {} }] }),
      'containerDefinitions[0].resourceRequirements[0].sharingStrategy: expected exactly one of "nvidiaMps", found {}.',
    ],
    ['a cycle', 'RunTask', cyclic, 'overrides: expected an object, found an object that contains itself.'],
    [
      'a getter that throws',
      'RunTask',
      throwing,
      'taskDefinition: expected a string, found something that cannot be read.',
    ],
    [
      'a revoked proxy',
      'RunTask',
      { overrides: revoked },
      'overrides: expected an object, found something that cannot be read.',
    ],
    [
      'a proxy that throws',
      'RunTask',
      { tags: brokenProxy },
      'tags: expected an array, found something that cannot be read.',
    ],
    [
      'a huge array',
      'DescribeTasks',
      { tasks: new Array(4e9) },
      'tasks: expected an array, found an array of 4000000000 elements.',
    ],
    ['an exponential tree', 'DescribeTasks', { tasks: doubling(60) }, 'tasks[0]: expected a string, found [[[[[['],
    [
      'endless depth',
      'RunTask',
      { overrides: deep(100_000) },
      'overrides.a: expected a member of TaskOverride, found "a".',
    ],
    [
      'an endless document',
      'CreateService',
      hook(deep(100_000)),
      'deploymentConfiguration.lifecycleHooks[0].hookDetails: expected JSON data, found {"a":',
    ],
    [
      'NaN in a document',
      'CreateService',
      hook([Number.NaN]),
      'deploymentConfiguration.lifecycleHooks[0].hookDetails: expected JSON data, found [NaN].',
    ],
  ]

  test.each(cases)('%s', (_, operation, input, message) => {
    const error = refusal(operation, input)
    expect(error.message.slice(0, message.length)).toBe(message)
    expect(error.message.length).toBeLessThan(400)
    expect(error.name).toBe(operation === 'RegisterTaskDefinition' ? 'ClientException' : 'InvalidParameterException')
    expect(`${error.path}: expected ${error.expected}, found ${error.found}.`).toBe(
      error.message.replace(/ Did you.*/, ''),
    )
  })

  test('long strings and long keys are shortened in messages', () => {
    const long = 'x'.repeat(100_000)
    expect(refusal('RunTask', { launchType: long }).message.length).toBeLessThan(250)
    expect(refusal('RunTask', { [long]: 1 }).message.length).toBeLessThan(300)
    expect(refusal('RunTask', { tags: [{ key: { [long]: long } }] }).message.length).toBeLessThan(250)
  })

  test('the first problem in document order is the one reported, and what is missing comes last in its object', () => {
    const path = (input: object) => refusal('RegisterTaskDefinition', input).path
    expect(path({ volumes: 1, family: 2, containerDefinitions: 3 })).toBe('volumes')
    expect(path({ containerDefinitions: [{ name: 1, cpuu: 2 }], family: 2 })).toBe('containerDefinitions[0].name')
    expect(path({ containerDefinitions: [{ cpuu: 2, name: 1 }], family: 2 })).toBe('containerDefinitions[0].cpuu')
    expect(path({ familly: 'web', containerDefinitions: [] })).toBe('familly')
    expect(path({ containerDefinitions: [{ logConfiguration: {} }], tags: 1 })).toBe(
      'containerDefinitions[0].logConfiguration.logDriver',
    )
    const requirement = { type: 'GPU', sharingStrategy: { nvidiaMpss: {} } }
    expect(path(register({ resourceRequirements: [requirement] }))).toMatch(/nvidiaMpss$/)
  })

  test('a hundred thousand mistakes are still one exception', () => {
    const tags = Array.from({ length: 90_000 }, () => ({}))
    const error = refusal('RegisterTaskDefinition', register({ ulimits: tags }))
    expect(error.name).toBe('ClientException')
  })
})

describe('the parser of any service', () => {
  const parse = inputParser(
    {
      operations: { PutNode: 'Node' },
      structures: { Node: { at: 'timestamp!', next: 'Node', size: 'long', byName: 'Node{}', grid: 'integer[][]' } },
      unions: [],
      enums: {},
    },
    () => 'LimitExceededException',
  )

  test('turns Dates into epoch milliseconds, which it accepts as well', () => {
    expect(parse('PutNode', { at: new Date(5) })).toStrictEqual({ at: 5 })
    expect(parse('PutNode', { at: 5 })).toStrictEqual({ at: 5 })
    expect(() => parse('PutNode', { at: new Date(Number.NaN) })).toThrow('at: expected a Date, found an invalid Date.')
    expect(() => parse('PutNode', { at: '2026-01-05' })).toThrow('at: expected a Date, found "2026-01-05".')
  })

  test('follows structures that contain themselves, in members, maps and lists of lists', () => {
    const input = { at: 1, next: { at: 2, next: { at: 3 } }, byName: { a: { at: 4, grid: [[1], []] } } }
    expect(parse('PutNode', input)).toStrictEqual(input)
    expect(() => parse('PutNode', { at: 1, byName: { 'a b': { at: 4, grid: [[1], ['x']] } } })).toThrow(
      'byName["a b"].grid[1][0]: expected an integer, found "x".',
    )
  })

  test('takes longs up to what a number holds exactly', () => {
    expect(parse('PutNode', { at: 1, size: 2 ** 40 })).toBeDefined()
    expect(() => parse('PutNode', { at: 1, size: 2 ** 53 })).toThrow('an integer that a number can hold exactly')
  })

  test('names the exception as told', () => {
    expect(() => parse('PutNode', 1)).toThrow(expect.objectContaining({ name: 'LimitExceededException' }))
  })
})

describe('laws', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withUnicodeString: true,
  })

  /** Mostly what the table asks for, now and then something else. */
  function almost(type: string): fc.Arbitrary<unknown> {
    return fc.oneof({ weight: 30, arbitrary: proper(type) }, { weight: 1, arbitrary: anything })
  }

  function proper(type: string): fc.Arbitrary<unknown> {
    const { enums } = ecsShapes
    if (isList(type)) return fc.array(almost(typeWithin(type)), { maxLength: 2 })
    if (isMap(type)) return fc.dictionary(fc.string(), almost(typeWithin(type)), { maxKeys: 3 })
    if (type === 'string') return fc.string()
    if (type === 'boolean') return fc.boolean()
    if (type === 'integer') return fc.integer()
    if (type === 'double') return fc.double({ noNaN: true, noDefaultInfinity: true })
    if (type === 'document') return fc.jsonValue()
    return enums[type] ? fc.constantFrom(...enums[type]) : structure(type)
  }

  function structure(name: string): fc.Arbitrary<unknown> {
    const members = Object.entries(ecsShapes.structures[name] ?? {})
    const required = members.filter(([, type]) => isRequired(type)).map(([member]) => member)
    const chosen = fc.subarray(members, { maxLength: Math.min(6, members.length) })
    return chosen.chain((some) => {
      const wanted = members.filter((entry) => some.includes(entry) || required.includes(entry[0]))
      return fc.record(Object.fromEntries(wanted.map(([member, type]) => [member, almost(typeOfMember(type))])))
    })
  }

  const operations = Object.keys(ecsShapes.operations) as EcsOperation[]
  const calls = fc.constantFrom(...operations).chain((operation) => {
    const input = fc.oneof(
      { weight: 5, arbitrary: structure(ecsShapes.operations[operation] as string) },
      { weight: 1, arbitrary: anything },
    )
    return fc.tuple(fc.constant(operation), input)
  })

  lawTest.prop([calls], { numRuns: 1000 })(
    'whatever is thrown at it, parseInput gives plain data that parses again to the same, or throws one AwsException',
    ([operation, input]) => {
      let parsed: unknown
      try {
        parsed = parseInput(operation, input)
      } catch (error) {
        expect(error).toBeInstanceOf(AwsException)
        return
      }
      expect(parseInput(operation, parsed)).toStrictEqual(parsed)
      expect(JSON.parse(JSON.stringify(parsed))).toStrictEqual(parsed)
    },
  )

  test('most almost proper inputs are told apart, not refused wholesale', () => {
    const accepted = fc.sample(calls, { numRuns: 500, seed: 1 }).filter(([operation, input]) => {
      try {
        parseInput(operation, input)
        return true
      } catch {
        return false
      }
    })
    expect(accepted.length).toBeGreaterThan(50)
    expect(accepted.length).toBeLessThan(450)
  })
})

describe('the bundle', () => {
  const entry = `
    import { parseInput } from './src/api/shapes/parse-input.ts'
    const dockerLabels = JSON.parse('{"__proto__": "x"}')
    console.log(JSON.stringify(parseInput('RegisterTaskDefinition', { family: 'f', containerDefinitions: [{ dockerLabels }] })))
    try { parseInput('RunTask', { count: 'x' }) } catch (error) { console.log(error.message) }`

  test('works where eval is forbidden, and weighs less than 35 kB', async () => {
    const stdin = { contents: entry, resolveDir: process.cwd(), loader: 'ts' as const }
    const built = await build({ stdin, bundle: true, minify: true, write: false, format: 'esm', platform: 'node' })
    const code = built.outputFiles[0]?.text ?? ''
    expect(gzipSync(code).length).toBeLessThan(35_000)
    const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '-']
    const printed = execFileSync(process.execPath, flags, { input: code, encoding: 'utf8' })
    expect(printed.trim().split('\n')).toEqual([
      '{"family":"f","containerDefinitions":[{"dockerLabels":{"__proto__":"x"}}]}',
      'count: expected an integer, found "x".',
    ])
  })
})
