// What stands in a TypeScript file, as far as the house rules ask: imports, code without comments, functions, titles.
//
// A small reader, not a compiler: it knows comments, strings, templates and regular expressions, and pairs brackets.
import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface SourceFile {
  /** From the root of the project, with forward slashes: `src/kernel/assert.ts`. */
  readonly path: string
  readonly text: string
  /** The text with comments and the insides of literals replaced by spaces: every offset and line is the same. */
  readonly code: string
  readonly imports: readonly Import[]
}

interface Import {
  readonly specifier: string
  readonly line: number
}

interface Extent {
  readonly line: number
  readonly lines: number
}

interface Title {
  readonly title: string
  readonly line: number
}

/** Every `.ts` file below a folder of the project, in alphabetical order; none when the folder does not exist. */
export function readSourceFiles(folder: string): SourceFile[] {
  return filesBelow(folder)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(PROJECT_ROOT, path), 'utf8')))
}

export function parseSource(path: string, text: string): SourceFile {
  const code = blankLiterals(text)
  return { path, text, code, imports: importsOf(text, code) }
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(join(PROJECT_ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = posix.join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
  } catch {
    return []
  }
}

// ── literals and comments ───────────────────────────────────────────────────────────────────────────────────────────

const LITERAL =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|[`{}]|\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//g
const TEMPLATE_PART = /(?:\\[\s\S]|(?!\$\{)[^`\\])*/y
/** After these words a slash begins a regular expression; after other words it divides. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/

function blankLiterals(text: string): string {
  let code = ''
  let depth = 0
  const openTemplates: number[] = []

  const keepTo = (end: number) => {
    code += text.slice(code.length, end)
  }
  const hideTo = (end: number) => {
    code += text.slice(code.length, end).replace(/[^\n]/g, ' ')
  }
  const readTemplatePart = (start: number) => {
    keepTo(start)
    TEMPLATE_PART.lastIndex = start
    hideTo(start + (TEMPLATE_PART.exec(text)?.[0].length ?? 0))
    const opensHole = text.startsWith('${', code.length)
    if (opensHole) openTemplates.push(depth)
    keepTo(code.length + (opensHole ? 2 : 1))
  }

  while (code.length < text.length) {
    LITERAL.lastIndex = code.length
    const found = LITERAL.exec(text)
    if (found === null) break
    keepTo(found.index)
    const token = found[0]
    const end = found.index + token.length
    if (token.startsWith('//') || token.startsWith('/*')) hideTo(end)
    else if (token === '`') readTemplatePart(end)
    else if (token === '}' && openTemplates.at(-1) === depth) {
      openTemplates.pop()
      readTemplatePart(end)
    } else if (token === '{' || token === '}') {
      depth += token === '{' ? 1 : -1
      keepTo(end)
    } else if (token.startsWith('/') && !startsRegex(code)) keepTo(found.index + 1)
    else {
      keepTo(found.index + 1)
      hideTo(end - 1)
      keepTo(end)
    }
  }
  keepTo(text.length)
  return code
}

function startsRegex(codeBefore: string): boolean {
  const before = codeBefore.trimEnd()
  return !/[\w$)\]}'"`]$/.test(before) || BEFORE_REGEX.test(before)
}

// ── imports ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `import … from ''`, `export … from ''`, `import ''` and `import('')`; in code, the insides of the quotes are blank. */
const IMPORT =
  /(?<![\w$.])(?:(?:import|export)\b(?:(?!\b(?:import|export)\b)[\w$*\s{},])*?\bfrom\s*|import\s*\(?\s*)(['"])( *)\1/g

function importsOf(text: string, code: string): Import[] {
  return [...code.matchAll(IMPORT)].map((match) => {
    const end = match.index + match[0].length - 1
    const start = end - (match[2]?.length ?? 0)
    return { specifier: text.slice(start, end), line: lineAt(text, start) }
  })
}

// ── functions ───────────────────────────────────────────────────────────────────────────────────────────────────────

const NOT_A_FUNCTION = /^(?:if|for|while|switch|catch|with)$/
const STATEMENT =
  /\b(?:class|interface|enum|namespace|function|const|let|export|import|return|else|try|do|finally|static|case|default)\b/

/** Every function with a body in braces, from the line of its parameters to the line of its closing brace. */
export function functionsOf({ code }: SourceFile): Extent[] {
  const partners = bracketPartners(code)
  return [...code.matchAll(/\{/g)].flatMap(({ index }) => {
    const start = functionStart(code, index, partners)
    const end = partners.get(index)
    if (start === undefined || end === undefined) return []
    const line = lineAt(code, start)
    return [{ line, lines: lineAt(code, end) - line + 1 }]
  })
}

type Partners = ReadonlyMap<number, number>

function bracketPartners(code: string): Partners {
  const partners = new Map<number, number>()
  const open: number[] = []
  for (const { 0: bracket, index } of code.matchAll(/[()[\]{}]/g)) {
    if ('([{'.includes(bracket)) open.push(index)
    else {
      const start = open.pop()
      if (start === undefined) continue
      partners.set(start, index).set(index, start)
    }
  }
  return partners
}

/** Where the parameters begin, when the brace opens the body of a function. */
function functionStart(code: string, brace: number, partners: Partners): number | undefined {
  const last = code.slice(0, brace).trimEnd().length - 1
  if (code.startsWith('=>', last - 1)) {
    const head = code.slice(0, last - 1).trimEnd().length - 1
    return partners.get(head) ?? head
  }
  const closing = parametersEnd(code, last, partners)
  const opening = closing === undefined ? undefined : partners.get(closing)
  if (opening === undefined) return undefined
  const word = /[\w$]*$/.exec(code.slice(0, opening).trimEnd())?.[0] ?? ''
  return NOT_A_FUNCTION.test(word) ? undefined : opening
}

/** The closing parenthesis of the parameters, looking back over a return type if there is one. */
function parametersEnd(code: string, last: number, partners: Partners): number | undefined {
  if (code[last] === ')') return last
  for (let at = last; at >= 0; at -= 1) {
    const char = code[at] ?? ''
    if (char === ')' && /^\)\s*:/.test(code.slice(at))) {
      return STATEMENT.test(code.slice(at, last + 1)) ? undefined : at
    }
    if (')]}'.includes(char)) at = partners.get(at) ?? 0
    else if ('([{;'.includes(char) || (char === '=' && code[at + 1] !== '>')) return undefined
  }
  return undefined
}

// ── titles of tests ─────────────────────────────────────────────────────────────────────────────────────────────────

/** The first argument of each `test`, `it` and `describe`, also of `test.each(…)(…)` and `test.prop(…)(…)`. */
export function testTitlesOf({ text, code }: SourceFile): Title[] {
  const partners = bracketPartners(code)
  return [...code.matchAll(/(?<![\w$.])(?:test|it|describe)((?:\.\w+)*)\s*\(/g)].flatMap((match) => {
    const paren = match.index + match[0].length - 1
    const call = /\.(?:each|for|prop|skipIf|runIf)$/.test(match[1] ?? '') ? nextCall(code, paren, partners) : paren
    const literal = call === undefined ? null : /^\(\s*(['"`])/.exec(code.slice(call))
    if (call === undefined || literal === null) return []
    const start = call + literal[0].length
    const end = code.indexOf(literal[1] ?? '', start)
    const title = text.slice(start, end).replace(/\\(.)/g, '$1')
    const rows = call !== paren && title.startsWith('%s') ? literalsWithin(text, code, paren, call) : []
    return [{ title, line: lineAt(text, start) }, ...rows]
  })
}

/** The texts of a table: where a title is `%s`, the row carries it. */
function literalsWithin(text: string, code: string, from: number, to: number): Title[] {
  return [...code.slice(from, to).matchAll(/(['"])\s*\1/g)].map((match) => {
    const start = from + match.index + 1
    return { title: text.slice(start, from + match.index + match[0].length - 1), line: lineAt(text, start) }
  })
}

/** From `(` of `each(…)(title, …)` to the `(` that follows its partner. */
function nextCall(code: string, paren: number, partners: Partners): number | undefined {
  const end = partners.get(paren)
  if (end === undefined) return undefined
  const gap = /^\s*\(/.exec(code.slice(end + 1))
  return gap === null ? undefined : end + gap[0].length
}
