// Which names and ids would AWS give? Made up, of valid form, and the same whenever the same files are read.
import { derivedHex32 } from '../../index.ts'
import type { Realm } from './scope.ts'

/** `subnet-0123456789abcdef0`. */
export function derivedId(kind: string, { accountId, region }: Realm, of: string): string {
  return `${kind}-0${derivedHex32(`${accountId}/${region}/${kind}/${of}`).slice(0, 16)}`
}

/** Sixteen hex digits, as in the ARNs of load balancers. */
export function hex16(of: string): string {
  return derivedHex32(of).slice(0, 16)
}

export function derivedUuid(of: string): string {
  return derivedHex32(of).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The twelve characters at the end of a name that CloudFormation makes. */
function suffixOf(stackName: string, logicalId: string): string {
  return derivedHex32(`${stackName}/${logicalId}`).slice(0, 12).toUpperCase()
}

/** `stack-LogicalId-0123456789AB`, the form of a name that nobody has given. */
export function physicalName(stackName: string, logicalId: string): string {
  return `${stackName}-${logicalId}-${suffixOf(stackName, logicalId)}`
}

/** The same in at most 32 characters, as load balancers and target groups want it. */
export function shortPhysicalName(stackName: string, logicalId: string): string {
  const cut = (text: string) => text.slice(0, 5).replace(/-+$/, '')
  return `${cut(stackName)}-${cut(logicalId)}-${suffixOf(stackName, logicalId)}`
}
