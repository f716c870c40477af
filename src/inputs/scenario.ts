// What is a scenario, once it is read? Files resolved, times in milliseconds on its own clock, every part with its place.
import type * as z from 'zod/mini'
import { formatDuration, parseDurationMs, parseInstantMs, type SimulationOptions } from '../index.ts'
import { BALANCING_KINDS, type BalancingInput } from './balancers.ts'
import type { FilePatch } from './blueprint/blueprint.ts'
import { refuseMistakes } from './complain.ts'
import { demandsOf, type ServiceDemand } from './demands.ts'
import { documentOf, type Source, type SourceDocument } from './document.ts'
import { Files, type Placed, type ReadFile } from './files.ts'
import { patchDocuments } from './patch.ts'
import { mistake, type Place, rootOf, unexpected, within } from './place.ts'
import type { RequestLoad } from './requests.ts'
import { type ScalingInput, scalingOf } from './scaling.ts'
import type { ActionName, ExpectationName, ExpectationValues, LaunchData } from './scenario-data.ts'
import { requestsOf, withRequests } from './scenario-requests.ts'
import { type ScenarioData, scenarioSchema } from './schema.ts'
import { ACTION_NAMES, type ActionData } from './schema-actions.ts'
import { EXPECTATION_NAMES, type expectationSchema, OF_THE_WHOLE } from './schema-expectations.ts'
import { type AwsInput, isRecord, serviceInputs } from './services.ts'
import { targetGroupInputs } from './target-groups.ts'

export interface Scenario {
  /** The path of the file, or what the caller calls it. */
  readonly name: string
  readonly title: string | null
  readonly place: Place
  readonly settings: Omit<SimulationOptions, 'startAt'>
  /** The instant at which the scenario's clock shows 0. */
  readonly startAtMs: number
  /** The cluster of everything that names none. */
  readonly cluster: string
  readonly clusters: readonly Placed<AwsInput>[]
  readonly capacityProviders: readonly Placed<AwsInput>[]
  readonly fleet: readonly Placed<LaunchData>[]
  readonly taskDefinitions: readonly Placed[]
  /** Load balancers and what belongs to them, in the order in which they are made. */
  readonly balancing: readonly BalancingInput[]
  /** Groups, targets, policies and alarms, in the order in which they are made. */
  readonly scaling: readonly ScalingInput[]
  readonly services: readonly Placed<AwsInput>[]
  /** `created`: the clock shows 0 when the services are created, not when they have come to rest. */
  readonly start: 'steady' | 'created'
  /** In order of time. */
  readonly actions: readonly ScenarioAction[]
  /** What to wait for after the last action, or the time at which to stop. */
  readonly until: 'steady' | 'stable' | { readonly clockMs: number }
  readonly atMostMs: number
  /** Those with a service of its own come before the one for all. */
  readonly requests: readonly RequestLoad[]
  /** What is asked of services; those with a service of their own come before the one for all. */
  readonly demands: readonly ServiceDemand[]
  readonly expectations: readonly Expectation[]
  /** The same files with these changes, read again. @throws UsageError as reading them does */
  revise(patches: readonly FilePatch[]): Scenario
}

export interface ScenarioAction {
  /** On the scenario's clock. */
  readonly clockMs: number
  readonly name: ActionName
  readonly input: Placed<AwsInput>
}

export type Expectation = {
  [Name in ExpectationName]: {
    readonly name: Name
    readonly value: ExpectationValues[Name]
    /** As the scenario names it; null when it speaks of the whole, or of the only service. */
    readonly service: string | null
    /** null for what is expected although nobody wrote it. */
    readonly place: Place | null
  }
}[ExpectationName]

export interface LoadOptions {
  /** What errors call the text; its path, as a rule. */
  readonly name?: string | undefined
  /** Reads what stands behind `file://`. */
  readonly readFile?: ReadFile | undefined
}

const DEFAULT_START = '2026-01-01T00:00:00Z'
const DEFAULT_PATIENCE = '1h'

/**
 * Reads a scenario in YAML or JSON and checks it. Touches no file but through `readFile`.
 * @throws UsageError about the first mistake: where it stands, what was expected, what was found
 */
export function loadScenario(source: Source, { name = 'scenario', readFile }: LoadOptions = {}): Scenario {
  return scenarioOf(documentOf(source, name), new Files(readFile))
}

function scenarioOf(document: SourceDocument, files: Files): Scenario {
  const { name } = document
  const place = rootOf(document)
  refuseMistakes(scenarioSchema, place.document.data, place)
  const data = place.document.data as ScenarioData
  const startAtMs = parseInstantMs(data.startAt ?? DEFAULT_START, 'startAt')
  const actions = (data.actions ?? []).map((action, index) =>
    actionOf(action, within(place, 'actions', index), { files, startAtMs }),
  )
  const services = placedItems(data.services, within(place, 'services')).flatMap((item) =>
    serviceInputs(files.resolve(item.value, item.place)),
  )
  const requests = requestsOf(data, place, { services, actions })
  return {
    name,
    title: data.title ?? null,
    place,
    settings: settingsOf(data),
    startAtMs,
    cluster: data.cluster ?? 'default',
    clusters: clustersOf(data, place, files),
    capacityProviders: placedItems(data.capacityProviders, within(place, 'capacityProviders')).map((item) =>
      recordOf(files.resolve(item.value, item.place)),
    ),
    fleet: placedItems(data.fleet, within(place, 'fleet')),
    taskDefinitions: placedItems(data.taskDefinitions, within(place, 'taskDefinitions')).map((item) =>
      files.resolve(item.value, item.place),
    ),
    balancing: BALANCING_KINDS.flatMap((kind) =>
      placedItems(data[`${kind}s`], within(place, `${kind}s`)).flatMap((item) => {
        const resolved = files.resolve(item.value, item.place)
        const inputs = kind === 'targetGroup' ? targetGroupInputs(resolved) : [recordOf(resolved)]
        return inputs.map((input) => ({ kind, input }))
      }),
    ),
    scaling: scalingOf(data, (member, index, value) => recordOf(files.resolve(value, within(place, member, index)))),
    services,
    start: data.start ?? 'steady',
    actions: actions.toSorted((a, b) => a.clockMs - b.clockMs),
    until: untilOf(data, actions, place),
    atMostMs: parseDurationMs(data.atMost ?? DEFAULT_PATIENCE, 'atMost'),
    requests,
    demands: demandsOf(
      placedItems(data.load, within(place, 'load')).map(({ value: { service = null, ...load }, place: at }) => ({
        service,
        load,
        place: at,
      })),
    ),
    expectations: expectationsOf(data, place).map((expectation) => withRequests(expectation, requests)),
    revise: (patches) => {
      const patched = patchDocuments(new Map([[name, document], ...files.documents]), patches)
      return scenarioOf(patched.get(name)!, files.with(patched))
    },
  }
}

function settingsOf(data: ScenarioData): Scenario['settings'] {
  const { seed, region, accountId, availabilityZones, subnets, behavior, options, latencies } = data
  const settings = { seed, region, accountId, availabilityZones, subnets, behavior, options, latencies }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

function placedItems<T>(items: readonly T[] = [], place: Place): Placed<T>[] {
  return items.map((value, index) => ({ value, place: within(place, index) }))
}

function clustersOf({ cluster = 'default', clusters }: ScenarioData, place: Place, files: Files): Placed<AwsInput>[] {
  const first = { value: { clusterName: cluster }, place: within(place, 'cluster') }
  const others = placedItems(clusters, within(place, 'clusters')).map((item) => {
    const isName = typeof item.value === 'string' && !item.value.startsWith('file://')
    if (isName) return { ...item, value: { clusterName: item.value } as AwsInput }
    return recordOf(files.resolve(item.value, item.place))
  })
  const isThere = others.some(({ value: { clusterName = 'default' } }) => clusterName === cluster)
  return isThere ? others : [first, ...others]
}

function recordOf({ value, place }: Placed): Placed<AwsInput> {
  if (!isRecord(value)) throw unexpected(place, 'an object in the form that AWS takes', value)
  return { value, place }
}

// ── actions ──

function actionOf(
  action: ActionData,
  place: Place,
  { files, startAtMs }: { files: Files; startAtMs: number },
): ScenarioAction {
  const name = onlyOne(action, ACTION_NAMES, place, 'action')
  const atPlace = action.at === undefined ? place : within(place, 'at')
  const resolved = files.resolve(action[name], within(place, name))
  return { clockMs: clockMsOf(action.at ?? 0, startAtMs, atPlace), name, input: recordOf(resolved) }
}

/** The one member that says what this item is. */
function onlyOne<Name extends string>(item: object, names: readonly Name[], place: Place, noun: string): Name {
  const given = names.filter((name) => Object.hasOwn(item, name))
  if (given.length === 1) return given[0]!
  const found = given.length === 0 ? 'none' : given.join(' and ')
  throw mistake(place, `expected exactly one ${noun} of ${names.join(', ')}, found ${found}.`, {
    expected: names.join(', '),
    found,
  })
}

/** On the scenario's clock. An instant is put on it; one before 0 is refused. */
function clockMsOf(at: string | 0, startAtMs: number, place: Place): number {
  if (at === 0 || !/^\d{4}-/.test(at)) return parseDurationMs(at, 'at')
  const clockMs = parseInstantMs(at, 'at') - startAtMs
  if (clockMs >= 0) return clockMs
  throw unexpected(place, `an instant from ${new Date(startAtMs).toISOString()} on, where the clock shows 0`, at)
}

function untilOf(
  { until = 'steady' }: ScenarioData,
  actions: readonly ScenarioAction[],
  place: Place,
): Scenario['until'] {
  if (until === 'steady' || until === 'stable') return until
  const clockMs = parseDurationMs(until, 'until')
  const last = Math.max(0, ...actions.map((action) => action.clockMs))
  if (clockMs >= last) return { clockMs }
  throw unexpected(
    within(place, 'until'),
    `a time not before the last action, which is at ${formatDuration(last)}`,
    until,
  )
}

// ── expectations ──

function expectationsOf({ expect = [] }: ScenarioData, place: Place): Expectation[] {
  const stated = expect.map((item, index) => expectationOf(item, within(place, 'expect', index)))
  if (stated.some(({ name }) => OF_THE_WHOLE.includes(name))) return stated
  return [{ name: 'completes', value: true, service: null, place: null }, ...stated]
}

function expectationOf(item: z.output<typeof expectationSchema>, place: Place): Expectation {
  const name = onlyOne(item, EXPECTATION_NAMES, place, 'expectation')
  const value = item[name]
  if (isRecord(value) && Object.keys(value).length === 0) {
    throw unexpected(within(place, name), 'at least one level', value)
  }
  if (item.service !== undefined && OF_THE_WHOLE.includes(name)) {
    throw mistake(within(place, 'service'), `${name} speaks of the whole scenario; steady speaks of one service.`)
  }
  return { name, value, service: item.service ?? null, place } as Expectation
}
