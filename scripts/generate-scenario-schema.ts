// Writes schema/scenario.schema.json: the JSON Schema of a scenario file, from the zod schema that checks it.
//
//   npx tsx -C source scripts/generate-scenario-schema.ts
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { scenarioJsonSchema } from '../src/inputs/json-schema.ts'

const target = fileURLToPath(new URL('../schema/scenario.schema.json', import.meta.url))
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`)
execFileSync('npx', ['biome', 'format', '--write', target], { stdio: 'inherit' })
