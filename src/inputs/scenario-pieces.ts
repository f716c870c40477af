// What does a scenario say there should be once its actions are done, piece by piece, and where would a change of it stand?
import { definitionFromDescription } from '../index.ts'
import { shortName } from './balancers.ts'
import type { Piece } from './blueprint/blueprint.ts'
import { valueAt } from './blueprint/renaming.ts'
import type { Step } from './document.ts'
import type { Placed } from './files.ts'
import { idOf, pieceOf } from './live/piece.ts'
import { type Place, within } from './place.ts'
import { Revisions, shortReference } from './revisions.ts'
import type { Scenario } from './scenario.ts'
import { type AwsInput, isRecord, serviceInputs } from './services.ts'

/** Services, task definitions, target groups and container instances: what fixes are about. */
export function piecesOfScenario(scenario: Scenario): Piece[] {
  const { cluster, fleet, balancing, actions } = scenario
  const story = new Story(scenario)
  const launches = actions.filter(({ name }) => name === 'launch').map(({ input }) => input)
  const groups = balancing.filter(({ kind }) => kind === 'targetGroup').map(({ input }) => input)
  return [
    ...[...(fleet as readonly Placed[]), ...launches].map(({ value, place }) =>
      pieceOf({ id: place.path, kind: 'fleet', input: { cluster, ...(value as AwsInput) }, names: {} }, {
        value,
        place,
      } as Placed<AwsInput>),
    ),
    ...groups.map((item) => {
      const name = String(item.value.Name)
      return pieceOf({ id: idOf.group(name), kind: 'targetGroup', input: item.value, names: { name } }, item)
    }),
    ...story.definitions,
    ...story.services(),
  ]
}

interface ServiceStory {
  readonly creation: Placed<AwsInput>
  readonly updates: Placed<AwsInput>[]
  /** In the numbers of the simulation; the last one that was named. */
  taskDefinition: unknown
}

/** The scenario read from its beginning to its end: revisions are counted as they are registered. */
class Story {
  readonly definitions: Piece[] = []
  private readonly scenario: Scenario
  private readonly numbers = new Map<string, number>()
  private readonly revisions = new Revisions({
    registered: () => this.definitions.map(({ names }) => String(names.name)),
  })
  private readonly byName = new Map<string, ServiceStory>()

  constructor(scenario: Scenario) {
    this.scenario = scenario
    for (const item of scenario.taskDefinitions) this.register(item)
    for (const item of scenario.services) this.create(item)
    for (const { name, input } of scenario.actions) {
      if (name === 'registerTaskDefinition') this.register(input)
      else if (name === 'createService') for (const item of serviceInputs(input)) this.create(item)
      else if (name === 'updateService') this.update(input)
    }
  }

  services(): Piece[] {
    return [...this.byName].map(([id, story]) => servicePiece(id, story, this.scenario.cluster))
  }

  private register(item: Placed): void {
    const input = definitionFromDescription(item.value) as unknown as AwsInput
    const family = String(input.family)
    const number = (this.numbers.get(family) ?? 0) + 1
    this.numbers.set(family, number)
    const name = `${family}:${number}`
    const isNested = isRecord(item.value) && isRecord(item.value.taskDefinition)
    const place = isNested ? within(item.place, 'taskDefinition') : item.place
    this.definitions.push(
      pieceOf(
        { id: `task-definition/${name}`, kind: 'taskDefinition', input, names: { name } },
        { value: input, place },
      ),
    )
    this.revisions.remember(item, name)
  }

  private create(creation: Placed<AwsInput>): void {
    const { serviceName, taskDefinition } = creation.value
    const revision = this.revisionOf(taskDefinition)
    this.byName.set(this.idOf(serviceName, creation.value.cluster), { creation, updates: [], taskDefinition: revision })
  }

  private update(item: Placed<AwsInput>): void {
    const { service, cluster, taskDefinition } = item.value
    const story = this.byName.get(this.idOf(service, cluster))
    if (story === undefined) return
    story.updates.push(item)
    if (taskDefinition !== undefined) story.taskDefinition = this.revisionOf(taskDefinition)
  }

  private idOf(service: unknown, cluster: unknown = this.scenario.cluster): string {
    return idOf.service(shortReference(String(cluster)), shortReference(String(service)))
  }

  /** The newest of a family where only that is named; where the number is of another account, the only one. */
  private revisionOf(reference: unknown): unknown {
    const name = String(this.revisions.translate(reference))
    const known = this.definitions.map(({ names }) => String(names.name))
    const [family] = name.split(':', 1)
    const own = known.filter((each) => each.startsWith(`${family}:`))
    return known.includes(name) ? name : (own.at(-1) ?? name)
  }
}

/** As it is after all updates. A change of it stands in the last update that says the member, else in the first update, else in its creation. */
function servicePiece(id: string, { creation, updates, taskDefinition }: ServiceStory, preset: string): Piece {
  const { value, place } = creation
  const input = updates.reduce<AwsInput>((before, update) => updated(before, update.value), value)
  const standing = (path: readonly Step[]): Place =>
    updates.findLast((update) => valueAt(update.value, path.slice(0, 2)) !== undefined)?.place ??
    updates[0]?.place ??
    place
  return {
    id,
    kind: 'service',
    input: { cluster: preset, ...input, taskDefinition, ...(groupsOf(input) as AwsInput) },
    names: { name: String(value.serviceName) },
    needs: [],
    place: updates[0]?.place ?? place,
    placeOf: standing,
    locate: (path) => [...standing(path).steps, ...path],
    inherits: true,
  }
}

/** UpdateService leaves the members of a configuration alone that it is not told. */
function updated(before: AwsInput, { service: _service, cluster: _cluster, ...members }: AwsInput): AwsInput {
  const [now, next] = [before.deploymentConfiguration, members.deploymentConfiguration]
  const configuration = isRecord(now) && isRecord(next) ? { deploymentConfiguration: { ...now, ...next } } : {}
  return { ...before, ...members, ...configuration }
}

function groupsOf({ loadBalancers }: AwsInput): AwsInput {
  if (!Array.isArray(loadBalancers)) return {}
  return {
    loadBalancers: loadBalancers.map((each: AwsInput) => ({
      ...each,
      ...(typeof each.targetGroupArn === 'string' ? { targetGroupArn: shortName(each.targetGroupArn) } : {}),
    })),
  }
}
