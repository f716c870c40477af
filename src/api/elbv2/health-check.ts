// How is a target group to be probed? AWS's defaults, its ranges and what it demands of them together (TG-020…TG-029).
import { parseCodes } from '../../balancing/codes.ts'
import type { LoadBalancerType, TargetHealthCheck } from '../../model/balancing.ts'
import { notSimulated, refuse } from '../refuse.ts'
import { checkRange, type ElbInput, invalid } from './parse.ts'

type Input = Pick<
  ElbInput<'ModifyTargetGroup'>,
  | 'HealthCheckProtocol'
  | 'HealthCheckPort'
  | 'HealthCheckPath'
  | 'HealthCheckEnabled'
  | 'HealthCheckIntervalSeconds'
  | 'HealthCheckTimeoutSeconds'
  | 'HealthyThresholdCount'
  | 'UnhealthyThresholdCount'
  | 'Matcher'
>

const HTTP: readonly string[] = ['HTTP', 'HTTPS']

/** @param before the check as it stands; null for a new group. @throws ValidationError, UnsupportedFeatureException */
export function healthCheckOf(
  input: Input,
  balancer: LoadBalancerType,
  before: TargetHealthCheck | null,
): TargetHealthCheck {
  if (input.HealthCheckEnabled === false)
    invalid('HealthCheckEnabled', 'true: instances and addresses are always probed', false, 'TG-029')
  if (input.Matcher?.GrpcCode !== undefined) notSimulated('Matcher.GrpcCode', 'gRPC', input.Matcher.GrpcCode, 'LB-036')
  const protocol = input.HealthCheckProtocol ?? before?.protocol ?? (balancer === 'application' ? 'HTTP' : 'TCP')
  checkProtocol(protocol, balancer)
  const isHttp = HTTP.includes(protocol)
  const isOther = before !== null && HTTP.includes(before.protocol) !== isHttp
  const usual = usualCheck(protocol, balancer)
  const known = before === null || isOther ? usual : before
  const check: TargetHealthCheck = {
    protocol,
    port: input.HealthCheckPort ?? before?.port ?? 'traffic-port',
    path: isHttp ? (input.HealthCheckPath ?? known.path) : null,
    intervalSeconds: input.HealthCheckIntervalSeconds ?? before?.intervalSeconds ?? 30,
    timeoutSeconds: input.HealthCheckTimeoutSeconds ?? before?.timeoutSeconds ?? usual.timeoutSeconds,
    healthyThreshold: input.HealthyThresholdCount ?? before?.healthyThreshold ?? 5,
    unhealthyThreshold: input.UnhealthyThresholdCount ?? before?.unhealthyThreshold ?? 2,
    matcher: isHttp ? (input.Matcher?.HttpCode ?? known.matcher) : null,
  }
  checkCheck(check, input, balancer)
  return check
}

function usualCheck(
  protocol: string,
  balancer: LoadBalancerType,
): Pick<TargetHealthCheck, 'path' | 'matcher' | 'timeoutSeconds'> {
  const isHttp = HTTP.includes(protocol)
  if (balancer === 'application') return { path: '/', matcher: '200', timeoutSeconds: 5 }
  return {
    path: isHttp ? '/' : null,
    matcher: isHttp ? '200-399' : null,
    timeoutSeconds: protocol === 'HTTP' ? 6 : 10,
  }
}

function checkProtocol(protocol: string, balancer: LoadBalancerType): void {
  const allowed = balancer === 'application' ? HTTP : ['TCP', ...HTTP]
  if (!allowed.includes(protocol)) invalid('HealthCheckProtocol', `one of ${allowed.join(', ')}`, protocol, 'TG-020')
}

function checkCheck(check: TargetHealthCheck, input: Input, balancer: LoadBalancerType): void {
  if (check.port !== 'traffic-port' && !isPort(check.port))
    invalid('HealthCheckPort', 'traffic-port, or a port', check.port, 'TG-021')
  if (input.HealthCheckPath !== undefined) {
    if (check.path === null) invalid('HealthCheckPath', 'none with this protocol', input.HealthCheckPath, 'TG-022')
    if (!check.path.startsWith('/') || check.path.length > 1_024)
      invalid('HealthCheckPath', '1 to 1024 characters that begin with /', check.path, 'TG-022')
  }
  checkRange('HealthCheckIntervalSeconds', check.intervalSeconds, 5, 300, 'TG-023')
  checkRange('HealthCheckTimeoutSeconds', check.timeoutSeconds, 2, 120, 'TG-024')
  checkRange('HealthyThresholdCount', check.healthyThreshold, 2, 10, 'TG-025')
  checkRange('UnhealthyThresholdCount', check.unhealthyThreshold, 2, 10, 'TG-026')
  if (input.Matcher?.HttpCode !== undefined) checkMatcher(input.Matcher.HttpCode, check, balancer)
  checkTimeout(check, balancer)
}

function checkMatcher(code: string, { matcher }: TargetHealthCheck, balancer: LoadBalancerType): void {
  if (matcher === null) invalid('Matcher', 'none with this protocol', code, 'TG-027')
  const most = balancer === 'application' ? 499 : 599
  const ranges = parseCodes(code)
  if (ranges === null || ranges.some(({ low, high }) => low < 200 || high > most))
    invalid('Matcher.HttpCode', `codes from 200 to ${most}, such as 200,202 or 200-299`, code, 'TG-027')
}

/** TG-028. */
function checkTimeout({ timeoutSeconds, intervalSeconds }: TargetHealthCheck, balancer: LoadBalancerType): void {
  const isStrict = balancer === 'application'
  if (isStrict ? timeoutSeconds < intervalSeconds : timeoutSeconds <= intervalSeconds) return
  const relation = isStrict ? 'smaller than' : 'smaller than or equal to'
  refuse(
    'ValidationError',
    `Health check timeout '${timeoutSeconds}' must be ${relation} the interval '${intervalSeconds}'`,
    {
      path: 'HealthCheckTimeoutSeconds',
      expected: `${relation} ${intervalSeconds}`,
      found: String(timeoutSeconds),
      rule: 'TG-028',
    },
  )
}

export function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535
}
