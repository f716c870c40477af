// What does a target answer that a user has registered by hand? `traffic.answer` scripts it; a task's targets answer as its container does.
import * as z from 'zod/mini'
import { planAnswers } from '../../balancing/targets.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import { groupScene, targetsIn } from '../../engine/groups.ts'
import type { World } from '../../engine/world.ts'
import { show } from '../../kernel/closest.ts'
import { UsageError } from '../../kernel/errors.ts'
import { ALWAYS_OK, type Answers, type AnswerTurn, type Target } from '../../model/balancing.ts'
import { parseControl } from '../parse.ts'
import { answersOf, type ResponseBehavior, responseMembers } from '../workload/responses.ts'

export interface TargetReference {
  /** Name or ARN. */
  readonly targetGroup: string
  readonly id: string
  /** May be left out when the id is registered once. */
  readonly port?: number | undefined
}

const reference = z.strictObject({
  targetGroup: z.string('the name or ARN of a target group'),
  id: z.string('the id of a target'),
  port: z.optional(z.int('a port')),
})
const behavior = z.strictObject(responseMembers)

/** From now on the target answers so; spans count from now. @throws UsageError */
export function answer(world: World, target: TargetReference, responses: ResponseBehavior): void {
  const wanted = parseControl(reference, target, 'traffic.answer')
  const parsed = parseControl(behavior, responses, 'traffic.answer')
  const answers = answersOf(parsed, 'traffic.answer') ?? ALWAYS_OK
  const row = targetOf(world, wanted)
  command(world, 'traffic.answer', [wanted, parsed], (cause) => {
    const plan = planAnswers(groupScene(world, row.targetGroupArn), row, fromNow(answers, world.nowMs), world)
    if (plan !== null) apply(world, plan, cause)
  })
}

function fromNow({ clients, probes }: Answers, nowMs: number): Answers {
  const later = (turns: readonly AnswerTurn[]) =>
    turns.map(({ fromMs, answer: said }) => ({ fromMs: nowMs + fromMs, answer: said }))
  return { clients: later(clients), probes: probes === null ? null : later(probes) }
}

function targetOf(world: World, { targetGroup, id, port }: z.output<typeof reference>): Readonly<Target> {
  const groups = [...world.tables.targetGroups.values()]
  const group = groups.find(({ arn, name }) => arn === targetGroup || name === targetGroup)
  if (group === undefined) return refuse('targetGroup', 'the name or ARN of a target group', targetGroup)
  const known = targetsIn(world, group.arn)
  const found = known.filter((row) => row.targetId === id && (port === undefined || row.port === port))
  if (found.length === 0) return refuse('id', 'a target of this group', id)
  if (found.length > 1) return refuse('port', `one of ${found.map((row) => row.port).join(', ')}`, port)
  const [row] = found as [Readonly<Target>]
  return row.taskArn === null ? row : refuse('id', 'a target of no task: those answer as workload.behave says', id)
}

function refuse(path: string, expected: string, value: unknown): never {
  const found = show(value)
  throw new UsageError(`traffic.answer: ${path}: expected ${expected}, found ${found}.`, { path, expected, found })
}
