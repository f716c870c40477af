// Which JSON Schema describes a scenario? The one that editors read, made from the one that checks.
import * as z from 'zod/mini'
import { scenarioSchema } from './schema.ts'

/** Draft 7, which the YAML and JSON language servers know best. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { target: 'draft-7', io: 'input' })
}
