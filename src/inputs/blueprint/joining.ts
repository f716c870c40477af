// Which cluster do the instances of a piece join?
import { agentSettings } from '../../index.ts'
import type { Piece } from './blueprint.ts'
import { first, textOf } from './kind.ts'

/** By the names of the files; empty for a piece that has no instances. */
export function clustersJoined({ kind, input }: Piece, pieces: readonly Piece[]): unknown[] {
  if (kind === 'fleet') return [input.cluster]
  if (kind !== 'autoScalingGroup') return []
  const { LaunchTemplateName: template, LaunchTemplateId: id } = first(input.LaunchTemplate)
  const launches = pieces.filter(({ kind: other, input: launch, names }) => {
    if (other === 'launchConfiguration') return launch.LaunchConfigurationName === input.LaunchConfigurationName
    return (
      other === 'launchTemplate' && (launch.launchTemplateName === template || (id !== undefined && names.id === id))
    )
  })
  return launches.map(
    ({ input: launch }) => launch.cluster ?? agentSettings(textOf(launch.UserData)).cluster ?? 'default',
  )
}
