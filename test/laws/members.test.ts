// Every member that an operation takes is acted upon, kept and shown, listed as not simulated, or refused: none is swallowed.
import { expect, test } from 'vitest'
import { ecsShapes } from '../../src/index.ts'
import { ecsCases } from '../support/members/ecs-cases.ts'
import { undecided } from '../support/members/judge.ts'
import { account } from '../support/members/world.ts'

const world = account()
const ECS = { world, room: 'ecs', shapes: ecsShapes, cases: ecsCases(world), silent: {} } as const

test.each(Object.keys(ecsShapes.operations))('API-1 no member of ecs %s is swallowed', (operation) => {
  expect(undecided(ECS, operation)).toEqual([])
})
