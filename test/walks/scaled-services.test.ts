// Do the worked examples of service auto scaling come out to the number in a whole simulation, alarms and tasks included?
import { describe, expect, test } from 'vitest'
import { changesOf, playWhole } from '../support/scaled-services.ts'
import { STEPS, TRACKING } from '../support/scaling-examples.ts'

describe('worked examples', () => {
  const plain = [...TRACKING, ...STEPS].filter(({ trial }) => trial.meanwhile === undefined)

  test.each(plain)('$title', ({ trial, changes }) => {
    expect(changesOf(playWhole(trial))).toEqual(changes)
  })
})
