// What kind of file has somebody handed in? Told by its content, never by its name.
import { readDocument, type SourceDocument } from './document.ts'
import { isRecord } from './services.ts'

/**
 * - terraform: what `terraform show -json` prints
 * - other: what another service than Amazon ECS prints or takes, its members in capitals
 */
export type FileKind = 'scenario' | 'template' | 'aws-cli' | 'terraform' | 'other'

/** A file that was read to see what it is: nobody need read it again. */
export interface Recognised {
  readonly kind: FileKind
  readonly document: SourceDocument
}

/** Members that no scenario has, and that the AWS CLI prints or takes. */
const OF_AWS = ['taskDefinition', 'containerDefinitions', 'service', 'serviceName', 'failures', 'nextToken']

/**
 * A template has Resources; what the AWS CLI prints or takes has members of its own; anything else is meant as a scenario, and is
 * read, and refused, as one. `loadTemplate`, `loadScenario` and `loadChange` take the document. @throws UsageError for what is no YAML or JSON
 */
export function recognise(text: string | Uint8Array, name: string): Recognised {
  const document = readDocument(text, name, { shortForms: true })
  const kind = kindOf(document.data)
  // Short forms are a template's: elsewhere they are the tags that nobody knows.
  return { kind, document: kind !== 'template' && document.hasShortForms ? readDocument(text, name) : document }
}

function kindOf(data: unknown): FileKind {
  if (!isRecord(data)) return 'scenario'
  if (data.Resources !== undefined || data.AWSTemplateFormatVersion !== undefined) return 'template'
  if (data.terraform_version !== undefined && data.format_version !== undefined) return 'terraform'
  if (OF_AWS.some((member) => data[member] !== undefined) || isDescription(data)) return 'aws-cli'
  const members = Object.keys(data)
  return members.length > 0 && members.every((member) => /^[A-Z]/.test(member)) ? 'other' : 'scenario'
}

/** `{ "services": [{ "serviceArn": … }] }`: a scenario's services may be described so, too, but not alone. */
function isDescription(data: Readonly<Record<string, unknown>>): boolean {
  const [only, ...others] = Object.entries(data)
  if (only === undefined || others.length > 0) return false
  const [name, value] = only
  return name === 'services' && Array.isArray(value) && value.some((item) => isRecord(item) && 'serviceArn' in item)
}
