// Which strategies and filters did the user bring along? Checked at the door: functions under names that can stand in a request.
import { show, suggestion } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import {
  NO_PLUGINS,
  type PlacementFilterPlugin,
  type PlacementStrategyPlugin,
  type Plugins,
} from '../placement/plugin.ts'

export interface PluginOptions {
  /** Rank candidates: lower is better. */
  readonly strategies?: Readonly<Record<string, PlacementStrategyPlugin>> | undefined
  /** Keep candidates or refuse them, wherever they stand in the chain. */
  readonly filters?: Readonly<Record<string, PlacementFilterPlugin>> | undefined
}

const KINDS = ['strategies', 'filters'] as const

/** @throws UsageError for anything but functions under plain names, each name used once */
export function pluginsOf(options: PluginOptions | undefined): Plugins {
  if (options === undefined) return NO_PLUGINS
  if (typeof options !== 'object' || options === null) return refuse('plugins', '{ strategies, filters }', options)
  for (const kind of Object.keys(options)) {
    if (!KINDS.some((known) => known === kind))
      return refuse(`plugins.${kind}`, KINDS.join(' or '), kind, suggestion(kind, KINDS))
  }
  const strategies = functionsOf('strategies', options.strategies)
  const filters = functionsOf('filters', options.filters)
  const twice = [...filters.keys()].find((name) => strategies.has(name))
  if (twice !== undefined) return refuse(`plugins.filters.${twice}`, 'a name that no strategy has', twice)
  return { strategies, filters }
}

function functionsOf<F>(kind: string, functions: Readonly<Record<string, F>> = {}): ReadonlyMap<string, F> {
  if (typeof functions !== 'object' || functions === null)
    return refuse(`plugins.${kind}`, 'functions by name', functions)
  for (const [name, plugin] of Object.entries(functions)) {
    const path = `plugins.${kind}.${name}`
    if (!/^[A-Za-z0-9_.-]{1,80}$/.test(name)) return refuse(path, 'a name of 1 to 80 letters, digits, and . _ -', name)
    if (typeof plugin !== 'function') return refuse(path, 'a function', plugin)
  }
  return new Map(Object.entries(functions))
}

function refuse(path: string, expected: string, found: unknown, hint = ''): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(found)}.${hint}`, {
    path,
    expected,
    found: show(found),
  })
}
