// What do Auto Scaling groups launch? A launch template, as far as ECS notices: EC2's own call for it is not simulated (AG-20).
import * as z from 'zod/mini'
import { apply } from '../../engine/apply.ts'
import { templateId, versionsOf } from '../../engine/auto-scaling/sources.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { inserted, updated } from '../../model/changes.ts'
import { launchTemplateId } from '../../model/network.ts'
import type { LaunchSource } from '../../model/scaling/groups.ts'
import { parseControl } from '../parse.ts'
import { type RecipeInput, recipeMembers, recipeOf } from './recipe.ts'

/** What `sim.fleet.createLaunchTemplate` takes. */
export interface LaunchTemplateInput extends RecipeInput {
  /** One that is there already gets a new version. */
  readonly launchTemplateName: string
  /** Name or ARN of the cluster that the agent joins (`ECS_CLUSTER`), which need not be there yet; `default` when absent, none when null. */
  readonly cluster?: string | null | undefined
  /** Its instances are Spot Instances: Spot may take them back. */
  readonly spot?: boolean | undefined
  /** This version is what `$Default` stands for; the first is until another is. */
  readonly default?: boolean | undefined
}

export interface LaunchTemplateOutput {
  readonly launchTemplateId: string
  readonly launchTemplateName: string
  readonly version: number
}

const NAME = '3 to 128 letters, digits and ( ) . - / _'
const templateInput = z.strictObject({
  launchTemplateName: z.string(NAME).check(z.regex(/^[\w().\-/]{3,128}$/, NAME)),
  cluster: z.optional(z.nullable(z.string('the name or ARN of a cluster, or null').check(z.minLength(1, 'a name')))),
  spot: z.optional(z.boolean('true or false')),
  default: z.optional(z.boolean('true or false')),
  ...recipeMembers,
})

const CALL = 'fleet.createLaunchTemplate'

/** @throws UsageError */
export function createLaunchTemplate(world: World, input: LaunchTemplateInput): LaunchTemplateOutput {
  const parsed = parseControl(templateInput, input, CALL, ['cluster'])
  const recipe = recipeOf(CALL, parsed)
  const { launchTemplateName: name } = parsed
  const older = versionsOf(world, name)
  const version = older.length + 1
  const isDefault = version === 1 || parsed.default === true
  return command(world, CALL, parsed, (cause) => {
    const source: LaunchSource = {
      id: templateId(name, version),
      kind: 'template',
      name,
      version,
      createdAtMs: world.nowMs,
      cluster: parsed.cluster === undefined ? 'default' : parsed.cluster,
      recipe,
      isSpot: parsed.spot === true,
      isDefault,
      kept: {},
    }
    const demoted = isDefault ? older.filter((other) => other.isDefault) : []
    const changes = [
      ...demoted.map(({ id }) => updated('launchSource.changed', id, { isDefault: false }, 'AG-20')),
      inserted('launchSource.created', source.id, source, 'AG-20'),
    ]
    apply(world, { changes, timers: [] }, cause)
    return { launchTemplateId: launchTemplateId(world.realm.accountId, name), launchTemplateName: name, version }
  })
}
