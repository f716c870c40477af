// Does a value match a pattern with `*` and `?`? By going back to the last star alone, never further: the work is bounded by pattern
// times value, whatever they are (LB-015).

type Token = string | typeof MANY | typeof ONE
const MANY = Symbol('*')
const ONE = Symbol('?')

export interface Matching {
  readonly ignoresCase: boolean
  /** `\*` and `\?` stand for themselves (LB-024). */
  readonly hasEscapes?: boolean
}

/** The whole value must match. Control characters never do. */
export function matchesWildcard(
  pattern: string,
  value: string,
  { ignoresCase, hasEscapes = false }: Matching,
): boolean {
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text)
  const tokens = tokensOf(fold(pattern), hasEscapes)
  const characters = [...fold(value)]
  let [token, character] = [0, 0]
  let star: { readonly after: number; at: number } | null = null
  while (character < characters.length) {
    const wanted = tokens[token]
    if (wanted === MANY) {
      star = { after: ++token, at: character }
    } else if (wanted !== undefined && isMatch(wanted, characters[character]!)) {
      token++
      character++
    } else if (star !== null && !isControl(characters[star.at]!)) {
      character = ++star.at
      token = star.after
    } else return false
  }
  while (tokens[token] === MANY) token++
  return token === tokens.length
}

/** How many wildcards a pattern has (K-11). */
export function countWildcards(pattern: string, hasEscapes = false): number {
  return tokensOf(pattern, hasEscapes).filter((token) => token === MANY || token === ONE).length
}

function isMatch(token: Token, character: string): boolean {
  if (isControl(character)) return false
  return token === ONE || token === character
}

function isControl(character: string): boolean {
  const code = character.codePointAt(0)!
  return code < 0x20 || code === 0x7f
}

function tokensOf(pattern: string, hasEscapes: boolean): Token[] {
  const tokens: Token[] = []
  const characters = [...pattern]
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index]!
    const next = characters[index + 1]
    if (hasEscapes && character === '\\' && (next === '*' || next === '?')) tokens.push(characters[++index]!)
    else if (character === '*') tokens.push(MANY)
    else if (character === '?') tokens.push(ONE)
    else tokens.push(character)
  }
  return tokens
}
