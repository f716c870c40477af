// `drydock init`: what it writes plays as it is, and nothing is overwritten by accident.
import { expect, test } from 'vitest'
import { drydock } from './command.ts'

test('writes a scenario that plays and meets its expectations', async () => {
  const { status, out, err, written } = await drydock(['init'])
  expect([status, out, err]).toEqual([0, '', 'wrote drydock.yaml; play it with: drydock run drydock.yaml\n'])
  const files = { 'drydock.yaml': written?.['drydock.yaml'] as string }
  expect(files['drydock.yaml']).toMatch(/^# yaml-language-server: .*\n#\n# .*drydock run drydock\.yaml\n/)
  const ran = await drydock(['run', 'drydock.yaml'], { files })
  expect([ran.status, ran.err]).toEqual([0, ''])
  expect(ran.out).toMatch(/\nCOMPLETES in .*\n {2}✓ .*\n {2}✓ .*\n {2}✓ /)
})

test('its comments name the file that was asked for', async () => {
  const { written, err } = await drydock(['init', 'my rehearsals/a.yaml'])
  expect(written?.['my rehearsals/a.yaml']).toContain(`drydock explain 'my rehearsals/a.yaml'`)
  expect(err).toContain(`drydock run 'my rehearsals/a.yaml'`)
})

test('- is standard output', async () => {
  const { status, out, err, written } = await drydock(['init', '-'])
  expect([status, err, written]).toEqual([0, '', undefined])
  expect(out).toMatch(/^# yaml-language-server/)
})

test('a file that is there is refused, and overwritten with --force', async () => {
  const files = { 'drydock.yaml': 'mine' }
  expect(await drydock(['init'], { files })).toEqual({
    status: 2,
    out: '',
    err: 'error: cannot write drydock.yaml: it is there already; --force overwrites it.\n',
  })
  expect((await drydock(['init', '--force'], { files })).written).toHaveProperty(['drydock.yaml'])
})

test('a folder that is not there is refused', async () => {
  const refuse = () => {
    throw Object.assign(new Error('x'), { code: 'ENOENT' })
  }
  const { status, err } = await drydock(['init', 'no/a.yaml'], {}, { writeFile: refuse })
  expect([status, err]).toEqual([2, 'error: cannot write no/a.yaml: there is no such folder.\n'])
})
