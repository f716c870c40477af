// `sim.fleet`: machines come and go, in EC2 and outside of it.
import type { World } from '../../engine/world.ts'
import { strike } from '../faults/table.ts'
import { type ExternalInput, type ExternalOutput, registerExternal } from './external.ts'
import { type LaunchInput, type LaunchOutput, launch } from './launch.ts'
import { createLaunchTemplate, type LaunchTemplateInput, type LaunchTemplateOutput } from './launch-template.ts'
import type { InstancesInput, StartInstancesInput } from './machines.ts'

export interface Fleet {
  /** Launches container instances. @throws UsageError, ClusterNotFoundException, LimitExceededException */
  launch(input: LaunchInput): LaunchOutput
  /** Makes a launch template for Auto Scaling groups, or another version of one. @throws UsageError */
  createLaunchTemplate(input: LaunchTemplateInput): LaunchTemplateOutput
  /** Stops the machines: their tasks end, the instances stay ACTIVE without agent (CI-19). @throws UsageError, ClusterNotFoundException */
  stopInstances(input: InstancesInput): void
  /** Boots stopped machines; they reconnect under their ARNs (CI-07). @throws UsageError, ClusterNotFoundException */
  startInstances(input: StartInstancesInput): void
  /** Spot gives notice: terminated after two minutes, DRAINING until then with `spotDraining` (CI-26). @throws UsageError, ClusterNotFoundException */
  interruptSpot(input: InstancesInput): void
  /** Terminates container instances with all their tasks. @throws UsageError, ClusterNotFoundException */
  terminate(input: InstancesInput): void
  /** Machines outside of EC2 join a cluster. @throws UsageError, ClusterNotFoundException, LimitExceededException */
  registerExternal(input: ExternalInput): ExternalOutput
  /** The agents lose touch with ECS: tasks run on, nothing is reported, nothing is placed. @throws UsageError, ClusterNotFoundException */
  disconnectAgent(input: InstancesInput): void
  /** They are back, and report what has happened meanwhile. @throws UsageError, ClusterNotFoundException */
  reconnectAgent(input: InstancesInput): void
}

export function fleetOf(world: World): Fleet {
  return Object.freeze({
    launch: (input: LaunchInput) => launch(world, input),
    createLaunchTemplate: (input: LaunchTemplateInput) => createLaunchTemplate(world, input),
    terminate: (input: InstancesInput) => strike(world, 'fleet.terminate', input),
    stopInstances: (input: InstancesInput) => strike(world, 'fleet.stopInstances', input),
    startInstances: (input: StartInstancesInput) => strike(world, 'fleet.startInstances', input),
    interruptSpot: (input: InstancesInput) => strike(world, 'fleet.interruptSpot', input),
    registerExternal: (input: ExternalInput) => registerExternal(world, input),
    disconnectAgent: (input: InstancesInput) => strike(world, 'fleet.disconnectAgent', input),
    reconnectAgent: (input: InstancesInput) => strike(world, 'fleet.reconnectAgent', input),
  })
}
