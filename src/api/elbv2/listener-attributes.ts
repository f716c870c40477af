// The attributes of a listener: how long a flow may be silent, and what headers are called or added (LB-053).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import type { Listener } from '../../model/balancing.ts'
import { updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import type {
  DescribeListenerAttributesOutput,
  ModifyListenerAttributesOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { anyText, bool, type Known, merged, oneOf, type Values, whole } from './attribute-rows.ts'
import { getListener } from './find.ts'
import { invalid, parseElbInput } from './parse.ts'

interface Row extends Known {
  readonly usual: string
  readonly protocols: readonly string[]
}

const HEADER_NAME: Values = {
  expected: 'the name of a header, of 1 to 40 letters, digits, hyphens and underscores',
  allows: (value) => /^[A-Za-z0-9_-]{1,40}$/.test(value),
}

/** What the load balancer tells a target about the client's certificate and connection, by AWS's own names of the headers. */
const TOLD = [
  'X-Amzn-Mtls-Clientcert-Serial-Number',
  'X-Amzn-Mtls-Clientcert-Issuer',
  'X-Amzn-Mtls-Clientcert-Subject',
  'X-Amzn-Mtls-Clientcert-Validity',
  'X-Amzn-Mtls-Clientcert-Leaf',
  'X-Amzn-Mtls-Clientcert',
  'X-Amzn-Tls-Version',
  'X-Amzn-Tls-Cipher-Suite',
]

/** Headers that are added to answers; '' adds none. */
const ADDED: readonly (readonly [name: string, values: Values])[] = [
  ['strict_transport_security', anyText()],
  ['access_control_allow_origin', anyText()],
  ['access_control_allow_methods', anyText()],
  ['access_control_allow_headers', anyText()],
  ['access_control_allow_credentials', oneOf('', 'true')],
  ['access_control_expose_headers', anyText()],
  ['access_control_max_age', whole(0, 86_400, '')],
  ['content_security_policy', anyText()],
  ['x_content_type_options', oneOf('', 'nosniff')],
  ['x_frame_options', anyText()],
]

const HTTP = ['HTTP', 'HTTPS']

const ROWS: readonly Row[] = [
  { key: 'tcp.idle_timeout.seconds', usual: '350', protocols: ['TCP', 'TCP_UDP'], ...whole(60, 6_000) },
  ...TOLD.map((header) => ({
    key: `routing.http.request.${header.toLowerCase().replaceAll('-', '_')}.header_name`,
    usual: header,
    protocols: ['HTTPS'],
    ...HEADER_NAME,
  })),
  { key: 'routing.http.response.server.enabled', usual: 'true', protocols: HTTP, ...bool },
  ...ADDED.map(([name, values]) => ({
    key: `routing.http.response.${name}.header_value`,
    usual: '',
    protocols: HTTP,
    ...values,
  })),
]

/** @throws ListenerNotFoundException */
export function describeListenerAttributes(
  world: WorldView,
  input: unknown,
): ElbAnswer<DescribeListenerAttributesOutput> {
  const { ListenerArn } = parseElbInput('DescribeListenerAttributes', input)
  return { Attributes: shown(getListener(world, ListenerArn)) }
}

/** @throws ListenerNotFoundException, ValidationError */
export function modifyListenerAttributes(world: World, input: unknown): ElbAnswer<ModifyListenerAttributesOutput> {
  const parsed = parseElbInput('ModifyListenerAttributes', input)
  const listener = getListener(world, parsed.ListenerArn)
  if (parsed.Attributes.length === 0) invalid('Attributes', 'at least one attribute', '0 items', 'LB-053')
  const attributes = merged(rowsOf(listener), listener.attributes ?? {}, parsed.Attributes)
  return command(world, 'elbv2.modifyListenerAttributes', parsed, (cause) => {
    apply(world, { changes: [updated('listener.updated', listener.arn, { attributes }, 'LB-053')], timers: [] }, cause)
    return { Attributes: shown(world.tables.listeners.certain(listener.arn)) }
  })
}

/** Attributes that somebody changed; nothing follows from any of them. */
export function changedListenerAttributes(listener: Readonly<Listener>): string[] {
  return rowsOf(listener)
    .filter(({ key, usual }) => (listener.attributes?.[key] ?? usual) !== usual)
    .map(({ key }) => key)
}

/** What was set for another protocol is not shown. */
function shown(listener: Readonly<Listener>): { Key: string; Value: string }[] {
  return rowsOf(listener).map(({ key, usual }) => ({ Key: key, Value: listener.attributes?.[key] ?? usual }))
}

function rowsOf({ protocol }: Readonly<Listener>): readonly Row[] {
  return ROWS.filter(({ protocols }) => protocols.includes(protocol))
}
