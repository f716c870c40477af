// Which services are kept even over the Availability Zones? Those that asked for it, or got it by default (PL-60, SV-125).
import type { Service } from './entities.ts'

export function isKeptEven({ schedulingStrategy, kept }: Readonly<Service>): boolean {
  return schedulingStrategy === 'REPLICA' && kept.availabilityZoneRebalancing === 'ENABLED'
}
