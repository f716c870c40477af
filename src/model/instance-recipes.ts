// How does somebody want their container instances? What fleet.launch, a launch template and a launch configuration have in common.
import type { Tag } from './basics.ts'
import type { InstanceType } from './instance-types.ts'
import type { ImagePullBehavior } from './supplies.ts'

export interface InstanceRecipe {
  readonly type: InstanceType
  /** What the agent registers; null for the share of the type (CI-04). */
  readonly cpuUnits: number | null
  readonly memoryMiB: number | null
  /** Null for what the type says (CI-27). */
  readonly taskEniLimit: number | null
  readonly awsvpcTrunking: boolean
  /** Beside those that every instance has. */
  readonly attributes: Readonly<Record<string, string>>
  readonly missingCapabilities: readonly string[]
  readonly spotDraining: boolean
  readonly tags: readonly Tag[]
  readonly imagePullBehavior: ImagePullBehavior
}
