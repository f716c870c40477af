// The ten instances that the rule book's table of expressions is about, as subjects of a query.
import type { QuerySubject } from '../../src/placement/query/evaluate.ts'

interface Sample {
  readonly ec2InstanceId: string
  readonly type: string | null
  readonly zone: string | null
  readonly agent: string
  readonly connected?: boolean
  readonly registered: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly groups?: readonly string[]
}

const LINUX_ON_INTEL = { 'ecs.os-type': 'linux', 'ecs.os-family': 'LINUX', 'ecs.cpu-architecture': 'x86_64' }

/** By the letter that the rule book gives them. */
export const SAMPLE_FLEET: ReadonlyMap<string, QuerySubject> = new Map(
  Object.entries({
    A: sample({
      ec2InstanceId: 'i-abcd1234',
      type: 't2.small',
      zone: 'us-east-1a',
      agent: '1.14.3',
      registered: '2018-01-10T09:00:00Z',
      attributes: { stack: 'prod' },
      groups: ['service:web'],
    }),
    B: sample({
      ec2InstanceId: 'i-wxyx7890',
      type: 't2.medium',
      zone: 'us-east-1b',
      agent: '1.14.5',
      registered: '2018-02-12T23:59:59Z',
      attributes: { stack: 'dev' },
      groups: ['databases', 'databases', 'service:web'],
    }),
    C: sample({
      ec2InstanceId: 'i-0c01',
      type: 'm5.large',
      zone: 'us-east-1a',
      agent: '1.70.1',
      registered: '2018-02-13T00:00:00Z',
    }),
    D: sample({
      ec2InstanceId: 'i-0d01',
      type: 'm5.large',
      zone: 'us-east-1d',
      agent: '1.9.0',
      connected: false,
      registered: '2023-06-01T00:00:00Z',
      attributes: { stack: 'prod' },
      groups: ['service:production'],
    }),
    E: sample({
      ec2InstanceId: 'i-0e01',
      type: 'g2.2xlarge',
      zone: 'us-east-1d',
      agent: '1.70.1',
      registered: '2023-06-01T12:30:00Z',
      attributes: { stack: 'pre prod' },
    }),
    F: sample({
      ec2InstanceId: 'i-0f01',
      type: 'g2.8xlarge',
      zone: 'us-east-1b',
      agent: '1.102.0',
      registered: '2024-03-01T00:00:00Z',
      attributes: { rank: '10' },
      groups: ['family:batch'],
    }),
    G: sample({
      ec2InstanceId: 'i-0a02',
      type: 'c6g.large',
      zone: 'us-east-1c',
      agent: '1.70.1',
      registered: '2024-03-02T08:00:00Z',
      attributes: { 'ecs.cpu-architecture': 'arm64', rank: '9', canary: '' },
      groups: ['service:web'],
    }),
    H: sample({
      ec2InstanceId: 'mi-0b02',
      type: null,
      zone: null,
      agent: '1.70.1',
      registered: '2024-04-01T00:00:00Z',
      attributes: { 'ecs.capability.external': '' },
    }),
    I: sample({
      ec2InstanceId: 'i-0b03',
      type: 'm5.xlarge',
      zone: 'us-east-1a',
      agent: '1.70.1',
      registered: '2024-04-02T00:00:00Z',
      attributes: { 'ecs.os-type': 'windows', 'ecs.os-family': 'WINDOWS_SERVER_2019_FULL', stack: 'Prod' },
      groups: ['service:win'],
    }),
    J: sample({
      ec2InstanceId: 'i-0c04',
      type: 'c5.large',
      zone: 'us-east-1c',
      agent: '1.70.1',
      registered: '2024-02-29T06:00:00Z',
      attributes: { stack: 'prod-eu', 'ecs.awsvpc-trunk-id': 'trunk-1' },
      groups: ['database'],
    }),
  }),
)

function sample({ ec2InstanceId, type, zone, agent, connected, registered, attributes, groups }: Sample): QuerySubject {
  const own: Readonly<Record<string, string>> = {
    ...LINUX_ON_INTEL,
    ...(type === null ? {} : { 'ecs.instance-type': type }),
    ...(zone === null ? {} : { 'ecs.availability-zone': zone }),
    ...attributes,
  }
  return {
    attribute: (name) => (Object.hasOwn(own, name) ? own[name] : undefined),
    agentConnected: connected ?? true,
    agentVersion: agent,
    ec2InstanceId,
    registeredAtMs: Date.parse(registered),
    runningTasksCount: groups?.length ?? 0,
    taskGroups: groups ?? [],
  }
}
