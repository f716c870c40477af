// How a rehearsal reads: in a terminal, and as a comment on a pull request.
import { describe, expect, test } from 'vitest'
import { formatRehearsal, MARKDOWN_MARKER, markdownOf } from '../../src/report/index.ts'
import { rehearsal, STUCK, serviceRehearsal, stepRehearsal } from '../support/rehearsals.ts'

const widthOf = (text: string) => Math.max(...text.split('\n').map((line) => line.length))

describe('in a terminal', () => {
  test('verdict, proof, cause with evidence, cost, fix, and what has no effect', () => {
    const text = formatRehearsal(STUCK)
    expect(text.split('\n')).toEqual([
      'before.yaml → after.yaml',
      'STUCK: web waits for another deployment configuration',
      '  Known before any time passes: no task of web may stop or start (DP-131)',
      '',
      'web of prod: stuck',
      '  taskDefinition changed',
      '  ✗ at least 1 of 1 healthy tasks must stay, and at most 1 task may exist (DP-150)',
      '    » (service web) was unable to stop or start tasks during a deployment because of the service',
      '      deployment configuration.',
      '  fewest healthy 3 of 3 asked for; most tasks at once 6',
      '',
      'Unchanged, and well: mail',
      '',
      'The fix, tried:',
      '  1. set deploymentConfiguration.maximumPercent of web from 134 to 200',
      '     after.yaml:12:9: completes in 2m10s',
      '',
      'Without effect here:',
      '  Role (AWS::IAM::Role), Logs (AWS::Logs::LogGroup): not simulated',
    ])
  })

  test('quiet: verdict, causes and fixes alone', () => {
    expect(formatRehearsal(STUCK, { isQuiet: true })).not.toMatch(/mail|most tasks|Without/)
    expect(formatRehearsal(rehearsal(), { isQuiet: true })).toBe(
      'before.yaml → after.yaml\nCOMPLETES: everything is at rest after 2m10s',
    )
  })

  test('where the time went, and what requests met', () => {
    const service = serviceRehearsal({
      verdict: 'degrades',
      durationMs: { p50: 385_000, p95: 420_500 },
      longest: [
        { name: 'deregistration-delay', ms: 300_000 },
        { name: 'target-health', ms: 55_000 },
      ],
      cost: {
        ...serviceRehearsal().cost,
        lowestHealthy: 2,
        lowestAtMs: 12_000,
        requests: 1_234_567,
        failedRequests: 1200,
      },
    })
    const text = formatRehearsal(rehearsal({ steps: [stepRehearsal({ verdict: 'degrades', services: [service] })] }))
    expect(text).toContain('web of prod: degrades in P50 6m25s, P95 7m0.5s\n')
    expect(text).toContain('fewest healthy 2 of 3 asked for, 12s after the change; most tasks at once 6; 1,200 of')
    expect(text).toContain('\n  5m of it deregistration delay, 55s target health')
    expect(widthOf(text)).toBeLessThanOrEqual(100)
  })

  test('creation and release are told apart', () => {
    const steps = [stepRehearsal({ step: 'creation' }), stepRehearsal({ step: 'release' })]
    const text = formatRehearsal(rehearsal({ before: null, steps }))
    expect(text).toMatch(/^after\.yaml\n/)
    expect(text).toContain('\nFirst the creation of everything: completes in 2m10s\n')
    expect(text).toContain('\nThen an ordinary release: every service deployed once more: completes in 2m10s\n')
  })

  test('what stands above the fixes says how they are sorted, and whether they make anything faster', () => {
    const [fix] = STUCK.fixes
    const titled = (own: Partial<typeof STUCK>, ...fixes: readonly object[]) =>
      formatRehearsal({ ...STUCK, ...own, fixes: fixes.map((one) => ({ ...fix!, ...one })) })
    expect(titled({}, {}, {})).toContain('Fixes, each of them tried, the fewest edits first:')
    expect(titled({}, {}, { verdict: 'degrades' })).toContain('tried, the best end first, then the fewest edits:')
    const completes = { verdict: 'completes', steps: [stepRehearsal()] } as const
    expect(titled(completes, { durationMs: 60_000 })).toContain('To make it faster, tried:')
    expect(titled(completes, { durationMs: 60_000 }, {})).toContain('To spare that, each of them tried, the fewest')
  })

  test('a search without result says what was tried', () => {
    const search = { trials: 41, mostTrials: 60, isExhausted: false }
    expect(formatRehearsal({ ...STUCK, fixes: [], search })).toContain('No fix found: 41 edits of percentages, ports')
    expect(formatRehearsal({ ...STUCK, fixes: [], search: { ...search, isExhausted: true } })).toContain(
      'of at most 60',
    )
  })

  test('files whose services cannot be rehearsed are not called complete', () => {
    const notRehearsed = [{ what: 'Web', why: 'blue/green deployments are not simulated' }]
    const none = rehearsal({ steps: [stepRehearsal({ services: [] })], notRehearsed })
    for (const text of [formatRehearsal(none), formatRehearsal(none, { isQuiet: true }), markdownOf(none)]) {
      expect(text).toContain('NOT REHEARSED: no service of the files can be rehearsed.')
      expect(text).toContain('blue/green deployments are not simulated')
      expect(text).not.toContain('COMPLETES')
    }
  })

  test('what comes from outside can neither paint nor overflow', () => {
    const evil = '\u001b[31mweb\u202e'.repeat(60)
    const step = stepRehearsal({ services: [serviceRehearsal({ members: [evil], cluster: '\u0007' })] })
    const text = formatRehearsal(rehearsal({ summary: evil, after: evil, steps: [step] }))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('as Markdown', () => {
  test('begins with a marker, has a table, causes, fixes and folded blocks', () => {
    const text = markdownOf(STUCK, { details: [{ title: 'Timeline of web', text: 'a ``` b' }] })
    expect(text.startsWith(`${MARKDOWN_MARKER}\n\n### 🛑 STUCK: web waits`)).toBe(true)
    expect(text).toContain('| web | taskDefinition changed | 🛑 stuck | – | fewest healthy 3 of 3 asked for')
    expect(text).toContain(
      '1. set deploymentConfiguration.maximumPercent of web from 134 to 200 (`after.yaml:12:9`): completes in 2m10s',
    )
    expect(text).toContain("<details><summary>Timeline of web</summary>\n\n```text\na ''' b\n```\n\n</details>")
    expect(text).not.toContain('mail')
  })

  test('names cannot mark up, mention or break the table', () => {
    const service = serviceRehearsal({ service: '<img src=x>|@team *web*' })
    const text = markdownOf(rehearsal({ steps: [stepRehearsal({ services: [service] })] }))
    expect(text).toContain('\\<img src=x\\>\\|@\u200bteam \\*web\\*')
  })
})
