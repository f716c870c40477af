// What may a provider say about its Auto Scaling group? Defaults, ranges and what does not go together (CP-01…CP-04).
import { autoScalingGroupArn } from '../../kernel/arns.ts'
import type { Behavior } from '../../model/behavior.ts'
import type { AutoScalingGroupProvider, ManagedScaling } from '../../model/entities.ts'
import type { WorldView } from '../../model/view.ts'
import { checkRange, invalid, refuse } from '../refuse.ts'
import type { ParsedInput } from '../shapes/parse-input.ts'

type Given = NonNullable<ParsedInput<'UpdateCapacityProvider'>['autoScalingGroupProvider']>

const NOT_MANAGED: ManagedScaling = {
  status: 'DISABLED',
  targetCapacity: 100,
  minimumScalingStepSize: 1,
  maximumScalingStepSize: 10_000,
  instanceWarmupPeriod: 300,
}

/** What a new provider of a group is until somebody says otherwise. */
export function usualGroup(autoScalingGroupArn: string, behavior: Behavior): AutoScalingGroupProvider {
  return {
    autoScalingGroupArn,
    managedScaling: NOT_MANAGED,
    managedTerminationProtection: 'DISABLED',
    managedDraining: behavior.managedDrainingDefault ? 'ENABLED' : 'DISABLED',
  }
}

/** @throws InvalidParameterException, ClientException */
export function withGiven(own: AutoScalingGroupProvider, given: Given): AutoScalingGroupProvider {
  checkScaling(given.managedScaling)
  const next: AutoScalingGroupProvider = {
    ...own,
    // Whoever describes the scaling wants it, unless they say so.
    managedScaling:
      given.managedScaling === undefined
        ? own.managedScaling
        : ({ ...own.managedScaling, status: 'ENABLED', ...given.managedScaling } as ManagedScaling),
    managedTerminationProtection: given.managedTerminationProtection ?? own.managedTerminationProtection,
    managedDraining: given.managedDraining ?? own.managedDraining,
  }
  if (next.managedTerminationProtection === 'ENABLED' && next.managedScaling.status === 'DISABLED')
    refuse(
      'ClientException',
      'The managed termination protection setting for the capacity provider is invalid. To enable managed termination protection for a capacity provider, managed scaling must be enabled.',
      {
        path: 'autoScalingGroupProvider.managedTerminationProtection',
        expected: 'DISABLED, or managedScaling ENABLED',
        found: 'ENABLED',
        rule: 'CP-02',
      },
    )
  return next
}

function checkScaling(scaling: Given['managedScaling'] = {}): void {
  const at = (member: string) => `autoScalingGroupProvider.managedScaling.${member}`
  const { minimumScalingStepSize: least, maximumScalingStepSize: most } = scaling
  checkRange(at('targetCapacity'), scaling.targetCapacity, 1, 100, 'CP-01')
  checkRange(at('minimumScalingStepSize'), least, 1, 10_000, 'CP-01')
  checkRange(at('maximumScalingStepSize'), most, 1, 10_000, 'CP-01')
  checkRange(at('instanceWarmupPeriod'), scaling.instanceWarmupPeriod, 0, 10_000, 'CP-01')
}

const GROUP_ARN = /^arn:aws[a-z-]*:autoscaling:[^:]+:[^:]*:autoScalingGroup:[^:]+:autoScalingGroupName\/(.{1,255})$/

/** The ARN; one is made up for a group of which only the name is given. @throws InvalidParameterException */
export function groupArnOf({ realm }: Pick<WorldView, 'realm'>, given: string): string {
  if (GROUP_ARN.test(given)) return given
  if (given === '' || given.length > 255 || given.startsWith('arn:'))
    invalid(
      'autoScalingGroupProvider.autoScalingGroupArn',
      'the ARN or name of an Auto Scaling group',
      given.slice(0, 120),
      'CP-04',
    )
  return autoScalingGroupArn(realm, given)
}
