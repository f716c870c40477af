// How does something come to stand in the way of tasks, and how is it taken away again?
import { apply } from '../engine/apply.ts'
import type { World } from '../engine/world.ts'
import { suggestion } from '../kernel/closest.ts'
import { UsageError } from '../kernel/errors.ts'
import { inserted, removed, updated } from '../model/changes.ts'
import type { Obstacle } from '../model/supplies.ts'

/** One obstacle per thing: the last answer counts. Tasks that are on their way already go on as they began. */
export function raise(world: World, obstacle: Obstacle, rule: string, cause: number): void {
  const isThere = world.tables.obstacles.get(obstacle.id) !== undefined
  const change = isThere
    ? updated('obstacle.changed', obstacle.id, { answer: obstacle.answer }, rule)
    : inserted('obstacle.created', obstacle.id, obstacle, rule)
  apply(world, { changes: [change], timers: [] }, cause)
}

export function lift(world: World, id: string, cause: number): void {
  apply(world, { changes: [removed('obstacle.dropped', id)], timers: [] }, cause)
}

/** @throws UsageError when nothing of the kind stands in the way */
export function checkRaised(world: World, call: string, id: string, remedy: string): void {
  const { obstacles } = world.tables
  if (obstacles.get(id) !== undefined) return
  const known = [...obstacles.values()].map((obstacle) => obstacle.id)
  throw new UsageError(`${call}: expected what ${remedy} has named, found ${id}.${suggestion(id, known)}`, {
    path: 'input',
    expected: known.length === 0 ? `something that ${remedy} has named` : known.slice(0, 10).join(', '),
    found: id.slice(0, 200),
  })
}
