// An explanation and the decision that it explains never part.
import { test } from '@fast-check/vitest'
import { expect } from 'vitest'
import type { Task } from '../../src/index.ts'
import { busyOperations } from '../support/arbitraries.ts'
import { simulationAfter } from '../support/operations.ts'
import { runs } from '../support/runs.ts'

test.prop([busyOperations], runs(40))(
  'every task that placement put on an instance is explained by that very instance',
  (operations) => {
    const sim = simulationAfter(operations, { paranoid: false })
    for (const { kind, set } of sim.journal) {
      if (kind !== 'task.created') continue
      const { arn, containerInstanceArn } = set as Task
      if (containerInstanceArn === null) continue
      const explanation = sim.explain(arn)
      expect(explanation.chosen).toBe(containerInstanceArn)
      expect(
        explanation.instances.find((instance) => instance.containerInstanceArn === containerInstanceArn)?.fits,
      ).toBe(true)
    }
  },
)
