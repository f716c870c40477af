// In which words does Fargate say no? Ours, where AWS's are not known (TD-94).
import { fargateSizesNear } from '../sizes.ts'
import type { Objection } from './objection.ts'

export function unsupportedByFargate(path: string, found: unknown, rule = 'TD-94'): Objection {
  const member = path.slice(path.lastIndexOf('.') + 1)
  return {
    rule,
    path,
    message: `Fargate does not support the '${member}' parameter.`,
    expected: 'nothing there',
    found,
  }
}

export function noSuchSize(cpuUnits: number, memoryMiB: number): Objection {
  return {
    rule: 'FG-1',
    path: 'memory',
    message: `No Fargate configuration exists for given values: ${cpuUnits} CPU, ${memoryMiB} memory. See the Amazon ECS documentation for the valid values.`,
    expected: fargateSizesNear(cpuUnits),
    found: `${cpuUnits} CPU units and ${memoryMiB} MiB`,
  }
}
