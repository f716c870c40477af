// A deployer as many teams have one, written against the AWS SDK alone: it knows nothing of ecs-drydock.
import {
  type Deployment,
  DescribeServicesCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Service,
  UpdateServiceCommand,
  waitUntilServicesStable,
} from '@aws-sdk/client-ecs'
import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'

export interface Clients {
  readonly ecs: ECSClient
  readonly elbv2: ElasticLoadBalancingV2Client
  readonly sts: STSClient
}

export interface Release {
  readonly account: string
  readonly cluster: string
  readonly service: string
  readonly taskDefinition: RegisterTaskDefinitionCommandInput
  readonly timeoutSeconds: number
  readonly abortSignal?: AbortSignal
}

export interface Outcome {
  /** `stranded`: not even the old revision became stable again. */
  readonly status: 'deployed' | 'rolled back by ECS' | 'rolled back' | 'stranded'
  readonly reason: string
  readonly seconds: number
}

/** Registers a revision, rolls it out, looks whether it serves, and takes it back if it does not. */
export async function deploy(clients: Clients, release: Release): Promise<Outcome> {
  const startedAt = Date.now()
  await checkAccount(clients, release)
  const before = (await serviceOf(clients, release)).taskDefinition!
  const { taskDefinition } = await clients.ecs.send(new RegisterTaskDefinitionCommand(release.taskDefinition))
  const after = taskDefinition!.taskDefinitionArn!
  const done = (status: Outcome['status'], reason: string): Outcome => ({
    status,
    reason,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
  })

  const trouble = await rollOut(clients, release, after)
  if (trouble === undefined) return done('deployed', `every target of ${release.service} is healthy`)
  if (trouble.isRolledBack) return done('rolled back by ECS', trouble.reason)
  const worse = await rollOut(clients, release, before)
  return worse === undefined ? done('rolled back', trouble.reason) : done('stranded', worse.reason)
}

interface Trouble {
  readonly reason: string
  readonly isRolledBack: boolean
}

async function rollOut(clients: Clients, release: Release, revision: string): Promise<Trouble | undefined> {
  const { cluster, service } = release
  await clients.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: revision }))
  const reason = await stable(clients, release)
  const now = await serviceOf(clients, release)
  const deployment = now.deployments?.find(({ taskDefinition }) => taskDefinition === revision)
  // Stable does not mean deployed: when ECS gives a deployment up, the service becomes stable on the old revision.
  if (now.taskDefinition !== revision) return { reason: givenUp(now, deployment), isRolledBack: true }
  if (reason !== undefined) return { reason, isRolledBack: false }
  const sick = await unhealthyTargets(clients, now)
  return sick.length === 0 ? undefined : { reason: `unhealthy: ${sick.join(', ')}`, isRolledBack: false }
}

/** Why it did not become stable; undefined if it did. */
async function stable({ ecs }: Clients, release: Release): Promise<string | undefined> {
  const { cluster, service, timeoutSeconds, abortSignal } = release
  try {
    const limits = { client: ecs, maxWaitTime: timeoutSeconds, ...(abortSignal && { abortSignal }) }
    await waitUntilServicesStable(limits, { cluster, services: [service] })
    return undefined
  } catch (error) {
    const { name } = error as Error
    if (name === 'TimeoutError') return `not stable after ${timeoutSeconds} s`
    if (name === 'AbortError') return 'called off'
    throw error
  }
}

function givenUp({ events }: Service, deployment: Deployment | undefined): string {
  const told = events?.find(({ message }) => message?.includes('deployment failed'))?.message
  return deployment?.rolloutStateReason ?? told ?? 'ECS has taken the revision back'
}

async function unhealthyTargets({ elbv2 }: Clients, { loadBalancers = [] }: Service): Promise<string[]> {
  const answers = await Promise.all(
    loadBalancers.map(({ targetGroupArn }) =>
      elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })),
    ),
  )
  return answers
    .flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions)
    .filter(({ TargetHealth }) => TargetHealth?.State !== 'healthy' && TargetHealth?.State !== 'draining')
    .map(({ Target, TargetHealth }) => `${Target?.Id}:${Target?.Port} (${TargetHealth?.State})`)
}

async function serviceOf({ ecs }: Clients, { cluster, service }: Release): Promise<Service> {
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }))
  if (services[0] === undefined) throw new Error(`There is no service ${service} in ${cluster}.`)
  return services[0]
}

/** Nobody wants to deploy into the wrong account. */
async function checkAccount({ sts }: Clients, { account }: Release): Promise<void> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({}))
  if (Account !== account) throw new Error(`These are the credentials of ${Account}, not of ${account}.`)
}
