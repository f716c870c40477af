// How is a scenario rehearsed? Its world is what there is before, its actions are the change, and what it expects is judged.
import type { Simulation } from '../index.ts'
import {
  clockOf,
  driveDemands,
  endOf,
  openScenario,
  piecesOfScenario,
  playOne,
  type Scenario,
  type Stage,
  sinceNow,
} from '../inputs/index.ts'
import type { Carried, Change, ContainerFacts, Patience, Scene, Scripts } from './change.ts'
import type { StepName } from './rehearsal.ts'

export function changeOfScenario(scenario: Scenario): Change {
  return {
    before: scenario.name,
    after: scenario.title ?? scenario.name,
    steps: ['change'],
    settings: scenario.settings,
    loads: scenario.requests,
    pieces: piecesOfScenario(scenario),
    blueprint: null,
    scenario,
    begin: (options) => new ScenarioScene(openScenario(scenario, options)),
    revised(patches) {
      const after = scenario.revise(patches)
      return { ...changeOfScenario(after), isOfAnotherWorld: worldOf(after) !== worldOf(scenario) }
    },
  }
}

/** What there is before the first action, as a text that differs where the worlds do. */
function worldOf({
  clusters,
  capacityProviders,
  fleet,
  scaling,
  balancing,
  taskDefinitions,
  services,
}: Scenario): string {
  const inputs = [...scaling, ...balancing].map(({ input }) => input)
  const placed = [clusters, capacityProviders, fleet, inputs, taskDefinitions, services]
  return JSON.stringify(placed.map((items) => items.map(({ value }) => value)))
}

class ScenarioScene implements Scene {
  private readonly stage: Stage
  private scripts: Scripts | null = null

  constructor(stage: Stage) {
    this.stage = stage
  }

  get sim(): Simulation {
    return this.stage.sim
  }

  fork(): ScenarioScene {
    const sim = this.sim.fork()
    const scene = new ScenarioScene({ ...this.stage, sim, revisions: this.stage.revisions.fork(sim) })
    scene.scripts = this.scripts
    return scene
  }

  idOf(arn: string): string | null {
    const { services, clusters } = this.sim.view.tables
    const row = services.get(arn)
    return row === undefined ? null : `service/${clusters.get(row.clusterArn)?.name ?? ''}/${row.name}`
  }

  labelOf(): null {
    return null
  }

  behave(scripts: Scripts): void {
    this.scripts = scripts
    const { tables } = this.sim.view
    for (const { family, containers } of tables.taskDefinitions.values())
      for (const { name, healthCheck } of containers)
        this.script(family, { name, hasHealthCheck: healthCheck !== null })
  }

  /** At the times that the scenario says, counted from now. */
  carryOut({ scenario }: Change, _step: StepName, { limitMs, loads = [] }: Patience): Carried {
    if (scenario === null) return { pieces: [], refusal: null, notes: [] }
    const { sim, stage } = this
    driveDemands(sim, scenario.demands, { from: 'now' })
    const clock = clockOf(scenario, sim.nowMs)
    const since = sinceNow(sim)
    const skipped = scenario.actions.filter(({ clockMs }) => clock.zeroMs + clockMs > limitMs)
    for (const action of scenario.actions) {
      if (skipped.includes(action)) continue
      playOne(stage, action, clock.zeroMs)
      if (this.scripts !== null) this.behave(this.scripts)
    }
    const notes = skipped.map(({ input }) => `${input.place.path} comes after the time is up`)
    // That it completes is the verdict's business where nobody has written it.
    const expectations = scenario.expectations.filter(({ place }) => place !== null)
    if (expectations.length === 0) return { pieces: [], refusal: null, notes }
    const end = endOf(this.fork().stage, { ...scenario, expectations }, { since, loads, ...clock })
    return { pieces: [], refusal: null, notes, expectations: end.expectations }
  }

  private script(family: string, container: ContainerFacts): void {
    const behavior = this.scripts?.(family, container) ?? null
    if (behavior !== null) this.sim.workload.behave(`${family}:${container.name}`, behavior)
  }
}
