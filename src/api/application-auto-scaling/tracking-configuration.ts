// Which metric does a policy track, and toward what? (AS-26…AS-30, AS-50)
import type { JsonRecord } from '../../model/basics.ts'
import { QUICK_METRIC_MS } from '../../model/monitoring.ts'
import type { AlarmSubject } from '../../model/scaling/alarms.ts'
import type { MetricStat } from '../../model/scaling/metrics.ts'
import type { TrackingConfiguration } from '../../model/scaling/targets.ts'
import { customizedSubject, statOf, targetGroupRequests } from '../scaling/tracked-metric.ts'
import type { AasInput } from './parse.ts'
import { checkRange, invalid } from './parse.ts'

type Given = NonNullable<AasInput<'PutScalingPolicy'>['TargetTrackingScalingPolicyConfiguration']>
type Predefined = NonNullable<Given['PredefinedMetricSpecification']>

export interface Tracking {
  readonly configuration: TrackingConfiguration
  readonly subject: AlarmSubject
  readonly kept: JsonRecord
}

const PATH = 'TargetTrackingScalingPolicyConfiguration'
const USUAL_COOLDOWN_SECONDS = 300

/** @param resourceId the scalable target: predefined metrics are those of its service */
export function trackingOf(given: Given, resourceId: string): Tracking {
  const { TargetValue: targetValue, ScaleOutCooldown, ScaleInCooldown, DisableScaleIn = false } = given
  if (!(targetValue > 0) || !Number.isFinite(targetValue))
    invalid(`${PATH}.TargetValue`, 'a number above 0', targetValue, 'AS-32')
  checkRange(`${PATH}.ScaleOutCooldown`, ScaleOutCooldown, 0, 2_147_483_647, 'AS-50')
  checkRange(`${PATH}.ScaleInCooldown`, ScaleInCooldown, 0, 2_147_483_647, 'AS-50')
  const configuration: TrackingConfiguration = {
    kind: 'tracking',
    targetValue,
    disableScaleIn: DisableScaleIn,
    scaleOutCooldownMs: (ScaleOutCooldown ?? USUAL_COOLDOWN_SECONDS) * 1_000,
    scaleInCooldownMs: (ScaleInCooldown ?? USUAL_COOLDOWN_SECONDS) * 1_000,
  }
  return { configuration, subject: subjectOf(given, resourceId), kept: { ...given, DisableScaleIn } as JsonRecord }
}

function subjectOf(given: Given, resourceId: string): AlarmSubject {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = given
  if (predefined !== undefined && customized === undefined)
    return { kind: 'metric', stat: predefinedStat(predefined, resourceId) }
  if (customized !== undefined && predefined === undefined)
    return customizedSubject(customized, `${PATH}.CustomizedMetricSpecification`, invalid)
  const found = predefined === undefined ? 'neither' : 'both'
  return invalid(PATH, 'either a predefined or a customized metric specification', found, 'AS-27')
}

const SERVICE_METRICS: Readonly<Record<string, string>> = {
  ECSServiceAverageCPUUtilization: 'CPUUtilization',
  ECSServiceAverageMemoryUtilization: 'MemoryUtilization',
}
const QUICK = 'HighResolution'

function predefinedStat(
  { PredefinedMetricType: type, ResourceLabel: label }: Predefined,
  resourceId: string,
): MetricStat {
  const path = `${PATH}.PredefinedMetricSpecification`
  if (type === 'ALBRequestCountPerTarget') return targetGroupRequests(label, `${path}.ResourceLabel`, invalid)
  if (label !== undefined)
    return invalid(`${path}.ResourceLabel`, `nothing with the metric type ${type}`, label, 'AS-26')
  const isQuick = type.endsWith(QUICK)
  const usual = isQuick ? type.slice(0, -QUICK.length) : type
  const metricName = Object.hasOwn(SERVICE_METRICS, usual) ? SERVICE_METRICS[usual] : undefined
  if (metricName === undefined)
    return invalid(`${path}.PredefinedMetricType`, 'a metric type of ECS services', type, 'AS-26')
  const [, cluster, service] = resourceId.split('/') as [string, string, string]
  const dimensions = [
    { name: 'ClusterName', value: cluster },
    { name: 'ServiceName', value: service },
  ]
  const stat = statOf({ namespace: 'AWS/ECS', metricName, dimensions }, 'Average')
  return isQuick ? { ...stat, periodMs: QUICK_METRIC_MS } : stat
}
