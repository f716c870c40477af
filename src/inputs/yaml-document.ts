// What is the first document of a YAML text, when the text may be anybody's? The library composes it by recursion, as deep as the text
// goes, and V8 ends the whole process when a regular expression must be compiled where the stack is nearly full: so nobody gets that deep.
import { Composer, type Document, type DocumentOptions, Lexer, type LineCounter, Parser, YAMLParseError } from 'yaml'

type Options = ConstructorParameters<typeof Composer>[0] & DocumentOptions

/** Deeper than any file of people, and shallow enough for any stack. */
const MOST_LEVELS = 500

/** As the library's `parseDocument`, but for the depth. Mistakes stand among its errors. */
export function parseOneDocument(text: string, lines: LineCounter, options: Options): Document.Parsed {
  const composer = new Composer(options)
  const [document, second] = composer.compose(tokensOf(text, lines), true, text.length)
  const first = document as Document.Parsed
  if (second !== undefined) first.errors.push(new YAMLParseError(placeOf(second), 'MULTIPLE_DOCS', ''))
  return first
}

/** @throws YAMLParseError at the first list or object that lies too deep */
function* tokensOf(text: string, lines: LineCounter): Generator<Parameters<Composer['next']>[0]> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    const { stack, offset } = parser
    if (stack.length > MOST_LEVELS) throw new YAMLParseError([offset, offset], 'RESOURCE_EXHAUSTION', '')
  }
  yield* parser.end()
}

function placeOf({ range }: Pick<Document.Parsed, 'range'>): [from: number, to: number] {
  return [range[0], range[1]]
}
