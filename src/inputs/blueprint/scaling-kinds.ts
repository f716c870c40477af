// How are scalable targets, their policies and alarms made, changed and taken away?
import type { Simulation } from '../../index.ts'
import type { AwsInput } from '../services.ts'
import { isSame } from './differences.ts'
import { allButTags, call, DONE, dated, factsOf, first, type Kind, listOf, picked, textOf, without } from './kind.ts'

const WHERE = ['ServiceNamespace', 'ResourceId', 'ScalableDimension']
const whose = (input: AwsInput): AwsInput => picked(input, WHERE)
const isTheTarget = ({ ServiceNamespace, ResourceId, ScalableDimension }: AwsInput): string =>
  `${ResourceId}|${ScalableDimension}|${ServiceNamespace}`

/** Its scheduled actions stand in it, as in a template. */
export const scalableTargetKind: Kind = {
  identity: isTheTarget,
  make(sim, input) {
    const own = without(input, 'ScheduledActions')
    const { ScalableTargetARN } = call(sim, 'applicationAutoScaling', 'registerScalableTarget', own)
    for (const action of listOf(input.ScheduledActions)) schedule(sim, input, action)
    return factsOf({ arn: ScalableTargetARN, id: isTheTarget(input) })
  },
  fixed: WHERE,
  nameMember: null,
  concerns: allButTags,
  update(sim, { input: before }, { members, input }) {
    const others = members.filter((member) => member !== 'ScheduledActions')
    const change = { ...whose(input), ...picked(input, others) }
    if (others.length > 0) call(sim, 'applicationAutoScaling', 'registerScalableTarget', change)
    const [old, next] = [listOf(before.ScheduledActions), listOf(input.ScheduledActions)]
    for (const { ScheduledActionName } of old)
      if (!next.some((action) => action.ScheduledActionName === ScheduledActionName))
        call(sim, 'applicationAutoScaling', 'deleteScheduledAction', { ...whose(input), ScheduledActionName })
    for (const action of next) if (!old.some((one) => isSame(one, action))) schedule(sim, input, action)
    return DONE
  },
  remove: (sim, { input }) => void call(sim, 'applicationAutoScaling', 'deregisterScalableTarget', whose(input)),
}

function schedule(sim: Simulation, target: AwsInput, action: AwsInput): void {
  call(sim, 'applicationAutoScaling', 'putScheduledAction', { ...whose(target), ...dated(action) })
}

/** Putting it again under its name changes it. */
export const scalingPolicyKind: Kind = {
  identity: (input) => `${isTheTarget(input)}/${input.PolicyName}`,
  make: put,
  fixed: [...WHERE, 'PolicyName'],
  nameMember: 'PolicyName',
  concerns: allButTags,
  update(sim, _standing, { input }) {
    put(sim, input)
    return DONE
  },
  remove(sim, { input }) {
    call(sim, 'applicationAutoScaling', 'deleteScalingPolicy', picked(input, [...WHERE, 'PolicyName']))
  },
}

function put(sim: Simulation, input: AwsInput) {
  const { PolicyARN } = call(sim, 'applicationAutoScaling', 'putScalingPolicy', input)
  return factsOf({ arn: PolicyARN, name: input.PolicyName })
}

export const alarmKind: Kind = kindOfAlarms('putMetricAlarm', 'MetricAlarm')

export const compositeAlarmKind: Kind = kindOfAlarms('putCompositeAlarm', 'CompositeAlarm')

function kindOfAlarms(operation: 'putMetricAlarm' | 'putCompositeAlarm', type: 'MetricAlarm' | 'CompositeAlarm'): Kind {
  return {
    identity: ({ AlarmName }) => textOf(AlarmName),
    make(sim, input) {
      call(sim, 'cloudWatch', operation, input)
      const asked = { AlarmNames: [input.AlarmName], AlarmTypes: [type] }
      const { AlarmArn, AlarmName } = first(call(sim, 'cloudWatch', 'describeAlarms', asked)[`${type}s`])
      return factsOf({ arn: AlarmArn, name: AlarmName })
    },
    fixed: ['AlarmName'],
    nameMember: 'AlarmName',
    concerns: allButTags,
    update(sim, _standing, { input }) {
      call(sim, 'cloudWatch', operation, input)
      return DONE
    },
    remove: (sim, { facts: { name } }) => void call(sim, 'cloudWatch', 'deleteAlarms', { AlarmNames: [name] }),
  }
}
