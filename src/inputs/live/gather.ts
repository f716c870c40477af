// What do the files hold, taken together? Every object once, with its place; the same one twice must be the same.
import { UsageError } from '../../index.ts'
import { readDocument, type SourceDocument } from '../document.ts'
import type { Placed } from '../files.ts'
import { mistake, rootOf, unexpected, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import { KIND_NAMES, KINDS, type KindName, LISTS, stepsTo } from './kinds.ts'

/** One file as it was read from the folder. */
export interface LiveFile {
  /** What errors call it: its path, as a rule. */
  readonly name: string
  readonly text: string | Uint8Array
}

export type Item = Placed<AwsInput>

export type Gathered = Readonly<Record<KindName, readonly Item[]>>

/** There are files about tasks, or no task that they could be about. */
export function tellsTasks({ tasks }: Gathered, services: readonly Item[]): boolean {
  return tasks.length > 0 || services.every(({ value }) => value.runningCount === 0)
}

/** @throws UsageError for what is no answer of the AWS CLI, and for an object that is described twice, and differently */
export function gather(documents: readonly SourceDocument[]): Gathered {
  if (documents.length === 0) {
    const expected = 'files with what the AWS CLI prints'
    throw new UsageError(`there is no file to read: expected ${expected}, such as aws ecs describe-services.`, {
      expected,
    })
  }
  const found = Object.fromEntries(KIND_NAMES.map((name) => [name, [] as Item[]])) as Record<KindName, Item[]>
  const known = new Map<string, Item>()
  for (const document of documents)
    for (const [name, item] of itemsOf(document)) if (isNew(known, name, item)) found[name].push(item)
  return found
}

export function readFiles(files: readonly LiveFile[]): SourceDocument[] {
  return files.map(({ name, text }) => readDocument(text, name))
}

function itemsOf(document: SourceDocument): [KindName, Item][] {
  const place = rootOf(document)
  const { data } = document
  if (!isRecord(data)) throw unexpected(place, 'what the AWS CLI prints: an object with one list', data)
  const kinds = KIND_NAMES.filter((name) => data[KINDS[name].key] !== undefined)
  if (kinds.length === 0) throw stranger(document, data)
  return kinds.flatMap((name): [KindName, Item][] => {
    const { key, id } = KINDS[name]
    const at = within(place, key)
    const value = data[key]
    // Tags stand beside a task definition.
    if (name === 'taskDefinitions') return [[name, { value: { ...data, ...record(value, at) }, place: at }]]
    if (!Array.isArray(value)) throw unexpected(at, 'a list, as the AWS CLI prints it', value)
    if (id === null) return [[name, { value: { [key]: value }, place: at }]]
    refuseFailures(data, value, at)
    return value.map((each, index) => {
      const where = within(place, ...stepsTo(name, index))
      return [name, { value: record(each, where), place: where }]
    })
  })
}

function record(value: unknown, place: Item['place']): AwsInput {
  if (!isRecord(value)) throw unexpected(place, 'an object, as the AWS CLI prints it', value)
  return value
}

/** AWS has found nothing of what was asked for. */
function refuseFailures({ failures }: AwsInput, found: readonly unknown[], place: Item['place']): void {
  if (found.length > 0 || !Array.isArray(failures) || failures.length === 0) return
  const [first] = failures as AwsInput[]
  throw mistake(place, `there is nothing in it. AWS reports: ${String(first?.reason)} ${String(first?.arn)}.`)
}

function stranger(document: SourceDocument, data: AwsInput): Error {
  const list = Object.keys(data).find((key) => Object.hasOwn(LISTS, key))
  const place = list === undefined ? rootOf(document) : within(rootOf(document), list)
  if (list !== undefined)
    return mistake(place, `a list of names is not enough: expected what ${LISTS[list]} prints.`, { found: list })
  const expected = KIND_NAMES.map((name) => KINDS[name].key).join(', ')
  const found = Object.keys(data).slice(0, 5).join(', ').slice(0, 200)
  return mistake(
    place,
    `this is no answer of the AWS CLI that is read here: expected one of ${expected}, found ${found || 'nothing'}.`,
    {
      expected,
      found,
    },
  )
}

/** The same object may have been printed twice. */
function isNew(all: Map<string, Item>, name: KindName, item: Item): boolean {
  const { id } = KINDS[name]
  if (id === null || item.value[id] === undefined) return true
  const key = `${name} ${String(item.value[id])}`
  const known = all.get(key)
  if (known === undefined) {
    all.set(key, item)
    return true
  }
  if (JSON.stringify(known.value) === JSON.stringify(item.value)) return false
  const other = known.place.document.locate(known.place.steps)
  throw mistake(
    item.place,
    `${String(item.value[id])} is described differently in ${other}: expected files of one moment.`,
  )
}
