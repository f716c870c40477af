// Prints the hashes of the golden runs; `npm run check:nodes` compares what three versions of Node print.
import { goldenHashes } from '../test/golden/scenarios.ts'

console.log(JSON.stringify(goldenHashes(), null, 2))
