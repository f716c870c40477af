// Which members of a service does a revision fix, that have no effect here? (SV-200)
import type { JsonRecord } from '../../model/entities.ts'
import type { Revision } from '../../model/services.ts'

const MEMBERS = [
  'serviceRegistries',
  'serviceConnectConfiguration',
  'volumeConfigurations',
  'vpcLatticeConfigurations',
  'gatewayConnectors',
  'monitoring',
] as const

type Given = { readonly [Member in (typeof MEMBERS)[number]]?: unknown }

/** What is given stands in place of what was there; what is not given stays (SV-132). Always in one order, to be compared. */
export function keptInRevision(given: Given, before: JsonRecord = {}): Pick<Revision, 'kept'> {
  const all = MEMBERS.map((member) => [member, given[member] ?? before[member]] as const)
  const kept = all.filter(([, value]) => isSomething(value))
  return kept.length === 0 ? {} : { kept: Object.fromEntries(kept) as JsonRecord }
}

function isSomething(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0)
}
