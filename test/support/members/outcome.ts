// What does a call come to? Its answer or refusal, and everything that somebody can ask for afterwards.
import { AwsException, type Simulation } from '../../../src/index.ts'

export type Room = 'ecs' | 'elbv2' | 'applicationAutoScaling' | 'autoScaling' | 'cloudWatch'

/** Whatever reading operations show, as far as a room can have to do with it. */
type Photograph = (sim: Simulation) => string

export type Result = { readonly answer: unknown } | { readonly refused: AwsException }

export function call(sim: Simulation, room: Room, operation: string, input: unknown): Result {
  const method = `${operation[0]!.toLowerCase()}${operation.slice(1)}`
  const run = (sim[room] as unknown as Record<string, (input: unknown) => unknown>)[method]!
  try {
    return { answer: run(input) }
  } catch (error) {
    if (error instanceof AwsException) return { refused: error }
    throw error
  }
}

export interface Scene {
  readonly world: Simulation
  readonly room: Room
  readonly photograph: Photograph
}

/** At once, after another call with the same input, and some time later: each only as long as nothing tells the two apart. */
export function* outcomes({ world, room, photograph }: Scene, operation: string, input: unknown): Generator<string> {
  const sim = world.fork()
  yield told(call(sim, room, operation, input))
  yield photograph(sim)
  const again = sim.fork()
  yield told(call(again, room, operation, input))
  yield photograph(again)
  for (const span of ['1s', '1m', '30m'] as const) {
    sim.advance(span)
    yield photograph(sim)
  }
}

function told(result: Result): string {
  if ('answer' in result) return JSON.stringify(result.answer)
  const { name, message, path } = result.refused
  return JSON.stringify({ name, message, path })
}
