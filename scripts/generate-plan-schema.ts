// Writes schema/plan.schema.json, the JSON Schema of `drydock plan --json`; with --check only says whether it is up to date.
//
//   npx tsx -C source scripts/generate-plan-schema.ts
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { planSchema } from '../src/cli/plan-schema.ts'

const target = fileURLToPath(new URL('../schema/plan.schema.json', import.meta.url))
const schema = z.toJSONSchema(planSchema, { target: 'draft-7' })
if (!process.argv.includes('--check')) {
  writeFileSync(target, `${JSON.stringify(schema, null, 2)}\n`)
  execFileSync('npx', ['biome', 'format', '--write', target], { stdio: 'inherit' })
} else if (JSON.stringify(JSON.parse(readFileSync(target, 'utf8'))) !== JSON.stringify(schema)) {
  console.error('schema/plan.schema.json is stale: run npx tsx -C source scripts/generate-plan-schema.ts')
  process.exitCode = 1
}
