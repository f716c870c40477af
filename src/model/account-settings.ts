// What has an account opted in to, for itself and for those who call? (CL-15)
import { callerArn, type Realm, rootArn } from '../kernel/arns.ts'
import type { Json } from './basics.ts'
import type { ReadonlyTable } from './table.ts'

/** What somebody has set; the account's default belongs to its root user. */
export interface AccountSetting {
  id: string
  name: string
  value: string
  principalArn: string
}

interface Known {
  /** While nobody has set it. */
  readonly usual: string
  readonly values: readonly string[]
}

const SWITCH = ['enabled', 'disabled', 'on', 'off']
const OFF: Known = { usual: 'disabled', values: SWITCH }
const LONG_ARNS: Known = { usual: 'enabled', values: SWITCH }

export const ACCOUNT_SETTINGS: Readonly<Record<string, Known>> = {
  awsvpcTrunking: OFF,
  containerInsights: { usual: 'disabled', values: ['enabled', 'disabled', 'enhanced'] },
  containerInstanceLongArnFormat: LONG_ARNS,
  defaultLogDriverMode: { usual: 'non-blocking', values: ['blocking', 'non-blocking'] },
  fargateEventWindows: OFF,
  fargateFIPSMode: OFF,
  fargateTaskRetirementWaitPeriod: { usual: '7', values: ['0', '7', '14'] },
  guardDutyActivate: { usual: 'off', values: [] },
  serviceLongArnFormat: LONG_ARNS,
  tagResourceAuthorization: { usual: 'on', values: SWITCH },
  taskLongArnFormat: LONG_ARNS,
}

/** Settings that change what happens here. */
export const ACTING_SETTINGS: readonly string[] = ['awsvpcTrunking', 'containerInsights']

export function settingId(principalArn: string, name: string): string {
  return `${name}@${principalArn}`
}

interface Account {
  readonly realm: Realm
  readonly tables: { readonly accountSettings: ReadonlyTable<AccountSetting> }
}

/** What holds for a principal: what it has set itself, or the account's default, or what AWS begins with. */
export function settingInForce(
  { realm, tables: { accountSettings } }: Account,
  name: string,
  principalArn: string = callerArn(realm),
): Omit<AccountSetting, 'id'> {
  const root = rootArn(realm)
  const set = accountSettings.get(settingId(principalArn, name)) ?? accountSettings.get(settingId(root, name))
  return { name, value: set?.value ?? ACCOUNT_SETTINGS[name]!.usual, principalArn: set?.principalArn ?? root }
}

export function isOptedIn(account: Account, name: string): boolean {
  return ['enabled', 'on'].includes(settingInForce(account, name).value)
}

interface ClusterSetting {
  readonly name?: string | undefined
  readonly value?: string | undefined
}

const INSIGHTS = 'containerInsights'

/** The settings of a new cluster: what nobody has said of Container Insights is as the account has it. */
export function newClusterSettings(
  account: Account,
  given: readonly ClusterSetting[] | undefined,
): { readonly settings?: Json } {
  const { value } = settingInForce(account, INSIGHTS)
  const isSaid = (given ?? []).some(({ name }) => name === INSIGHTS)
  if (isSaid || value === ACCOUNT_SETTINGS[INSIGHTS]!.usual)
    return given === undefined ? {} : { settings: given as unknown as Json }
  return { settings: [...(given ?? []), { name: INSIGHTS, value }] as unknown as Json }
}

/** As a cluster is shown: Container Insights are off while nothing is said of them. */
export function shownClusterSettings(kept: readonly ClusterSetting[]): ClusterSetting[] {
  const isSaid = kept.some(({ name }) => name === INSIGHTS)
  return isSaid ? [...kept] : [...kept, { name: INSIGHTS, value: ACCOUNT_SETTINGS[INSIGHTS]!.usual }]
}
