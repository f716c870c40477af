// Is this the same call again? A token and a fingerprint of everything that was asked with it (TD-120, SV-129).
import { derivedHex32 } from '../kernel/ids.ts'

/** What is kept of a call with a client token. */
export function keptToken(parsed: { readonly clientToken?: string }): string {
  return `${parsed.clientToken}#${derivedHex32(JSON.stringify(parsed))}`
}

/** The caller's own part; it may hold the separator, the fingerprint does not. */
export function tokenOf(kept: string): string {
  return kept.slice(0, kept.lastIndexOf('#'))
}
