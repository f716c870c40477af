// Which services does a piece of AWS JSON describe? What `aws ecs describe-services` prints becomes what `create-service` takes.
import type { Placed } from './files.ts'
import { mistake, type Place, unexpected, within } from './place.ts'

export type AwsInput = Readonly<Record<string, unknown>>

/** What AWS adds in its answers and refuses in a request. */
const ONLY_IN_ANSWERS: ReadonlySet<string> = new Set([
  'serviceArn',
  'clusterArn',
  'status',
  'runningCount',
  'pendingCount',
  'platformFamily',
  'taskSets',
  'deployments',
  'roleArn',
  'events',
  'createdAt',
  'createdBy',
  'currentServiceDeployment',
  'currentServiceRevisions',
  'resourceManagementType',
])

/** One input for CreateService for each service. @throws UsageError when there is none, or one that is not ACTIVE */
export function serviceInputs({ value, place }: Placed): Placed<AwsInput>[] {
  if (isRecord(value) && Array.isArray(value.services)) return listed(value.services, within(place, 'services'), value)
  if (Array.isArray(value)) return listed(value, place, {})
  return [serviceInput(value, place)]
}

function listed(services: readonly unknown[], place: Place, answer: AwsInput): Placed<AwsInput>[] {
  if (services.length === 0) {
    const failures = Array.isArray(answer.failures) ? answer.failures : []
    const reasons = failures.map((failure) => (isRecord(failure) ? String(failure.reason) : '')).join(', ')
    throw mistake(place, `there is no service in it.${reasons === '' ? '' : ` AWS reports: ${reasons.slice(0, 200)}.`}`)
  }
  return services.map((service, index) => serviceInput(service, within(place, index)))
}

function serviceInput(value: unknown, place: Place): Placed<AwsInput> {
  if (!isRecord(value)) throw unexpected(place, 'a service in the form that AWS takes or prints', value)
  if (!isAnswer(value)) return { value, place }
  const { status = 'ACTIVE', clusterArn } = value
  if (status !== 'ACTIVE') throw unexpected(within(place, 'status'), 'a service that is ACTIVE', status)
  const members = Object.entries(value).filter(
    ([member, held]) => !ONLY_IN_ANSWERS.has(member) && !isEmptyList(held) && !isCountOfDaemon(value, member),
  )
  const cluster = typeof clusterArn === 'string' ? { cluster: nameOf(clusterArn) } : {}
  const deployed = deployedMembers(value).map(({ member, held }) => [member, held] as const)
  return { value: { ...cluster, ...Object.fromEntries([...deployed, ...members]) }, place }
}

/** What AWS prints of a service at its deployments alone. */
const ONLY_OF_DEPLOYMENTS = ['serviceConnectConfiguration', 'volumeConfigurations', 'vpcLatticeConfigurations']

interface DeployedMember {
  readonly member: string
  readonly held: unknown
  /** Where it stands below the service. */
  readonly steps: readonly (string | number)[]
}

/** Those of the newest deployment, which are what the service asks for. */
export function deployedMembers({ deployments }: AwsInput): DeployedMember[] {
  if (!Array.isArray(deployments)) return []
  const index = deployments.findIndex((each) => isRecord(each) && each.status === 'PRIMARY')
  const primary: unknown = deployments[index]
  if (!isRecord(primary)) return []
  return ONLY_OF_DEPLOYMENTS.filter((member) => !isNothing(primary[member])).map((member) => ({
    member,
    held: primary[member],
    steps: ['deployments', index, member],
  }))
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || isEmptyList(value)
}

/** AWS prints how many tasks a daemon should have, and refuses to be told. */
function isCountOfDaemon({ schedulingStrategy }: AwsInput, member: string): boolean {
  return member === 'desiredCount' && schedulingStrategy === 'DAEMON'
}

/** AWS prints an empty list for what was never set. */
function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

function isAnswer(value: AwsInput): boolean {
  return Object.keys(value).some((member) => ONLY_IN_ANSWERS.has(member))
}

/** The last part of an ARN: the account and Region of a scenario are its own. */
function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

export function isRecord(value: unknown): value is AwsInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
