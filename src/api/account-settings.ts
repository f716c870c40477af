// Account settings: PutAccountSetting, PutAccountSettingDefault, DeleteAccountSetting, ListAccountSettings (CL-15).
import { apply } from '../engine/apply.ts'
import { command } from '../engine/command.ts'
import type { World } from '../engine/world.ts'
import { callerArn, rootArn } from '../kernel/arns.ts'
import {
  ACCOUNT_SETTINGS,
  ACTING_SETTINGS,
  type AccountSetting,
  settingId,
  settingInForce,
} from '../model/account-settings.ts'
import { inserted, removed, updated } from '../model/changes.ts'
import type { WorldView } from '../model/view.ts'
import type { Answer } from './answer.ts'
import { pageOf } from './pages.ts'
import { invalid, notSimulated } from './refuse.ts'
import type {
  Setting as AwsSetting,
  DeleteAccountSettingOutput,
  ListAccountSettingsOutput,
  PutAccountSettingDefaultOutput,
  PutAccountSettingOutput,
} from './shapes/ecs-types.generated.ts'
import { parseInput } from './shapes/parse-input.ts'

const RULE = 'CL-15'

/** For the caller, or the principal that is named. @throws InvalidParameterException, UnsupportedFeatureException */
export function putAccountSetting(world: World, input: unknown): Answer<PutAccountSettingOutput> {
  const parsed = parseInput('PutAccountSetting', input)
  return put(world, 'ecs.putAccountSetting', parsed, principalOf(world, parsed.principalArn))
}

/** For everybody in the account who has not set it. @throws InvalidParameterException, UnsupportedFeatureException */
export function putAccountSettingDefault(world: World, input: unknown): Answer<PutAccountSettingDefaultOutput> {
  const parsed = parseInput('PutAccountSettingDefault', input)
  return put(world, 'ecs.putAccountSettingDefault', parsed, rootArn(world.realm))
}

/** The default holds again. Nothing happens where nothing is set. @throws InvalidParameterException */
export function deleteAccountSetting(world: World, input: unknown): Answer<DeleteAccountSettingOutput> {
  const parsed = parseInput('DeleteAccountSetting', input)
  const principalArn = principalOf(world, parsed.principalArn)
  refuseManaged(parsed.name)
  const id = settingId(principalArn, parsed.name)
  return command(world, 'ecs.deleteAccountSetting', parsed, (cause) => {
    const set = world.tables.accountSettings.get(id)
    const { name, value } = set ?? settingInForce(world, parsed.name, principalArn)
    if (set !== undefined) apply(world, { changes: [removed('accountSetting.dropped', id, RULE)], timers: [] }, cause)
    return { setting: described({ name, value, principalArn }) }
  })
}

/** What a principal has set, or what holds for it. @throws InvalidParameterException */
export function listAccountSettings(
  world: WorldView,
  input?: unknown,
): ListAccountSettingsOutput & { settings: AwsSetting[] } {
  const parsed = parseInput('ListAccountSettings', input)
  const { name, value, effectiveSettings = false } = parsed
  if (value !== undefined && name === undefined) invalid('name', 'the setting whose value is asked for', name, RULE)
  const principalArn = principalOf(world, parsed.principalArn)
  const names = name === undefined ? Object.keys(ACCOUNT_SETTINGS) : [name]
  const rows = names.flatMap((each): Omit<AccountSetting, 'id'>[] => {
    if (effectiveSettings) return [settingInForce(world, each, principalArn)]
    const set = world.tables.accountSettings.get(settingId(principalArn, each))
    return set === undefined ? [] : [set]
  })
  const wanted = rows.filter((row) => value === undefined || row.value === value)
  const { items, ...more } = pageOf('ListAccountSettings', wanted, parsed, { most: 10, usual: 10 })
  return { settings: items.map(described), ...more }
}

/** Settings that AWS would act upon, and those of principals who make nothing here. */
export function settingsNotSimulated({
  tables,
  realm,
}: WorldView): { readonly id: string; readonly path: string; readonly why: string }[] {
  const mine = [callerArn(realm), rootArn(realm)]
  return [...tables.accountSettings.values()].flatMap(({ name, value, principalArn }) => {
    if (value === ACCOUNT_SETTINGS[name]!.usual) return []
    if (!ACTING_SETTINGS.includes(name)) return [{ id: principalArn, path: name, why: 'this setting changes nothing' }]
    if (mine.includes(principalArn)) return []
    return [{ id: principalArn, path: name, why: `whatever is made here is made by ${callerArn(realm)}` }]
  })
}

interface Wish {
  readonly name: string
  readonly value: string
}

function put(world: World, call: string, wish: Wish, principalArn: string): { setting: AwsSetting } {
  const { name, value } = wish
  refuseManaged(name)
  const { values } = ACCOUNT_SETTINGS[name]!
  if (!values.includes(value)) invalid('value', `one of ${values.join(', ')}`, value, RULE)
  if (name.endsWith('LongArnFormat') && !['enabled', 'on'].includes(value))
    notSimulated('value', 'ARNs of the old format', value, RULE)
  const row: AccountSetting = { id: settingId(principalArn, name), name, value, principalArn }
  return command(world, call, wish, (cause) => {
    const isSet = world.tables.accountSettings.get(row.id) !== undefined
    const change = isSet
      ? updated('accountSetting.changed', row.id, { value }, RULE)
      : inserted('accountSetting.created', row.id, row, RULE)
    apply(world, { changes: [change], timers: [] }, cause)
    return { setting: described(row) }
  })
}

/** GuardDuty itself says whether it watches. */
function refuseManaged(name: string): void {
  if (name === 'guardDutyActivate') invalid('name', 'a setting that is not managed by AWS', name, RULE)
}

function principalOf({ realm }: WorldView, arn: string | undefined): string {
  if (arn === undefined) return callerArn(realm)
  const [, account] = /^arn:aws[\w-]*:iam::(\d{12}):(?:root|(?:user|role)\/[\w+=,.@/-]{1,512})$/.exec(arn) ?? []
  if (account !== realm.accountId)
    invalid('principalArn', `the ARN of a user, a role or the root user of account ${realm.accountId}`, arn, RULE)
  return arn
}

function described({ name, value, principalArn }: Omit<AccountSetting, 'id'>): AwsSetting {
  return {
    name: name as NonNullable<AwsSetting['name']>,
    value,
    principalArn,
    type: name === 'guardDutyActivate' ? 'aws_managed' : 'user',
  }
}
