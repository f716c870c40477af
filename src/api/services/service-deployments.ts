// DescribeServiceDeployments, ListServiceDeployments, DescribeServiceRevisions and StopServiceDeployment (DP-470…DP-477, SV-311).

import { isOver } from '../../deployment/rollouts.ts'
import { apply, markService } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { updated } from '../../model/changes.ts'
import type { ServiceDeployment } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import type { Answer } from '../answer.ts'
import { findService, getCluster } from '../find.ts'
import { pageOf } from '../pages.ts'
import { checkCount, invalid, refuse } from '../refuse.ts'
import type {
  DescribeServiceDeploymentsOutput,
  DescribeServiceRevisionsOutput,
  ListServiceDeploymentsOutput,
  StopServiceDeploymentOutput,
} from '../shapes/ecs-types.generated.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { describeBrief, describeRollout, describeServiceRevision } from './describe-rollout.ts'

/** @throws InvalidParameterException, UnsupportedFeatureException */
export function describeServiceDeployments(world: WorldView, input: unknown): Answer<DescribeServiceDeploymentsOutput> {
  const parsed = parseInput('DescribeServiceDeployments', input)
  checkKnown(world)
  const { serviceDeploymentArns } = parsed
  const answer: Answer<DescribeServiceDeploymentsOutput> = { serviceDeployments: [], failures: [] }
  for (const arn of distinctArns('serviceDeploymentArns', 'service-deployment', serviceDeploymentArns)) {
    const rollout = findRollout(world, arn)
    if (rollout === undefined) answer.failures.push({ arn, reason: 'MISSING' })
    else answer.serviceDeployments.push(describeRollout(world, rollout))
  }
  return answer
}

/** Newest first. @throws ClusterNotFoundException, ServiceNotFoundException, InvalidParameterException, UnsupportedFeatureException */
export function listServiceDeployments(world: WorldView, input: unknown): Answer<ListServiceDeploymentsOutput> {
  const parsed = parseInput('ListServiceDeployments', input)
  checkKnown(world)
  const service = findService(world, getCluster(world, parsed.cluster), parsed.service)
  if (service === undefined)
    refuse('ServiceNotFoundException', 'Service not found.', {
      path: 'service',
      expected: 'an existing service',
      found: show(parsed.service),
      rule: 'SV-163',
    })
  const after = timeOf(parsed.createdAt?.after) ?? Number.NEGATIVE_INFINITY
  const before = timeOf(parsed.createdAt?.before) ?? Number.POSITIVE_INFINITY
  const matches = [...world.tables.serviceDeployments.values()].filter(
    (rollout) =>
      rollout.serviceArn === service.arn &&
      isKept(world, rollout) &&
      rollout.createdAtMs > after &&
      rollout.createdAtMs < before &&
      (parsed.status === undefined || parsed.status.length === 0 || parsed.status.includes(rollout.status)),
  )
  const { items, ...more } = pageOf('ListServiceDeployments', matches.reverse(), parsed, { most: 100, usual: 20 })
  return { serviceDeployments: items.map(describeBrief), ...more }
}

/** @throws InvalidParameterException, UnsupportedFeatureException */
export function describeServiceRevisions(world: WorldView, input: unknown): Answer<DescribeServiceRevisionsOutput> {
  const parsed = parseInput('DescribeServiceRevisions', input)
  checkKnown(world)
  const { serviceRevisionArns } = parsed
  const answer: Answer<DescribeServiceRevisionsOutput> = { serviceRevisions: [], failures: [] }
  for (const arn of distinctArns('serviceRevisionArns', 'service-revision', serviceRevisionArns)) {
    const rollout = [...world.tables.serviceDeployments.values()].find(({ revisionArn }) => revisionArn === arn)
    if (rollout === undefined || !isKept(world, rollout)) answer.failures.push({ arn, reason: 'MISSING' })
    else answer.serviceRevisions.push(describeServiceRevision(rollout))
  }
  return answer
}

/**
 * Rolls a service deployment back, whether a rollback was configured or not (DP-473).
 * @throws ConflictException, InvalidParameterException, ServiceDeploymentNotFoundException, UnsupportedFeatureException
 */
export function stopServiceDeployment(world: World, input: unknown): Answer<StopServiceDeploymentOutput> {
  const parsed = parseInput('StopServiceDeployment', input)
  checkKnown(world)
  const { serviceDeploymentArn: arn } = parsed
  if (parsed.stopType === 'ABORT') invalid('stopType', "'ROLLBACK'", 'ABORT', 'DP-473')
  const rollout = findRollout(world, arn)
  if (rollout === undefined)
    refuse('ServiceDeploymentNotFoundException', 'Service deployment not found.', {
      path: 'serviceDeploymentArn',
      expected: 'an existing service deployment',
      found: show(arn),
      rule: 'DP-473',
    })
  if (isOver(rollout))
    refuse('ConflictException', `The service deployment is ${rollout.status} already.`, {
      path: 'serviceDeploymentArn',
      expected: 'a service deployment that is not over',
      found: rollout.status,
      rule: 'DP-473',
    })
  return command(world, 'ecs.stopServiceDeployment', parsed, (cause) => {
    if (rollout.status === 'PENDING' || rollout.status === 'IN_PROGRESS') {
      const set = { status: 'ROLLBACK_REQUESTED', updatedAtMs: world.nowMs } as const
      apply(world, { changes: [updated('serviceDeployment.changed', arn, set, 'DP-473')], timers: [] }, cause)
      markService(world, rollout.serviceArn, cause)
    }
    return { serviceDeploymentArn: arn }
  })
}

/** Older profiles have neither service deployments nor revisions (DP-470). */
function checkKnown({ behavior }: WorldView): void {
  if (behavior.serviceDeployments) return
  refuse('UnsupportedFeatureException', 'There are no service deployments in this profile: they came in 2024-11.', {
    expected: 'the option serviceDeployments',
    found: 'false',
    rule: 'DP-470',
  })
}

/** Who is named twice is answered once (PF-13). @throws InvalidParameterException */
function distinctArns(path: string, kind: string, arns: readonly string[]): ReadonlySet<string> {
  checkCount(path, arns, 20, 'SV-311')
  if (arns.length === 0) invalid(path, '1 to 20 ARNs', 'none', 'SV-311')
  const form = new RegExp(`^arn:[^:]*:ecs:[^:]*:\\d*:${kind}/[^/]+/[^/]+/[^/]+$`)
  for (const [index, arn] of arns.entries())
    if (!form.test(arn)) invalid(`${path}[${index}]`, `the ARN of a ${kind}`, arn, 'PF-13')
  return new Set(arns)
}

function findRollout(world: WorldView, arn: string): Readonly<ServiceDeployment> | undefined {
  const rollout = world.tables.serviceDeployments.get(arn)
  return rollout !== undefined && isKept(world, rollout) ? rollout : undefined
}

/** One that is not over is kept however old it is (DP-476). */
function isKept({ nowMs, behavior }: WorldView, rollout: Readonly<ServiceDeployment>): boolean {
  return !isOver(rollout) || nowMs < rollout.createdAtMs + behavior.deploymentRetentionMs
}

function timeOf(value: Date | number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value)
}
