// Does a law hold for a strategy or filter in one case? The case's worlds are built, and the law's judge looks at them.
import { AwsException, Simulation, type SimulationOptions } from '../index.ts'
import type { Asked, PlacementLaw } from './law.ts'
import { type Operation, perform } from './operations.ts'
import { instanceName } from './program.ts'
import type { PlacementCase, RunTaskInput } from './shapes.ts'
import { asking, pluginOf, type Subject, watchedPlugin } from './subject.ts'
import { operationsOf } from './world.ts'

export interface JudgeOptions {
  /** Of the simulations; its plug-ins are the subject's. */
  readonly options?: Omit<SimulationOptions, 'plugins'>
  /** Makes the simulations; `new Simulation` when absent. */
  readonly simulate?: (options: SimulationOptions) => Simulation
}

/**
 * What a law has against a strategy (`{ strategy }`) or filter (`{ filter }`) in a case; null when it holds, and when the last request
 * is refused. For properties of one's own: `placementCases()` makes the cases.
 */
export function violationOf(
  law: PlacementLaw,
  subject: Subject,
  example: PlacementCase,
  { options = {}, simulate = (all) => new Simulation(all) }: JudgeOptions = {},
): string | null {
  const asked: Asked[] = []
  const plugin = pluginOf(subject)
  try {
    const plans = plansOf(law, subject, example)
    const [sim, ...others] = plans.map(({ setup }) => {
      const world = simulate({ ...options, plugins: watchedPlugin(subject, asked) })
      for (const operation of setup) perform(world, operation)
      return world
    })
    const [plan] = plans
    if (sim === undefined || plan === undefined) return null
    asked.length = 0
    const { request } = plan
    return law.judge({ sim, others, request, plugin, asked, given: law.given ?? {}, nameOf: instanceName })
  } catch (error) {
    if (error instanceof AwsException) return null
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  }
}

/** How one world of a law comes to be, and the request that is judged there. */
interface Plan {
  readonly setup: readonly Operation[]
  readonly request: RunTaskInput
}

/** @throws Error for a case without requests */
export function plansOf(law: PlacementLaw, subject: Subject, example: PlacementCase): Plan[] {
  return (law.worlds?.(example) ?? [example]).map((each) => {
    const requests = each.requests.map((request) => asking(request, subject))
    const request = requests.pop()
    if (request === undefined) throw new Error('A case needs at least one request: the last one is judged.')
    return { setup: operationsOf({ ...each, requests }), request }
  })
}
