// What are tags that AWS takes, and what comes of two lists of them?
import type { Tag } from '../model/entities.ts'

export interface AwsTag {
  readonly Key: string
  readonly Value?: string
}

type Refuse = (path: string, expected: string, found: unknown) => never

/** Of a query service: at most 50; keys of 1 to 128 characters, values of up to 256. @param refuse throws as the service does */
export function tagListOf(tags: readonly AwsTag[] | undefined, refuse: Refuse): Required<Tag>[] {
  if ((tags ?? []).length > 50) refuse('Tags', 'at most 50 items', `${tags?.length} items`)
  return (tags ?? []).map(({ Key, Value = '' }, index) => {
    if (Key.length < 1 || Key.length > 128) refuse(`Tags[${index}].Key`, '1 to 128 characters', Key)
    if (Value.length > 256) refuse(`Tags[${index}].Value`, 'at most 256 characters', Value)
    return { key: Key, value: Value }
  })
}

/** Where both have a key, the later value holds, in the earlier place. */
export function mergedTags(earlier: readonly Tag[], later: readonly Tag[]): readonly Tag[] {
  return [...new Map([...earlier, ...later].map((tag) => [tag.key, tag])).values()]
}
