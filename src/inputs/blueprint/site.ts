// What is made of a blueprint in a simulation, and how does it become another?
import type { Simulation } from '../../index.ts'
import { adoptState } from '../live/adopt-state.ts'
import { placing } from '../refusal.ts'
import type { Blueprint } from './blueprint.ts'
import type { Facts } from './kind.ts'
import { Ledger } from './ledger.ts'
import { forceDeployment } from './service.ts'
import { headOf, type PieceChange, type SiteChange, Update, type UpdateOptions } from './update.ts'

/** More than any launch takes; a group that EC2 refuses its instances stays short. */
const TO_FILL_MS = 15 * 60_000

export class Site {
  private readonly ledger: Ledger

  constructor(sim: Simulation | Ledger) {
    this.ledger = sim instanceof Ledger ? sim : new Ledger(sim)
  }

  get sim(): Simulation {
    return this.ledger.sim
  }

  /** The same site in a simulation of its own. */
  fork(): Site {
    return new Site(this.ledger.fork())
  }

  /** What a piece is called in the simulation, by attribute (`arn`, `name` …); undefined when it is not there. */
  factsOf(id: string): Facts | undefined {
    return this.ledger.get(id)?.facts
  }

  /** Ids of the services that are there, by ARN. */
  get services(): ReadonlyMap<string, string> {
    const services = this.ledger.all().filter(({ kind }) => kind === 'service')
    return new Map(services.map(({ facts, id }) => [facts.arn ?? '', id]))
  }

  /** Makes everything now, in order: instances are ready, what ran ran already, and nobody waits for a service. @throws UsageError for what is refused */
  build(blueprint: Blueprint): void {
    for (const piece of blueprint.pieces) {
      if (piece.kind === 'service' && blueprint.state === undefined) this.fillGroups()
      this.ledger.make(piece, this.ledger.inputOf(piece, { isReady: true }))
    }
    adoptState(this.sim, blueprint, (text) => this.ledger.translate(text))
  }

  /** Groups, and their warm pools, have had time to launch what they want: lets it pass. */
  private fillGroups(): void {
    const { sim } = this
    const isFull = ({ tables, indexes }: Simulation['view']) =>
      [...tables.autoScalingGroups.values()].every(({ id, desiredCapacity }) => {
        const members = [...indexes.groups.instances.of(id)].map((each) => tables.groupInstances.certain(each))
        const serving = members.filter(({ state, containerInstanceArn: arn }) => {
          const status = tables.containerInstances.get(arn ?? '')?.status
          return state === 'InService' && status !== 'REGISTERING'
        })
        return serving.length >= desiredCapacity && !members.some(({ state }) => state === 'Warmed:Pending')
      })
    if (!isFull(sim.view)) sim.runUntil(isFull, { atMost: TO_FILL_MS })
  }

  /**
   * What CloudFormation's update of the stack would do: pieces in order, at once where they need nothing that is not stable yet; what needs
   * a service that has changed waits until that is stable; what is replaced or gone is taken away at the end. Lets time pass up to `limitMs`.
   * What AWS refuses ends it (`refusal`), as in AWS. @throws UsageError for what is not simulated, with its place in the files
   */
  change(to: Blueprint, options: UpdateOptions): SiteChange {
    return new Update(this.ledger, to, options).run()
  }

  /** A new deployment of every service of the blueprint, all at once. @throws UsageError for what is refused */
  release({ pieces }: Blueprint): SiteChange {
    const { ledger } = this
    const released = pieces.flatMap((piece): PieceChange[] => {
      const made = ledger.get(piece.id)
      if (piece.kind !== 'service' || made === undefined) return []
      placing(piece.place, () => forceDeployment(ledger.sim, made))
      return [{ ...headOf(piece), action: 'released', members: [], atMs: ledger.sim.nowMs }]
    })
    return { pieces: released, isDone: true, refusal: null, notes: [] }
  }
}
