// PutCompositeAlarm: an alarm that asks other alarms is made, or gets another rule and keeps its state (CW-34…CW-37).
import { compositesOf, parentsOf, settleComposite } from '../../engine/alarms/composites.ts'
import { alarmRow } from '../../engine/alarms/row.ts'
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import { inserted, updated } from '../../model/changes.ts'
import type { Alarm, CompositeSubject, Suppressor } from '../../model/scaling/alarms.ts'
import { childrenOf, renamed } from '../../model/scaling/condition.ts'
import { MINUTE_MS } from '../../model/scaling/metrics.ts'
import { isRuleMistake, parseRule } from '../../scaling/alarm-rule/parse.ts'
import { notSimulated, refuse } from '../refuse.ts'
import type { PutCompositeAlarmOutput } from '../shapes/cloudwatch-types.generated.ts'
import { tagListOf } from '../tag-list.ts'
import { ACTION_MEMBERS, actionsOf } from './actions.ts'
import { type CloudWatchInput, checkText, combination, invalid, missing, parseCloudWatch, unreadable } from './parse.ts'

type Input = CloudWatchInput<'PutCompositeAlarm'>

const MOST_PARENTS = 150
const LONGEST_RULE = 10_240

/** It is evaluated at once. @throws ValidationError, InvalidParameterValueException, LimitExceededFault, … */
export function putCompositeAlarm(world: World, input: unknown): PutCompositeAlarmOutput {
  const parsed = parseCloudWatch('PutCompositeAlarm', input)
  const { AlarmName: name, ActionConfiguration: beyond } = parsed
  checkText('AlarmName', name, 255)
  checkText('AlarmDescription', parsed.AlarmDescription, 1_024, 0)
  if (beyond !== undefined) notSimulated('ActionConfiguration', 'the tags of alarm actions', beyond, 'CW-34')
  const known = world.tables.alarms.get(name)
  if (known !== undefined && known.subject.kind !== 'composite')
    unreadable('AlarmName', 'a name that no metric alarm has', name, 'CW-34')
  const set = {
    subject: subjectOf(world, parsed),
    description: parsed.AlarmDescription ?? null,
    ...compositeActionsOf(parsed),
  }
  const tags = tagListOf(parsed.Tags, invalid)
  return command(world, 'cloudWatch.putCompositeAlarm', parsed, (cause) => {
    const change =
      known === undefined
        ? inserted('alarm.created', name, alarmRow(world, { ...NOTHING_MEASURED, name, ...set, tags }), 'CW-34')
        : updated('alarm.changed', name, { ...set, configuredAtMs: world.nowMs }, 'CW-34')
    apply(world, { changes: [change], timers: [] }, cause)
    settleComposite(world, name, cause)
    return {}
  })
}

/** What an alarm on a metric has, and this one does not. */
const NOTHING_MEASURED = {
  periodMs: MINUTE_MS,
  evaluationPeriods: 1,
  threshold: 0,
  comparison: 'GreaterThanThreshold',
  actedOn: 'INSUFFICIENT_DATA',
  suppressed: null,
} as const satisfies Partial<Alarm>

function subjectOf(world: World, parsed: Input): CompositeSubject {
  const { AlarmRule: rule, AlarmName: own } = parsed
  checkText('AlarmRule', rule, LONGEST_RULE)
  const read = parseRule(rule)
  if (isRuleMistake(read)) return unreadable('AlarmRule', read.expected, read.found, 'CW-34')
  const condition = renamed(read, (said) => nameOf(world, said))
  const children = childrenOf(condition)
  const strangers = children.filter((child) => world.tables.alarms.get(child) === undefined)
  if (strangers.length > 0) refuseStrangers(strangers)
  for (const child of children) checkParents(world, child, own)
  return { kind: 'composite', rule, condition, suppressor: suppressorOf(world, parsed) }
}

/** An ARN of this account and Region stands for the name in it. */
function nameOf({ realm }: World, said: string): string {
  const own = `arn:aws:cloudwatch:${realm.region}:${realm.accountId}:alarm:`
  return said.startsWith(own) ? said.slice(own.length) : said
}

function refuseStrangers(names: readonly string[]): never {
  return refuse(
    'ValidationError',
    `AlarmRule: Could not save the composite alarm as alarms [${names.join(', ')}] in the alarm rule do not exist`,
    { path: 'AlarmRule', expected: 'alarms that are there', found: names.join(', '), rule: 'CW-35' },
  )
}

function checkParents(world: World, child: string, own: string): void {
  if (world.indexes.alarms.composites.size < MOST_PARENTS) return
  const parents = compositesOf(world).filter(
    ({ name, subject }) => name !== own && childrenOf(subject.condition).includes(child),
  )
  if (parents.length >= MOST_PARENTS)
    refuse('LimitExceededFault', `AlarmRule: ${MOST_PARENTS} composite alarms ask ${child} already.`, {
      path: 'AlarmRule',
      expected: `an alarm that less than ${MOST_PARENTS} composite alarms ask`,
      found: child,
      rule: 'CW-35',
    })
}

function suppressorOf(world: World, parsed: Input): Suppressor | null {
  const { ActionsSuppressor: said } = parsed
  const periods = ['ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'] as const
  for (const member of periods) {
    const seconds = parsed[member]
    if (said === undefined && seconds !== undefined) combination(member, 'ActionsSuppressor beside it', 'none')
    if (said !== undefined && seconds === undefined) missing(member, 'a number of seconds', 'CW-36')
    if (seconds !== undefined && seconds < 0) invalid(member, 'a number from 0 on', seconds, 'CW-36')
  }
  if (said === undefined) return null
  checkText('ActionsSuppressor', said, 1_600)
  const alarm = nameOf(world, said)
  if (world.tables.alarms.get(alarm) === undefined)
    unreadable('ActionsSuppressor', 'the name or the ARN of an alarm that is there', said, 'CW-36')
  const [waitMs, extensionMs] = periods.map((member) => parsed[member]! * 1_000) as [number, number]
  return { said, alarm, waitMs, extensionMs }
}

/** It notifies; it neither scales nor does anything to an instance (CW-24). */
function compositeActionsOf(parsed: Input) {
  for (const member of ACTION_MEMBERS)
    for (const [index, action] of (parsed[member] ?? []).entries())
      if (/^arn:[^:]+:(?:autoscaling|automate|swf|ec2):/.test(action))
        invalid(`${member}[${index}]`, 'an action that a composite alarm may take', action, 'CW-24')
  return actionsOf(parsed)
}

/** Nobody takes an alarm away from a composite alarm that stays. @throws ValidationError */
export function checkNotAsked(world: World, names: readonly string[]): void {
  const asked = names.filter((name) => parentsOf(world, name).some((parent) => !names.includes(parent.name)))
  if (asked.length === 0) return
  const them = asked.length === 1 ? 'it' : 'them'
  const message = `Cannot delete ${asked.join(',')} as there are composite alarm(s) depending on ${them}.`
  refuse('ValidationError', `AlarmNames: ${message}`, {
    path: 'AlarmNames',
    expected: 'alarms on which no composite alarm depends',
    found: asked.join(', '),
    rule: 'CW-37',
  })
}
