// Are the tags of a query service as AWS takes them? At most 50; keys of 1 to 128 characters, values of up to 256.
import type { Tag } from '../model/entities.ts'

export interface AwsTag {
  readonly Key: string
  readonly Value?: string
}

type Refuse = (path: string, expected: string, found: unknown) => never

/** @param refuse throws as the service does */
export function tagListOf(tags: readonly AwsTag[] | undefined, refuse: Refuse): Required<Tag>[] {
  if ((tags ?? []).length > 50) refuse('Tags', 'at most 50 items', `${tags?.length} items`)
  return (tags ?? []).map(({ Key, Value = '' }, index) => {
    if (Key.length < 1 || Key.length > 128) refuse(`Tags[${index}].Key`, '1 to 128 characters', Key)
    if (Value.length > 256) refuse(`Tags[${index}].Value`, 'at most 256 characters', Value)
    return { key: Key, value: Value }
  })
}
