// The price of a use is corrected after pockets of its own unit have paid for it: what units paid for is paid, at any price.
import { invoicesOf, play } from './play.ts'

const rules = `operator "Gift" {
  currency AUD
  time zone "Australia/Sydney"
  round half up to 0.01
  due 14 days after issue
}
tariff calls for voice {
  from 2024-01-01
  rates {
    | price           | increment |
    | 0.40 per minute | 60s / 60s |
  }
}
plan talk "Talk" {
  from 2024-01-01
  tariff calls
  pay hybrid
}
plan capped "Capped" {
  from 2024-01-01
  tariff calls
  pay hybrid
  cap voice at 2.00 per cycle
}
plan included "Included" {
  from 2024-01-01
  tariff calls
  pay hybrid
  include 5 min of voice
}
`
const ruleSets = {
  cut: (text: string) => text.replace('0.40 per', '0.10 per'),
  rise: (text: string) => text.replace('0.40 per', '0.60 per')
}
const on = (day: string, deed: string, more: object = {}): object => ({ on: day, do: deed, ...more })
const call = (quantity: string, at = '2026-03-10T09:00', more: object = {}) => ({
  ...{ at, do: 'use', service: 'voice', quantity, to: '+61293334444' },
  ...more
})
const corrected = (rules: string): object => on('2026-03-01', 'publish', { rules, known: '2026-04-05' })

/** What the bills of April and May come to. */
async function billed(plan: string, minutes: number, ...facts: object[]): Promise<string[]> {
  const begun = [on('2026-03-01', 'subscribe', { plan })]
  if (minutes > 0) begun.push(on('2026-03-01', 'grant', { quantity: `${minutes} min`, reason: 'welcome' }))
  const before = facts.filter(fact => !('known' in fact))
  const after = facts.filter(fact => 'known' in fact)
  const ends = [on('2026-04-01', 'advance'), ...after, on('2026-05-01', 'advance')]
  const life = await play({ rules, ruleSets, billDay: 1, facts: [...begun, ...before, ...ends] })
  return invoicesOf(life).filter(line => line.startsWith('total') || line.startsWith('bill'))
}

const topUp = on('2026-03-01', 'top-up', { amount: '1.00' })

it.each<[string, string, number, object[], string[]]>([
  ['a call that units paid, and a cut', 'talk', 10, [call('10 min'), corrected('cut')], []],
  ['a call that units paid, and a rise', 'talk', 10, [call('10 min'), corrected('rise')], []],
  // 1.20, of which units paid 0.80: at 0.30 the third that money paid is 0.10
  ['two thirds, and a cut', 'talk', 2, [topUp, call('3 min'), corrected('cut')], ['bill of 2026-05-01', 'total -0.30']],
  [
    'two thirds, and a rise',
    'talk',
    2,
    [topUp, call('3 min'), corrected('rise')],
    ['bill of 2026-05-01', 'total 0.20']
  ],
  ['a capped call, and a rise', 'capped', 10, [call('10 min'), corrected('rise')], []],
  ['a capped call, and a cut below the cap', 'capped', 10, [call('10 min'), corrected('cut')], []],
  ['what an allowance left, and a cut', 'included', 5, [call('10 min'), corrected('cut')], []],
  // a call of before takes the allowance: what was free of the other is owed, as ever
  [
    ...(['what an allowance gave, and an older call that comes late', 'included', 5] as const),
    [call('10 min'), call('5 min', '2026-03-09T09:00', { known: '2026-04-05' })],
    ['bill of 2026-05-01', 'total 2.00']
  ]
])('%s', async (_, plan, minutes, facts, invoices) => {
  expect(await billed(plan, minutes, ...facts)).toEqual(invoices)
})
