// Which deployments has a service had as its PRIMARY one, from when to when? One that a rollback takes up again lives twice (CB-30).
import type { Deployment, Service } from '../../model/entities.ts'
import type { Turn } from './turns.ts'

/** A deployment while it was PRIMARY, and what became of its row as long as it was not taken up again. */
export interface Life {
  readonly service: Readonly<Service>
  readonly beganAtMs: number
  /** Its row as it was last seen. */
  row: Readonly<Deployment>
  /** The service deployment that it carried on when it began. */
  readonly serviceDeploymentArn: string | null
  readonly older: readonly Readonly<Deployment>[]
  completedAtMs: number | null
  failedAtMs: number | null
  /** When another one took its place, or its service was deleted. */
  endedAtMs: number | null
  isDeleted: boolean
  /** The failed deployment that it was taken up for, and the one that was taken up for it. */
  readonly rollsBack: string | null
  rolledBackTo: string | null
}

/** Oldest first. */
export function livesOf(turns: readonly Turn[]): Life[] {
  const lives: Life[] = []
  const byId = new Map<string, Life>()
  for (const { atMs, service } of turns) {
    const current = lives.at(-1)
    const [primary, ...older] = service.deployments
    if (primary !== undefined && primary.id !== current?.row.id) {
      const life = born(service, [primary, ...older], atMs, byId)
      if (current !== undefined) succeed(current, life, atMs)
      lives.push(life)
      byId.set(primary.id, life)
    } else if (current !== undefined && service.status !== 'ACTIVE' && current.endedAtMs === null) {
      current.endedAtMs = atMs
      current.isDeleted = true
    }
    for (const row of service.deployments) follow(byId.get(row.id), row, atMs)
  }
  return lives
}

type Rows = readonly [Readonly<Deployment>, ...Readonly<Deployment>[]]

function born(service: Readonly<Service>, [row, ...older]: Rows, atMs: number, known: ReadonlyMap<string, Life>): Life {
  const failed = older.find(({ rolloutState }) => rolloutState === 'FAILED')
  return {
    service,
    beganAtMs: atMs,
    row,
    serviceDeploymentArn: row.serviceDeploymentArn,
    older,
    completedAtMs: null,
    failedAtMs: null,
    endedAtMs: null,
    isDeleted: false,
    rollsBack: known.has(row.id) ? (failed?.id ?? null) : null,
    rolledBackTo: null,
  }
}

function succeed(life: Life, next: Life, atMs: number): void {
  life.endedAtMs ??= atMs
  if (next.rollsBack === life.row.id) life.rolledBackTo = next.row.id
}

function follow(life: Life | undefined, row: Readonly<Deployment>, atMs: number): void {
  if (life === undefined) return
  life.row = row
  if (row.rolloutState === 'COMPLETED') life.completedAtMs ??= atMs
  if (row.rolloutState === 'FAILED') life.failedAtMs ??= atMs
}

/** When its outcome was known; null while it is open. */
export function outcomeAtMs({ completedAtMs, failedAtMs, endedAtMs }: Life): number | null {
  return completedAtMs ?? failedAtMs ?? endedAtMs
}
