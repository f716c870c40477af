// RegisterTaskDefinition: check, write the defaults in, give it the next number of its family (TD-2).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { taskDefinitionArn } from '../../kernel/arns.ts'
import { inserted } from '../../model/changes.ts'
import type { PlacementConstraintItem, Tag, TaskDefinition } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf } from '../dates.ts'
import { revisionsOf } from '../find.ts'
import { parseInput } from '../shapes/parse-input.ts'
import { placementAttributes } from './attributes.ts'
import { compatibilitiesOf } from './compatibilities.ts'
import { containerSpecs } from './containers.ts'
import { networkModeOf, recordOf, type StoredDefinition } from './definition.ts'
import { describeRevision, type TaskDefinitionAnswer } from './describe.ts'
import { needsOf } from './needs.ts'
import { normalise } from './normalise.ts'
import { refuseNotSimulated } from './not-simulated.ts'
import { refuseFirst } from './validate/objection.ts'
import { objectionsTo } from './validate/order.ts'

export function registerTaskDefinition(world: World, input: unknown): TaskDefinitionAnswer {
  const parsed = parseInput('RegisterTaskDefinition', input)
  const { tags = [], ...definition } = parsed
  refuseFirst('ClientException', objectionsTo(definition, tags))
  refuseNotSimulated(definition)
  return command(world, 'ecs.registerTaskDefinition', parsed, (cause) => {
    const kept = tags.map(({ key = '', value = '' }) => ({ key, value }))
    const row = rowOf(world, normalise(definition), kept)
    apply(world, { changes: [inserted('taskDefinition.registered', row.arn, row, 'TD-2')], timers: [] }, cause)
    return { taskDefinition: describeRevision(world, row), tags: copyOf(kept) }
  })
}

function rowOf(world: WorldView, definition: StoredDefinition, tags: readonly Tag[]): TaskDefinition {
  const { family } = definition
  const revision = (revisionsOf(world, family).at(-1)?.revision ?? 0) + 1
  return {
    arn: taskDefinitionArn(world.realm, family, revision),
    family,
    revision,
    status: 'ACTIVE',
    registeredAtMs: world.nowMs,
    deregisteredAtMs: null,
    deleteRequestedAtMs: null,
    definition: recordOf(definition),
    tags,
    networkMode: networkModeOf(definition),
    compatibilities: compatibilitiesOf(definition),
    containers: containerSpecs(definition),
    needs: needsOf(definition),
    requiredAttributes: placementAttributes(definition, compatibilitiesOf(definition)),
    placementConstraints: constraintsOf(definition),
  }
}

/** What validation let pass: memberOf with an expression. */
function constraintsOf({ placementConstraints = [] }: StoredDefinition): PlacementConstraintItem[] {
  return placementConstraints.map(({ expression = '' }) => ({ type: 'memberOf', expression }))
}
