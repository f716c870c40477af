// Who is calling? Deployers ask AWS STS before they do anything; the answer is the account of the simulation.
import type { Simulation } from '../index.ts'
import type { Operations } from './operations.ts'

export function identityOf(sim: Simulation): Operations {
  return {
    getCallerIdentity: () => {
      const { accountId } = sim.view.realm
      return { UserId: 'AIDADRYDOCK0000000000', Account: accountId, Arn: `arn:aws:iam::${accountId}:user/ecs-drydock` }
    },
  }
}
