// How is a pair of blueprints rehearsed? What the first says is made and brought to rest; the second is carried out on it.
import { Simulation, type SimulationOptions, show, UsageError } from '../index.ts'
import { type Blueprint, type FilePatch, type Piece, Site } from '../inputs/index.ts'
import type { Carried, Change, ContainerFacts, Patience, Scene, Scripts } from './change.ts'
import { serviceLabels } from './labels.ts'
import type { StepName } from './rehearsal.ts'

/**
 * @param before null when there is nothing yet: then the creation is rehearsed, and an ordinary release after it
 * @throws UsageError for versions of two stacks: nothing that CloudFormation names would be the same in both
 */
export function changeOf(before: Blueprint | null, after: Blueprint): Change {
  refuseTwoStacks(before?.stackName, after.stackName)
  return {
    before: before?.name ?? null,
    after: after.name,
    steps: before === null ? ['creation', 'release'] : ['change'],
    settings: settingsOf(before, after),
    loads: [],
    pieces: after.pieces,
    blueprint: after,
    scenario: null,
    begin: (options) => begin(before, options, serviceLabels([before, after])),
    revised: (patches: readonly FilePatch[]) => changeOf(before, after.revise(patches)),
  }
}

function refuseTwoStacks(before: string | undefined, after: string | undefined): void {
  if (before === undefined || after === undefined || before === after) return
  const expected = `two versions of one stack: pass loadTemplate the same stackName for both`
  const found = `${show(before)} before and ${show(after)} after`
  throw new UsageError(`stackName: expected ${expected}; found ${found}.`, { path: 'stackName', expected, found })
}

/** What the new files say, above what the old ones do; the subnets of both. */
function settingsOf(before: Blueprint | null, after: Blueprint): SimulationOptions {
  const subnets = { ...before?.settings.subnets, ...after.settings.subnets }
  const settings = { ...before?.settings, ...after.settings }
  return Object.keys(subnets).length === 0 ? settings : { ...settings, subnets }
}

function begin(before: Blueprint | null, options: SimulationOptions, labels: Cast['labels']): Scene {
  const site = new Site(new Simulation(options))
  if (before !== null) site.build(before)
  const containers = before === null ? [] : before.pieces.flatMap(containersOf)
  return new PairScene(site, { containers, scripts: null, options, labels })
}

/** @throws UsageError for what an empty account would refuse, too */
function refuseMistakes(blueprint: Blueprint, options: SimulationOptions): void {
  const { state: _, ...files } = blueprint
  new Site(new Simulation(options)).build(files)
}

type Container = ContainerFacts & { readonly family: string }

interface Cast {
  readonly containers: readonly Container[]
  readonly scripts: Scripts | null
  /** Of which simulations of the pair are made. */
  readonly options: SimulationOptions
  /** Of services, by id. */
  readonly labels: ReadonlyMap<string, string>
}

class PairScene implements Scene {
  private readonly site: Site
  private cast: Cast

  constructor(site: Site, cast: Cast) {
    this.site = site
    this.cast = cast
  }

  get sim(): Simulation {
    return this.site.sim
  }

  fork(): Scene {
    return new PairScene(this.site.fork(), this.cast)
  }

  idOf(arn: string): string | null {
    return this.site.services.get(arn) ?? null
  }

  labelOf(id: string | null): string | null {
    return this.cast.labels.get(id ?? '') ?? null
  }

  behave(scripts: Scripts): void {
    this.cast = { ...this.cast, scripts }
    for (const container of this.cast.containers) this.script(container)
  }

  carryOut({ blueprint }: Change, step: StepName, patience: Patience): Carried {
    if (blueprint === null) return { pieces: [], refusal: null, notes: [] }
    if (step === 'release') return this.site.release(blueprint)
    const witness = (sim: Simulation, piece: Piece) => {
      patience.afterPiece?.(sim)
      for (const container of containersOf(piece)) this.script(container)
    }
    const change = this.site.change(blueprint, { ...patience, witness })
    // What is wrong by itself is no matter of what is there: it is told as the mistake that it is.
    if (change.refusal !== null) refuseMistakes(blueprint, this.cast.options)
    return change
  }

  private script(container: Container): void {
    const behavior = this.cast.scripts?.(container.family, container) ?? null
    if (behavior !== null) this.sim.workload.behave(`${container.family}:${container.name}`, behavior)
  }
}

function containersOf({ kind, input }: Piece): Container[] {
  if (kind !== 'taskDefinition') return []
  const { family, containerDefinitions = [] } = input as {
    readonly family?: unknown
    readonly containerDefinitions?: readonly { readonly name?: unknown; readonly healthCheck?: unknown }[]
  }
  return containerDefinitions.map(({ name, healthCheck }) => ({
    family: String(family),
    name: String(name),
    hasHealthCheck: healthCheck !== undefined && healthCheck !== null,
  }))
}
