// Which options are switches?
import type { OptionRow } from './row.ts'

export const SWITCHES = {
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
  requestCountZero: {
    latest: true,
    rule: 'CW-14',
    what: 'RequestCountPerTarget is 0, and not missing, in a minute without requests',
  },
} as const satisfies Record<string, OptionRow<boolean>>
