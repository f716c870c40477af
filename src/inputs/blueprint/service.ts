// How is a service made, changed and deleted? UpdateService is told exactly the members that changed (SV-200).
import type { Simulation } from '../../index.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { isSame } from './differences.ts'
import { call, type Difference, factsOf, first, type Kind, type Standing, textOf } from './kind.ts'

/** What a member that the files do not mention comes to, where leaving it out takes it back. */
const USUAL: Readonly<Record<string, unknown>> = {
  placementConstraints: [],
  placementStrategy: [],
  loadBalancers: [],
  serviceRegistries: [],
  volumeConfigurations: [],
  vpcLatticeConfigurations: [],
  gatewayConnectors: [],
  propagateTags: 'NONE',
  healthCheckGracePeriodSeconds: 0,
  enableECSManagedTags: false,
  enableExecuteCommand: false,
}

const USUAL_CONFIGURATION: Readonly<Record<string, unknown>> = {
  deploymentCircuitBreaker: { enable: false, rollback: false },
  alarms: { alarmNames: [], enable: false, rollback: false },
}

/** SV-112, SV-113. */
const USUAL_PERCENTAGES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  REPLICA: { minimumHealthyPercent: 100, maximumPercent: 200 },
  DAEMON: { minimumHealthyPercent: 0, maximumPercent: 100 },
}

/** What changes nothing, and what only CreateService takes and has no effect on the service that is there. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['tags', 'clientToken', 'role'])

export const serviceKind: Kind = {
  identity: (input, names) => `${shortName(textOf(input.cluster) || 'default')}/${serviceName(input, names)}`,
  make(sim, input) {
    // A new service has its first deployment anyway.
    const { forceNewDeployment: _, ...creation } = input
    const { serviceArn, serviceName } = first(call(sim, 'ecs', 'createService', creation).service)
    return factsOf({ arn: serviceArn, id: serviceArn, name: serviceName })
  },
  fixed: ['cluster', 'serviceName', 'launchType', 'schedulingStrategy', 'deploymentController'],
  nameMember: 'serviceName',
  concerns: ({ members, before, after }: Difference) =>
    members.filter((name) => !WITHOUT_EFFECT.has(name) && !isSame(settled(name, before), settled(name, after))),
  update(sim, { input: before, facts }, { members, input }) {
    const changed = members.map((name) => [name, valueFor(name, before, input)] as const)
    const given = Object.fromEntries(changed.filter(([, value]) => value !== undefined))
    call(sim, 'ecs', 'updateService', { ...whereIs(input, facts), ...given })
    const kept = changed.filter(([, value]) => value === undefined)
    return {
      notes: kept.map(([name]) => `${name} of ${facts.name} stays as it was: CloudFormation does not take it back`),
    }
  },
  remove: (sim, { input, facts }) => void call(sim, 'ecs', 'deleteService', { ...whereIs(input, facts), force: true }),
}

/** Another deployment of the service as it is. */
export function forceDeployment(sim: Simulation, { input, facts }: Standing): void {
  call(sim, 'ecs', 'updateService', { ...whereIs(input, facts), forceNewDeployment: true })
}

function whereIs({ cluster }: AwsInput, { arn }: Standing['facts']): AwsInput {
  return { ...(cluster === undefined ? {} : { cluster }), service: arn }
}

/** A member with what ECS makes of its absence. */
function settled(name: string, input: AwsInput): unknown {
  if (name === 'cluster') return shortName(textOf(input.cluster) || 'default')
  if (name === 'schedulingStrategy') return input.schedulingStrategy ?? 'REPLICA'
  if (name === 'deploymentController') return input.deploymentController ?? { type: 'ECS' }
  if (name === 'launchType') return input.capacityProviderStrategy === undefined ? (input.launchType ?? 'EC2') : null
  if (name === 'deploymentConfiguration') return configurationOf(input)
  return input[name] ?? USUAL[name]
}

function configurationOf(input: AwsInput): AwsInput {
  const given = isRecord(input.deploymentConfiguration) ? input.deploymentConfiguration : {}
  const percentages = USUAL_PERCENTAGES[textOf(input.schedulingStrategy)] ?? USUAL_PERCENTAGES.REPLICA
  const { strategy: _, ...others } = given
  return { ...percentages, ...USUAL_CONFIGURATION, ...others }
}

/** What UpdateService is told of a member; undefined when there is nothing to say. */
function valueFor(name: string, before: AwsInput, after: AwsInput): unknown {
  if (name !== 'deploymentConfiguration') return settled(name, after)
  const [old, next] = [configurationOf(before), configurationOf(after)]
  return Object.fromEntries(Object.entries(next).filter(([member, value]) => !isSame(old[member], value)))
}

function serviceName({ serviceName }: AwsInput, names: Readonly<Record<string, string>>): string {
  return textOf(serviceName) || shortName(names.name ?? '')
}

function shortName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
