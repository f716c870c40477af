// What is a piece of files that the AWS CLI printed, what is it called, and where in its file does a member stand?
import type { Piece, PieceKind } from '../blueprint/blueprint.ts'
import type { Step } from '../document.ts'
import type { AwsInput } from '../services.ts'
import type { Gathered, Item } from './gather.ts'
import { lastOf, textOf } from './members.ts'

interface Parts {
  readonly id: string
  readonly kind: PieceKind
  readonly input: AwsInput
  readonly names: Readonly<Record<string, string>>
  readonly needs?: readonly string[]
  readonly inherits?: true
}

/** Members of the input that the file calls otherwise; null for those that it cannot say. */
export type Renamed = Readonly<Record<string, readonly Step[] | null>>

export function pieceOf({ needs = [], ...parts }: Parts, { place }: Item, renamed: Renamed = {}): Piece {
  return {
    ...parts,
    needs,
    place,
    locate: ([first, ...rest]) => {
      if (first === undefined) return place.steps
      const steps = Object.hasOwn(renamed, first) ? renamed[first] : [first]
      return steps === null || steps === undefined ? null : [...place.steps, ...steps, ...rest]
    },
  }
}

export const idOf = {
  cluster: (name: string) => `cluster/${name}`,
  provider: (name: string) => `capacity-provider/${name}`,
  instance: (arn: string) => `container-instance/${lastOf(arn)}`,
  balancer: (name: unknown) => `load-balancer/${name}`,
  group: (name: unknown) => `target-group/${name}`,
  listener: (arn: unknown) => `listener/${String(arn).split('/').slice(-3).join('/')}`,
  service: (cluster: string, name: unknown) => `service/${cluster}/${name}`,
}

/** Container instances do not say it, but for their ARN. */
export function clusterArnOf({ clusterArn, containerInstanceArn }: AwsInput): string | undefined {
  const said = textOf(clusterArn)
  if (said !== undefined) return said
  const [head, cluster, id] = (textOf(containerInstanceArn) ?? '').split('/')
  return id === undefined ? undefined : `${head!.replace(':container-instance', ':cluster')}/${cluster}`
}

export function revisionName({ family, revision }: AwsInput): string {
  return `${family}:${revision}`
}

/** The target groups that something speaks of, anywhere in it. */
export function groupsNamed(value: AwsInput, { groups }: Gathered): string[] {
  const text = JSON.stringify(value)
  return groups
    .filter((each) => text.includes(String(each.value.TargetGroupArn)))
    .map((each) => idOf.group(each.value.TargetGroupName))
}
