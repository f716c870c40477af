// Members of Amazon ECS that leave no trace, and why that is right.

const GROUP = 'refused: only a provider of managed instances belongs to a cluster (CP-04)'
const CLASSIC = 'refused: no Classic Load Balancer exists here (LB-131)'
const RESOURCE =
  'refused beside the value that counts: it may only be 0, which AWS shows where it does not apply (CI-01)'
const ELASTIC_INFERENCE = 'refused as AWS does, which has ended Elastic Inference (TD-33)'

/** What RunTask and StartTask have in common. */
const LAUNCH = {
  'networkConfiguration.awsvpcConfiguration.securityGroups':
    'counted and checked; AWS shows them at no task, and here they let everything through',
  'networkConfiguration.awsvpcConfiguration.assignPublicIp':
    'checked against the launch type; AWS shows it at no task, and images can be pulled either way',
  referenceId: 'a name for the caller alone: no answer of AWS has it',
  'volumeConfigurations.managedEBSVolume':
    'the volume as a whole is listed as not simulated; AWS shows none of it but what its attachment has',
  'volumeConfigurations.managedEBSVolume.*': 'listed with the volume',
}

export const ECS_SILENT = {
  CreateCapacityProvider: { cluster: GROUP },
  UpdateCapacityProvider: { cluster: GROUP },
  DeleteCapacityProvider: { cluster: GROUP },
  CreateService: { 'loadBalancers.loadBalancerName': CLASSIC },
  UpdateService: { 'loadBalancers.loadBalancerName': CLASSIC },
  DeleteAttributes: { 'attributes.value': 'refused: attributes are deleted by name (CI-12)' },
  RegisterContainerInstance: {
    instanceIdentityDocumentSignature: 'there is nobody whose signature it could be',
    'totalResources.type': 'checked against the name, which says it already (CI-01)',
    'totalResources.doubleValue': RESOURCE,
    'totalResources.longValue': RESOURCE,
    'attributes.targetType': 'the target is the instance that registers',
    'attributes.targetId': 'the target is the instance that registers',
  },
  RegisterTaskDefinition: { inferenceAccelerators: ELASTIC_INFERENCE, 'inferenceAccelerators.*': ELASTIC_INFERENCE },
  RunTask: LAUNCH,
  StartTask: LAUNCH,
  StopServiceDeployment: { stopType: 'ROLLBACK is what silence means; ABORT is refused (DP-476)' },
} as const
