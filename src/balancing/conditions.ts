// Is a condition of a rule true of a request? The values of one condition are alternatives (LB-012, LB-020…LB-025).
import type { QueryPair, RuleCondition } from '../model/balancing.ts'
import { contains, parseBlock } from './cidr.ts'
import { matchesWildcard } from './wildcards.ts'

/** A request as the load balancer sees it. */
export interface Request {
  readonly protocol: string
  readonly host: string
  readonly port: number
  /** As it was sent, without the query. */
  readonly path: string
  readonly method: string
  /** Names in lower case; a header that came several times has several values. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** Without the question mark; '' for none. */
  readonly query: string
  /** The peer's address; null when nobody said (LB-025). */
  readonly sourceIp: string | null
}

export function isTrue(condition: RuleCondition, request: Request): boolean {
  switch (condition.field) {
    case 'path-pattern':
      return condition.values.some((value) => matchesWildcard(value, request.path, EXACT))
    case 'host-header':
      return condition.values.some((value) => matchesWildcard(value, request.host, ANY_CASE))
    case 'http-request-method':
      return condition.values.includes(request.method)
    case 'source-ip':
      return isFrom(condition.values, request.sourceIp)
    case 'http-header': {
      const sent = request.headers.get(condition.name.toLowerCase()) ?? []
      return sent.some((header) => condition.values.some((value) => matchesWildcard(value, header, ANY_CASE)))
    }
    default: {
      const sent = pairsOf(request.query)
      return condition.pairs.some((wanted) => sent.some((pair) => isPair(wanted, pair)))
    }
  }
}

/** What a condition asks for and what the request has instead, in few words. */
export function describeCondition(condition: RuleCondition, request: Request): string {
  const [wanted, found] = sidesOf(condition, request)
  return `${condition.field}: expected ${wanted}, found ${found}`
}

function sidesOf(condition: RuleCondition, request: Request): readonly [wanted: string, found: string] {
  switch (condition.field) {
    case 'path-pattern':
      return [condition.values.join(' or '), request.path]
    case 'host-header':
      return [condition.values.join(' or '), request.host]
    case 'http-request-method':
      return [condition.values.join(' or '), request.method]
    case 'source-ip':
      return [condition.values.join(' or '), request.sourceIp ?? 'no address']
    case 'http-header': {
      const sent = request.headers.get(condition.name.toLowerCase()) ?? []
      return [
        `${condition.name}: ${condition.values.join(' or ')}`,
        sent.length === 0 ? 'no such header' : sent.join(', '),
      ]
    }
    default: {
      const pairs = condition.pairs.map(({ key, value }) => (key === null ? value : `${key}=${value}`))
      return [pairs.join(' or '), request.query === '' ? 'no query' : request.query]
    }
  }
}

const EXACT = { ignoresCase: false }
const ANY_CASE = { ignoresCase: true }
const QUERY = { ignoresCase: true, hasEscapes: true }

function isFrom(blocks: readonly string[], sourceIp: string | null): boolean {
  const address = sourceIp === null ? null : parseBlock(sourceIp)
  if (address === null) return false
  return blocks.some((text) => {
    const block = parseBlock(text)
    return block !== null && contains(block, address)
  })
}

interface SentPair {
  readonly key: string
  readonly value: string
}

/** A token without `=` is a key with nothing behind it. */
function pairsOf(query: string): readonly SentPair[] {
  if (query === '') return []
  return query.split('&').map((token) => {
    const at = token.indexOf('=')
    return at === -1 ? { key: token, value: '' } : { key: token.slice(0, at), value: token.slice(at + 1) }
  })
}

function isPair(wanted: QueryPair, { key, value }: SentPair): boolean {
  if (wanted.key !== null && !matchesWildcard(wanted.key, key, QUERY)) return false
  return matchesWildcard(wanted.value, value, QUERY)
}
