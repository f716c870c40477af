// Tries every law far more often than the suite does: `npm run soak`, or `npm run soak -- 20 test/laws/time.test.ts`.
import { spawnSync } from 'node:child_process'

/** How many times as often; a law of 60 plays then sees 10,000. */
const USUAL_FACTOR = '170'

const [factor = USUAL_FACTOR, ...files] = process.argv.slice(2)
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--testTimeout=0', ...(files.length > 0 ? files : ['test/laws'])],
  {
    stdio: 'inherit',
    env: { ...process.env, LAW_RUNS: factor },
  },
)
process.exitCode = status ?? 1
