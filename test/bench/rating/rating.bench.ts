// Events rated in memory with their explanation, one core: the generated code against the same decision written by hand.
import { sideBySide } from '../side-by-side.ts'
import { rateByHand } from './rating-by-hand.ts'
import { ratingFixture } from './rating-fixture.ts'

const EVENTS = 200_000

function run(): object {
  const fixture = ratingFixture(EVENTS)
  const { events, tariff } = fixture
  const byHand = rateByHand(fixture)
  for (const event of events) {
    const ours = tariff.rate(event)
    const theirs = byHand(event)
    const same = ours.ok && theirs !== null && ours.amount === theirs.amount && ours.billed === theirs.billed
    if (!same || ours.bands !== theirs.bands)
      throw new Error(`the two disagree on ${JSON.stringify({ event, ours, theirs })}`)
  }
  return sideBySide('rating', EVENTS, {
    ours() {
      let sum = 0
      for (const event of events) {
        const outcome = tariff.rate(event)
        if (outcome.ok) sum += outcome.amount + outcome.trace.length
      }
      return sum
    },
    bound() {
      let sum = 0
      for (const event of events) {
        const outcome = byHand(event)
        if (outcome !== null) sum += outcome.amount + outcome.explanation.prefix
      }
      return sum
    }
  })
}

if (import.meta.main) console.log(JSON.stringify(run()))
