// How may a user describe what a container does? Durations as people write them, turned into the script that the simulation reads.
import * as z from 'zod/mini'
import { show } from '../../kernel/closest.ts'
import { type Duration, parseDurationMs } from '../../kernel/durations.ts'
import { UsageError } from '../../kernel/errors.ts'
import { NEVER } from '../../lifecycle/containers/stopping.ts'
import type { ContainerScript } from '../../model/containers.ts'
import { answersOf, type ResponseBehavior, responseMembers } from './responses.ts'

/** What a container does once its process has started; whatever is absent goes well. Spans count from the start. */
export interface ContainerBehavior extends ResponseBehavior {
  /** It exits by itself after so long; a list gives each run of a restarted container its own span, the last for ever. */
  readonly exitsAfter?: Duration | readonly Duration[] | undefined
  /** With which code it does; 0 when absent. */
  readonly exitCode?: number | undefined
  /** From SIGTERM to its exit; `'never'` waits for SIGKILL. */
  readonly stopsAfter?: Duration | 'never' | undefined
  /** Exit code after SIGTERM; 143 when absent. */
  readonly stopExitCode?: number | undefined
  /** Time to create and start it. */
  readonly startsAfter?: Duration | undefined
  /** The runtime's words when it cannot be started. */
  readonly failsToStart?: string | undefined
  /** Its health check fails until then; `'never'` for good. */
  readonly becomesHealthyAfter?: Duration | 'never' | undefined
  readonly failsHealthAt?: Duration | undefined
  readonly recoversHealthAt?: Duration | undefined
  /** How long each probe takes; longer than the check's timeout is a failure. */
  readonly probeTakes?: Duration | undefined
  /** Memory in use, MiB: from the start, or step by step. Above the container's limit it is killed (TD-88). */
  readonly memoryMiB?: number | readonly { readonly after: Duration; readonly memoryMiB: number }[] | undefined
}

const EXIT_CODE = 'an exit code, 0 to 255'
const exitCode = z.optional(z.int(EXIT_CODE).check(z.minimum(0, EXIT_CODE), z.maximum(255, EXIT_CODE)))
const span = z.union([z.string(), z.number()], { error: 'a duration' })
const memory = z.int('a whole number of MiB').check(z.minimum(0, 'a whole number of MiB'))

/** @internal */
export const containerBehavior = z.strictObject({
  ...responseMembers,
  exitsAfter: z.optional(
    z.union([span, z.array(span).check(z.minLength(1, 'at least one duration'))], {
      error: 'a duration or a list of them',
    }),
  ),
  exitCode,
  stopsAfter: z.optional(span),
  stopExitCode: exitCode,
  startsAfter: z.optional(span),
  failsToStart: z.optional(
    z.string('a text').check(z.minLength(1, 'a text'), z.maxLength(1_000, 'a text of at most 1000 characters')),
  ),
  becomesHealthyAfter: z.optional(span),
  failsHealthAt: z.optional(span),
  recoversHealthAt: z.optional(span),
  probeTakes: z.optional(span),
  memoryMiB: z.optional(
    z.union([memory, z.array(z.strictObject({ after: span, memoryMiB: memory }))], {
      error: 'a whole number of MiB, or a list of { after, memoryMiB }',
    }),
  ),
})

type Parsed = z.output<typeof containerBehavior>

/**
 * @internal
 * @throws UsageError for a duration that is none, and for turns of health or memory that go back in time
 */
export function scriptOf(behavior: Parsed): ContainerScript {
  const ms = (member: keyof Parsed) => optionalMs(behavior[member] as Duration | undefined, member)
  return {
    exitsAfterMs: spansOf(behavior.exitsAfter),
    exitCode: behavior.exitCode ?? 0,
    stopsAfterMs: behavior.stopsAfter === 'never' ? NEVER : ms('stopsAfter'),
    stopExitCode: behavior.stopExitCode ?? 143,
    startsAfterMs: ms('startsAfter'),
    failsToStart: behavior.failsToStart ?? null,
    health: healthOf(behavior),
    probeMs: ms('probeTakes') ?? 0,
    memory: memoryOf(behavior.memoryMiB),
    answers: answersOf(behavior, 'workload.behave'),
  }
}

function spansOf(exitsAfter: Parsed['exitsAfter']): number[] {
  if (exitsAfter === undefined) return []
  const isList = Array.isArray(exitsAfter)
  const spans = isList ? exitsAfter : [exitsAfter]
  return spans.map((each, index) => {
    const path = isList ? `exitsAfter[${index}]` : 'exitsAfter'
    const spanMs = parseDurationMs(each as Duration, path)
    // A container that restarts at once for ever would never let time pass.
    if (spanMs < 1) refuse(path, 'a duration of at least 1 ms', each)
    return spanMs
  })
}

function healthOf(behavior: Parsed): ContainerScript['health'] {
  const { becomesHealthyAfter, failsHealthAt, recoversHealthAt } = behavior
  const sick = { fromMs: 0, isHealthy: false }
  const turns =
    becomesHealthyAfter === undefined
      ? []
      : becomesHealthyAfter === 'never'
        ? [sick]
        : [sick, { fromMs: spanOf(becomesHealthyAfter, 'becomesHealthyAfter'), isHealthy: true }]
  if (failsHealthAt !== undefined) turns.push({ fromMs: spanOf(failsHealthAt, 'failsHealthAt'), isHealthy: false })
  if (recoversHealthAt !== undefined) {
    if (failsHealthAt === undefined) refuse('recoversHealthAt', 'failsHealthAt beside it', recoversHealthAt)
    turns.push({ fromMs: spanOf(recoversHealthAt, 'recoversHealthAt'), isHealthy: true })
  }
  const names = { becomesHealthyAfter, failsHealthAt, recoversHealthAt }
  for (const [index, { fromMs }] of turns.entries())
    if (index > 0 && fromMs < turns[index - 1]!.fromMs)
      refuse('recoversHealthAt', 'becomesHealthyAfter, failsHealthAt and recoversHealthAt in this order of time', names)
  return turns
}

function memoryOf(memoryMiB: Parsed['memoryMiB']): ContainerScript['memory'] {
  if (memoryMiB === undefined) return []
  if (typeof memoryMiB === 'number') return [{ fromMs: 0, memoryMiB }]
  const steps = memoryMiB.map((step, index) => ({
    fromMs: spanOf(step.after, `memoryMiB[${index}].after`),
    memoryMiB: step.memoryMiB,
  }))
  const back = steps.findIndex(({ fromMs }, index) => index > 0 && fromMs < steps[index - 1]!.fromMs)
  if (back !== -1)
    refuse(`memoryMiB[${back}].after`, 'a duration no shorter than the one before', memoryMiB[back]!.after)
  return steps
}

function spanOf(value: string | number, path: string): number {
  return parseDurationMs(value as Duration, path)
}

function optionalMs(value: Duration | undefined, path: string): number | null {
  return value === undefined ? null : parseDurationMs(value, path)
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new UsageError(`workload.behave: ${path}: expected ${expected}, found ${show(value)}.`, {
    path,
    expected,
    found: show(value),
  })
}
