// Which options are whole numbers?
import type { OptionRow } from './row.ts'

export const NUMBERS = {
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
  datapointsFromZero: {
    latest: 3,
    rule: 'AS-38',
    what: 'datapoints above the target after which a service without tasks scales out',
  },
  evaluationRangeExtra: {
    latest: 2,
    rule: 'CW-30',
    what: 'periods that an alarm looks back beyond those that it evaluates, where datapoints are missing',
  },
  provisioningQuota: { latest: 500, '2023-06': 300, rule: 'CP-07', what: 'tasks in PROVISIONING in a cluster' },
} as const satisfies Record<string, OptionRow<number>>
