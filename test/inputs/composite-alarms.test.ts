// Composite alarms that users' files hold: templates, folders of the AWS CLI, scenarios.
import { describe, expect, test } from 'vitest'
import { Simulation } from '../../src/index.ts'
import { type Blueprint, loadLive, loadScenario, runScenario, Site } from '../../src/inputs/index.ts'
import { printed } from '../support/live-print.ts'
import { shop } from '../support/live-shop.ts'
import { loadText } from './templates.ts'

const CPU = {
  Namespace: 'AWS/ECS',
  MetricName: 'CPUUtilization',
  Dimensions: [
    { Name: 'ClusterName', Value: 'shop' },
    { Name: 'ServiceName', Value: 'web' },
  ],
  Statistic: 'Average',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 80,
  ComparisonOperator: 'GreaterThanThreshold',
}
const alarm = (more: object = {}) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: { ...CPU, ...more } })
const composite = (AlarmRule: unknown, more: object = {}) => ({
  Type: 'AWS::CloudWatch::CompositeAlarm',
  Properties: { AlarmRule, ...more },
})

/** Names of resources in angle brackets. */
const sub = (text: string) => ({ 'Fn::Sub': text.replaceAll(/<([\w.]+)>/g, (_, name) => `\${${name}}`) })

/** `Both` stands before what it asks, and asks another composite alarm. */
const STACK = {
  Both: composite(sub('ALARM(<Hot>) AND ALARM("<Either.Arn>")'), {
    AlarmName: 'both',
    ActionsSuppressor: { Ref: 'Works' },
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 60,
  }),
  Either: composite({ 'Fn::Join': [' OR ', [sub('ALARM(<Hot>)'), 'ALARM(full)']] }),
  Hot: alarm(),
  Full: alarm({ AlarmName: 'full', MetricName: 'MemoryUtilization' }),
  Works: alarm({ AlarmName: 'works', Threshold: 99 }),
}

function built(blueprint: Blueprint): Site {
  const site = new Site(new Simulation({ ...blueprint.settings, paranoid: true }))
  site.build(blueprint)
  return site
}

const compositesIn = ({ cloudWatch }: Simulation) =>
  cloudWatch.describeAlarms({ AlarmTypes: ['CompositeAlarm'] }).CompositeAlarms

const hotIn = ({ view }: Simulation) =>
  [...view.tables.alarms.values()].map(({ name }) => name).find((name) => name.includes('-Hot-')) ?? ''

describe('templates', () => {
  test('CW-34 a composite alarm is made after those that it asks, and follows them', () => {
    const blueprint = loadText({ Resources: STACK })
    expect(blueprint.kept).toEqual([])
    expect(blueprint.pieces.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'Hot alarm',
      'Full alarm',
      'Works alarm',
      'Either compositeAlarm',
      'Both compositeAlarm',
    ])
    const { sim } = built(blueprint)
    const both = () => compositesIn(sim).find(({ AlarmName }) => AlarmName === 'both')
    expect(both()).toMatchObject({ StateValue: 'OK', ActionsSuppressor: 'works', ActionsSuppressorWaitPeriod: 60 })
    const hot = hotIn(sim)
    sim.cloudWatch.setAlarmState({ AlarmName: hot, StateValue: 'ALARM', StateReason: 'test' })
    expect(both()?.StateValue).toBe('ALARM')
  })

  test('CW-37 another rule is an update; an alarm that nobody asks any more goes after it', () => {
    const site = built(loadText({ Resources: STACK }))
    const { Full: _, ...rest } = STACK
    const to = loadText({ Resources: { ...rest, Either: composite(sub('OK(<Hot>)')) } })
    const { pieces, notes } = site.change(to, { limitMs: site.sim.nowMs })
    expect(notes).toEqual([])
    expect(pieces.map(({ id, action, members }) => `${id} ${action} ${members.join()}`)).toEqual([
      'Either updated AlarmRule',
      'Full deleted ',
    ])
    expect(compositesIn(site.sim).map(({ AlarmRule }) => AlarmRule?.slice(0, 3))).toEqual(['ALA', 'OK('])
  })

  test('CW-37 composite alarms that are gone go before what they ask', () => {
    const site = built(loadText({ Resources: STACK }))
    const { pieces } = site.change(loadText({ Resources: { Hot: STACK.Hot } }), { limitMs: site.sim.nowMs })
    expect(pieces.map(({ id, action }) => `${id} ${action}`)).toEqual([
      'Both deleted',
      'Either deleted',
      'Works deleted',
      'Full deleted',
    ])
  })

  test('CW-35 one that asks an alarm without effect is kept, and so is one that asks that', () => {
    const { kept, pieces } = loadText({
      Resources: {
        Orders: alarm({ AlarmName: 'orders', Namespace: 'Shop' }),
        Trouble: composite('ALARM(orders)', { AlarmName: 'trouble' }),
        Worse: composite(sub('ALARM(<Trouble>)')),
      },
    })
    expect(pieces).toEqual([])
    expect(kept.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'Orders: nobody puts metrics of Shop',
      'Trouble: it asks the alarm orders, which is without effect, or not in these files',
      'Worse: it asks the alarm trouble, which is without effect, or not in these files',
    ])
  })

  test('CW-34 a rule that cannot be read is refused where it stands', () => {
    const build = () => built(loadText({ Resources: { Bad: composite('ALARM(') } }))
    expect(build).toThrow(/Resources\.Bad\.AlarmRule: ValidationError: expected the name or the ARN of an alarm/)
  })
})

describe('folders of the AWS CLI', () => {
  const before = built(loadText({ Resources: STACK })).sim
  const hot = hotIn(before)
  before.cloudWatch.setAlarmState({ AlarmName: hot, StateValue: 'ALARM', StateReason: 'test' })
  const files = () => printed(before).filter(({ name }) => name === 'alarms.json')

  test('CW-34 CompositeAlarms are made after what they ask, in the states that were printed', () => {
    const blueprint = loadLive([...shop(), ...files()])
    expect(blueprint.kept).toEqual([])
    const { sim } = built(blueprint)
    // An alarm of this folder has the ARN of the simulation's account.
    const facts = (each: ReturnType<typeof compositesIn>[number]) => [
      each.AlarmName,
      each.AlarmRule?.replace(/arn:[\w:-]*:alarm:/, ''),
      each.StateValue,
      each.ActionsSuppressor,
    ]
    expect(compositesIn(sim).map(facts)).toEqual(compositesIn(before).map(facts))
    expect(compositesIn(sim).map(({ StateValue: state }) => state)).toEqual(['ALARM', 'ALARM'])
  })

  test('CW-35 one that asks an alarm that is in no file is kept', () => {
    const [{ text } = { text: '' }] = files()
    const { MetricAlarms: _, ...rest } = JSON.parse(String(text)) as Record<string, unknown>
    const { kept } = loadLive([...shop(), { name: 'composites.json', text: JSON.stringify(rest) }])
    expect(kept.map(({ type, why }) => `${type}: ${why.replace(/-Hot-\w+/, '')}`)).toEqual([
      expect.stringMatching(/^composite alarm: it asks the alarm .*, which is without effect, or in no file$/),
      expect.stringMatching(/^composite alarm: it asks the alarm .*, which is without effect, or in no file$/),
    ])
  })
})

test('CW-34 scenarios have composite alarms beside their alarms', () => {
  const scenario = {
    cluster: 'shop',
    clusters: [{ clusterName: 'shop' }],
    alarms: [{ AlarmName: 'hot', ...CPU }],
    compositeAlarms: [
      { AlarmName: 'calm', AlarmRule: 'NOT ALARM(hot)' },
      { AlarmName: 'calmer', AlarmRule: 'ALARM(calm)' },
    ],
    until: '5m',
  }
  const { simulation } = runScenario(loadScenario(JSON.stringify(scenario)))
  expect(compositesIn(simulation).map(({ AlarmName, StateValue }) => [AlarmName, StateValue])).toEqual([
    ['calm', 'ALARM'],
    ['calmer', 'ALARM'],
  ])
  const wrong = { ...scenario, compositeAlarms: [{ AlarmName: 'calm', AlarmRule: 'ALARM(warm)' }] }
  expect(() => runScenario(loadScenario(JSON.stringify(wrong)))).toThrow(/compositeAlarms\[0\].*warm/)
})
