// How long do things take when nobody says otherwise, and at which sizes and rates?
import type { Duration } from '../../kernel/durations.ts'
import type { OptionRow } from './row.ts'

/** The latency model: how long things take when nobody says otherwise. */
export const LATENCIES = {
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
  instanceTerminate: { latest: '30s', rule: 'AG-03', what: 'an Auto Scaling group lets an instance go → it is gone' },
  warmPoolStart: { latest: '20s', rule: 'AG-03', what: 'a stopped instance of a warm pool is started → it is up' },
  agentRegister: { latest: '30s', rule: 'LT-12', what: 'agent boots → container instance ACTIVE' },
  agentUpdateStep: { latest: '10s', rule: 'CI-30', what: 'an update of an agent → its next status' },
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
export const RATES = {
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
