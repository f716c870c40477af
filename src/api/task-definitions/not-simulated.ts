// What does AWS accept in a definition that would mislead if this version let it pass without acting it out?
import { notSimulated } from '../refuse.ts'
import { type Container, containersOf, type Definition, isSaid, isWindows } from './definition.ts'

/** @throws UnsupportedFeatureException; to be asked after all of AWS's own rules. */
export function refuseNotSimulated(definition: Definition): void {
  const { runtimePlatform } = definition
  if (isWindows(definition)) {
    const found = runtimePlatform?.operatingSystemFamily
    notSimulated('runtimePlatform.operatingSystemFamily', 'Windows containers', found, 'TD-28')
  }
  for (const [container, at] of containersOf(definition)) refuseInContainer(container, at)
}

type Requirement = NonNullable<Container['resourceRequirements']>[number]

export function isNoWholeGpu({ type, ...rest }: Requirement): boolean {
  return type !== 'GPU' || Object.keys(rest).some((member) => member !== 'value')
}

interface Refusal {
  readonly member: keyof Container
  readonly what: string
  readonly rule: string
  /** What stands there and would mislead; undefined when nothing does. */
  readonly found?: (container: Container) => unknown
}

const REFUSALS: readonly Refusal[] = [
  {
    member: 'resourceRequirements',
    what: 'accelerators other than whole GPUs',
    rule: 'TD-60',
    found: ({ resourceRequirements = [] }) => resourceRequirements.find(isNoWholeGpu),
  },
  {
    member: 'portMappings',
    what: 'container port ranges',
    rule: 'NW-7',
    found: ({ portMappings = [] }) => portMappings.find(({ containerPortRange }) => containerPortRange !== undefined),
  },
]

function refuseInContainer(container: Container, at: string): void {
  for (const { member, what, rule, found } of REFUSALS) {
    const value = found === undefined ? container[member] : found(container)
    if (isSaid(value)) notSimulated(`${at}.${member}`, what, value, rule)
  }
}
