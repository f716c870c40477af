// What is the SHA-256 of a run? Computed only on request; the same bytes on every engine.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** Hash of the values' JSON, one a line. JSON escapes lone surrogates, so that hostile names hash alike everywhere. */
export function sha256OfJsonLines(values: Iterable<unknown>): string {
  const hash = sha256.create()
  for (const value of values) hash.update(utf8ToBytes(`${JSON.stringify(value)}\n`))
  return bytesToHex(hash.digest())
}
