// `npm run demo`: the main command of the README. A deployment that gets stuck is what it shows, and no failure of the demo.
const PAIR = ['--before', 'examples/rehearsal/before.yaml', 'examples/rehearsal/after.yaml']

process.argv.splice(2, 0, 'plan', ...PAIR)
await import('../src/cli/main.ts')
if (process.exitCode === 1) process.exitCode = 0
