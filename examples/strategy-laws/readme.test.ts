// The laws of placement, tried on two strategies of one's own.
import { checkPlacementStrategy, keepsBalance, placementLaws } from 'ecs-drydock/testing'
import { test } from 'vitest'

test('the largest share of free CPU is placed well', () =>
  checkPlacementStrategy(({ cpuUnits }) => -cpuUnits.free / cpuUnits.registered))

test('fewest tasks of its group keeps the instances even', () =>
  checkPlacementStrategy(({ taskGroups }, task) => taskGroups[task.group] ?? 0, {
    laws: [...Object.values(placementLaws), keepsBalance({ by: 'instanceId', within: 1 })],
  }))
