// DescribeSSLPolicies: which versions of TLS and which ciphers does each of AWS's policies allow? (LB-051)
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type { DescribeSSLPoliciesOutput, SslPolicy } from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { pageOf } from './pages.ts'
import { parseElbInput } from './parse.ts'

/** A cipher's family; the families of a policy say which it has. */
type Family = 'tls13' | 'chacha' | 'gcm' | 'sha2' | 'sha1' | 'rsa-sha2' | 'rsa-sha1' | 'des'

/** In AWS's order of preference. */
const CIPHERS: readonly (readonly [name: string, family: Family])[] = [
  ['TLS_AES_128_GCM_SHA256', 'tls13'],
  ['TLS_AES_256_GCM_SHA384', 'tls13'],
  ['TLS_CHACHA20_POLY1305_SHA256', 'chacha'],
  ['ECDHE-ECDSA-AES128-GCM-SHA256', 'gcm'],
  ['ECDHE-RSA-AES128-GCM-SHA256', 'gcm'],
  ['ECDHE-ECDSA-AES128-SHA256', 'sha2'],
  ['ECDHE-RSA-AES128-SHA256', 'sha2'],
  ['ECDHE-ECDSA-AES128-SHA', 'sha1'],
  ['ECDHE-RSA-AES128-SHA', 'sha1'],
  ['ECDHE-ECDSA-AES256-GCM-SHA384', 'gcm'],
  ['ECDHE-RSA-AES256-GCM-SHA384', 'gcm'],
  ['ECDHE-ECDSA-AES256-SHA384', 'sha2'],
  ['ECDHE-RSA-AES256-SHA384', 'sha2'],
  ['ECDHE-ECDSA-AES256-SHA', 'sha1'],
  ['ECDHE-RSA-AES256-SHA', 'sha1'],
  ['AES128-GCM-SHA256', 'rsa-sha2'],
  ['AES128-SHA256', 'rsa-sha2'],
  ['AES128-SHA', 'rsa-sha1'],
  ['AES256-GCM-SHA384', 'rsa-sha2'],
  ['AES256-SHA256', 'rsa-sha2'],
  ['AES256-SHA', 'rsa-sha1'],
  ['DES-CBC3-SHA', 'des'],
]

const VERSIONS = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'] as const
type Version = (typeof VERSIONS)[number]

const FORWARD: readonly Family[] = ['gcm', 'sha2', 'sha1']
const EVERY: readonly Family[] = [...FORWARD, 'rsa-sha2', 'rsa-sha1']
const NEWEST: readonly Family[] = ['tls13', 'chacha']

/** With TLS 1.3, from one version up. Those of 2025 negotiate keys that quantum computers do not break, with the same ciphers. */
const MODERN: readonly (readonly [
  name: string,
  oldest: Version,
  beside: readonly Family[],
  hasPostQuantum: boolean,
])[] = [
  ['TLS13-1-3', 'TLSv1.3', [], true],
  ['TLS13-1-2-Res', 'TLSv1.2', ['gcm'], true],
  ['TLS13-1-2', 'TLSv1.2', ['gcm', 'sha2'], true],
  ['TLS13-1-2-Ext1', 'TLSv1.2', ['gcm', 'sha2', 'rsa-sha2'], true],
  ['TLS13-1-2-Ext2', 'TLSv1.2', EVERY, true],
  ['TLS13-1-1', 'TLSv1.1', EVERY, false],
  ['TLS13-1-0', 'TLSv1', EVERY, true],
]

/** Up to TLS 1.2. */
const OLDER: readonly (readonly [name: string, oldest: Version, families: readonly Family[]])[] = [
  ['2016-08', 'TLSv1', EVERY],
  ['2015-05', 'TLSv1', EVERY],
  ['TLS-1-2-Ext-2018-06', 'TLSv1.2', EVERY],
  ['TLS-1-2-2017-01', 'TLSv1.2', ['gcm', 'sha2', 'rsa-sha2']],
  ['TLS-1-1-2017-01', 'TLSv1.1', EVERY],
  ['TLS-1-0-2015-04', 'TLSv1', [...EVERY, 'des']],
  ['FS-2018-06', 'TLSv1', FORWARD],
  ['FS-1-1-2019-08', 'TLSv1.1', FORWARD],
  ['FS-1-2-2019-08', 'TLSv1.2', FORWARD],
  ['FS-1-2-Res-2019-08', 'TLSv1.2', ['gcm', 'sha2']],
  ['FS-1-2-Res-2020-10', 'TLSv1.2', ['gcm']],
]

const PREFIX = 'ELBSecurityPolicy-'

function policy(name: string, newest: Version, oldest: Version, families: readonly Family[]): SslPolicy {
  const ciphers = CIPHERS.filter(([, family]) => families.includes(family))
  return {
    SslProtocols: VERSIONS.slice(VERSIONS.indexOf(newest), VERSIONS.indexOf(oldest) + 1),
    Ciphers: ciphers.map(([Name], index) => ({ Name, Priority: index + 1 })),
    Name: `${PREFIX}${name}`,
    SupportedLoadBalancerTypes: ['application', 'network'],
  }
}

function modern(dateOf: (hasPostQuantum: boolean) => string | null): SslPolicy[] {
  return MODERN.flatMap(([name, oldest, beside, hasPostQuantum]) => {
    const date = dateOf(hasPostQuantum)
    return date === null ? [] : [policy(`${name}-${date}`, 'TLSv1.3', oldest, [...NEWEST, ...beside])]
  })
}

const POLICIES: readonly SslPolicy[] = [
  ...OLDER.slice(0, 1).map(([name, oldest, families]) => policy(name, 'TLSv1.2', oldest, families)),
  ...modern(() => '2021-06'),
  ...modern((hasPostQuantum) => (hasPostQuantum ? 'PQ-2025-09' : null)),
  ...OLDER.slice(1).map(([name, oldest, families]) => policy(name, 'TLSv1.2', oldest, families)),
]

/** @throws SSLPolicyNotFoundException, ValidationError */
export function describeSSLPolicies(_world: WorldView, input?: unknown): ElbAnswer<DescribeSSLPoliciesOutput> {
  const parsed = parseElbInput('DescribeSSLPolicies', input)
  const { Names: names, LoadBalancerType: type } = parsed
  const named = names?.map((name, index) => POLICIES.find((each) => each.Name === name) ?? notFound(name, index))
  const rows = (named ?? POLICIES).filter(({ SupportedLoadBalancerTypes: types }) => !type || types?.includes(type))
  const { items, ...more } = pageOf('DescribeSSLPolicies', rows, parsed)
  return { SslPolicies: items.map((each) => structuredClone(each)), ...more }
}

function notFound(name: string, index: number): never {
  refusePolicy(name, `Names[${index}]`)
}

/** AWS adds policies: any name that could be one of them is taken. @throws SSLPolicyNotFoundException */
export function checkSslPolicy(name: string | undefined): void {
  if (name !== undefined && !name.startsWith(PREFIX)) refusePolicy(name, 'SslPolicy')
}

function refusePolicy(name: string, path: string): never {
  refuse('SSLPolicyNotFoundException', `SSL policy '${name.slice(0, 80)}' not found`, {
    path,
    expected: `the name of a policy of AWS, such as ${PREFIX}TLS13-1-2-Res-2021-06`,
    found: name.slice(0, 80),
    rule: 'LB-051',
  })
}
