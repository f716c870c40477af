// Which behaviour, of which date? Every constant and switch that AWS changed over the years or leaves undocumented stands
// in one table: its default today, its value in older profiles, and the rule that owns it.
import { didYouMean, show, suggestion } from '../kernel/closest.ts'
import { type Distribution, type DurationDistribution, parseDistribution } from '../kernel/distributions.ts'
import { type Duration, parseDurationMs } from '../kernel/durations.ts'
import { UsageError } from '../kernel/errors.ts'

export const PROFILES = ['latest', '2023-06'] as const
export type ProfileName = (typeof PROFILES)[number]

/** Options that are spans; users write durations, the simulation reads milliseconds. */
const SPANS = {
  healthySettleTime: {
    latest: '40s',
    rule: 'DP-200',
    what: 'time a task without health checks must run before it counts as healthy',
  },
  throttleMaxDelay: { latest: '1620s', '2023-06': '900s', rule: 'DP-700', what: 'longest gap between launch attempts' },
  throttleFirstDelay: { latest: '30s', rule: 'DP-702', what: 'first gap of the launch throttle' },
  placementRetry: { latest: '15s', rule: 'DP-710', what: 'gap before the throttle when nothing could be placed' },
  alarmBakeMin: { latest: '60s', rule: 'CB-70', what: 'shortest watch for alarms after the last step of a deployment' },
  alarmBakeMax: { latest: '299s', rule: 'CB-70', what: 'longest watch for alarms that is not asked for' },
  deploymentRetention: {
    latest: '90d',
    rule: 'DP-476',
    what: 'how long a service deployment stays describable',
  },
  eventRepeatInterval: { latest: '6h', rule: 'EV-201', what: 'silence before a service event is repeated' },
  stoppedTaskRetention: { latest: '1h', rule: 'LC-15', what: 'how long a stopped task stays visible' },
  inactiveServiceRetention: { latest: '1h', rule: 'SV-306', what: 'how long a deleted service stays describable' },
  eniTimeout: { latest: '180s', rule: 'LT-13', what: 'how long a task waits for its network interface' },
  ipReuseQuarantine: {
    latest: '300s',
    rule: 'NV-030',
    what: 'rest of an address of a subnet between two tasks, while there is another',
  },
  deleteInProgressPoll: {
    latest: '60s',
    rule: 'TD-6',
    what: 'how often ECS looks whether a deleted task definition is still in use',
  },
  inactiveInstanceRetention: {
    latest: '1h',
    rule: 'CI-15',
    what: 'how long a deregistered instance stays describable',
  },
} as const satisfies Record<string, OptionRow<Duration>>

const NUMBERS = {
  throttleAfterAttempts: { latest: 3, rule: 'DP-702', what: 'failed attempts in a row before the throttle sets in' },
  breakerMinimum: {
    latest: 3,
    '2023-06': 10,
    rule: 'CB-02',
    what: 'least number of failures after which the circuit breaker may give up',
  },
  serviceEventLimit: { latest: 100, rule: 'EV-200', what: 'service events kept' },
  taskIdsPerEvent: { latest: 10, rule: 'EV-202', what: 'task ids listed in one service event' },
  strategyItemLimit: { latest: 20, '2023-06': 6, rule: 'CL-12', what: 'capacity providers in a strategy' },
  reservedPortLimit: { latest: 100, rule: 'CI-06', what: 'host ports an instance may reserve' },
  fargateImageSpaceFactor: {
    latest: 3,
    rule: 'FG-5',
    what: 'room that an image takes of ephemeral storage on Fargate, in compressed sizes',
  },
  registeredMemoryPercent: {
    latest: 96,
    rule: 'CI-04',
    what: 'share of the advertised memory that an instance registers',
  },
  ruleWildcardLimit: { latest: 6, '2023-06': 5, rule: 'K-11', what: 'wildcards that a listener rule may have' },
  ephemeralPortStart: { latest: 32_768, rule: 'NW-10', what: 'first dynamic host port' },
  ephemeralPortEnd: { latest: 60_999, rule: 'NW-10', what: 'last dynamic host port' },
  eventsPerInstantLimit: {
    latest: 5_000_000,
    rule: 'DP-001',
    what: 'events in one instant after which a livelock is reported',
  },
} as const satisfies Record<string, OptionRow<number>>

const SWITCHES = {
  stoppingCountsTowardMaximum: {
    latest: true,
    rule: 'DP-103',
    what: 'tasks being stopped count toward maximumPercent',
  },
  agentStartsWhileStopping: {
    latest: true,
    '2023-06': false,
    rule: 'LC-14',
    what: 'the agent starts a waiting task as soon as its own needs are free',
  },
  scaleOutBothRevisions: {
    latest: true,
    '2023-06': false,
    rule: 'DP-440',
    what: 'a scale-out during a deployment also starts tasks of the old revision',
  },
  replaceLostWithSameRevision: {
    latest: true,
    '2023-06': false,
    rule: 'DP-443',
    what: 'an old task lost during a deployment is replaced by its own revision',
  },
  versionConsistency: {
    latest: true,
    '2023-06': false,
    rule: 'IM-7',
    what: 'the first task of a deployment resolves image tags for all of them',
  },
  startReplacementFirst: {
    latest: true,
    '2023-06': false,
    rule: 'DP-601',
    what: 'an unhealthy task stops only when its replacement is healthy, as far as maximumPercent has room',
  },
  serviceDeployments: {
    latest: true,
    '2023-06': false,
    rule: 'DP-470',
    what: 'ECS keeps service deployments and service revisions, and answers about them',
  },
  breakerThresholdConfiguration: {
    latest: true,
    '2023-06': false,
    rule: 'CB-03',
    what: 'the circuit breaker takes a threshold of its own, and may be told not to start counting anew',
  },
  breakerCountsEarlyExit: {
    latest: true,
    rule: 'CB-13',
    what: 'a task that exits before it ever counted as healthy is a failure to the circuit breaker',
  },
  rejectMin100Max100: {
    latest: false,
    rule: 'SV-114',
    what: 'refuse minimumHealthyPercent 100 with maximumPercent 100',
  },
  strictHealthAggregation: {
    latest: false,
    rule: 'HC-9',
    what: 'an essential container without a health check leaves the health of its task UNKNOWN',
  },
  emitTransientStates: {
    latest: false,
    rule: 'LC-13',
    what: 'the step to STOPPING has a version and an event of its own',
  },
  newerServiceActions: {
    latest: true,
    '2023-06': false,
    rule: 'EV-211',
    what: 'service actions TASKS_STARTED, TASKS_STOPPED, SERVICE_DEPLOYMENT_IN_PROGRESS and SERVICE_DEPLOYMENT_COMPLETED are emitted',
  },
  fargateSpotArm64: {
    latest: true,
    '2023-06': false,
    rule: 'FG-6',
    what: 'FARGATE_SPOT takes tasks for ARM64',
  },
  baseOnZeroWeight: { latest: true, rule: 'SV-502', what: 'a provider of weight 0 places the tasks of its base' },
  fargateAsgSwitch: { latest: true, '2023-06': false, rule: 'SV-205', what: 'a service may change to or from Fargate' },
  strategyChangeNeedsForce: { latest: false, '2023-06': true, rule: 'SV-205', what: 'another strategy needs force' },
  managedDrainingDefault: { latest: true, '2023-06': false, rule: 'CP-03', what: 'managedDraining is on by default' },
  azRebalancingDefault: {
    latest: true,
    '2023-06': false,
    rule: 'SV-125',
    what: 'eligible new services get availabilityZoneRebalancing ENABLED',
  },
} as const satisfies Record<string, OptionRow<boolean>>

/** The latency model: how long things take when nobody says otherwise. */
const LATENCIES = {
  fargateEniAttach: { latest: '4500ms', rule: 'LT-1', what: 'created → network interface attached' },
  fargatePullStart: { latest: '7700ms', rule: 'LT-2', what: 'connected → first pull' },
  fargatePullBase: { latest: '1500ms', rule: 'LT-3', what: 'fixed part of a pull' },
  fargateStart: { latest: '1700ms', rule: 'LT-4', what: 'pulled → running' },
  fargateDeprovision: { latest: '20s', rule: 'LT-5', what: 'containers stopped → stopped' },
  ec2Dispatch: { latest: '300ms', rule: 'LT-6', what: 'accepted → the agent starts work' },
  ec2PullBase: { latest: '1500ms', rule: 'LT-7', what: 'fixed part of a pull' },
  ec2CachedPull: { latest: '700ms', rule: 'LT-8', what: 'pull of an image that the instance holds' },
  manifestError: {
    latest: '13600ms',
    rule: 'LT-11',
    what: 'a registry refuses an image → the agent stops asking for its manifest',
  },
  pullError: { latest: '12700ms', rule: 'LT-11', what: 'then, on an instance → it stops asking for the image' },
  ec2PullUnreachable: {
    latest: '90s',
    rule: 'K-07',
    what: 'a pull or set-up on an instance that gets no answer → failure',
  },
  fargatePullUnreachable: { latest: '180s', rule: 'K-07', what: 'the same on Fargate' },
  ec2ContainerStart: { latest: '1s', rule: 'LT-9', what: 'create and start a container' },
  eniAttach: { latest: '5s', rule: 'LT-10', what: 'created → network interface attached to the instance' },
  eniDetach: { latest: '8s', rule: 'LT-10', what: 'containers stopped → network interface gone from the instance' },
  branchEniAttach: { latest: '2s', rule: 'LT-10', what: 'the same for a branch of the trunk of an instance' },
  branchEniDetach: { latest: '3s', rule: 'LT-10', what: 'the same for a branch of the trunk of an instance' },
  instanceLaunch: { latest: '60s', rule: 'LT-12', what: 'launch → the agent boots' },
  agentRegister: { latest: '30s', rule: 'LT-12', what: 'agent boots → container instance ACTIVE' },
  containerStartTimeout: { latest: '3m', rule: 'LC-52', what: 'a container does not start → the agent gives it up' },
  agentDisconnect: { latest: '60s', rule: 'CI-19', what: 'an instance is stopped → ECS sees that its agent is gone' },
  spotNotice: { latest: '120s', rule: 'FG-9', what: 'Spot interruption notice → the capacity is gone' },
  containerReport: {
    latest: '20s',
    rule: 'LT-14',
    what: 'a container changes and its task does not → the change is reported',
  },
  healthReport: { latest: '10s', rule: 'LT-15', what: 'a verdict on the health of a container → it is seen' },
  gracefulExit: { latest: '2s', rule: 'LT-16', what: 'SIGTERM → exit' },
  albTargetRegistration: {
    latest: '0s',
    rule: 'K-01',
    what: 'a target is registered → probes begin, behind an Application Load Balancer',
  },
  nlbTargetRegistration: { latest: '120s', rule: 'K-01', what: 'the same behind a Network Load Balancer' },
  stopTimeout: { latest: '30s', rule: 'LC-50', what: 'SIGTERM → SIGKILL when the container does not say' },
} as const satisfies Record<string, OptionRow<Duration>>

/** Sizes and rates of the latency model. */
const RATES = {
  imageMegabytes: {
    latest: 120,
    rule: 'LT-7',
    what: 'compressed size of an image that nobody has spoken of',
  },
  ec2PullMegabytesPerSecond: { latest: 30, rule: 'LT-7', what: 'pull rate of an instance' },
  fargatePullMegabytesPerSecond: {
    latest: 10,
    rule: 'LT-3',
    what: 'pull rate of a Fargate task of up to 1 vCPU; twice that at 2, four times at 4 and more',
  },
} as const satisfies Record<string, OptionRow<number>>

interface OptionRow<T> {
  readonly latest: T
  readonly '2023-06'?: T
  readonly rule: string
  readonly what: string
}

type SpanName = keyof typeof SPANS
type NumberName = keyof typeof NUMBERS
type SwitchName = keyof typeof SWITCHES
type LatencyName = keyof typeof LATENCIES
type RateName = keyof typeof RATES

/** What a caller may override; each name is documented in docs/OPTIONS.md. */
export type BehaviorOptions = { readonly [K in SpanName]?: Duration } & { readonly [K in NumberName]?: number } & {
  readonly [K in SwitchName]?: boolean
}
/** `healthReport` is a constant: it says how old the news is, whenever somebody looks. */
export type LatencyOptions = {
  readonly [K in LatencyName]?: Duration | (K extends 'healthReport' ? never : DurationDistribution)
} & { readonly [K in RateName]?: number }

/** The resolved table that the rooms read: nothing optional, spans in milliseconds. */
export type Behavior = { readonly profile: ProfileName } & { readonly [K in SpanName as `${K}Ms`]: number } & {
  readonly [K in NumberName]: number
} & { readonly [K in SwitchName]: boolean }
export type Latencies = { readonly [K in LatencyName as `${K}Ms`]: number } & { readonly [K in RateName]: number }

/** The same as plain data: what is drawn each time it is read has its distribution. */
export type LatencySettings = { readonly [K in keyof Latencies]: number | Distribution }

/** @throws UsageError for an unknown profile or option, or a value of the wrong kind. */
export function resolveBehavior(profile: ProfileName, overrides: BehaviorOptions): Behavior {
  if (!PROFILES.includes(profile)) {
    const expected = PROFILES.map((name) => `'${name}'`).join(' or ')
    throw new UsageError(`behavior: expected ${expected}, found ${show(profile)}.`, {
      path: 'behavior',
      expected,
      found: show(profile),
    })
  }
  refuseUnknown('options', overrides, { ...SPANS, ...NUMBERS, ...SWITCHES })
  const behavior = {
    profile,
    ...resolveSpans('options', SPANS, profile, overrides),
    ...resolveNumbers('options', NUMBERS, profile, overrides),
    ...resolveSwitches(SWITCHES, profile, overrides),
  } as Behavior
  checkPortRange(behavior)
  return behavior
}

/** @throws UsageError for an unknown latency or a value of the wrong kind. */
export function resolveLatencies(profile: ProfileName, overrides: LatencyOptions): LatencySettings {
  refuseUnknown('latencies', overrides, { ...LATENCIES, ...RATES })
  return {
    ...resolveEach(LATENCIES, profile, overrides, (name, value) => [`${name}Ms`, latencyOf(name, value)]),
    ...resolveNumbers('latencies', RATES, profile, overrides),
  } as LatencySettings
}

/** Every option with its default, rule and meaning: the source of the documentation's table. */
export function describeOptions(): {
  group: string
  name: string
  default: Duration | boolean
  older?: Duration | boolean
  rule: string
  what: string
}[] {
  const groups = { options: { ...SPANS, ...NUMBERS, ...SWITCHES }, latencies: { ...LATENCIES, ...RATES } }
  return Object.entries(groups).flatMap(([group, rows]) =>
    Object.entries(rows as Record<string, OptionRow<Duration | boolean>>).map(([name, row]) => ({
      group,
      name,
      default: row.latest,
      ...(row['2023-06'] === undefined ? {} : { older: row['2023-06'] }),
      rule: row.rule,
      what: row.what,
    })),
  )
}

function latencyOf(name: string, value: unknown): number | Distribution {
  const path = `latencies.${name}`
  const isDistributed = typeof value === 'object' && value !== null && name !== 'healthReport'
  return isDistributed ? parseDistribution(value, path) : parseDurationMs(value as Duration, path)
}

type Rows<T> = Readonly<Record<string, OptionRow<T>>>
type Overrides = Readonly<Record<string, unknown>>

function refuseUnknown(group: string, overrides: Overrides, rows: Rows<unknown>): void {
  for (const name of Object.keys(overrides)) {
    if (Object.hasOwn(rows, name)) continue
    const known = Object.keys(rows)
    const expected = didYouMean(name, known) ?? `one of ${known.join(', ')}`
    throw new UsageError(`${group}.${name}: no such option.${suggestion(name, known)}`, {
      path: `${group}.${name}`,
      expected,
      found: name,
    })
  }
}

function resolveSpans(
  group: string,
  rows: Rows<Duration>,
  profile: ProfileName,
  overrides: Overrides,
): Record<string, number> {
  return resolveEach(rows, profile, overrides, (name, value) => [
    `${name}Ms`,
    parseDurationMs(value as Duration, `${group}.${name}`),
  ])
}

function resolveNumbers(
  group: string,
  rows: Rows<number>,
  profile: ProfileName,
  overrides: Overrides,
): Record<string, number> {
  return resolveEach(rows, profile, overrides, (name, value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      reject(`${group}.${name}`, 'a whole number above 0', value)
    return [name, value as number]
  })
}

function resolveSwitches(rows: Rows<boolean>, profile: ProfileName, overrides: Overrides): Record<string, boolean> {
  return resolveEach(rows, profile, overrides, (name, value) => {
    if (typeof value !== 'boolean') reject(`options.${name}`, 'true or false', value)
    return [name, value as boolean]
  })
}

function resolveEach<T>(
  rows: Rows<unknown>,
  profile: ProfileName,
  overrides: Overrides,
  resolve: (name: string, value: unknown) => [string, T],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => {
      const preset = profile === '2023-06' ? (row['2023-06'] ?? row.latest) : row.latest
      return resolve(name, overrides[name] ?? preset)
    }),
  )
}

function reject(path: string, expected: string, value: unknown): never {
  throw new UsageError(`${path}: expected ${expected}, found ${show(value)}.`, { path, expected, found: show(value) })
}

function checkPortRange({ ephemeralPortStart, ephemeralPortEnd }: Behavior): void {
  if (ephemeralPortEnd > 65_535) reject('options.ephemeralPortEnd', 'a port, at most 65535', ephemeralPortEnd)
  if (ephemeralPortStart > ephemeralPortEnd)
    reject('options.ephemeralPortStart', `at most ephemeralPortEnd (${ephemeralPortEnd})`, ephemeralPortStart)
}
