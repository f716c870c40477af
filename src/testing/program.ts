// How does a list of operations look as a program? One line a call, as a user would write it, with what came of it beside it.
import { AwsException, Simulation, type SimulationOptions } from '../index.ts'
import { literal } from './literal.ts'
import { type Call, callOf, make, type Operation, type PerformOptions } from './operations.ts'

export interface ProgramOptions extends PerformOptions {
  /** Options of the simulation. Plug-ins are printed by their own text, and have to be self-contained. */
  readonly options?: SimulationOptions | undefined
}

/** A program that imports `ecs-drydock`, makes a simulation and carries the operations out. */
export function programOf(operations: readonly Operation[], { options = {}, cluster }: ProgramOptions = {}): string {
  const optionsText = Object.keys(options).length === 0 ? '' : literal(options)
  const world = worldText(operations, { name: 'sim', optionsText, cluster }, new Simulation(options))
  return ["import { Simulation } from 'ecs-drydock'", '', ...world, ''].join('\n')
}

interface WorldTextOptions extends PerformOptions {
  /** Of the variable that holds the simulation. */
  readonly name: string
  /** What stands between the parentheses of `new Simulation()`. */
  readonly optionsText: string
}

/** The statements that make a world. The simulation is one that has just been made; it goes along. */
export function worldText(
  operations: readonly Operation[],
  { name, optionsText, cluster }: WorldTextOptions,
  sim: Simulation,
): string[] {
  const given: Given = { i: new Map(), t: new Map() }
  const calls = operations.flatMap((operation): Made[] => {
    const call = callOf(sim, operation, { cluster })
    return call === null ? [] : [{ call, ...outcomeOf(sim, call, given) }]
  })
  const names = namesIn(calls, given)
  return [`const ${name} = new Simulation(${optionsText})`, ...calls.map((each) => callText(name, each, names))]
}

/** Of a line of a program, as far as that is in our hands. */
const WIDTH = 110

interface Outcome {
  /** Instances or tasks that the call brought about: where they stand in the answer, and their ARNs. */
  readonly made?: { readonly list: string; readonly member: string; readonly arns: readonly string[] }
  readonly isRefused?: true
  /** For a comment at the end of the line. */
  readonly note: string
}

interface Made extends Outcome {
  readonly call: Call
}

interface Answer {
  readonly containerInstance?: { readonly containerInstanceArn?: string | undefined }
  readonly containerInstances?: readonly { readonly containerInstanceArn: string }[]
  readonly tasks?: readonly { readonly taskArn: string; readonly containerInstanceArn: string }[]
}

/** Names given so far, by ARN: instances and tasks are counted in the order in which calls bring them about. */
type Given = Readonly<Record<'i' | 't', Map<string, string>>>

function outcomeOf(sim: Simulation, call: Call, given: Given): Outcome {
  try {
    const { containerInstance, containerInstances, tasks } = (make(sim, call) ?? {}) as Answer
    if (containerInstance !== undefined && call.method === 'registerContainerInstance')
      return { note: nameAll(given, 'i', [containerInstance.containerInstanceArn ?? '']).join() }
    if (containerInstances !== undefined && call.method === 'launch') {
      const arns = containerInstances.map(({ containerInstanceArn }) => containerInstanceArn)
      return {
        made: { list: 'containerInstances', member: 'containerInstanceArn', arns },
        note: nameAll(given, 'i', arns).join(', '),
      }
    }
    if (tasks === undefined) return { note: '' }
    const arns = tasks.map(({ taskArn }) => taskArn)
    const homes = tasks.map(({ containerInstanceArn }) => given.i.get(containerInstanceArn) ?? 'Fargate')
    const note = homes.length === 0 ? 'no room' : `on ${homes.join(', ')}`
    // A call with a token of before answers with tasks of before.
    if (arns.some((arn) => given.t.has(arn))) return { note }
    nameAll(given, 't', arns)
    return { made: { list: 'tasks', member: 'taskArn', arns }, note }
  } catch (error) {
    if (error instanceof AwsException) return { isRefused: true, note: error.name }
    throw error
  }
}

function nameAll(given: Given, kind: 'i' | 't', arns: readonly string[]): string[] {
  for (const arn of arns) if (!given[kind].has(arn)) given[kind].set(arn, `${kind}${given[kind].size + 1}`)
  return arns.map((arn) => given[kind].get(arn) as string)
}

/**
 * `i1` is the instance that was launched first, as long as none has been forgotten: for cases, in which no time passes. Self-contained:
 * programs print its text.
 */
export const instanceName = (sim: Simulation, arn: string): string =>
  `i${[...sim.view.tables.containerInstances.values()].findIndex((instance) => instance.arn === arn) + 1}`

/** Whatever a later call speaks of has a name; the rest needs none. */
function namesIn(calls: readonly Made[], given: Given): ReadonlyMap<string, string> {
  const spoken = JSON.stringify(calls.map(({ call }) => call))
  const declared = calls.flatMap(({ made }) => made?.arns ?? [])
  const all = [...given.i, ...given.t].filter(([arn]) => declared.includes(arn))
  return new Map(all.filter(([arn]) => spoken.includes(JSON.stringify(arn))))
}

function callText(sim: string, { call, made, isRefused, note }: Made, names: ReadonlyMap<string, string>): string {
  const { room, method, input } = call
  const isEmpty = input === undefined || (typeof input === 'object' && Object.keys(input as object).length === 0)
  const callee = `${room === null ? sim : `${sim}.${room}`}.${method}`
  const text = `${callee}(${isEmpty ? '' : literal(input, names, WIDTH - callee.length)})`
  if (isRefused) return `try { ${text} } catch {} // refused: ${note}`
  const comment = note === '' ? '' : ` // ${note}`
  const own = (made?.arns ?? []).map((arn) => names.get(arn) ?? '')
  if (made === undefined || own.every((name) => name === '')) return text + comment
  return `const [${own.join(', ')}] = ${text}.${made.list}.map((each) => each.${made.member})${comment}`
}
