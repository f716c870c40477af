// Volumes that are configured when tasks are started: which volume may be, and how many? (TD-125)
import type { TaskDefinition } from '../model/entities.ts'
import { checkCount, invalid } from './refuse.ts'
import { storedDefinition } from './task-definitions/definition.ts'

/** One volume a task, of the name that its definition leaves to the launch. @throws InvalidParameterException */
export function checkVolumes(
  given: readonly { readonly name: string }[] | undefined,
  { definition }: Readonly<TaskDefinition>,
): void {
  checkCount('volumeConfigurations', given, 1, 'TD-125')
  const { volumes = [] } = storedDefinition(definition)
  const names = volumes.filter(({ configuredAtLaunch }) => configuredAtLaunch === true).map(({ name }) => name)
  for (const [index, { name }] of (given ?? []).entries()) {
    if (names.includes(name)) continue
    const expected = 'the name of a volume that the task definition has with configuredAtLaunch'
    invalid(`volumeConfigurations[${index}].name`, expected, name, 'TD-125')
  }
}
