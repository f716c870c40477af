// Which VPC and which subnets does an account have when nobody says? Ids that are made up, but the same in every run.
import { derivedHex32 } from '../kernel/ids.ts'

/** The attribute by which an instance tells its VPC; a call's subnets ask for it (PL-11). */
export const VPC = 'ecs.vpc-id'

/** `kind-0…`, from the account and from what the thing is for. */
export function madeUpId(kind: 'ami' | 'subnet' | 'vpc', accountId: string, of: string): string {
  return `${kind}-0${derivedHex32(`${accountId}/${kind}/${of}`).slice(0, 16)}`
}

export function defaultVpcId(accountId: string): string {
  return madeUpId('vpc', accountId, 'main')
}

/** Every VPC has one subnet in each zone, beside those that somebody names. */
export function defaultSubnetId(accountId: string, vpcId: string, zone: string): string {
  return madeUpId('subnet', accountId, vpcId === defaultVpcId(accountId) ? zone : `${vpcId}/${zone}`)
}

/** The subnets that a network configuration of AWS's shape names; none without one. */
export function subnetIdsOf(networkConfiguration: unknown): readonly string[] {
  const { awsvpcConfiguration } = (networkConfiguration ?? {}) as {
    awsvpcConfiguration?: { subnets?: readonly string[] }
  }
  return awsvpcConfiguration?.subnets ?? []
}
