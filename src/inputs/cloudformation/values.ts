// What can a value of a template be, beside plain data? Nothing at all, or something that only AWS knows.

/** What `AWS::NoValue` stands for: the member or item is not there. */
export const NO_VALUE: unique symbol = Symbol('AWS::NoValue')

/** A value that the files do not hold. Whoever needs it says so; whoever only mentions it takes the text. */
export class Unresolved {
  /** What stands for it where it has no effect; in it, the parts that are known. */
  readonly text: string
  /** A sentence without its full stop: what is not known, and what to pass. */
  readonly why: string

  constructor(text: string, why: string) {
    this.text = text
    this.why = why
  }
}

/** Plain data, with `Unresolved` and `NO_VALUE` among it. */
export type Value = unknown

const DYNAMIC = /\{\{resolve:(ssm|ssm-secure|secretsmanager):[^}]*\}\}/

/** A text that CloudFormation would look up, such as `{{resolve:ssm:/path}}`. */
export function unresolvedIn(value: Value): Unresolved | undefined {
  if (value instanceof Unresolved) return value
  const reference = typeof value === 'string' ? DYNAMIC.exec(value)?.[0] : undefined
  if (reference === undefined) return undefined
  const short = reference.slice(0, 120)
  return new Unresolved(value as string, `${short} is looked up in AWS: write the value itself in its place`)
}

export function isScalar(value: Value): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** As CloudFormation writes scalars into texts. */
export function textOf(value: string | number | boolean): string {
  return String(value)
}
