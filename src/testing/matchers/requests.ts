// Does every request get an answer that is no 5xx while the change is under way?
import { type Finding, several, subjectOf } from './finding.ts'
import { refuse, type ServiceOptions } from './options.ts'
import { type Part, partsOf, type Received } from './received.ts'

/** Of services behind a load balancer. @throws UsageError when no requests were counted */
export function servingWithout5xx(received: Received, options: ServiceOptions): Finding {
  const parts = partsOf(received, options).filter(({ service }) => service.cost.requests !== null)
  if (parts.length === 0) {
    const who = options.service ?? 'a service that stood behind a load balancer before the change'
    const hint = ' Rehearse with { requestsPerSecond: 100 }, or as many as there are.'
    refuse(received.matcher, `requests to ${who} to have been counted`, 'none', hint)
  }
  const failing = parts.filter(({ service }) => (service.cost.failedRequests ?? 0) > 0)
  return {
    isSo: failing.length === 0,
    subject: subjectOf(parts),
    verb: 'serve without a 5xx',
    found: several((failing.length === 0 ? parts : failing).map(requestsText)),
    part: failing[0] ?? parts[0]!,
  }
}

/** `12 of 6000 requests to web met a 5xx`. */
function requestsText({ service: { service, cost } }: Part): string {
  return `${cost.failedRequests} of ${cost.requests} requests to ${service} met a 5xx`
}
