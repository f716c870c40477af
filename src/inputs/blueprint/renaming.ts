// What is a piece called that takes the place of another? No two may share a name.
import type { Step } from '../document.ts'
import { type Place, within } from '../place.ts'
import { type AwsInput, isRecord } from '../services.ts'
import type { Piece } from './blueprint.ts'
import { KINDS } from './kinds.ts'
import type { Made } from './ledger.ts'
import { refusedName } from './stack-refusal.ts'

/** A name that two would share: made up ones get another ending, and CloudFormation refuses to replace what the files name. */
export function renamed(piece: Piece, input: AwsInput, there: Made): AwsInput {
  const { nameMember } = KINDS[piece.kind]
  if (nameMember === null || input[nameMember] !== there.input[nameMember] || input[nameMember] === undefined)
    return input
  const name = String(input[nameMember])
  const place = nameInFiles(piece, nameMember)
  if (place === null) return { ...input, [nameMember]: successor(name) }
  throw refusedName(place, name)
}

function nameInFiles({ place, locate }: Piece, member: string): Place | null {
  const steps = locate([member])
  if (steps === null || valueAt(place.document.data, steps) === undefined) return null
  return { ...within(place, member), steps }
}

export function valueAt(data: unknown, steps: readonly Step[]): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)]
    return isRecord(value) ? value[String(step)] : undefined
  }, data)
}

/** `web`, `web-2`, `web-3` … within the 32 characters that a target group may have. */
function successor(name: string): string {
  const [, base = name, number] = /^(.*)-(\d{1,6})$/.exec(name) ?? []
  const ending = `-${number === undefined ? 2 : Number(number) + 1}`
  return base.slice(0, 32 - ending.length) + ending
}
