// Laws
import { test } from '@fast-check/vitest'
import { frontAfter } from '../support/front.ts'
import { happenings } from '../support/front-arbitraries.ts'
import { Judge } from '../support/judge.ts'
import { RolloutJudge } from '../support/rollout-judge.ts'
import { runs } from '../support/runs.ts'

test.prop([happenings], runs(40))('bounds', (story) => {
  let judge: Judge | undefined
  const { sim } = frontAfter(story, { paranoid: false }, (each) => {
    judge ??= new Judge(each)
    judge.look()
  })
  sim.advance('1h')
  judge?.look()
})
test.prop([happenings], runs(40))('rollouts', (story) => {
  let judge: RolloutJudge | undefined
  const { sim } = frontAfter(story, { paranoid: false }, (each) => {
    judge ??= new RolloutJudge(each)
    judge.look()
  })
  sim.advance('1h')
  judge?.look()
})
