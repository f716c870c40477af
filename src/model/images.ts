// Which image does a container name? Registry, repository, tag and digest of a reference, in one spelling (IM-1, IM-2).

/** `repository` begins with its registry; a reference without tag and digest means `latest`. */
export interface ImageReference {
  readonly registry: string
  readonly repository: string
  readonly tag: string
  /** Goes before the tag; null when there is none. */
  readonly digest: string | null
}

export const DOCKER_HUB = 'docker.io'
const HOST = /^(?:localhost|[^/]*[.:][^/]*)$/

/** Never fails: what no registry would take is a repository that nobody has. */
export function parseImageReference(image: string): ImageReference {
  const at = image.indexOf('@')
  const name = at === -1 ? image : image.slice(0, at)
  const digest = at === -1 ? null : image.slice(at + 1)
  const colon = name.lastIndexOf(':')
  const isTagged = colon > name.lastIndexOf('/')
  const path = isTagged ? name.slice(0, colon) : name
  const tag = isTagged ? name.slice(colon + 1) : 'latest'
  return { ...placeOf(path), tag, digest }
}

function placeOf(path: string): Pick<ImageReference, 'registry' | 'repository'> {
  const slash = path.indexOf('/')
  const first = path.slice(0, Math.max(0, slash))
  if (HOST.test(first)) return { registry: first, repository: path }
  const repository = slash === -1 ? `${DOCKER_HUB}/library/${path}` : `${DOCKER_HUB}/${path}`
  return { registry: DOCKER_HUB, repository }
}

/** As Fargate spells it in its errors. */
export function fullReference({ repository, tag, digest }: ImageReference): string {
  return digest === null ? `${repository}:${tag}` : `${repository}@${digest}`
}

/** A private Amazon ECR image: the one that needs a role to be pulled (IM-1, IM-4). */
export function isPrivateEcrImage(image: string): boolean {
  return /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]{1,32}\.[a-z0-9.-]{1,64}\//.test(image)
}
