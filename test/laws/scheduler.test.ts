// scratch
import { fc, test } from '@fast-check/vitest'
import { busyOperations } from '../support/arbitraries.ts'
import { Judge } from '../support/judge.ts'
import { perform, preparedSimulation } from '../support/operations.ts'

test.prop([busyOperations], { numRuns: 20000 })("judge", (ops) => {
  const sim = preparedSimulation()
  const judge = new Judge(sim)
  for (const op of ops) { perform(sim, op); judge.look() }
  sim.checkInvariants()
}, 300000)
