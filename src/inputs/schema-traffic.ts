// What may a scenario say of load balancers and of the requests to them?
import * as z from 'zod/mini'
import { durationSchema, fileOr, positive, text } from './schema-parts.ts'

const inputs = (operation: string, plural: string, more: string) =>
  z.optional(
    z
      .array(fileOr(z.record(z.string(), z.unknown()), `the input of ${operation}`), `a list of ${plural}`)
      .check(z.describe(`inputs of ${operation}${more}`)),
  )

/** Members of a scenario. */
export const balancingMembers = {
  targetGroups: inputs(
    'CreateTargetGroup (or what describe-target-groups prints)',
    'target groups',
    ', with Attributes beside; VpcId is that of the container instances when absent. Services name them, or their ARNs, in targetGroupArn',
  ),
  loadBalancers: inputs(
    'CreateLoadBalancer',
    'load balancers',
    ', with Attributes beside; Subnets are those of the container instances when absent',
  ),
  listeners: inputs(
    'CreateListener',
    'listeners',
    '; LoadBalancerArn and TargetGroupArn hold names, or ARNs with the same names in them',
  ),
  listenerRules: inputs(
    'CreateRule',
    'rules',
    '; ListenerArn holds the name of the load balancer and the port: front:80',
  ),
}

const requestSchema = z.strictObject(
  {
    service: z.optional(
      text.check(z.describe('name, or cluster/name; every service behind a load balancer when absent')),
    ),
    perSecond: positive.check(z.describe('evenly over time, from the first action on')),
    duration: z.optional(
      durationSchema.check(
        z.describe('how long each is open: it is lost when its target ends meanwhile. 1s when absent'),
      ),
    ),
  },
  'an object with perSecond',
)

export const requestsMember = {
  requests: z.optional(
    z
      .array(requestSchema, 'a list of requests')
      .check(
        z.describe(
          'requests to services that are there before the first action, by the rules of their load balancers; for the expectation errors',
        ),
      ),
  ),
}
