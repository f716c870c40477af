// Placement constraints, required attributes and the list filter: what binds, what is refused, what a service says.
import { describe, expect, test } from 'vitest'
import { type Place, Yard } from '../support/placing.ts'
import { refusalOf } from '../support/refusals.ts'
import { expectRefusal, fargate, web } from '../support/task-definitions.ts'

const memberOf = (expression: string) => ({ type: 'memberOf', expression }) as const
const MEMBER_OF = 'MemberOf placement constraint unsatisfied.'

function yardOf(places: Readonly<Record<string, Place>>): Yard {
  const yard = new Yard(places)
  yard.define({})
  return yard
}

const stacks = { i1: { attributes: { stack: 'prod' } }, i2: { attributes: { stack: 'dev' } }, i3: {} }

describe('constraints that hold', () => {
  test('PL-27 several memberOf are all to hold, those of the definition included', () => {
    const yard = new Yard({ ...stacks, i4: { attributes: { stack: 'prod', rank: '2' } } })
    yard.define({}, { placementConstraints: [memberOf('attribute:stack == prod')] })
    expect(yard.run({ placementConstraints: [memberOf('attribute:rank > 1')] }).placed).toEqual(['i4'])
    expect(yard.run({ placementConstraints: [memberOf('attribute:rank !exists')] }).placed).toEqual(['i1'])
  })

  test('PL-28 a task that was told to stop blocks no longer, and one of an older deployment does', () => {
    const yard = yardOf({ i1: {} })
    yard.serve({ placementConstraints: [{ type: 'distinctInstance' }] })
    yard.sim.advance('10m')
    yard.sim.ecs.updateService({ cluster: 'c', service: 's', forceNewDeployment: true })
    yard.sim.settle()
    expect(yard.event()).toContain('encountered error "DistinctInstance placement constraint unsatisfied.".')
    yard.sim.ecs.stopTask({ cluster: 'c', task: yard.sim.ecs.listTasks({ cluster: 'c' }).taskArns[0]! })
    yard.sim.settle()
    expect(yard.where()).toEqual(['i1'])
  })

  test('PL-29 an affinity to oneself can never place its first task', () => {
    const yard = yardOf({ i1: {} })
    expect(yard.run({ group: 'g', placementConstraints: [memberOf('task:group == g')] }).failures).toEqual([
      `i1 ${MEMBER_OF}`,
    ])
  })

  test('PL-29 what an instance does, and not only what it is, can decide', () => {
    const yard = yardOf({ i1: {}, i2: {} })
    const placementConstraints = [memberOf('runningTasksCount < 1 and agentConnected == true')]
    expect(yard.run({ count: 3, placementConstraints }).placed.toSorted()).toEqual(['i1', 'i2'])
  })

  test('PL-04 a shortage is the reason before a constraint, a memberOf before distinctInstance', () => {
    const yard = new Yard({ i1: { mem: 100 }, i2: {}, i3: { attributes: { stack: 'prod' } } })
    yard.define({ memory: 200 })
    const placementConstraints = [{ type: 'distinctInstance' } as const, memberOf('attribute:stack == prod')]
    expect(yard.run({ count: 2, placementConstraints })).toEqual({
      placed: ['i3'],
      failures: ['i1 RESOURCE:MEMORY', `i2 ${MEMBER_OF}`, 'i3 DistinctInstance placement constraint unsatisfied.'],
    })
  })

  test('PL-26 an update of the constraints starts no deployment, moves no task, and counts from the next placement on', () => {
    const yard = yardOf(stacks)
    yard.serve({ placementConstraints: [memberOf('attribute:stack == prod')] })
    yard.sim.advance('10m')
    const update = (input: object) => {
      const { service } = yard.sim.ecs.updateService({ cluster: 'c', service: 's', ...input })
      yard.sim.settle()
      return service
    }
    const changed = update({ placementConstraints: [memberOf('attribute:stack == dev')] })
    expect(changed?.deployments).toHaveLength(1)
    expect(changed?.placementConstraints).toEqual([memberOf('attribute:stack == dev')])
    expect(yard.where()).toEqual(['i1'])
    update({ desiredCount: 2 })
    expect(yard.where()).toEqual(['i1', 'i2'])
    expect(update({ placementConstraints: [] })?.placementConstraints).toEqual([])
  })

  test('PL-31 running tasks stay where they are when an instance matches no more', () => {
    const yard = yardOf({ i1: {} })
    yard.serve({ placementConstraints: [memberOf('runningTasksCount == 0')] })
    yard.sim.advance('1h')
    expect(yard.where()).toEqual(['i1'])
  })
})

describe('constraints that are refused', () => {
  test.each([
    ['PL-30', 'placementConstraints[0].expression', [{ type: 'distinctInstance', expression: '' }]],
    ['PL-30', 'placementConstraints[0].expression', [{ type: 'memberOf' }]],
    ['PL-27', 'placementConstraints[0].type', [{ expression: 'task:group exists' }]],
    ['CQ-01', 'placementConstraints[1].expression', [{ type: 'distinctInstance' }, memberOf('')]],
    ['CQ-08', 'placementConstraints[0].expression', [memberOf('agentVersion in [1.14.3]')]],
    ['PL-27', 'placementConstraints', Array(11).fill({ type: 'distinctInstance' })],
  ])('%s holds at %s', (rule, path, placementConstraints) => {
    const yard = yardOf({ i1: {} })
    for (const call of [() => yard.run({ placementConstraints }), () => yard.serve({ placementConstraints })])
      expect(refusalOf(call)).toMatchObject({ name: 'InvalidParameterException', rule, path })
  })

  test('PL-27 the constraints of the definition count with those of the request', () => {
    const yard = new Yard({ i1: {} })
    yard.define({}, { placementConstraints: Array(6).fill(memberOf('runningTasksCount >= 0')) })
    const run = (count: number) => yard.run({ placementConstraints: Array(count).fill({ type: 'distinctInstance' }) })
    expect(run(4).placed).toEqual(['i1'])
    expect(refusalOf(() => run(5))).toMatchObject({ rule: 'PL-27', found: '11 (a number)' })
  })

  test("PL-30 AWS's words, and the column of the mistake", () => {
    const yard = yardOf({ i1: {} })
    const refusal = (constraint: object) => refusalOf(() => yard.run({ placementConstraints: [constraint] })).message
    expect(refusal({ type: 'distinctInstance', expression: '' })).toBe(
      'distinctInstance expression should not be specified.',
    )
    expect(refusal(memberOf('attribute:stack == pre prod'))).toBe(
      `placementConstraints[0].expression: expected 'and', 'or' or the end of the expression at column 24, found "prod".`,
    )
  })

  test('PL-40 Fargate takes no constraints', () => {
    const yard = yardOf({ i1: {} })
    const placementConstraints = [{ type: 'distinctInstance' } as const]
    expect(refusalOf(() => yard.run({ launchType: 'FARGATE', placementConstraints }))).toMatchObject({ rule: 'PL-40' })
  })

  test('TD-24 a definition takes memberOf alone, with an expression that can be read', () => {
    const given = (constraint: object) => web({ placementConstraints: [constraint] })
    const words = "constraint.type 'distinctInstance' is not supported."
    expectRefusal('TD-24', 'placementConstraints[0].type', given({ type: 'distinctInstance' }), words)
    expectRefusal('TD-24', 'placementConstraints[0].expression', given({ type: 'memberOf' }))
    expectRefusal('TD-24', 'placementConstraints[0].expression', given(memberOf('stack == prod')))
    expectRefusal('TD-24', 'placementConstraints', fargate({}, given(memberOf('task:group exists'))))
  })

  test('PL-61 a service whose constraints ask for the zone is not kept even over zones', () => {
    const yard = yardOf({ i1: {} })
    const placementConstraints = [memberOf('attribute:ecs.availability-zone == a')]
    expect(refusalOf(() => yard.serve({ placementConstraints, availabilityZoneRebalancing: 'ENABLED' }))).toMatchObject(
      { rule: 'PL-62' },
    )
  })
})

describe('required attributes', () => {
  test('PL-11, PL-13 what the definition uses, the agent must be able to do', () => {
    const yard = new Yard({ i1: {} })
    yard.define({ logConfiguration: { logDriver: 'syslog' }, privileged: true })
    expect(yard.run({ enableExecuteCommand: true }).placed).toEqual(['i1'])
    yard.define({ logConfiguration: { logDriver: 'splunk' } })
    expect(yard.run().failures).toEqual(['i1 ATTRIBUTE'])
  })

  test('PL-13, TD-103 versions of Docker never decide', () => {
    const yard = new Yard({ i1: {} })
    yard.define({ image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/app' })
    const { taskDefinition } = yard.sim.ecs.describeTaskDefinition({ taskDefinition: 'T' })
    const names = taskDefinition.requiresAttributes?.map(({ name }) => name)
    expect(names).toContain('com.amazonaws.ecs.capability.docker-remote-api.1.19')
    const [row] = yard.sim.view.tables.taskDefinitions.values()
    expect(row?.requiredAttributes).toEqual({ 'com.amazonaws.ecs.capability.ecr-auth': '' })
  })

  test('PF-25 a service says that an attribute is missing', () => {
    const yard = new Yard({ i1: {} })
    yard.define({ logConfiguration: { logDriver: 'splunk' } })
    yard.serve()
    expect(yard.event()).toContain(
      'The closest matching (container-instance i1) is missing an attribute required by your task.',
    )
  })

  test('PF-24 a service says that a port is taken', () => {
    const yard = new Yard({ i1: {} })
    yard.define({ portMappings: [{ containerPort: 80, hostPort: 22 }] })
    yard.serve()
    expect(yard.event()).toContain(
      'The closest matching (container-instance i1) is already using a port required by your task.',
    )
  })
})

describe('the filter of a list', () => {
  test('CQ-01 ListContainerInstances answers those that the expression selects', () => {
    const yard = yardOf(stacks)
    yard.run({ group: 'g', placementConstraints: [memberOf('attribute:stack == dev')] })
    expect(yard.list('attribute:stack exists')).toEqual(['i1', 'i2'])
    expect(yard.list('task:group == g')).toEqual(['i2'])
    expect(yard.list('runningTasksCount == 0')).toEqual(['i1', 'i3'])
    expect(yard.list('attribute:ecs.capability.task-eni exists and agentVersion > 1.50')).toEqual(['i1', 'i2', 'i3'])
    expect(yard.list('registeredAt < 2026-01-01')).toEqual([])
    expect(refusalOf(() => yard.list('stack == dev'))).toMatchObject({
      name: 'InvalidParameterException',
      path: 'filter',
      rule: 'CQ-01',
    })
  })
})
