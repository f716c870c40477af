// What do the phases of a service's evaluation share? The service as it stands now, and the entry that everything follows from.
import { progressOf, type ServiceView } from '../deployment/service-view.ts'
import { type Change, noted } from '../model/changes.ts'
import type { Service } from '../model/entities.ts'
import { apply } from './apply.ts'
import { viewOfService } from './service-view.ts'
import type { World } from './world.ts'

/** One run of the conversation. Its journal entry is written once something comes of it, and everything follows from that. */
export class Evaluation {
  readonly world: World
  readonly arn: string
  private readonly called: number
  private entry: number | null = null
  /** The zones that a move may go to: told to those who ask later why the task went there. */
  zones: readonly string[] | null = null

  constructor(world: World, arn: string, called: number) {
    this.world = world
    this.arn = arn
    this.called = called
  }

  get view(): ServiceView {
    return viewOfService(this.world, this.arn)
  }

  get service(): Readonly<Service> {
    return this.world.tables.services.certain(this.arn)
  }

  /** The entry that says what the scheduler saw. */
  get cause(): number {
    this.entry ??= apply(this.world, { changes: [this.sighting()], timers: [] }, this.called)
    return this.entry
  }

  private sighting(): Change {
    const { bounds, ...seen } = progressOf(this.view)
    return noted(
      'service.evaluated',
      this.arn,
      {
        lower: bounds.lower,
        upper: bounds.upper,
        ...seen,
        fresh: { ...seen.fresh },
        ...(this.zones === null ? {} : { zones: this.zones }),
      },
      'DP-002',
    )
  }
}
