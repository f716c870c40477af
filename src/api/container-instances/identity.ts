// Which machine does an agent run on? EC2's instance identity document says it; outside of EC2 there is none (CI-09, CI-10).
import { EXTERNAL } from '../../model/capabilities.ts'
import { invalid } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Registration = ParsedInput<'RegisterContainerInstance'>

export interface Machine {
  readonly instanceId: string
  readonly instanceType: string
  readonly availabilityZone: string
  readonly architecture: string
}

export function isOutsideOfEc2({ attributes = [] }: Registration): boolean {
  return attributes.some(({ name }) => name === EXTERNAL)
}

const PATH = 'instanceIdentityDocument'
const WANTED = 'the JSON text of an EC2 instance identity document, with instanceId, instanceType and availabilityZone'

/** @throws InvalidParameterException */
export function machineOf({ instanceIdentityDocument }: Registration): Machine {
  const document = parsed(instanceIdentityDocument ?? '')
  const { instanceId, instanceType, availabilityZone, architecture = 'x86_64' } = document
  const texts = [instanceId, instanceType, availabilityZone, architecture]
  if (!texts.every((value) => typeof value === 'string' && value.length > 0 && value.length <= 255))
    invalid(PATH, WANTED, instanceIdentityDocument, 'CI-09')
  return { instanceId, instanceType, availabilityZone, architecture } as Machine
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Falls through to the one refusal below.
  }
  return invalid(PATH, WANTED, text, 'CI-09')
}
