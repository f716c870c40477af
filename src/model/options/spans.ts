// Which options are spans?
import type { Duration } from '../../kernel/durations.ts'
import type { OptionRow } from './row.ts'

/** Options that are spans; users write durations, the simulation reads milliseconds. */
export const SPANS = {
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
  publishDelay: { latest: '0s', rule: 'SC-01', what: 'end of a minute → its datapoint can be seen' },
  scalingFulfilment: {
    latest: '10m',
    rule: 'AS-11',
    what: 'how long a scaling activity waits for its service to have the tasks, before it is Unfulfilled',
  },
  alarmActionDelay: { latest: '0s', rule: 'SC-03', what: 'state of an alarm → its action' },
  groupLaunchRetry: {
    latest: '60s',
    rule: 'AG-04',
    what: 'no zone of an Auto Scaling group has an instance for it → it asks again',
  },
  groupActivityRetention: {
    latest: '42d',
    rule: 'AS-11',
    what: 'how long activities of an Auto Scaling group stay describable',
  },
  provisioningTimeout: {
    latest: '1800s',
    rule: 'CP-21',
    what: 'how long a task waits in PROVISIONING for its capacity provider',
  },
} as const satisfies Record<string, OptionRow<Duration>>
