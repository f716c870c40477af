// Which target group is an answer about that does not say so? The name of its file tells, or the targets in it.
import type { SourceDocument } from '../document.ts'
import { mistake } from '../place.ts'
import type { Gathered, Item } from './gather.ts'
import { recordOf, recordsOf, textOf } from './members.ts'

/** @throws UsageError when it could be several */
export function groupOf(item: Item, { groups }: Gathered, knows: (group: string) => boolean): string | null {
  const arns = groups.map(({ value }) => String(value.TargetGroupArn))
  const named = arns.filter((arn) => isNamedBy(arn, item.place.document))
  const longest = named.filter(
    (arn) => !named.some((other) => other !== arn && nameOf(other).length > nameOf(arn).length),
  )
  if (longest.length === 1) return longest[0]!
  if (arns.length === 1) return arns[0]!
  const fitting = arns.filter(knows)
  if (fitting.length === 1) return fitting[0]!
  if (arns.length === 0) return null
  const names = arns.map(nameOf).join(', ')
  throw mistake(
    item.place,
    `AWS does not print which target group this is about: expected a file with its name in the file's name, one of ${names}.`,
  )
}

function nameOf(arn: string): string {
  return arn.split('/')[1] ?? arn
}

/** By the group's name, or by the last part of its ARN. */
function isNamedBy(arn: string, { name }: SourceDocument): boolean {
  const [, group = arn, id = arn] = arn.split('/')
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
  const words = file.replace(/\.\w+$/, '').split(/[^\w-]+/)
  return (
    file.includes(id) ||
    words.some(
      (word) =>
        word === group || word.startsWith(`${group}-`) || word.endsWith(`-${group}`) || word.includes(`-${group}-`),
    )
  )
}

export interface TargetRow {
  readonly id: string
  readonly port: number
  readonly state: string
  readonly reason: string | undefined
  readonly description: string | undefined
}

export function targetsOf({ value }: Item): TargetRow[] {
  return recordsOf(value.TargetHealthDescriptions).map((row) => {
    const target = recordOf(row.Target)
    const health = recordOf(row.TargetHealth)
    return {
      id: String(target.Id),
      port: Number(target.Port),
      state: String(health.State),
      reason: textOf(health.Reason),
      description: textOf(health.Description),
    }
  })
}

/** Attributes of a load balancer are printed in the same form as those of a group. */
export function isOfGroup({ value }: Item): boolean {
  return recordsOf(value.Attributes).some(({ Key }) => String(Key).startsWith('deregistration_delay.'))
}
