// A deployer as many teams have one, written against the AWS SDK alone: it knows nothing of ecs-drydock.
import { setTimeout as sleep } from 'node:timers/promises'
import {
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
  // Whoever calls a deployment off does not call off the way back.
  const { abortSignal: _, ...way } = release
  const worse = await rollOut(clients, way, before)
  if (worse === undefined) return done('rolled back', trouble.reason)
  return done('stranded', `${trouble.reason}; on the way back: ${worse.reason}`)
}

interface Trouble {
  readonly reason: string
  readonly isRolledBack: boolean
}

async function rollOut(clients: Clients, release: Release, revision: string): Promise<Trouble | undefined> {
  const { cluster, service, timeoutSeconds } = release
  const startedAt = Date.now()
  await clients.ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: revision }))
  const unstable = await waitUntilStable(clients, release)
  const now = await serviceOf(clients, release)
  // Stable does not mean deployed: when ECS gives a deployment up, the service becomes stable on the old revision.
  if (now.taskDefinition !== revision) return { reason: whyGivenUp(now, revision), isRolledBack: true }
  if (unstable !== undefined) return { reason: `${unstable}${whatEcsSays(now, startedAt)}`, isRolledBack: false }
  const sick = await sickTargets(clients, now, { ...release, deadline: startedAt + timeoutSeconds * 1_000 })
  return sick.length === 0 ? undefined : { reason: `unhealthy: ${sick.join(', ')}`, isRolledBack: false }
}

/** Why it did not become stable; undefined if it did. */
async function waitUntilStable({ ecs }: Clients, release: Release): Promise<string | undefined> {
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

function whyGivenUp({ deployments, events }: Service, revision: string): string {
  const failed = deployments?.find(({ taskDefinition }) => taskDefinition === revision)
  const told = events?.find(({ message }) => message?.includes('deployment failed'))?.message
  return failed?.rolloutStateReason ?? told ?? 'ECS has taken the revision back'
}

/** Why it waits: of what ECS has said since, what names a reason is worth more than what came last. */
function whatEcsSays({ events = [] }: Service, sinceMs: number): string {
  const said = events.filter(({ createdAt }) => createdAt!.getTime() >= sinceMs).map(({ message }) => message!)
  const [last] = [...said.filter((message) => message.includes('unable to place a task')), ...said]
  return last === undefined ? '' : `: ${last}`
}

interface Deadline {
  readonly deadline: number
  readonly abortSignal?: AbortSignal
}

/** A stable service has running tasks; its load balancer may need a moment longer. */
async function sickTargets(clients: Clients, service: Service, { deadline, abortSignal }: Deadline): Promise<string[]> {
  for (;;) {
    const sick = await unhealthyTargets(clients, service)
    if (sick.length === 0 || Date.now() >= deadline || abortSignal?.aborted) return sick
    await sleep(5_000)
  }
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
