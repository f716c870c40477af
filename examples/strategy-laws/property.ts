// The property test of the strategy: the laws that every strategy keeps, and the one that this one claims.
import { BrokenLawError, checkPlacementStrategy, keepsBalance, placementLaws } from 'ecs-drydock/testing'
import { evenly } from './evenly.ts'

const laws = [...Object.values(placementLaws), keepsBalance({ by: 'instanceId', within: 1 })]

// In a test runner, the call alone is the test. Here what it throws is printed: a program that shows the bug.
try {
  checkPlacementStrategy(evenly, { name: 'evenly', laws, seed: 3 })
} catch (error) {
  if (!(error instanceof BrokenLawError)) throw error
  console.log(error.program)
}
