// What do tasks need before their containers start: images in repositories, and what may stand between them and all the rest?

/** The agent's ECS_IMAGE_PULL_BEHAVIOR (IM-5). */
export const PULL_BEHAVIORS = ['default', 'always', 'once', 'prefer-cached'] as const
export type ImagePullBehavior = (typeof PULL_BEHAVIORS)[number]

export type Architecture = 'x86_64' | 'arm64'

/** What ECR knows of a tag that is pushed again (IM-3). */
export const TAG_MUTABILITIES = ['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'] as const
export type TagMutability = (typeof TAG_MUTABILITIES)[number]

/** A repository that somebody has spoken of: it holds what was put into it, and nothing else. Its id begins with its registry. */
export interface Repository {
  id: string
  /** Null outside of the account's own ECR, where tags are moved as the publisher likes. */
  tagMutability: TagMutability | null
  /** Wildcard filters that turn the rule round for the tags that match (IM-3). */
  exclusionFilters: readonly string[]
  createdAtMs: number
}

/** `repository@digest`. */
export interface Image {
  id: string
  repositoryId: string
  digest: string
  megabytes: number
  /** Null runs anywhere. */
  architecture: Architecture | null
  pushedAtMs: number
}

/** `repository:tag`; a tag points to one image (IM-2). */
export interface ImageTag {
  id: string
  repositoryId: string
  tag: string
  digest: string
}

/** Something that tasks need before their containers start, and do not get as long as this stands. */
export interface Obstacle {
  id: string
  kind: 'registry' | 'permission' | 'secret' | 'parameter' | 'environmentFile' | 'logGroup' | 'role'
  /** Registry, repository or image; a name or an ARN; '' for any. */
  subject: string
  /** Whose permission is lacking: an execution role, or `'instance'`; '' for everybody's. */
  role: string
  answer: ObstacleAnswer
}
export type ObstacleAnswer = 'missing' | 'denied' | 'unreachable' | 'throttled' | 'unauthorized'
