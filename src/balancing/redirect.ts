// Where does a redirect lead? Its parts are text with keywords that stand for parts of the request (LB-034).
import type { RedirectAction } from '../model/balancing.ts'
import type { Request } from './conditions.ts'

const USUAL_PORTS: Readonly<Record<string, string>> = { HTTP: '80', HTTPS: '443' }

export function redirectLocation(action: RedirectAction, request: Request): string {
  const values: Readonly<Record<string, string>> = {
    protocol: request.protocol,
    host: request.host,
    port: String(request.port),
    // The keyword lacks the leading slash.
    path: request.path.replace(/^\//, ''),
    query: request.query,
  }
  const filled = (text: string) =>
    text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, word: string) => values[word]!)
  const protocol = filled(action.protocol)
  const port = filled(action.port)
  // A port that is spelled out is always said; one that is taken over only where it matters.
  const isSaid = !action.port.includes('#{') || port !== USUAL_PORTS[protocol]
  const query = filled(action.query)
  const place = `${filled(action.host)}${isSaid ? `:${port}` : ''}${filled(action.path)}`
  return `${protocol.toLowerCase()}://${place}${query === '' ? '' : `?${query}`}`
}
