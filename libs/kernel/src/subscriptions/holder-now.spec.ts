import { holderNow } from './holder-now.ts'

const ZONES: Readonly<Record<string, string>> = { melbourne: 'Australia/Melbourne', west: 'America/Los_Angeles' }
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** One after the other, from 5 March on, then from the 10th. */
function at(now: string, ...accounts: readonly string[]): [account: string, today: string] {
  const from = [day('2026-03-05'), day('2026-03-10')]
  const holders = accounts.map((account, index) => {
    return { account, from: from[index] ?? day('2026-03-20'), until: from[index + 1] ?? null }
  })
  const { account, today } = holderNow(holders, each => ZONES[each] ?? 'UTC', Temporal.Instant.from(now))
  return [account, today.toString()]
}

it('goes west at midnight of who gives it, to a day that has not begun there', () => {
  expect(at('2026-03-09T12:59:59Z', 'melbourne', 'west')).toEqual(['melbourne', '2026-03-09'])
  expect(at('2026-03-09T13:00:00Z', 'melbourne', 'west')).toEqual(['west', '2026-03-10'])
  expect(at('2026-03-11T06:59:59Z', 'melbourne', 'west')).toEqual(['west', '2026-03-10'])
  expect(at('2026-03-11T07:00:00Z', 'melbourne', 'west')).toEqual(['west', '2026-03-11'])
})

it('goes east at midnight of who gives it, in a day that has begun there', () => {
  expect(at('2026-03-10T06:59:59Z', 'west', 'melbourne')).toEqual(['west', '2026-03-09'])
  expect(at('2026-03-10T07:00:00Z', 'west', 'melbourne')).toEqual(['melbourne', '2026-03-10'])
})

it('is of the first before it begins, on a day before', () => {
  expect(at('2026-03-04T12:59:59Z', 'melbourne', 'west')).toEqual(['melbourne', '2026-03-04'])
  expect(at('2026-02-01T00:00:00Z', 'west')).toEqual(['west', '2026-01-31'])
})
