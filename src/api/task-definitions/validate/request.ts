// Are family, tags and the number of containers what AWS takes? (TD-1, TD-11, TD-13)
import { isName } from '../../refuse.ts'
import type { Definition, RequestTags } from '../definition.ts'
import type { Objections } from './objection.ts'

export function* requestObjections(definition: Definition, tags: RequestTags): Objections {
  yield* familyObjections(definition.family)
  yield* tagObjections(tags)
  const count = definition.containerDefinitions.length
  const facts = { rule: 'TD-13', path: 'containerDefinitions', expected: '1 to 10 containers', found: count }
  if (count > 10) yield { ...facts, message: 'Too many containers.' }
  if (count === 0) yield { ...facts, message: 'Container list cannot be empty.' }
}

function* familyObjections(family: string): Objections {
  if (isName(family)) return
  const tooLong = family.length > 255
  yield {
    rule: 'TD-1',
    path: 'family',
    message: tooLong ? 'Family must not be longer than 255 characters.' : 'Family contains invalid characters.',
    expected: '1 to 255 letters, digits, hyphens or underscores',
    found: tooLong ? `${family.length} characters` : family,
  }
}

function* tagObjections(tags: RequestTags): Objections {
  if (tags.length > 50) yield tagObjection('tags', 'Too many tags.', 'at most 50 tags', tags.length)
  for (const [index, { key = '', value = '' }] of tags.entries()) {
    const path = `tags[${index}]`
    if (key.length < 1 || key.length > 128) {
      yield tagObjection(`${path}.key`, 'Tag key length is invalid.', '1 to 128 characters', `${key.length} characters`)
    }
    if (value.length > 256) {
      const found = `${value.length} characters`
      yield tagObjection(`${path}.value`, 'Tag value length is invalid.', 'at most 256 characters', found)
    }
    if (/^aws:/i.test(key)) {
      const expected = 'a key that does not begin with aws:'
      yield tagObjection(`${path}.key`, "Tag keys beginning with 'aws:' are reserved.", expected, key)
    }
  }
}

function tagObjection(path: string, message: string, expected: string, found: unknown) {
  return { rule: 'TD-11', path, message, expected, found }
}
