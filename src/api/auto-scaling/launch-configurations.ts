// Launch configurations: what a group launches, where it is no launch template (AG-20).
import { apply } from '../../engine/apply.ts'
import { configurationId } from '../../engine/auto-scaling/sources.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { autoScalingArn } from '../../kernel/arns.ts'
import { show, suggestion } from '../../kernel/closest.ts'
import { derivedUuid } from '../../kernel/ids.ts'
import { isAttributeValue, isCustomName, MOST_ATTRIBUTES, NAME_RULE, VALUE_RULE } from '../../model/attributes.ts'
import { inserted, removed } from '../../model/changes.ts'
import type { InstanceRecipe } from '../../model/instance-recipes.ts'
import { findInstanceType, INSTANCE_TYPES, type InstanceType } from '../../model/instance-types.ts'
import type { LaunchSource } from '../../model/scaling/groups.ts'
import type { ImagePullBehavior } from '../../model/supplies.ts'
import { type AgentSettings, agentSettings, waitsInWarmPool } from '../../model/user-data.ts'
import type { WorldView } from '../../model/view.ts'
import { copyOf } from '../dates.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type { DescribeLaunchConfigurationsOutput, LaunchConfiguration } from '../shapes/auto-scaling-types.generated.ts'
import type { Answered } from './answer.ts'
import { checkName, invalid, pageOf, parseGroupsInput } from './parse.ts'

/** Its agent joins the cluster of its user data, `default` without one (CL-02). @throws ValidationError, AlreadyExistsFault, UnsupportedFeatureException */
export function createLaunchConfiguration(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('CreateLaunchConfiguration', input)
  const { LaunchConfigurationName: name, InstanceId, InstanceType: typeName, UserData: userData, ...given } = parsed
  checkName('LaunchConfigurationName', name)
  if (InstanceId !== undefined)
    notSimulated('InstanceId', 'a launch configuration made after an instance', InstanceId, 'AG-20')
  const type = typeOf(typeName)
  const agent = agentOf(userData)
  if (find(world, name) !== undefined)
    refuse(
      'AlreadyExistsFault',
      `Launch Configuration by this name already exists - A launch configuration already exists with the name ${name}`,
      { path: 'LaunchConfigurationName', found: show(name), rule: 'AG-20' },
    )
  return command(world, 'autoScaling.createLaunchConfiguration', parsed, (cause) => {
    const row: LaunchSource = {
      id: configurationId(name),
      kind: 'configuration',
      name,
      version: 1,
      createdAtMs: world.nowMs,
      cluster: agent.cluster ?? 'default',
      recipe: recipeFrom(type, agent),
      isSpot: given.SpotPrice !== undefined,
      isDefault: true,
      kept: { ...(userData === undefined ? {} : { UserData: userData }), ...given } as LaunchSource['kept'],
    }
    apply(world, { changes: [inserted('launchSource.created', row.id, row, 'AG-20')], timers: [] }, cause)
    return {}
  })
}

export function describeLaunchConfigurations(
  world: WorldView,
  input?: unknown,
): Answered<DescribeLaunchConfigurationsOutput, 'LaunchConfigurations'> {
  const parsed = parseGroupsInput('DescribeLaunchConfigurations', input)
  const { LaunchConfigurationNames: names = [] } = parsed
  const rows = [...world.tables.launchSources.values()].filter(
    ({ kind, name }) => kind === 'configuration' && (names.length === 0 || names.includes(name)),
  )
  const { items, ...more } = pageOf(rows, parsed)
  return { LaunchConfigurations: items.map((row) => describe(world, row)), ...more }
}

/** @throws ValidationError, ResourceInUseFault while a group launches it */
export function deleteLaunchConfiguration(world: World, input: unknown): Record<string, never> {
  const parsed = parseGroupsInput('DeleteLaunchConfiguration', input)
  const { LaunchConfigurationName: name } = parsed
  const row = find(world, name)
  if (row === undefined)
    refuse('ValidationError', `Launch configuration name not found - ${show(name)}`, {
      path: 'LaunchConfigurationName',
      expected: 'the name of a launch configuration',
      found: show(name),
      rule: 'AG-20',
    })
  for (const { id, launch } of world.tables.autoScalingGroups.values())
    if (launch.kind === 'configuration' && launch.name === name)
      refuse(
        'ResourceInUseFault',
        `Cannot delete launch configuration ${name} because it is attached to AutoScalingGroup ${id}`,
        { path: 'LaunchConfigurationName', expected: 'one that no group launches', found: show(name), rule: 'AG-20' },
      )
  return command(world, 'autoScaling.deleteLaunchConfiguration', parsed, (cause) => {
    apply(world, { changes: [removed('launchSource.dropped', configurationId(name), 'AG-20')], timers: [] }, cause)
    return {}
  })
}

function find({ tables }: WorldView, name: string): Readonly<LaunchSource> | undefined {
  return tables.launchSources.get(configurationId(name))
}

function describe(
  { realm }: WorldView,
  { name, recipe, createdAtMs, kept }: Readonly<LaunchSource>,
): LaunchConfiguration {
  const uuid = derivedUuid(`${realm.region}/${realm.accountId}/launch-configuration/${name}`)
  return {
    ImageId: '',
    ...(copyOf(kept) as Partial<LaunchConfiguration>),
    LaunchConfigurationName: name,
    LaunchConfigurationARN: autoScalingArn(realm, `launchConfiguration:${uuid}:launchConfigurationName/${name}`),
    InstanceType: recipe.type.name,
    CreatedTime: new Date(createdAtMs),
  }
}

function typeOf(name: string | undefined): InstanceType {
  const known = name === undefined ? undefined : findInstanceType(name)
  if (known !== undefined) return known
  const hint = name === undefined ? '' : suggestion(name, [...INSTANCE_TYPES.keys()])
  return refuse('ValidationError', `Invalid instance type ${show(name)}.${hint}`, {
    path: 'InstanceType',
    expected: 'a type of the catalogue',
    found: show(name),
    rule: 'CI-29',
  })
}

function recipeFrom(
  type: InstanceType,
  { attributes, spotDraining, imagePullBehavior }: AgentSettings,
): InstanceRecipe {
  return {
    type,
    cpuUnits: null,
    memoryMiB: null,
    taskEniLimit: null,
    awsvpcTrunking: false,
    attributes,
    missingCapabilities: [],
    spotDraining,
    tags: [],
    imagePullBehavior: (imagePullBehavior as ImagePullBehavior | undefined) ?? 'default',
  }
}

const MOST_USER_DATA = 21_847

/** What the user data, which come in Base64, tell the agent. */
function agentOf(userData: string | undefined): AgentSettings {
  const text = userData === undefined ? '' : decoded(userData)
  if (text === null || (userData ?? '').length > MOST_USER_DATA)
    invalid('UserData', `Base64 of at most ${MOST_USER_DATA} characters`, userData?.slice(0, 80), 'CI-12')
  const agent = agentSettings(text)
  const names = Object.keys(agent.attributes)
  if (names.length > MOST_ATTRIBUTES)
    invalid('UserData', `at most ${MOST_ATTRIBUTES} attributes`, `${names.length} attributes`, 'CI-12')
  for (const name of names) {
    if (!isCustomName(name)) invalid('UserData', `attributes with names of ${NAME_RULE}`, name, 'CI-12')
    if (!isAttributeValue(agent.attributes[name]!))
      invalid('UserData', `attributes that are '' or ${VALUE_RULE}`, agent.attributes[name], 'CI-12')
  }
  return agent
}

/** Whether its agent waits in a warm pool; of a launch template, which has no user data here, that is taken for granted (AG-23). */
export function waitsInPools({ kind, kept: { UserData: userData } }: Readonly<LaunchSource>): boolean {
  return kind === 'template' || (typeof userData === 'string' && waitsInWarmPool(decoded(userData) ?? ''))
}

/** Null for what is no Base64. Byte by byte: everything that the agent reads is ASCII. */
function decoded(base64: string): string | null {
  try {
    return atob(base64.replaceAll(/\s/g, ''))
  } catch {
    return null
  }
}
