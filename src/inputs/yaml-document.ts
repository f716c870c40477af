// What is the first document of a YAML text, when the text may be anybody's? The library composes it by recursion, as deep as the text
// goes, and V8 ends the whole process when a regular expression must be compiled where the stack is nearly full: so nobody gets that deep.
import { Composer, type Document, type DocumentOptions, Lexer, type LineCounter, Parser, YAMLParseError } from 'yaml'

type Options = ConstructorParameters<typeof Composer>[0] & DocumentOptions

/** Deeper than any file of people, and shallow enough for any stack. */
const MOST_LEVELS = 500

/** As the library's `parseDocument`: mistakes stand among its errors. The first list or object that lies too deep is refused. */
export function parseOneDocument(
  text: string,
  lines: LineCounter,
  options: Options,
  refuseDepth: (offset: number) => never,
): Document.Parsed {
  const composer = new Composer(options)
  const [document, second] = composer.compose(tokensOf(text, lines, refuseDepth), true, text.length)
  const first = document as Document.Parsed
  if (second !== undefined)
    first.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', ''))
  return first
}

function* tokensOf(
  text: string,
  lines: LineCounter,
  refuseDepth: (offset: number) => never,
): Generator<Parameters<Composer['next']>[0]> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > MOST_LEVELS) refuseDepth(parser.offset)
  }
  yield* parser.end()
}
