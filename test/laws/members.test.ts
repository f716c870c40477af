// Every member that an operation takes is acted upon, kept and shown, listed as not simulated, or refused: none is swallowed.
import { describe, expect, test } from 'vitest'
import {
  applicationAutoScalingShapes,
  autoScalingShapes,
  cloudwatchShapes,
  ecsShapes,
  elbv2Shapes,
} from '../../src/index.ts'
import { ecsCases } from '../support/members/ecs-cases.ts'
import { ECS_SILENT } from '../support/members/ecs-silent.ts'
import { elbv2Cases } from '../support/members/elbv2-cases.ts'
import { ELBV2_SILENT } from '../support/members/elbv2-silent.ts'
import { groupCases } from '../support/members/group-cases.ts'
import { type Subject, undecided } from '../support/members/judge.ts'
import { photographOfScaling } from '../support/members/photograph-scaling.ts'
import { photographOfTasks } from '../support/members/photograph-tasks.ts'
import { scalingCases } from '../support/members/scaling-cases.ts'
import { GROUPS_SILENT, SCALING_SILENT, WATCH_SILENT } from '../support/members/scaling-silent.ts'
import { scalingAccount } from '../support/members/scaling-world.ts'
import { watchCases } from '../support/members/watch-cases.ts'
import { account } from '../support/members/world.ts'

const tasks = { world: account(), photograph: photographOfTasks }
const scaling = { world: scalingAccount(), photograph: photographOfScaling }
const SUBJECTS: readonly Subject[] = [
  { ...tasks, room: 'ecs', shapes: ecsShapes, cases: ecsCases(tasks.world), silent: ECS_SILENT },
  { ...tasks, room: 'elbv2', shapes: elbv2Shapes, cases: elbv2Cases(tasks.world), silent: ELBV2_SILENT },
  {
    ...scaling,
    room: 'applicationAutoScaling',
    shapes: applicationAutoScalingShapes,
    cases: scalingCases(scaling.world),
    silent: SCALING_SILENT,
  },
  {
    ...scaling,
    room: 'autoScaling',
    shapes: autoScalingShapes,
    cases: groupCases(scaling.world),
    silent: GROUPS_SILENT,
  },
  {
    ...scaling,
    room: 'cloudWatch',
    shapes: cloudwatchShapes,
    cases: watchCases(scaling.world),
    silent: WATCH_SILENT,
  },
]

describe.each(SUBJECTS)('$room', (subject) => {
  test.each(Object.keys(subject.shapes.operations))(
    'CL-19 no member of %s is swallowed',
    { timeout: 60_000 },
    (operation) => {
      expect(undecided(subject, operation)).toEqual([])
    },
  )

  test('CL-19 there is no excuse for what is no operation', () => {
    const operations = Object.keys(subject.shapes.operations)
    expect(Object.keys(subject.silent).filter((name) => !operations.includes(name))).toEqual([])
    expect(Object.keys(subject.cases).filter((name) => !operations.includes(name))).toEqual([])
  })
})

/** The judge is judged: what it must find, in an operation that it finds in order. */
describe('CL-19 the judge', () => {
  const [ecs] = SUBJECTS as [Subject, Subject]

  test('finds a member that is new', () => {
    const { StopTaskRequest } = ecs.shapes.structures
    const structures = { ...ecs.shapes.structures, StopTaskRequest: { ...StopTaskRequest, signal: 'string' } }
    expect(undecided({ ...ecs, shapes: { ...ecs.shapes, structures } }, 'StopTask')).toEqual([
      expect.stringContaining('signal is in no case'),
    ])
  })

  test('finds a member that makes no difference', () => {
    expect(undecided({ ...ecs, silent: {} }, 'StopServiceDeployment')).toEqual(['stopType makes no difference'])
  })

  test('finds a case that is refused, and an excuse that is not needed', () => {
    const cases = { ...ecs.cases, StopTask: [{ cluster: 'prod', task: 'nothing' }] }
    expect(undecided({ ...ecs, cases }, 'StopTask')).toEqual([expect.stringContaining('is refused')])
    const silent = { StopTask: { reason: 'none', other: 'none' } }
    expect(undecided({ ...ecs, silent }, 'StopTask')).toEqual(['reason needs no excuse', 'other is no member'])
  })
})
