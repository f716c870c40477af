// Writes docs/OPERATIONS.md: every operation of the services that a client can be connected for, from the SDK's own list of
// commands, and how far it is simulated; with --check only says whether it is up to date.
//
//   npx tsx -C source scripts/generate-operations.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling'
import * as autoScaling from '@aws-sdk/client-auto-scaling'
import * as cloudWatch from '@aws-sdk/client-cloudwatch'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import * as sts from '@aws-sdk/client-sts'
import type { Operations } from '../src/aws-sdk/operations.ts'
import { methodOf, SERVICES } from '../src/aws-sdk/services.ts'
import { AwsException, Simulation } from '../src/index.ts'

/** What an operation that is simulated lacks, in words. An operation without a line here lacks nothing that we know of. */
const MISSING: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ECS: {
    CreateCapacityProvider:
      'managed instances are refused; of an Auto Scaling group that is not in the simulation, scaling, draining and termination protection do not act',
    UpdateCapacityProvider: 'as CreateCapacityProvider',
    CreateService:
      'the controllers CODE_DEPLOY and EXTERNAL, strategies other than ROLLING, lifecycle hooks, early success, traffic shifting and managed instances are refused; service discovery, Service Connect, VPC Lattice, volumes and ECS Exec have no effect',
    UpdateService: 'as CreateService',
    PutAccountSetting:
      'ARNs of the old format are refused; of the settings only awsvpcTrunking and containerInsights have an effect; those of others than the one user who calls are kept, and have none',
    PutAccountSettingDefault: 'as PutAccountSetting',
    RegisterTaskDefinition:
      'Windows containers, container port ranges and accelerators other than whole GPUs are refused; volumes, proxies and settings of the container runtime have no effect',
    RunTask:
      'managed instances and accelerators other than whole GPUs are refused; volumes and ECS Exec have no effect',
    StartTask: 'as RunTask',
  },
  'Elastic Load Balancing v2': {
    CreateLoadBalancer: 'Gateway Load Balancers, IPv6, Outposts and IP address pools are refused',
    CreateListener: 'actions that authenticate or validate tokens, and mutual authentication, are refused',
    ModifyListener: 'as CreateListener',
    CreateRule:
      'actions that authenticate or validate tokens, regular expressions, transforms and IPv6 sources are refused',
    ModifyRule: 'as CreateRule',
    CreateTargetGroup:
      'targets of type lambda and alb, the protocols GENEVE, QUIC and TCP_QUIC, gRPC, HTTP/2, IPv6 and target optimizers are refused',
    ModifyTargetGroup: 'the codes of gRPC in health checks are refused',
    ModifyTargetGroupAttributes: 'stickiness by anything but the cookie of the load balancer is refused',
    SetIpAddressType: 'IPv6 is refused',
    SetSubnets: 'IPv6 is refused',
    SetSecurityGroups: 'security groups let everything through',
    ModifyListenerAttributes: 'attributes have no effect',
  },
  'Application Auto Scaling': {
    RegisterScalableTarget: 'services of AWS other than ECS are refused',
    DeregisterScalableTarget: 'as RegisterScalableTarget',
    PutScalingPolicy: 'services of AWS other than ECS are refused; predictive policies are kept and never act',
    DeleteScalingPolicy: 'as RegisterScalableTarget',
    DeleteScheduledAction: 'as RegisterScalableTarget',
    DescribeScalableTargets: 'as RegisterScalableTarget',
    DescribeScalingActivities: 'as RegisterScalableTarget',
    DescribeScalingPolicies: 'as RegisterScalableTarget',
    DescribeScheduledActions: 'as RegisterScalableTarget',
    PutScheduledAction: 'as RegisterScalableTarget',
  },
  'Auto Scaling': {
    CreateAutoScalingGroup:
      'MixedInstancesPolicy, groups made after an instance or managed by another service, capacities in units of vCPUs or memory, zones by ids, other distributions than balanced-best-effort and termination policies of your own, and traffic sources other than target groups are refused; Classic Load Balancers, health checks of others than EC2 and ELB, CapacityRebalance, MaxInstanceLifetime, maintenance policies outside of instance refreshes, placement groups, capacity reservations, zonal shifts and what becomes of instances whose hook is abandoned have no effect',
    UpdateAutoScalingGroup: 'as CreateAutoScalingGroup',
    CreateLaunchConfiguration: 'one made after an instance is refused',
    AttachTrafficSources: 'Classic Load Balancers and VPC Lattice are refused',
    DetachTrafficSources: 'as AttachTrafficSources',
    PutNotificationConfiguration: 'topics are told nothing',
    StartInstanceRefresh: 'alarms, root volumes alone, and MixedInstancesPolicy are refused',
    PutScalingPolicy:
      'predefined metrics other than ASGAverageCPUUtilization and ALBRequestCountPerTarget, and customized ones with other periods than 60 s, are refused; predictive policies are kept and never act',
    PutLifecycleHook: 'notifications are sent to EventBridge alone',
    PutWarmPool:
      'agents that register while their instances are in the pool (without ECS_WARM_POOLS_CHECK), and reuse on scale-in of instances that join a cluster, are refused',
  },
  CloudWatch: {
    DescribeAlarmHistory: 'contributors of alarms are refused',
    GetMetricData: 'metrics of other accounts and dynamic labels are refused',
    ListMetrics: 'metrics of other accounts are refused',
    PutMetricAlarm:
      'anomaly detection, PromQL, warm-ups, evaluation intervals, tags of actions and windows by the wall clock are refused; of actions only scaling policies act',
    PutCompositeAlarm: 'tags of actions are refused; actions do nothing',
    PutMetricData: 'entities, and data in namespaces that are measured here, are refused',
  },
}

const PACKAGES = {
  ECS: ['Amazon ECS', '@aws-sdk/client-ecs', ecs],
  'Elastic Load Balancing v2': ['Elastic Load Balancing', '@aws-sdk/client-elastic-load-balancing-v2', elbv2],
  'Application Auto Scaling': [
    'Application Auto Scaling',
    '@aws-sdk/client-application-auto-scaling',
    applicationAutoScaling,
  ],
  'Auto Scaling': ['Amazon EC2 Auto Scaling', '@aws-sdk/client-auto-scaling', autoScaling],
  CloudWatch: ['Amazon CloudWatch', '@aws-sdk/client-cloudwatch', cloudWatch],
  STS: ['AWS Security Token Service', '@aws-sdk/client-sts', sts],
} as const satisfies Record<string, readonly [title: string, name: string, exports: object]>

interface Line {
  readonly operation: string
  readonly status: 'full' | 'partial' | 'none'
  readonly missing: string
}

function linesOf(serviceId: string, exports: object): readonly Line[] {
  const operations = SERVICES[serviceId]?.(new Simulation()) ?? {}
  const commands = Object.keys(exports)
    .filter((name) => /^[A-Z].*Command$/.test(name))
    .map((name) => name.slice(0, -'Command'.length))
  const missing = MISSING[serviceId] ?? {}
  const unknown = Object.keys(missing).filter((name) => !isSimulated(operations, methodOf(name)))
  if (unknown.length > 0) throw new Error(`${serviceId} does not simulate ${unknown.join(', ')} at all.`)
  return commands.sort().map((operation) => {
    const why = missing[operation] ?? ''
    if (!isSimulated(operations, methodOf(operation))) return { operation, status: 'none', missing: '' }
    return { operation, status: why === '' ? 'full' : 'partial', missing: why }
  })
}

/** Some are there only to be refused by their names. */
function isSimulated(operations: Operations, method: string): boolean {
  if (!Object.hasOwn(operations, method)) return false
  try {
    operations[method]!({})
    return true
  } catch (error) {
    return !(error instanceof AwsException && error.name === 'UnsupportedFeatureException' && error.path === method)
  }
}

function section(serviceId: string, [title, name, exports]: (typeof PACKAGES)[keyof typeof PACKAGES]): string {
  const lines = linesOf(serviceId, exports)
  const count = (status: Line['status']) => lines.filter((line) => line.status === status).length
  return [
    `## ${title}`,
    '',
    `\`${name}\`: ${count('full')} full, ${count('partial')} partial, ${count('none')} none, of ${lines.length}.`,
    '',
    '| Operation | Status | What is missing |',
    '|---|---|---|',
    ...lines.map(({ operation, status, missing }) => `| ${operation} | ${status} | ${missing} |`),
  ].join('\n')
}

const HEAD = `# Operations

Written by \`npm run docs:operations\` from the SDK's own lists of commands; do not edit.

A client that is [connected](AWS-SDK.md) may send any of these. *Full* means that every member of its input is checked and kept, and that what
changes behaviour in ECS changes it here, as [FIDELITY.md](FIDELITY.md) says rule by rule. *Partial* says what is not so. *None* is
answered with an \`UnsupportedFeatureException\` that names the operation.`

const target = fileURLToPath(new URL('../docs/OPERATIONS.md', import.meta.url))
const sections = Object.entries(PACKAGES).map(([serviceId, facts]) => section(serviceId, facts))
const text = `${[HEAD, ...sections].join('\n\n')}\n`
if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/OPERATIONS.md is stale: run npm run docs:operations')
  process.exitCode = 1
}
