// Could Fargate run this container? (TD-52, TD-53, TD-57…TD-64, TD-94)
import { type Container, isSaid } from '../definition.ts'
import { unsupportedByFargate } from './fargate-words.ts'
import type { Objections } from './objection.ts'

export function* fargateContainerObjections(container: Container, at: string): Objections {
  yield* logDriverObjections(container, at)
  yield* timeoutObjections(container, at)
  yield* memberObjections(container, at)
  yield* linuxObjections(container, at)
  const gpu = (container.resourceRequirements ?? []).find(({ type }) => type === 'GPU')
  if (gpu !== undefined) yield unsupportedByFargate(`${at}.resourceRequirements`, gpu, 'TD-60')
  const configType = container.firelensConfiguration?.options?.['config-file-type']
  if (configType !== undefined && configType !== 'file') {
    const message = "Fargate supports only the config-file-type 'file' in firelensConfiguration."
    const path = `${at}.firelensConfiguration.options`
    yield { rule: 'TD-58', path, message, expected: "config-file-type 'file'", found: configType }
  }
}

const LOG_DRIVERS = ['awslogs', 'splunk', 'awsfirelens']

function* logDriverObjections({ logConfiguration }: Container, at: string): Objections {
  if (logConfiguration === undefined) return
  const { logDriver, options = {} } = logConfiguration
  if (!LOG_DRIVERS.includes(logDriver)) {
    const message = `${logDriver} is not a valid log driver. Must be one of [${LOG_DRIVERS}]`
    const path = `${at}.logConfiguration.logDriver`
    yield { rule: 'TD-57', path, message, expected: `one of ${LOG_DRIVERS.join(', ')}`, found: logDriver }
  }
  if (logDriver === 'awslogs' && !Object.hasOwn(options, 'awslogs-stream-prefix')) {
    const message = 'Log driver awslogs requires options: awslogs-stream-prefix'
    const facts = { path: `${at}.logConfiguration.options`, expected: 'awslogs-stream-prefix', found: options }
    yield { rule: 'TD-57', message, ...facts }
  }
}

const MOST_SECONDS = 120

function* timeoutObjections({ startTimeout = 0, stopTimeout = 0 }: Container, at: string): Objections {
  const expected = `at most ${MOST_SECONDS}`
  for (const [rule, member, seconds] of [
    ['TD-52', 'start', startTimeout],
    ['TD-53', 'stop', stopTimeout],
  ] as const) {
    if (seconds <= MOST_SECONDS) continue
    const message = `Tasks using the Fargate launch type must have a container ${member} timeout of less than ${MOST_SECONDS} seconds.`
    yield { rule, path: `${at}.${member}Timeout`, message, expected, found: seconds }
  }
}

const MEMBERS = [
  ['TD-46', 'links'],
  ['TD-61', 'privileged'],
  ['TD-62', 'hostname'],
  ['TD-62', 'disableNetworking'],
  ['TD-62', 'dnsServers'],
  ['TD-62', 'dnsSearchDomains'],
  ['TD-62', 'extraHosts'],
  ['TD-63', 'dockerSecurityOptions'],
  ['TD-63', 'credentialSpecs'],
] as const

function* memberObjections(container: Container, at: string): Objections {
  for (const [rule, member] of MEMBERS) {
    if (isSaid(container[member])) yield unsupportedByFargate(`${at}.${member}`, container[member], rule)
  }
}

function* linuxObjections({ linuxParameters = {} }: Container, at: string): Objections {
  for (const member of ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'] as const) {
    const value = linuxParameters[member]
    if (isSaid(value)) yield unsupportedByFargate(`${at}.linuxParameters.${member}`, value, 'TD-64')
  }
  const added = (linuxParameters.capabilities?.add ?? []).find((name) => name !== 'SYS_PTRACE')
  if (added === undefined) return
  const message = "Fargate supports only the capability SYS_PTRACE in 'capabilities.add'."
  yield { rule: 'TD-64', path: `${at}.linuxParameters.capabilities.add`, message, expected: 'SYS_PTRACE', found: added }
}
