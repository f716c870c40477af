import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Nothing here changes global state, so the files of one worker may share their imports: half the time.
  // Two workers, also on a machine of two cores, of which Vitest by itself would leave one idle.
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    testTimeout: 30_000,
    isolate: false,
    maxWorkers: 2,
    // What was compiled for a run is there for the next one, by its content: a run of one file takes half the time.
    experimental: { fsModuleCache: true },
  },
})
