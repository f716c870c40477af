// How is a broken law shown? As a program that needs nothing but ecs-drydock, with the law's own judge at the end of it.
import { Simulation } from '../index.ts'
import { type JudgeOptions, plansOf, violationOf } from './judge.ts'
import type { PlacementLaw } from './law.ts'
import { literal } from './literal.ts'
import { instanceName, worldText } from './program.ts'
import type { PlacementCase } from './shapes.ts'
import { DEFAULT_NAME, kindOf, pluginOf, type Subject, watchedPlugin, withPlugin } from './subject.ts'

/**
 * The text of a program that builds the case, and prints what the law has against it. A strategy that uses what stands elsewhere in its
 * file cannot be printed: the program then names the place for it, and does not run until it stands there.
 */
export function counterexampleText(
  law: PlacementLaw,
  subject: Subject,
  example: PlacementCase,
  { options = {} }: Pick<JudgeOptions, 'options'> = {},
): string {
  const plans = plansOf(law, subject, example)
  const judge = textOf(law.judge)
  const uses = (word: string) => new RegExp(`\\b${word}\\b`).test(judge)
  const { name = DEFAULT_NAME } = subject
  const kind = kindOf(subject)
  const plugins = {
    [kind === 'strategy' ? 'strategies' : 'filters']: { [name]: code(uses('asked') ? 'watched' : kind) },
  }
  const optionsText = literal({ ...options, plugins })
  const worlds = plans.map(({ setup }) =>
    worldText(setup, { name: 'sim', optionsText }, new Simulation({ ...options, plugins: watchedPlugin(subject, []) })),
  )
  const [first = [], ...others] = worlds
  const members = [
    'sim',
    'request',
    uses('others') && (others.length > 0 ? 'others' : 'others: []'),
    uses('plugin') && `plugin: ${kind}`,
  ]
  const further = [uses('asked') && 'asked', uses('nameOf') && 'nameOf', law.given !== undefined && 'given']
  const sections = [
    ["import { Simulation } from 'ecs-drydock'"],
    [
      `// The ${kind} under test.`,
      ...pluginLines(law, subject, example, options),
      ...(uses('asked') ? watch(kind) : []),
    ],
    first,
    others.length > 0 ? [`const others = [${others.map(asExpression).join(', ')}]`] : [],
    [`const request = ${literal(plans[0]?.request)}`],
    [
      `// ${law.name}: ${law.says}.`,
      ...(law.given === undefined ? [] : [`const given = ${literal(law.given)}`]),
      ...(uses('nameOf') ? [`const nameOf = ${textOf(instanceName)}`] : []),
      `const judge = ${judge}`,
      `const found = judge({ ${[...members, ...further].filter(Boolean).join(', ')} })`,
      `console.log(found ?? 'The law holds.')`,
    ],
  ]
  const text = sections.flatMap((lines) => (lines.length === 0 ? [] : [lines.join('\n'), ''])).join('\n')
  return text.includes('__name(') ? text.replace('\n\n', `\n\n${NAME_HELPER}\n\n`) : text
}

/** Some compilers wrap the functions within a function in calls of a helper of theirs. */
const NAME_HELPER = 'const __name = (target) => target'

function watch(kind: string): string[] {
  return [
    'const asked = []',
    'const watched = (candidate, task) => {',
    `  const answer = ${kind}(candidate, task)`,
    '  asked.push({ candidate, task, answer })',
    '  return answer',
    '}',
  ]
}

function asExpression(lines: readonly string[]): string {
  return `(() => {\n${[...lines, 'return sim'].join('\n').replace(/^/gm, '  ')}\n})()`
}

// ── functions as text ──

/** Something whose text in a program is the given one. */
function code(text: string): () => void {
  return Object.assign(() => {}, { toString: () => text })
}

/** Moved to the left as far as its last line stands in. */
function textOf(own: (...args: never[]) => unknown): string {
  const text = own.toString()
  const [, margin = ''] = /\n([ \t]*)\S[^\n]*$/.exec(text) ?? []
  return text.replaceAll(`\n${margin}`, '\n')
}

/** The function by its text, if the case comes to the same with nothing else around it; else a place for it. */
function pluginLines(
  law: PlacementLaw,
  subject: Subject,
  example: PlacementCase,
  options: JudgeOptions['options'] = {},
): string[] {
  const [kind, text] = [kindOf(subject), textOf(pluginOf(subject))]
  const alone = revived(text)
  const outcome = alone && violationOf(law, withPlugin(subject, alone), example, { options })
  if (outcome !== null && outcome === violationOf(law, subject, example, { options }))
    return [`const ${kind} = ${text}`]
  const placeholder = `YOUR_${kind.toUpperCase()}`
  return [
    `const ${kind} = ${placeholder} // put it here, with what it uses; this text alone does not do the same:`,
    ...text.split('\n').map((line) => `// ${line}`),
  ]
}

/** The function that a text makes where nothing else is known; null when it makes none. */
function revived(text: string): ReturnType<typeof pluginOf> | null {
  try {
    return new Function('__name', `'use strict'; return (${text})`)((target: unknown) => target)
  } catch {
    return null
  }
}
