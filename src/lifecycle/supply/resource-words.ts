// In which words does a task fail for want of a secret, an environment file or a log group? (RS-3…RS-8)
import type { Realm } from '../../kernel/arns.ts'
import { notAuthorized } from './pull-words.ts'
import type { ResourceTrouble } from './resources.ts'

/** Who asked, and where. */
export interface Asker {
  readonly role: string
  readonly realm: Realm
}

/** The reason of the task on an instance: what its agent says of the first kind of thing that failed (LC-20, LC-54). */
export function instanceResourceReason(troubles: readonly ResourceTrouble[], asker: Asker): string {
  const first = troubles[0]!
  const region = regionOf(first.given, asker)
  if (first.kind === 'parameter')
    return `Fetching secret data from SSM Parameter Store in ${region}: ${parameterError(troubles, asker)}`
  if (first.kind === 'environmentFile') {
    const { bucket, key } = objectOf(first.given)
    return `Unable to download env file with key ${key} from bucket ${bucket}, error: ${fileError(first, asker)}`
  }
  if (first.answer === 'missing') return secretError(first, asker)
  const what = `secret ${first.given}: ${secretError(first, asker)}`
  return `Fetching secret data from AWS Secrets Manager in region ${region}: ${what}`
}

const INITIALIZATION = 'ResourceInitializationError:'

/** The reason of the task on Fargate. */
export function fargateResourceReason(troubles: readonly ResourceTrouble[], asker: Asker): string {
  const first = troubles[0]!
  const pulling = `${INITIALIZATION} unable to pull secrets or registry auth: execution resource retrieval failed:`
  const retried = 'service call has been retried 1 time(s):'
  if (first.kind === 'parameter')
    return `${pulling} unable to retrieve secrets from ssm: ${retried} ${parameterError(troubles, asker)}`
  if (first.kind === 'environmentFile')
    return `${INITIALIZATION} failed to download env files: ${fileError(first, asker)}`
  return `${pulling} unable to retrieve secret from asm: ${retried} ${secretError(first, asker)}`
}

/** The reason of the container on an instance (RS-6…RS-8). */
export function instanceLogReason(trouble: ResourceTrouble, asker: Asker, timeoutMs: number): string {
  if (trouble.answer === 'unreachable')
    return `DockerTimeoutError: Could not transition to started; timed out after waiting ${inMinutes(timeoutMs)}`
  return `CannotStartContainerError: Error response from daemon: failed to initialize logging driver: ${logError(trouble, asker)}`
}

/** The reason of the task on Fargate (RS-6…RS-8). */
export function fargateLogReason(trouble: ResourceTrouble, asker: Asker): string {
  const validating = `${INITIALIZATION} failed to validate logger args:`
  if (trouble.answer === 'unreachable')
    return `${validating} The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed`
  return `${validating} create stream has been retried 1 times: ${logError(trouble, asker)}`
}

/** Everything of the kind that is missing is named at once. */
function parameterError(troubles: readonly ResourceTrouble[], asker: Asker): string {
  const first = troubles[0]!
  if (first.answer === 'unreachable') return NO_ANSWER
  const alike = troubles.filter(({ kind, answer }) => kind === first.kind && answer === first.answer)
  if (first.answer === 'missing') return `invalid parameters: ${alike.map(({ given }) => given).join(',')}`
  const arn = first.given.startsWith('arn:')
    ? first.given
    : `arn:aws:ssm:${regionOf(first.given, asker)}:${asker.realm.accountId}:parameter/${first.subject}`
  return notAuthorized(asker, 'ssm:GetParameters', arn)
}

function secretError({ given, answer }: ResourceTrouble, asker: Asker): string {
  if (answer === 'unreachable') return NO_ANSWER
  return answer === 'missing'
    ? `ResourceNotFoundException: The task can't retrieve the secret with ARN '${given}' from AWS Secrets Manager. Check whether the secret exists in the specified Region.`
    : notAuthorized(asker, 'secretsmanager:GetSecretValue', given)
}

function fileError({ answer }: ResourceTrouble, asker: Asker): string {
  if (answer === 'unreachable') return NO_ANSWER
  return answer === 'missing'
    ? 'NoSuchKey: The specified key does not exist.'
    : notAuthorized(asker, 's3:GetObject', '*')
}

function logError({ given, answer, isCreated }: ResourceTrouble, asker: Asker): string {
  const what = isCreated ? 'group' : 'stream'
  const action = isCreated ? 'logs:CreateLogGroup' : 'logs:CreateLogStream'
  const { region, accountId } = asker.realm
  const arn = `arn:aws:logs:${region}:${accountId}:log-group:${given}`
  return `failed to create Cloudwatch log ${what}: ${
    answer === 'missing'
      ? 'ResourceNotFoundException: The specified log group does not exist.'
      : notAuthorized(asker, action, arn)
  }`
}

const NO_ANSWER = 'RequestCanceled: request context canceled caused by: context deadline exceeded'

function regionOf(given: string, { realm }: Asker): string {
  return given.startsWith('arn:') ? (given.split(':')[3] ?? realm.region) : realm.region
}

function objectOf(arn: string): { readonly bucket: string; readonly key: string } {
  const path = arn.split(':').slice(5).join(':')
  const slash = path.indexOf('/')
  return slash === -1 ? { bucket: path, key: '' } : { bucket: path.slice(0, slash), key: path.slice(slash + 1) }
}

function inMinutes(spanMs: number): string {
  return `${Math.floor(spanMs / 60_000)}m${(spanMs % 60_000) / 1_000}s`
}
