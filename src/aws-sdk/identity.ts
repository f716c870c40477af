// Who is calling? Deployers ask AWS STS before they do anything; the answer is the account of the simulation.
import { callerArn, type Simulation } from '../index.ts'
import type { Operations } from './operations.ts'

export function identityOf(sim: Simulation): Operations {
  return {
    getCallerIdentity: () => {
      const { realm } = sim.view
      return { UserId: 'AIDADRYDOCK0000000000', Account: realm.accountId, Arn: callerArn(realm) }
    },
  }
}
