// What may a service ask for? Ranges and refusals that CreateService and UpdateService share (SV-1xx).

import { NO_ALARMS } from '../../deployment/alarms.ts'
import { NO_BREAKER } from '../../deployment/breaker.ts'
import { show } from '../../kernel/closest.ts'
import type { Behavior } from '../../model/behavior.ts'
import type { PlacementConstraintItem, Service, TaskDefinition } from '../../model/entities.ts'
import type { CircuitBreaker, Watches } from '../../model/rollouts.ts'
import type { WorldView } from '../../model/view.ts'
import { queryOf } from '../../placement/query/query.ts'
import { findTaskDefinition } from '../find.ts'
import type { LaunchSettings } from '../launch.ts'
import { checkRange, invalid, notSimulated, refuse } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Shared = Pick<
  ParsedInput<'UpdateService'>,
  'deploymentConfiguration' | 'deploymentController' | 'desiredCount' | 'healthCheckGracePeriodSeconds' | 'monitoring'
>

/** Tasks a service may have (SV-904). */
const MOST_TASKS = 5_000

export function checkService(input: Shared, behavior: Behavior): void {
  checkRange('desiredCount', input.desiredCount, 0, MOST_TASKS, 'SV-104')
  checkRange('healthCheckGracePeriodSeconds', input.healthCheckGracePeriodSeconds, 0, 2_147_483_647, 'SV-118')
  const { deploymentController, deploymentConfiguration: configuration = {} } = input
  if (deploymentController !== undefined && deploymentController.type !== 'ECS') {
    notSimulated(
      'deploymentController.type',
      `the deployment controller ${deploymentController.type}`,
      deploymentController.type,
      'SV-111',
    )
  }
  checkRange('deploymentConfiguration.minimumHealthyPercent', configuration.minimumHealthyPercent, 0, 100, 'SV-112')
  checkRange('deploymentConfiguration.maximumPercent', configuration.maximumPercent, 100, 2_147_483_647, 'SV-113')
  checkStrategy(configuration)
  checkBreaker(configuration.deploymentCircuitBreaker, behavior)
  checkMonitoring(input.monitoring)
}

const MONITORED = ['CPUUtilization', 'MemoryUtilization']

/** Two metrics, each by 20 s or by the minute (AS-30). */
function checkMonitoring(monitoring: Shared['monitoring']): void {
  for (const [index, { metricNames, resolutionSeconds }] of (monitoring?.metricConfigurations ?? []).entries()) {
    const path = `monitoring.metricConfigurations[${index}]`
    for (const [nth, name] of metricNames.entries())
      if (!MONITORED.includes(name)) invalid(`${path}.metricNames[${nth}]`, MONITORED.join(' or '), name, 'AS-30')
    if (resolutionSeconds !== 20 && resolutionSeconds !== 60)
      invalid(`${path}.resolutionSeconds`, '20 or 60', resolutionSeconds, 'AS-30')
  }
}

function checkStrategy(configuration: NonNullable<Shared['deploymentConfiguration']>): void {
  const at = (member: string) => `deploymentConfiguration.${member}`
  const { strategy, alarms, bakeTimeInMinutes, lifecycleHooks = [], earlySuccessCriteria } = configuration
  if (strategy !== undefined && strategy !== 'ROLLING')
    notSimulated(at('strategy'), `the deployment strategy ${strategy}`, strategy, 'SV-115')
  if (alarms?.enable === true && alarms.alarmNames.length === 0)
    invalid(at('alarms.alarmNames'), 'at least one alarm', 'none', 'SV-117')
  checkRange(at('bakeTimeInMinutes'), bakeTimeInMinutes, 0, 1_440, 'SV-131')
  if (lifecycleHooks.length > 0)
    notSimulated(at('lifecycleHooks'), 'deployment lifecycle hooks', lifecycleHooks, 'BG-200')
  for (const member of ['linearConfiguration', 'canaryConfiguration'] as const)
    if (configuration[member] !== undefined)
      notSimulated(at(member), 'shifts of traffic', configuration[member], 'SV-115')
  if (earlySuccessCriteria?.enable === true)
    notSimulated(at('earlySuccessCriteria'), 'early success of a deployment', earlySuccessCriteria, 'SV-115')
}

/** What may end a deployment: as it was asked for, else as it was. */
export function watchesOf({ deploymentConfiguration }: Pick<Shared, 'deploymentConfiguration'>, own: Watches): Watches {
  const { deploymentCircuitBreaker, alarms, bakeTimeInMinutes } = deploymentConfiguration ?? {}
  return {
    circuitBreaker: (deploymentCircuitBreaker as CircuitBreaker | undefined) ?? own.circuitBreaker,
    alarms: alarms ?? own.alarms,
    bakeTimeInMinutes: bakeTimeInMinutes ?? own.bakeTimeInMinutes,
  }
}

export const NO_WATCHES: Watches = { circuitBreaker: NO_BREAKER, alarms: NO_ALARMS, bakeTimeInMinutes: null }

type BreakerInput = NonNullable<Shared['deploymentConfiguration']>['deploymentCircuitBreaker']

/** Percentages of 1 to 100, a count of 1 or more; neither was there before 2026-07 (CB-03). */
function checkBreaker(breaker: BreakerInput, behavior: Behavior): void {
  if (breaker === undefined) return
  const at = (member: string) => `deploymentConfiguration.deploymentCircuitBreaker.${member}`
  const { thresholdConfiguration: threshold, resetOnHealthyTask } = breaker
  if (!behavior.breakerThresholdConfiguration) {
    const found = threshold ?? resetOnHealthyTask
    const member = threshold === undefined ? 'resetOnHealthyTask' : 'thresholdConfiguration'
    if (found !== undefined) invalid(at(member), 'nothing: it came later than this profile', found, 'CB-03')
  }
  if (threshold === undefined) return
  const most = threshold.type === 'COUNT' ? 2_147_483_647 : 100
  checkRange(at('thresholdConfiguration.value'), threshold.value, 1, most, 'CB-03')
}

/** The revision a service is to run: found, and ACTIVE (the task book's table of what a status permits). */
export function deployableDefinition(world: WorldView, reference: string): Readonly<TaskDefinition> {
  const definition = findTaskDefinition(world, reference)
  if (definition === undefined) {
    refuse('ClientException', 'TaskDefinition not found.', {
      path: 'taskDefinition',
      expected: 'a registered task definition',
      found: show(reference),
      rule: 'SV-103',
    })
  }
  checkActive(definition)
  return definition
}

export function checkActive(definition: Readonly<TaskDefinition>): void {
  if (definition.status === 'ACTIVE') return
  refuse('ClientException', 'TaskDefinition is inactive', {
    path: 'taskDefinition',
    expected: 'an ACTIVE revision',
    found: definition.status,
    rule: 'SV-103',
  })
}

export function checkPercentages(
  percentages: Pick<Service, 'minimumHealthyPercent' | 'maximumPercent'>,
  behavior: Behavior,
): void {
  if (!behavior.rejectMin100Max100) return
  if (percentages.minimumHealthyPercent !== 100 || percentages.maximumPercent !== 100) return
  refuse('InvalidParameterException', 'minimumHealthyPercent and maximumPercent cannot both be 100.', {
    path: 'deploymentConfiguration',
    rule: 'SV-114',
  })
}

type Placement = Pick<LaunchSettings, 'strategies' | 'constraints'>

/** Whether the service may be kept even over zones, and if not why (PL-61, PL-62). */
function rebalancingObstacle({ strategies, constraints }: Placement, maximumPercent: number): string | null {
  if (maximumPercent <= 100)
    return 'Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.'
  const first = strategies[0]
  const isEven = first === undefined || (first.type === 'spread' && first.field === 'attribute:ecs.availability-zone')
  if (constraints.some(asksForZone))
    return 'Availability Zone Rebalancing does not support placement constraints that use attribute:ecs.availability-zone.'
  return isEven
    ? null
    : 'Availability Zone Rebalancing needs a spread over attribute:ecs.availability-zone as first placement strategy.'
}

function asksForZone({ type, expression }: PlacementConstraintItem): boolean {
  return type === 'memberOf' && queryOf(expression).attributes.includes('ecs.availability-zone')
}

/** What is asked for in a call, what the service has already, and what ECS makes of silence. */
export interface RebalancingWish {
  readonly asked: 'ENABLED' | 'DISABLED' | undefined
  readonly own: 'ENABLED' | 'DISABLED' | undefined
  readonly usual: 'ENABLED' | 'DISABLED'
}

/** A new service that cannot have it goes without, unless it asks; one that has it keeps what made that possible. */
export function rebalancingOf(
  { asked, own, usual }: RebalancingWish,
  placement: Placement,
  maximumPercent: number,
): 'ENABLED' | 'DISABLED' {
  const obstacle = rebalancingObstacle(placement, maximumPercent)
  const wish = asked ?? own
  if (obstacle === null) return wish ?? usual
  const facts = { path: 'availabilityZoneRebalancing', expected: 'DISABLED', found: 'ENABLED', rule: 'PL-62' }
  if (asked === 'ENABLED') refuse('InvalidParameterException', obstacle, facts)
  // Nobody has written what is refused: say where it comes from.
  if (wish === 'ENABLED') refuse('InvalidParameterException', `${obstacle} ${OF_ITSELF}`, facts)
  return 'DISABLED'
}

const OF_ITSELF =
  'The service has availabilityZoneRebalancing ENABLED, which is the default when it is created: switch it off with availabilityZoneRebalancing DISABLED in the same update.'
