// The certificates of a listener beside its default one: for hosts that the default does not name (LB-052).
import { apply } from '../../engine/apply.ts'
import { command } from '../../engine/command.ts'
import type { World } from '../../engine/world.ts'
import type { Listener } from '../../model/balancing.ts'
import { updated } from '../../model/changes.ts'
import type { WorldView } from '../../model/view.ts'
import { refuse } from '../refuse.ts'
import type {
  AddListenerCertificatesOutput,
  Certificate,
  DescribeListenerCertificatesOutput,
  RemoveListenerCertificatesOutput,
} from '../shapes/elbv2-types.generated.ts'
import type { ElbAnswer } from './answer.ts'
import { getListener } from './find.ts'
import { MOST_CERTIFICATES } from './limits.ts'
import { pageOf } from './pages.ts'
import { type ElbInput, invalid, parseElbInput } from './parse.ts'

/** One that is there already is not added again. @throws ListenerNotFoundException, TooManyCertificatesException, UnsupportedProtocolException, ValidationError */
export function addListenerCertificates(world: World, input: unknown): ElbAnswer<AddListenerCertificatesOutput> {
  const parsed = parseElbInput('AddListenerCertificates', input)
  const listener = getSecure(world, parsed.ListenerArn)
  const given = arnsOf(parsed)
  const certificates = [...new Set([...own(listener), ...given])]
  if (certificates.length > MOST_CERTIFICATES)
    refuse('TooManyCertificatesException', `You have reached the limit of ${MOST_CERTIFICATES} certificates.`, {
      path: 'Certificates',
      expected: `at most ${MOST_CERTIFICATES} beside the default one`,
      found: `${certificates.length} certificates`,
      rule: 'LB-052',
    })
  return command(world, 'elbv2.addListenerCertificates', parsed, (cause) => {
    write(world, listener, certificates, cause)
    return { Certificates: given.map(asAdded) }
  })
}

/** One that is not there is passed over. @throws ListenerNotFoundException, OperationNotPermittedException, UnsupportedProtocolException, ValidationError */
export function removeListenerCertificates(world: World, input: unknown): ElbAnswer<RemoveListenerCertificatesOutput> {
  const parsed = parseElbInput('RemoveListenerCertificates', input)
  const listener = getSecure(world, parsed.ListenerArn)
  const given = arnsOf(parsed)
  const index = given.findIndex((arn) => arn === defaultOf(listener) && !own(listener).includes(arn))
  if (index >= 0)
    refuse('OperationNotPermittedException', 'The default certificate of a listener cannot be removed.', {
      path: `Certificates[${index}].CertificateArn`,
      expected: 'a certificate that was added',
      found: given[index] as string,
      rule: 'LB-052',
    })
  return command(world, 'elbv2.removeListenerCertificates', parsed, (cause) => {
    const certificates = own(listener).filter((arn) => !given.includes(arn))
    write(world, listener, certificates, cause)
    return {}
  })
}

/** The default one first; again among the others where it was added as well. @throws ListenerNotFoundException, ValidationError */
export function describeListenerCertificates(
  world: WorldView,
  input: unknown,
): ElbAnswer<DescribeListenerCertificatesOutput> {
  const parsed = parseElbInput('DescribeListenerCertificates', input)
  const listener = getListener(world, parsed.ListenerArn)
  const first = defaultOf(listener)
  const all: Certificate[] = [
    ...(first === undefined ? [] : [{ CertificateArn: first, IsDefault: true }]),
    ...own(listener).map(asAdded),
  ]
  const { items, ...more } = pageOf('DescribeListenerCertificates', all, parsed)
  return { Certificates: items, ...more }
}

/** @throws ValidationError */
export function checkCertificate({ IsDefault }: Certificate, path: string): void {
  if (IsDefault !== undefined)
    invalid(`${path}.IsDefault`, 'nothing: AWS says which is the default', IsDefault, 'LB-052')
}

function certificateArn(certificate: Certificate, path: string): string {
  const { CertificateArn: arn } = certificate
  checkCertificate(certificate, path)
  if (arn === undefined || !/^arn:aws[\w-]*:(acm|iam):/.test(arn))
    return invalid(`${path}.CertificateArn`, 'the ARN of a certificate of ACM or IAM', arn, 'LB-052')
  return arn
}

function arnsOf({ Certificates: given }: ElbInput<'AddListenerCertificates'>): string[] {
  if (given.length === 0) invalid('Certificates', 'at least one certificate', '0 certificates', 'LB-052')
  return given.map((each, index) => certificateArn(each, `Certificates[${index}]`))
}

function getSecure(world: WorldView, arn: string): Readonly<Listener> {
  const listener = getListener(world, arn)
  if (listener.protocol === 'HTTPS' || listener.protocol === 'TLS') return listener
  return refuse('UnsupportedProtocolException', `A listener of ${listener.protocol} has no certificates.`, {
    path: 'ListenerArn',
    expected: 'a listener of HTTPS or TLS',
    found: listener.protocol,
    rule: 'LB-052',
  })
}

const asAdded = (CertificateArn: string): Certificate => ({ CertificateArn, IsDefault: false })

const own = ({ certificates = [] }: Readonly<Listener>): readonly string[] => certificates

function defaultOf({ kept }: Readonly<Listener>): string | undefined {
  return (kept.Certificates as readonly Certificate[] | undefined)?.[0]?.CertificateArn
}

function write(world: World, { arn }: Readonly<Listener>, certificates: readonly string[], cause: number): void {
  apply(world, { changes: [updated('listener.updated', arn, { certificates }, 'LB-052')], timers: [] }, cause)
}
