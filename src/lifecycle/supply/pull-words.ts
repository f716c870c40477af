// In which words does a pull fail? The agent's on an instance, Fargate's own there (IM-20…IM-25).
import type { Realm } from '../../kernel/arns.ts'
import {
  DOCKER_HUB,
  fullReference,
  type ImageReference,
  isPrivateEcrImage,
  parseImageReference,
} from '../../model/images.ts'
import type { ObstacleAnswer } from '../../model/supplies.ts'

export interface FailedPull {
  readonly image: string
  readonly answer: ObstacleAnswer
  /** Whose permission was asked. */
  readonly role: string
  readonly realm: Realm
}

const DENIED = 'denied: requested access to the resource is denied'
const LIMIT =
  'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit'
const NO_SPACE = 'no space left on device'

/** The reason of the container. */
export function instancePullReason(pull: FailedPull): string {
  const reference = parseImageReference(pull.image)
  const cannot = 'CannotPullContainerError: The task can’t pull the image.'
  const daemon = 'Error response from daemon:'
  const absent = `pull access denied for ${withoutTag(pull.image)}, repository does not exist or may require 'docker login'`
  switch (pull.answer) {
    case 'unauthorized':
      return `CannotPullECRContainerError: ${notAuthorized(pull, 'ecr:GetAuthorizationToken', '*')}`
    case 'unreachable':
      return `${cannot} Check your network configuration. ${daemon} Get "https://${hostOf(reference)}/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)`
    case 'throttled':
      return `CannotPullContainerError: ${daemon} ${LIMIT}`
    case 'denied':
      if (isPrivateEcrImage(pull.image))
        return `${cannot} Check that the role has the permissions to pull images from the registry. ${daemon} ${absent}: denied: ${notAuthorized(pull, 'ecr:BatchGetImage', repositoryArn(reference))}`
      break
    case 'missing':
      break
  }
  return `${cannot} Check whether the image exists. ${daemon} ${absent}: ${DENIED}`
}

/** The reason of the container and of its task. */
export function fargatePullReason(pull: FailedPull): string {
  const reference = parseImageReference(pull.image)
  const full = fullReference(reference)
  const retried = (times: number) =>
    `CannotPullContainerError: pull image manifest has been retried ${times} time(s): failed to resolve ref ${full}:`
  switch (pull.answer) {
    case 'unauthorized':
      return `ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): ${notAuthorized(pull, 'ecr:GetAuthorizationToken', '*')}`
    case 'unreachable':
      return `${retried(5)} failed to do request: Head "${manifestUrl(reference)}": dial tcp ${SOME_ADDRESS}:443: i/o timeout`
    case 'throttled':
      return `${retried(1)} unexpected status from HEAD request to ${manifestUrl(reference)}: 429 Too Many Requests - Server message: ${LIMIT}`
    case 'denied':
      return isPrivateEcrImage(pull.image)
        ? `${retried(1)} unexpected status from HEAD request to ${manifestUrl(reference)}: 403 Forbidden: ${notAuthorized(pull, 'ecr:BatchGetImage', repositoryArn(reference))}`
        : `${retried(1)} pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
    case 'missing':
      return `${retried(1)} ${full}: not found`
  }
}

/** FG-5, IM-24. */
export const FARGATE_DISK_FULL = `CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: ${NO_SPACE}`

/** IM-10. */
export const WRONG_ARCHITECTURE = 'CannotStartContainerError: exec format error'

/** Addresses of registries are not simulated; this one is set aside for examples. */
const SOME_ADDRESS = '192.0.2.10'

function hostOf({ registry }: ImageReference): string {
  return registry === DOCKER_HUB ? 'registry-1.docker.io' : registry
}

function manifestUrl(reference: ImageReference): string {
  const { registry, repository, tag, digest } = reference
  return `https://${hostOf(reference)}/v2/${repository.slice(registry.length + 1)}/manifests/${digest ?? tag}`
}

function repositoryArn({ registry, repository }: ImageReference): string {
  const [account, , , region] = registry.split('.')
  return `arn:aws:ecr:${region}:${account}:repository/${repository.slice(registry.length + 1)}`
}

function withoutTag(image: string): string {
  const { tag } = parseImageReference(image)
  const name = image.includes('@') ? image.slice(0, image.indexOf('@')) : image
  return name.endsWith(`:${tag}`) ? name.slice(0, -tag.length - 1) : name
}

export function notAuthorized(
  { role, realm }: Pick<FailedPull, 'role' | 'realm'>,
  action: string,
  resource: string,
): string {
  const user = role.startsWith('arn:')
    ? role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')
    : `arn:aws:sts::${realm.accountId}:assumed-role/${role}`
  return `AccessDeniedException: User: ${user} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`
}
