// Which VPC and which subnets does an account have when nobody says? Ids that are made up, but the same in every run.
import { derivedHex32 } from '../kernel/ids.ts'

/** The attribute by which an instance tells its VPC; a call's subnets ask for it (PL-11). */
export const VPC = 'ecs.vpc-id'

/** `kind-0…`, from the account and from what the thing is for. */
export function madeUpId(kind: 'ami' | 'subnet' | 'vpc' | 'lt', accountId: string, of: string): string {
  return `${kind}-0${derivedHex32(`${accountId}/${kind}/${of}`).slice(0, 16)}`
}

/** Of all versions of the template. */
export function launchTemplateId(accountId: string, name: string): string {
  return madeUpId('lt', accountId, name)
}

export function defaultVpcId(accountId: string): string {
  return madeUpId('vpc', accountId, 'main')
}

/** Every VPC has one subnet in each zone, beside those that somebody names. */
export function defaultSubnetId(accountId: string, vpcId: string, zone: string): string {
  return madeUpId('subnet', accountId, vpcId === defaultVpcId(accountId) ? zone : `${vpcId}/${zone}`)
}

/** Blocks for subnets that nobody has given one, 4,091 tasks wide: sixteen in 172.31.0.0/16 as in a default VPC, then 10.0.0.0/8. */
export function usualBlock(nth: number): string {
  if (nth < 16) return `172.31.${16 * nth}.0/20`
  return `10.${Math.floor(nth / 16) - 1}.${16 * (nth % 16)}.0/20`
}

/** The subnets that a network configuration of AWS's shape names; none without one. */
export function subnetIdsOf(networkConfiguration: unknown): readonly string[] {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as {
    awsvpcConfiguration?: { subnets?: readonly string[] }
  }
  return awsvpcConfiguration?.subnets ?? []
}
