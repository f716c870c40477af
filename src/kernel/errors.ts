// Which failures can the house raise, and what does each one carry?
//
// Three kinds, never mixed: what AWS would answer (AwsException), what a caller of our own controls got wrong
// (UsageError), and what cannot happen (InternalError, see assert.ts). A refusal by a planner is data, not an error.

/** The facts of a rejected value: where it stands, what would have been accepted, what stands there instead. */
export interface Rejection {
  /** Path of the field inside the input, such as `containerDefinitions[0].image`. */
  readonly path?: string | undefined
  readonly expected?: string | undefined
  readonly found?: string | undefined
  /** Id of the rule that refuses, as listed in docs/FIDELITY.md. */
  readonly rule?: string | undefined
}

abstract class RejectedInput extends Error {
  readonly path?: string
  readonly expected?: string
  readonly found?: string
  readonly rule?: string

  constructor(name: string, message: string, facts: Rejection) {
    super(message)
    this.name = name
    if (facts.path !== undefined) this.path = facts.path
    if (facts.expected !== undefined) this.expected = facts.expected
    if (facts.found !== undefined) this.found = facts.found
    if (facts.rule !== undefined) this.rule = facts.rule
  }
}

/** An error that AWS itself would answer: `name` is AWS's exception name, `message` AWS's text where it is known. */
export class AwsException extends RejectedInput {
  readonly $fault = 'client' as const

  constructor(name: AwsExceptionName, message: string, facts: Rejection = {}) {
    super(name, withinBounds(message), facts)
  }
}

/** AWS's sentences quote what they were given, however long that is: a message is to be read. */
function withinBounds(message: string): string {
  return message.length <= LONGEST_MESSAGE ? message : `${message.slice(0, LONGEST_MESSAGE - 1)}…`
}

const LONGEST_MESSAGE = 900

/** A mistake in a call that AWS does not have: the constructor, the controls, a scenario file, a saved simulation. */
export class UsageError extends RejectedInput {
  constructor(message: string, facts: Rejection = {}) {
    super('UsageError', message, facts)
  }
}

export type AwsExceptionName =
  | 'ActiveInstanceRefreshNotFoundFault'
  | 'AlreadyExistsFault'
  | 'AttributeLimitExceededException'
  | 'ClientException'
  | 'ClusterContainsContainerInstancesException'
  | 'ClusterContainsServicesException'
  | 'ClusterContainsTasksException'
  | 'ClusterNotFoundException'
  | 'ConflictException'
  | 'DashboardInvalidInputError'
  | 'DashboardNotFoundError'
  | 'DuplicateListenerException'
  | 'DuplicateLoadBalancerNameException'
  | 'DuplicateTagKeysException'
  | 'DuplicateTargetGroupNameException'
  | 'ImageAlreadyExistsException'
  | 'ImageNotFoundException'
  | 'ImageTagAlreadyExistsException'
  | 'IncompatibleProtocolsException'
  | 'InstanceRefreshInProgressFault'
  | 'InvalidConfigurationRequestException'
  | 'InvalidFormatFault'
  | 'InvalidLoadBalancerActionException'
  | 'InvalidNextToken'
  | 'InvalidParameterCombinationException'
  | 'InvalidParameterException'
  | 'InvalidParameterValueException'
  | 'InvalidTargetException'
  | 'IrreversibleInstanceRefreshFault'
  | 'LimitExceededException'
  | 'LimitExceededFault'
  | 'ListenerNotFoundException'
  | 'LoadBalancerNotFoundException'
  | 'MissingRequiredParameterException'
  | 'MissingVersionException'
  | 'NamespaceNotFoundException'
  | 'NoUpdateAvailableException'
  | 'ObjectNotFoundException'
  | 'OperationNotPermittedException'
  | 'PlatformTaskDefinitionIncompatibilityException'
  | 'PlatformUnknownException'
  | 'PriorityInUseException'
  | 'RepositoryAlreadyExistsException'
  | 'RepositoryNotFoundException'
  | 'ResourceInUseException'
  | 'ResourceNotFound'
  | 'ResourceNotFoundException'
  | 'ResourceInUseFault'
  | 'RuleNotFoundException'
  | 'SSLPolicyNotFoundException'
  | 'ScalingActivityInProgressFault'
  | 'ServiceDeploymentNotFoundException'
  | 'ServiceNotActiveException'
  | 'ServiceNotFoundException'
  | 'TargetGroupAssociationLimitException'
  | 'TargetGroupNotFoundException'
  | 'TargetNotFoundException'
  | 'TargetNotConnectedException'
  | 'TooManyActionsException'
  | 'TooManyCertificatesException'
  | 'TooManyListenersException'
  | 'TooManyLoadBalancersException'
  | 'TooManyRegistrationsForTargetIdException'
  | 'TooManyRulesException'
  | 'TooManyTagsException'
  | 'TooManyTargetGroupsException'
  | 'TooManyTargetsException'
  | 'TooManyUniqueTargetGroupsPerLoadBalancerException'
  | 'UnsupportedFeatureException'
  | 'UnsupportedProtocolException'
  | 'UpdateInProgressException'
  | 'ValidationError'
  | 'ValidationException'
