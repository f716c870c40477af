// What would at least end a deployment that cannot succeed? A circuit breaker that goes back to the one before (CB-20).
import type { Family } from './proposal.ts'

export const breaker: Family = {
  name: 'breaker',
  answers: [
    'container-exits',
    'image',
    'resource',
    'target-unhealthy',
    'container-unhealthy',
    'grace-too-short',
    'breaker',
  ],
  disruption: 8,
  propose({ service, one: { after } }) {
    if (after === null || (after.circuitBreaker.enable && after.circuitBreaker.rollback)) return []
    const at = (member: string) => ['deploymentConfiguration', 'deploymentCircuitBreaker', member] as const
    const changes = [
      { piece: service, path: at('enable'), to: true, usual: false },
      { piece: service, path: at('rollback'), to: true, usual: false },
    ]
    return [{ family: 'breaker', size: 1, changes }]
  },
}
