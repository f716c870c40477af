// Whose work is in the published files, and under which licence? Asked of the files that the bundler wrote into them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Licences that let a copy be published if only their notice goes with it. */
const ALLOWED = ['0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']

const PREFACE = `The files of this package contain code of the packages below, as far as it is used.
Each stands under its own licence, which follows its name.
`

/** @param files paths below the project, as the bundler names what it has written out */
export function noticesOf(files: readonly string[]): string {
  const bundled = files.filter(isOfPackage)
  const folders = [...new Set(bundled.map(packageFolderOf))].sort()
  const notices = folders.map((folder) =>
    noticeOf(
      folder,
      bundled.filter((file) => packageFolderOf(file) === folder),
    ),
  )
  return [PREFACE, ...notices].join(`\n${'-'.repeat(80)}\n\n`)
}

const isOfPackage = (file: string): boolean => file.startsWith('node_modules/')

function packageFolderOf(file: string): string {
  return /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)![0]
}

function noticeOf(folder: string, files: readonly string[]): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  if (!ALLOWED.includes(license))
    throw new Error(`${name} stands under ${license}: whether it may be bundled is not settled`)
  const texts = [licenceOf(folder), ...files.flatMap(copyrightOf)]
  return `${name} ${version} (${license})\n\n${texts.map((text) => `${text.trim()}\n`).join('\n')}`
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
}

/** The file of that name, or what the README says under that heading. */
function licenceOf(folder: string): string {
  const names = readdirSync(folder)
  const file = names.find((name) => /^licen[cs]e/i.test(name))
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8')
  const readme = names.find((name) => /^readme/i.test(name))
  const text = readme === undefined ? '' : readFileSync(join(folder, readme), 'utf8')
  const heading = /^(?:#+ *)?licen[cs]e\b/im.exec(text)
  if (heading === null) throw new Error(`${folder} does not say under which licence it stands`)
  return text.slice(heading.index)
}

/** What a file says of its own author before its first line of code. */
function copyrightOf(file: string): string[] {
  const [head = ''] = /^(?:\s*(?:\/\/.*|\/\*[\s\S]*?\*\/))+/.exec(readFileSync(file, 'utf8')) ?? []
  return /copyright/i.test(head) ? [head.replace(/^\s*\/\/ ?/gm, '')] : []
}
