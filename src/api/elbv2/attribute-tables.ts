// Which attributes do load balancers and target groups have, and what may each be? (LB-043, LB-044, TG-010…TG-01A)
import { UNHEALTHY_DRAINING } from '../../balancing/attributes.ts'
import type { LoadBalancer, LoadBalancerType, TargetGroup } from '../../model/balancing.ts'
import { notSimulated } from '../refuse.ts'
import { anyText, bool, type Given, type Known, merged, oneOf, whole } from './attribute-rows.ts'
import { invalid } from './parse.ts'

interface Row extends Known {
  /** Null: it does not exist there. */
  readonly application: string | null
  readonly network: string | null
  /** Taken and returned; nothing follows from it. */
  readonly keptOnly?: true
}

const BALANCER: readonly Row[] = [
  { key: 'deletion_protection.enabled', application: 'false', network: 'false', ...bool },
  { key: 'load_balancing.cross_zone.enabled', application: 'true', network: 'false', ...bool },
  { key: 'idle_timeout.timeout_seconds', application: '60', network: null, ...whole(1, 4_000), keptOnly: true },
  { key: 'client_keep_alive.seconds', application: '3600', network: null, ...whole(60, 604_800), keptOnly: true },
  { key: 'routing.http2.enabled', application: 'true', network: null, ...bool, keptOnly: true },
  {
    key: 'routing.http.drop_invalid_header_fields.enabled',
    application: 'false',
    network: null,
    ...bool,
    keptOnly: true,
  },
  { key: 'routing.http.preserve_host_header.enabled', application: 'false', network: null, ...bool, keptOnly: true },
  {
    key: 'routing.http.xff_header_processing.mode',
    application: 'append',
    network: null,
    ...oneOf('append', 'preserve', 'remove'),
    keptOnly: true,
  },
  { key: 'access_logs.s3.enabled', application: 'false', network: 'false', ...bool, keptOnly: true },
  { key: 'access_logs.s3.bucket', application: '', network: '', ...anyText(), keptOnly: true },
  { key: 'access_logs.s3.prefix', application: '', network: '', ...anyText(), keptOnly: true },
]

const HEALTH = 'target_group_health'
const TERMINATION = 'target_health_state.unhealthy.connection_termination.enabled'

const GROUP: readonly Row[] = [
  { key: 'deregistration_delay.timeout_seconds', application: '300', network: '300', ...whole(0, 3_600) },
  {
    key: 'deregistration_delay.connection_termination.enabled',
    application: null,
    network: 'false',
    ...bool,
    keptOnly: true,
  },
  {
    key: 'slow_start.duration_seconds',
    application: '0',
    network: null,
    expected: '0, or a whole number from 30 to 900',
    allows: (value) => value === '0' || whole(30, 900).allows(value),
  },
  {
    key: 'load_balancing.algorithm.type',
    application: 'round_robin',
    network: null,
    ...oneOf('round_robin', 'least_outstanding_requests', 'weighted_random'),
  },
  {
    key: 'load_balancing.algorithm.anomaly_mitigation',
    application: 'off',
    network: null,
    ...oneOf('off', 'on'),
    keptOnly: true,
  },
  {
    key: 'load_balancing.cross_zone.enabled',
    application: 'use_load_balancer_configuration',
    network: 'use_load_balancer_configuration',
    ...oneOf('true', 'false', 'use_load_balancer_configuration'),
  },
  { key: 'stickiness.enabled', application: 'false', network: 'false', ...bool },
  {
    key: 'stickiness.type',
    application: 'lb_cookie',
    network: 'source_ip',
    ...oneOf('lb_cookie', 'app_cookie', 'source_ip'),
  },
  { key: 'stickiness.lb_cookie.duration_seconds', application: '86400', network: null, ...whole(1, 604_800) },
  {
    key: `${HEALTH}.unhealthy_state_routing.minimum_healthy_targets.count`,
    application: '1',
    network: '1',
    ...whole(1, 1_000),
  },
  {
    key: `${HEALTH}.unhealthy_state_routing.minimum_healthy_targets.percentage`,
    application: 'off',
    network: 'off',
    ...whole(1, 100, 'off'),
  },
  {
    key: `${HEALTH}.dns_failover.minimum_healthy_targets.count`,
    application: '1',
    network: '1',
    ...whole(1, 1_000, 'off'),
  },
  {
    key: `${HEALTH}.dns_failover.minimum_healthy_targets.percentage`,
    application: 'off',
    network: 'off',
    ...whole(1, 100, 'off'),
    keptOnly: true,
  },
  { key: TERMINATION, application: null, network: 'true', ...bool },
  { key: UNHEALTHY_DRAINING, application: null, network: '0', ...whole(0, 360_000) },
  { key: 'preserve_client_ip.enabled', application: null, network: 'true', ...bool, keptOnly: true },
  { key: 'proxy_protocol_v2.enabled', application: null, network: 'false', ...bool, keptOnly: true },
]

export function usualBalancerAttributes(type: LoadBalancerType): Record<string, string> {
  return usual(BALANCER, type)
}

export function usualGroupAttributes(type: LoadBalancerType): Record<string, string> {
  return usual(GROUP, type)
}

function usual(rows: readonly Row[], type: LoadBalancerType): Record<string, string> {
  return Object.fromEntries(rows.flatMap((row) => (row[type] === null ? [] : [[row.key, row[type]]])))
}

/** The attributes with those that are given in place of the old ones. @throws ValidationError */
export function withBalancerAttributes(row: Readonly<LoadBalancer>, given: readonly Given[]): Record<string, string> {
  const attributes = merged(knownTo(BALANCER, row.type), row.attributes, given)
  if (row.type === 'application' && attributes['load_balancing.cross_zone.enabled'] === 'false')
    invalid('Attributes', 'cross-zone load balancing, which cannot be off here', 'false', 'LB-043')
  return attributes
}

/** @throws ValidationError, UnsupportedFeatureException */
export function withGroupAttributes(group: Readonly<TargetGroup>, given: readonly Given[]): Record<string, string> {
  const attributes = merged(knownTo(GROUP, group.balancer), group.attributes, given)
  const isSticky = attributes['stickiness.enabled'] === 'true'
  if (isSticky && attributes['stickiness.type'] !== 'lb_cookie')
    notSimulated(
      'Attributes',
      `stickiness by ${attributes['stickiness.type']}`,
      attributes['stickiness.type'],
      'TG-016',
    )
  if (attributes[TERMINATION] === 'true' && attributes[UNHEALTHY_DRAINING] !== '0')
    invalid(
      'Attributes',
      `${UNHEALTHY_DRAINING} of 0 while ${TERMINATION} is true`,
      attributes[UNHEALTHY_DRAINING],
      'TG-01A',
    )
  if (isSticky && attributes['load_balancing.cross_zone.enabled'] === 'false')
    invalid('Attributes', 'no stickiness while cross-zone load balancing is off', 'true', 'TG-047')
  if (
    attributes['slow_start.duration_seconds'] !== '0' &&
    group.balancer === 'application' &&
    attributes['load_balancing.algorithm.type'] !== 'round_robin'
  )
    invalid('Attributes', 'round_robin beside slow start', attributes['load_balancing.algorithm.type'], 'TG-012')
  if (
    attributes['load_balancing.algorithm.anomaly_mitigation'] === 'on' &&
    attributes['load_balancing.algorithm.type'] !== 'weighted_random'
  )
    invalid('Attributes', 'weighted_random beside anomaly mitigation', 'on', 'TG-014')
  return attributes
}

function knownTo(rows: readonly Row[], type: LoadBalancerType): readonly Row[] {
  return rows.filter((row) => row[type] !== null)
}

/** Attributes that somebody changed, and from which nothing follows. */
export function changedKeptAttributes(row: Readonly<LoadBalancer> | Readonly<TargetGroup>): string[] {
  const [rows, type] = 'balancer' in row ? ([GROUP, row.balancer] as const) : ([BALANCER, row.type] as const)
  return rows
    .filter((each) => each.keptOnly === true && each[type] !== null && row.attributes[each.key] !== each[type])
    .map(({ key }) => key)
}
