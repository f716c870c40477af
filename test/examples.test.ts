// Every example runs and says what it has always said; the README shows what is really printed.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readLimited } from '../src/cli/io.ts'
import { recognise, runScenario } from '../src/inputs/index.ts'
import { drydock } from './cli/command.ts'
import { load } from './inputs/scenarios.ts'
import { builtPackage } from './support/built-package.ts'
import { PROJECT_ROOT } from './support/source-files.ts'

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8')
const readme = read('README.md')
const readFile = (path: string) => readLimited(join(PROJECT_ROOT, path))

/** Runs `drydock` over the files of the project. */
function command(...args: string[]) {
  const inProject = (path: string) => readLimited(path.startsWith('/') ? path : join(PROJECT_ROOT, path))
  return drydock(args, {}, { readFile: inProject })
}
const run = (...args: string[]) => command('run', ...args)

const PROGRAMS = readdirSync(join(PROJECT_ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith(join('cdk', 'app')))
  .map((path) => join('examples', path))
const built = builtPackage(PROGRAMS)
const outputs = new Map<string, string>()

/** What a program of the examples prints. The pages show some that have a test of their own: they run once. */
function program(path: string): string {
  const known = outputs.get(path)
  if (known !== undefined) return known
  const out = execFileSync(process.execPath, [built.program(path)], { cwd: PROJECT_ROOT, encoding: 'utf8' })
  outputs.set(path, out)
  return out
}

/** Output is kept next to its example; `npx vitest run test/examples.test.ts -u` writes it anew. */
const kept = (path: string) => join(PROJECT_ROOT, 'examples', path)

describe('scenarios', () => {
  test('every scenario of the examples is run here', () => {
    const scenarios = readdirSync(join(PROJECT_ROOT, 'examples'), { recursive: true, encoding: 'utf8' })
    const isScenario = (path: string) =>
      path.endsWith('.yaml') && recognise(read(join('examples', path)), path).kind === 'scenario'
    expect(scenarios.filter(isScenario).sort()).toEqual([
      join('first-rollout', 'scenario.yaml'),
      join('first-rollout', 'stuck.yaml'),
      join('lost-requests', 'scenario.yaml'),
      join('scaling', 'scenario.yaml'),
      join('teaching', 'percentages.yaml'),
      join('why-not', 'scenario.yaml'),
    ])
  })

  test('the rollout completes', async () => {
    const { status, err } = await run('examples/first-rollout/scenario.yaml')
    expect([status, err]).toEqual([0, ''])
  })

  test('the static host port gets stuck', async () => {
    const { status, err } = await run('examples/first-rollout/stuck.yaml', '--quiet')
    expect([status, err]).toEqual([1, ''])
  })
})

test('TG-112 a release that loses requests: the expectation that is not met, and the fix in the scenario', async () => {
  const { status, out, err } = await command('plan', 'examples/lost-requests/scenario.yaml')
  expect([status, err]).toEqual([1, ''])
  await expect(out).toMatchFileSnapshot(kept('lost-requests/plan.txt'))
  expect(out).toMatch(/✗ no request fails \(200 of 1400 requests; 502 from 10s to 12s\)/)
  expect(out).toMatch(/^ {2}1\. set deregistration_delay\.timeout_seconds of target group web from 0 to 2$/m)
})

test('CP-20 a load that doubles: tasks and instances come and go', async () => {
  const { status, out, err } = await run('examples/scaling/scenario.yaml')
  expect([status, err]).toEqual([0, ''])
  await expect(out).toMatchFileSnapshot(kept('scaling/scenario.txt'))
})

test('the lesson on percentages ends as its comments say', async () => {
  const { status, out, err } = await run('examples/teaching/percentages.yaml')
  expect([status, err]).toEqual([0, ''])
  await expect(out).toMatchFileSnapshot(kept('teaching/percentages.txt'))
  const limits = [...out.matchAll(/^ {3}0:00\.0.* ≥ (\d+) .* ≤ (\d+)/gm)].map(
    ([, lower, upper]) => `${lower} to ${upper}`,
  )
  expect(limits).toEqual(['4 to 8', '4 to 5', '2 to 4', '2 to 6', '4 to 4'])
})

describe('rehearsals', () => {
  const PAIR = ['--before', 'examples/rehearsal/before.yaml', 'examples/rehearsal/after.yaml']

  test('one task that 134 % leaves no room to replace: verdict, cause, fixes, timeline', async () => {
    const { status, out, err } = await command('plan', ...PAIR)
    expect([status, err]).toEqual([1, ''])
    await expect(out).toMatchFileSnapshot(kept('rehearsal/plan.txt'))
    expect(out).toMatch(/^STUCK: .*\n.*minimumHealthyPercent 100 keeps 1 and maximumPercent 134 allows 1/m)
    expect(out).toMatch(/maximumPercent of orders from 134 to 200\n.*after\.yaml:85:9: completes in/)
  })

  test('two names of one file do not make two stacks', async () => {
    const { verdict, steps } = JSON.parse((await command('plan', ...PAIR, '--json')).out)
    expect(verdict).toBe('stuck')
    expect(steps[0].pieces.map(({ id }: { readonly id: string }) => id)).toEqual(['OrdersDefinition', 'Orders'])
  })

  test('the workflow for pull requests calls the command as it is', async () => {
    const workflow = read('examples/ci/drydock.yml')
    const { jobs } = parse(workflow) as {
      readonly jobs: { readonly plan: { readonly steps: readonly { run?: string }[] } }
    }
    const lines = jobs.plan.steps.flatMap(({ run: script = '' }) => script.split('\n'))
    const [, line = ''] = lines.map((one) => /npx --no-install drydock (.*) > plan\.md/.exec(one)).find(Boolean) ?? []
    const args = line.replace('before.yaml', PAIR[1]!).replace('"$STACK"', PAIR[2]!).split(' ')
    const { status, out, err } = await command(...args)
    expect([status, err]).toEqual([1, ''])
    const [, marker] = /const marker = '(.*)'/.exec(workflow) ?? []
    expect(out.split('\n')[0]).toBe(marker)
  })
})

describe('explanations', () => {
  test('why the encoder finds no room, instance by instance', async () => {
    const { status, out, err } = await command('explain', 'examples/why-not/scenario.yaml')
    expect([status, err]).toEqual([0, ''])
    await expect(out).toMatchFileSnapshot(kept('why-not/explain.txt'))
    expect((await run('examples/why-not/scenario.yaml')).status).toBe(0)
  })

  test('the library says the same, and that one instance more would help', async () => {
    const out = program('examples/why-not/why-not.ts')
    await expect(out).toMatchFileSnapshot(kept('why-not/why-not.txt'))
    expect(out).toMatch(/\nWith one m5\.large more:\n\nThe encoder would go to /)
  })

  test('binpack and spread side by side', async () => {
    const out = program('examples/binpack-and-spread/compare.ts')
    await expect(out).toMatchFileSnapshot(kept('binpack-and-spread/compare.txt'))
  })
})

test('the life of a task with a sidecar', async () => {
  const out = program('examples/sidecar/sidecar.ts')
  await expect(out).toMatchFileSnapshot(kept('sidecar/sidecar.txt'))
})

describe('services', () => {
  test('a bad image: given up and rolled back', async () => {
    const out = program('examples/bad-image/rollback.ts')
    await expect(out).toMatchFileSnapshot(kept('bad-image/rollback.txt'))
    expect(out).toMatch(/deployment failed: tasks failed to start\.[\s\S]*rolling back to deployment/)
  })

  test('50 % against 100 % on a tight cluster, and the deadlock of a static host port', async () => {
    const out = program('examples/min-healthy/compare.ts')
    await expect(out).toMatchFileSnapshot(kept('min-healthy/compare.txt'))
    expect(out.match(/^deployment .*$/gm)).toEqual([
      'deployment completed at 1:11.8; fewest healthy tasks: 3 (limit 3), first at 0:00.0',
      'deployment completed at 2:18.8; fewest healthy tasks: 6 (limit 6), first at 0:00.0',
      'deployment not completed, and no change since 0:30.0; fewest healthy tasks: 1 (limit 1), first at',
      'deployment completed at 1:11.8; fewest healthy tasks: 0 (limit 0), first at 0:00.0',
    ])
    expect(out).toMatch(/\ncritical path of 30m: 30m waiting for room\n/)
  })

  test('three services behind one load balancer, and which of them answers', async () => {
    const out = program('examples/three-services/routes.ts')
    await expect(out).toMatchFileSnapshot(kept('three-services/routes.txt'))
    expect(out).toMatch(/GET \/email\/inbox 200 by email/)
  })
})

describe('trouble', () => {
  test('a Spot interruption that leaves time to hand the work over', async () => {
    const out = program('examples/spot-interruption/spot.ts')
    await expect(out).toMatchFileSnapshot(kept('spot-interruption/spot.txt'))
    expect(out).toMatch(/ 45\.0 s {2}task .{8}: DEPROVISIONING, desired STOPPED \(SpotInterruption\)/)
  })

  test('a zone is lost for an hour, and the service finds its balance again', async () => {
    const out = program('examples/lost-zone/zone.ts')
    await expect(out).toMatchFileSnapshot(kept('lost-zone/zone.txt'))
    expect(out).toMatch(/is AZ balanced with 4 tasks in us-east-1a, 4 tasks in us-east-1b, 4 tasks in us-east-1c\./)
  })
})

describe('scaling', () => {
  /** No line is wider than a page. */
  const paged = (out: string) => {
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
    return out
  }

  test('a diurnal day: target tracking keeps to its target, and to the customers', async () => {
    const out = paged(program('examples/diurnal-day/day.ts'))
    await expect(out).toMatchFileSnapshot(kept('diurnal-day/day.txt'))
    expect(out).toMatch(/service prod\/web: follows its load \(1 turn,/)
  })

  test('two levels: the fourth task brings an instance; the rule of the tasks takes one away under them', async () => {
    const out = paged(program('examples/two-levels/levels.ts'))
    await expect(out).toMatchFileSnapshot(kept('two-levels/levels.txt'))
    expect(out).toMatch(/shop\/gray {2}3 → 4\n\S+ {2}nodes {6}1 → 2\n[\s\S]*nodes {6}2 → 1\n/)
  })

  test('from zero: two instances first, the rest after their warm-up', async () => {
    const out = paged(program('examples/from-zero/zero.ts'))
    await expect(out).toMatchFileSnapshot(kept('from-zero/zero.txt'))
    expect(out).toMatch(/all twelve run \d+ minutes after the schedule/)
  })

  test('workers follow the backlog of their queue', async () => {
    const out = paged(program('examples/queue-worker/worker.ts'))
    await expect(out).toMatchFileSnapshot(kept('queue-worker/worker.txt'))
    expect(out).toMatch(/backlog-per-worker +tracking/)
  })
})

/** What of a program's output a page shows. */
const PARTS: Readonly<Record<string, (out: string) => string>> = {
  'examples/binpack-and-spread/compare.ts': (out) => /\n\n(shop: [\s\S]*?free)\n\nspread/.exec(out)?.[1] ?? out,
  'examples/sidecar/sidecar.ts': (out) => out.slice(out.indexOf('\n\n') + 2),
}

const BLOCK = /<!-- (output|file): (.*) -->\n```(\w*)\n(?:[\s\S]*?\n)?```/g

/** A page with everything that is printed or copied in it as it is now. */
async function refreshed(page: string): Promise<string> {
  const text = read(page)
  let fresh = text
  for (const [block, what = '', of = '', language = ''] of text.matchAll(BLOCK)) {
    const content = what === 'file' ? read(of) : await printed(of)
    fresh = fresh.replace(block, () => `<!-- ${what}: ${of} -->\n\`\`\`${language}\n${content.trim()}\n\`\`\``)
  }
  return fresh
}

async function printed(line: string): Promise<string> {
  if (line.endsWith('.ts')) return PARTS[line]?.(program(line)) ?? program(line)
  const { out, err } = await command(...line.split(' '))
  expect(err).toBe('')
  return out
}

test.each(['README.md', 'docs/GUIDE.md'])('%s shows what is really printed', async (page) => {
  await expect(await refreshed(page)).toMatchFileSnapshot(join(PROJECT_ROOT, page))
})

describe('the README', () => {
  test('names the demo as it is', () => {
    const [, args = ''] = /<!-- output: plan (.*) -->/.exec(readme) ?? []
    const demo = read('scripts/demo.ts')
    for (const arg of args.split(' ')) expect(demo).toContain(`'${arg}'`)
    expect(JSON.parse(read('package.json')).scripts.demo).toBe('tsx -C source scripts/demo.ts')
  })

  test('shows a scenario that can be run', () => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const folder = 'examples/first-rollout'
    const files = ['task-definition.json', 'service.json'].map((name) => [name, read(`${folder}/${name}`)])
    const { expectations, ok } = runScenario(load(yaml, Object.fromEntries(files)))
    expect(expectations.map(({ sentence }) => sentence)).toEqual([
      'completes within 15m',
      'shop-web never has fewer than 4 healthy tasks',
    ])
    expect(ok).toBe(true)
  })

  test.each(['README.md', 'docs/GUIDE.md', 'examples/README.md', 'examples/cdk/README.md'])(
    '%s links to files that are there',
    (page) => {
      const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path as string)
      expect(links.length).toBeGreaterThan(2)
      for (const path of links) expect(readFile(join(page, '..', path)).length).toBeGreaterThan(0)
    },
  )
})

test('the library call prints its waves, from the sources, too', () => {
  const node = ['--conditions=source', '--import', 'tsx', 'examples/library-call.ts']
  const out = execFileSync(process.execPath, node, { cwd: PROJECT_ROOT, encoding: 'utf8' })
  expect(out).toBe(program('examples/library-call.ts'))
  expect(out.trimEnd().split('\n')).toEqual([
    '0s: 3 old and 0 new run, 3 start, 3 stop',
    '2s: 3 old and 0 new run, 6 start, 0 stop',
    '6.8s: 3 old and 3 new run, 3 start, 0 stop',
    '8.8s: 3 old and 6 new run, 0 start, 0 stop',
    '46.8s: 0 old and 6 new run, 0 start, 3 stop',
    '48.8s: 0 old and 6 new run, 0 start, 0 stop',
    'completes',
  ])
})
