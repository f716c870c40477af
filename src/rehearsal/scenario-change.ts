// How is a scenario rehearsed? Its world is what there is before, its actions are the change.
import type { Simulation } from '../index.ts'
import { openScenario, playOne, type Scenario, type Stage } from '../inputs/index.ts'
import type { Carried, Change, ContainerFacts, Patience, Scene, Scripts } from './change.ts'
import type { StepName } from './rehearsal.ts'

/** No fixes are written into a scenario: it says what happens, not what there should be. */
export function changeOfScenario(scenario: Scenario): Change {
  return {
    before: scenario.name,
    after: scenario.title ?? scenario.name,
    steps: ['change'],
    settings: scenario.settings,
    loads: scenario.requests,
    blueprint: null,
    begin: (options) => new ScenarioScene(scenario, openScenario(scenario, options)),
    revised: () => null,
  }
}

class ScenarioScene implements Scene {
  private readonly scenario: Scenario
  private readonly stage: Stage
  private scripts: Scripts | null = null

  constructor(scenario: Scenario, stage: Stage) {
    this.scenario = scenario
    this.stage = stage
  }

  get sim(): Simulation {
    return this.stage.sim
  }

  fork(): Scene {
    const sim = this.sim.fork()
    const scene = new ScenarioScene(this.scenario, { ...this.stage, sim, revisions: this.stage.revisions.fork(sim) })
    scene.scripts = this.scripts
    return scene
  }

  idOf(): null {
    return null
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
  carryOut(_change: Change, _step: StepName, { limitMs }: Patience): Carried {
    const { sim, scenario, stage } = this
    const zeroMs = sim.nowMs
    const skipped = scenario.actions.filter(({ clockMs }) => zeroMs + clockMs > limitMs)
    for (const action of scenario.actions) {
      if (skipped.includes(action)) continue
      playOne(stage, action, zeroMs)
      if (this.scripts !== null) this.behave(this.scripts)
    }
    return { pieces: [], notes: skipped.map(({ input }) => `${input.place.path} comes after the time is up`) }
  }

  private script(family: string, container: ContainerFacts): void {
    const behavior = this.scripts?.(family, container) ?? null
    if (behavior !== null) this.sim.workload.behave(`${family}:${container.name}`, behavior)
  }
}
