// How does a scenario play? The world is set up and brought to rest, the actions come at their times, and what follows is judged.
import { Simulation, type SimulationOptions } from '../index.ts'
import { act, call, createService, launch, registerTaskDefinition, type Stage } from './actions.ts'
import { Balancers } from './balancers.ts'
import { driveDemands } from './demands.ts'
import type { Since } from './evidence.ts'
import { type ExpectationResult, judge } from './expectations.ts'
import { type Place, unexpected, within } from './place.ts'
import { placing } from './refusal.ts'
import type { RequestLoad } from './requests.ts'
import { type RevisionAlias, Revisions, registryOf, shortReference } from './revisions.ts'
import { isAfterServices, makeScaling } from './scaling.ts'
import type { Scenario, ScenarioAction } from './scenario.ts'
import type { ActionName } from './scenario-data.ts'
import { type Clock, restedSinceMs, type Verdict, verdictOf } from './verdict.ts'

export interface ScenarioResult extends Clock {
  readonly scenario: Scenario
  /** The world at the end: view, journal and hash, and time can go on. */
  readonly simulation: Simulation
  /** Where the scenario's clock shows 0. */
  readonly since: Since
  readonly verdict: Verdict
  readonly actions: readonly ActionRecord[]
  readonly expectations: readonly ExpectationResult[]
  /** Whether every expectation is met. */
  readonly ok: boolean
  /** null when neither the scenario nor the caller chose one. */
  readonly seed: string | number | null
  /** Revisions of an account, and what they are here. */
  readonly revisions: readonly RevisionAlias[]
}

/** Something that was done. */
export interface ActionRecord {
  readonly path: string
  /** On the scenario's clock. */
  readonly clockMs: number
  readonly action: ActionName
  /** What it was about: `shop-web:2`, `3 × m5.large`. */
  readonly about: string
}

/** How long before the scenario's clock shows 0 its world is set up: time to come to rest. */
const HEAD_START_MS = 3_600_000

/**
 * Plays a scenario. A pure function of the scenario and the seed: reads no file, no clock, no chance.
 * @throws UsageError for what ECS or the simulator refuses, with its place in the scenario
 */
export function runScenario(scenario: Scenario, { seed }: { readonly seed?: string | undefined } = {}): ScenarioResult {
  const stage = openScenario(scenario, seed === undefined ? {} : { seed })
  const { sim } = stage
  const zeroMs = scenario.startAtMs
  const clock = clockOf(scenario, zeroMs)
  const isSteady = scenario.start === 'created' || sim.runUntil('steady', { atMost: HEAD_START_MS }).reached
  const verdictBefore = isSteady ? null : verdictOf(sim, 'start', { ...clock, restMs: null })
  sim.advance(zeroMs - sim.nowMs)
  driveDemands(sim, scenario.demands, { from: 'now' })
  const since = sinceNow(sim)
  const actions = verdictBefore === null ? scenario.actions.map((action) => playOne(stage, action, zeroMs)) : []
  const { verdict, expectations } = endOf(stage, scenario, { since, verdictBefore, loads: scenario.requests, ...clock })
  return {
    scenario,
    simulation: sim,
    seed: seed ?? scenario.settings.seed ?? null,
    since,
    verdict,
    actions,
    expectations,
    ok: expectations.every(({ met }) => met),
    revisions: stage.revisions.list,
    ...clock,
  }
}

export function clockOf({ actions }: Scenario, zeroMs: number): Clock {
  return { zeroMs, changeMs: zeroMs + (actions[0]?.clockMs ?? 0) }
}

/** From here on the expectations look. */
export function sinceNow(sim: Simulation): Since {
  const services = new Map([...sim.view.tables.services.values()].map((row) => [row.arn, { ...row }]))
  return { seq: sim.journal.length, atMs: sim.nowMs, services }
}

interface Ending extends Clock {
  readonly since: Since
  readonly loads: readonly RequestLoad[]
  /** When it did not even begin. */
  readonly verdictBefore?: Verdict | null
}

/** Lets what follows from the last action happen, as long as the scenario says, and judges it. */
export function endOf(
  { sim }: Stage,
  scenario: Scenario,
  { since, loads, verdictBefore = null, ...clock }: Ending,
): Pick<ScenarioResult, 'verdict' | 'expectations'> {
  const verdict = verdictBefore ?? verdictOf(sim, 'scenario', { ...clock, restMs: waitFor(sim, scenario, clock) })
  const evidence = { sim, since, verdict, loads, ...clock }
  return { verdict, expectations: scenario.expectations.map((expectation) => judge(expectation, evidence)) }
}

/** The world of a scenario before its first action, not yet at rest. @param more above what the scenario says */
export function openScenario(scenario: Scenario, more: SimulationOptions): Stage {
  const { settings, startAtMs, start, place, cluster } = scenario
  const headStartMs = start === 'steady' ? HEAD_START_MS : 0
  const sim = placing(place, () => new Simulation({ ...settings, ...more, startAt: startAtMs - headStartMs }))
  const stage = { sim, cluster, revisions: new Revisions(registryOf(sim)), balancers: new Balancers() }
  setUp(stage, scenario)
  return stage
}

function setUp(stage: Stage, scenario: Scenario): void {
  const { capacityProviders, clusters, fleet, scaling, balancing, taskDefinitions, services, demands } = scenario
  for (const { value, place } of capacityProviders)
    placing(place, () => call(stage.sim, 'createCapacityProvider', value))
  for (const cluster of clusters) act(stage, 'createCluster', cluster)
  for (const { value, place } of fleet) {
    refuseUnknownCluster(stage, value.cluster, place)
    placing(place, () => launch(stage, { ready: true, ...value }))
  }
  const setting = { sim: stage.sim, cluster: stage.cluster, zones: zonesOf(scenario, stage.sim) }
  makeScaling(
    setting,
    scaling.filter((input) => !isAfterServices(input)),
  )
  for (const input of balancing) stage.balancers.make(stage.sim, input)
  for (const input of taskDefinitions) placing(input.place, () => registerTaskDefinition(stage, input))
  for (const { value, place } of services) {
    const { taskDefinition, cluster } = value
    refuseUnknownCluster(stage, cluster, place)
    const revision = stage.revisions.translateInitial(taskDefinition, within(place, 'taskDefinition'))
    placing(place, () => createService(stage, value, revision))
  }
  makeScaling(setting, scaling.filter(isAfterServices))
  if (scenario.start === 'steady') driveDemands(stage.sim, demands, { from: 'beforehand' })
}

function zonesOf({ settings }: Scenario, { view }: Simulation): readonly string[] {
  return settings.availabilityZones ?? ['a', 'b', 'c'].map((letter) => view.realm.region + letter)
}

/** ECS would say the same, but not what to do about it. */
function refuseUnknownCluster({ sim }: Stage, cluster: unknown, place: Place): void {
  if (typeof cluster !== 'string') return
  const known = [...sim.view.tables.clusters.values()].map(({ name }) => name)
  if (known.includes(shortReference(cluster))) return
  const hint = ' Name it under cluster or clusters.'
  throw unexpected(within(place, 'cluster'), `a cluster that the scenario creates: ${known.join(', ')}`, cluster, hint)
}

/** Lets time pass until the goal. Returns when everything was at rest; null when it is not. */
function waitFor(sim: Simulation, { until, atMostMs }: Scenario, { zeroMs, changeMs }: Clock): number | null {
  if (typeof until === 'string') return sim.runUntil(until, { atMost: atMostMs }).reached ? sim.nowMs : null
  sim.advance(zeroMs + until.clockMs - sim.nowMs)
  return sim.waitingFor().length === 0 ? restedSinceMs(sim, changeMs) : null
}

export function playOne(stage: Stage, { clockMs, name, input }: ScenarioAction, startAtMs: number): ActionRecord {
  stage.sim.advance(startAtMs + clockMs - stage.sim.nowMs)
  return { path: input.place.path, clockMs, action: name, about: act(stage, name, input) }
}
