// What may a matcher be told, besides what it is asked?
import { show, suggestion, UsageError } from '../../index.ts'

export interface MatcherOptions {
  /** Whether a claim may hold although some services could not be rehearsed; no when absent. */
  readonly allowNotRehearsed?: boolean | undefined
}

export interface ServiceOptions extends MatcherOptions {
  /** `web` or `prod/web`; every service of the report when absent. */
  readonly service?: string | undefined
}

/** Healthy tasks: a number, or a share of the desired count, rounded as ECS rounds `minimumHealthyPercent`. */
export type HealthyBound = ServiceOptions &
  (
    | { readonly atLeast: number; readonly percent?: undefined }
    | { readonly percent: number; readonly atLeast?: undefined }
  )

/** What is known and what is missing: the matcher's own name goes before. @throws UsageError */
export function refuse(matcher: string, expected: string, found: string, hint = ''): never {
  throw new UsageError(`${matcher}: expected ${expected}; found ${found}.${hint}`, { path: matcher, expected, found })
}

const CHECKS: Readonly<Record<string, readonly [expected: string, isRight: (value: unknown) => boolean]>> = {
  allowNotRehearsed: ['true or false', (value) => typeof value === 'boolean'],
  service: ['the name of a service', (value) => typeof value === 'string'],
  atLeast: ['a whole number of tasks, 0 or more', (value) => isCount(value, Number.MAX_SAFE_INTEGER)],
  percent: ['a whole number from 0 to 100', (value) => isCount(value, 100)],
}

/** @param known the options that the matcher takes */
export function checkOptions(matcher: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    refuse(matcher, `an object of ${known.join(', ')}`, show(options))
  }
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) refuse(matcher, `only ${known.join(', ')}`, `"${name}"`, suggestion(name, known))
    const [expected, isRight] = CHECKS[name]!
    if (value !== undefined && !isRight(value)) refuse(`${matcher}: ${name}`, expected, show(value))
  }
}

function isCount(value: unknown, most: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
}
