// Which launch types will AWS let tasks of this definition start on? (TD-90…TD-93)
import type { Definition, LaunchTypeName } from './definition.ts'
import { launchTypeObjections } from './validate/launch-types.ts'
import { firstOf } from './validate/objection.ts'

/** In the order in which AWS answers. Managed Instances are not part of the simulation. */
const LAUNCH_TYPES: readonly LaunchTypeName[] = ['EXTERNAL', 'EC2', 'FARGATE']

/** Every launch type that has nothing to object, required or not. */
export function compatibilitiesOf(definition: Definition): LaunchTypeName[] {
  return LAUNCH_TYPES.filter((type) => firstOf(launchTypeObjections(type, definition)) === undefined)
}
