// What is put to the test? A strategy or a filter under a name, at its place in the chain, watched while it works.
import type { PlacementFilterPlugin, PlacementStrategyPlugin, PluginOptions } from '../index.ts'
import type { Asked } from './law.ts'
import type { PlacementStrategy, RunTaskInput } from './shapes.ts'

export interface ChainOptions {
  /** Under which it stands in the chain, as `custom:NAME`; `mine` when absent. */
  readonly name?: string
  /** The field that it is asked for with; none when absent. */
  readonly field?: string
  /** Strategies that stand before it; none when absent. */
  readonly before?: readonly PlacementStrategy[]
}

export type Subject = ChainOptions &
  ({ readonly strategy: PlacementStrategyPlugin } | { readonly filter: PlacementFilterPlugin })

export const DEFAULT_NAME = 'mine'

export function kindOf(subject: Subject): 'strategy' | 'filter' {
  return 'strategy' in subject ? 'strategy' : 'filter'
}

export function pluginOf(subject: Subject): PlacementStrategyPlugin | PlacementFilterPlugin {
  return 'strategy' in subject ? subject.strategy : subject.filter
}

/** The same with another function. */
export function withPlugin(subject: Subject, plugin: ReturnType<typeof pluginOf>): Subject {
  return { ...subject, [kindOf(subject)]: plugin } as Subject
}

/** As a simulation takes it; each answer that it gives is noted. */
export function watchedPlugin(subject: Subject, asked: Asked[]): PluginOptions {
  const { name = DEFAULT_NAME } = subject
  const plugin = pluginOf(subject) as (candidate: Asked['candidate'], task: Asked['task']) => never
  const watched = (candidate: Asked['candidate'], task: Asked['task']) => {
    const answer = plugin(candidate, task)
    asked.push({ candidate, task, answer })
    return answer
  }
  return kindOf(subject) === 'strategy' ? { strategies: { [name]: watched } } : { filters: { [name]: watched } }
}

const MOST_STRATEGIES = 5

/** The request with the subject in its chain: what stands before it, itself, then what the request had. */
export function asking(request: RunTaskInput, { name = DEFAULT_NAME, field, before = [] }: Subject): RunTaskInput {
  const own = { type: `custom:${name}` as const, ...(field === undefined ? {} : { field }) }
  const chain = [...before, own, ...(request.placementStrategy ?? [])]
  return { ...request, placementStrategy: chain.slice(0, MOST_STRATEGIES) }
}
