// What a contract charges at its end, against a count that walks over its days and its months one by one.
import { testInput } from '@farthing/plugin-sdk/testing'
import fc from 'fast-check'
import type { Contract } from './contract.ts'
import { contractCharge } from './contract-charge.ts'

type Day = Temporal.PlainDate

interface Case {
  readonly signed: Day
  readonly months: number
  readonly renewal: number | null
  readonly notice: Contract['notice']
  /** Days after signing. */
  readonly noticed: number | null
  readonly left: number
}

const whole = (most: number) => fc.integer({ min: 1, max: most })
const cases: fc.Arbitrary<Case> = fc.record({
  signed: fc.integer({ min: 0, max: 1500 }).map(days => Temporal.PlainDate.from('2026-01-01').add({ days })),
  months: whole(24),
  renewal: fc.option(whole(12)),
  notice: fc.option(
    fc.oneof(
      whole(90).map(count => ({ unit: 'day', count }) as const),
      whole(12).map(count => ({ unit: 'month', count }) as const)
    )
  ),
  noticed: fc.option(whole(900)),
  left: whole(1500)
})

const CENT = 10_000n
const exits: Contract['exits'] = [
  { basis: 'once', amount: 700n * CENT, share: null, most: null, after: null, within: { unit: 'month', count: 6 } },
  { basis: 'once', amount: 300n * CENT, share: null, most: null, after: { unit: 'month', count: 6 }, within: null },
  { basis: 'monthly', amount: 40n * CENT, share: null, most: 500n * CENT, after: null, within: null }
]

/** So many months later or earlier, on the same day, or the last of a shorter month. */
function shift({ day, month, year }: Day, months: number): Day {
  const index = year * 12 + month - 1 + months
  const first = Temporal.PlainDate.from({ year: Math.floor(index / 12), month: (index % 12) + 1, day: 1 })
  return first.with({ day: Math.min(day, first.daysInMonth) })
}

const isBefore = (a: Day, b: Day): boolean => a.toString() < b.toString()

function counted({ left: leftAfter, months, notice, noticed, renewal, signed }: Case): string[] {
  const left = signed.add({ days: leftAfter })
  const given = noticed !== null && noticed < leftAfter ? signed.add({ days: noticed }) : null
  // the first end that a notice of that day is in time for
  const asked = given ?? left
  let length = months
  const isLate = (end: Day): boolean => {
    if (isBefore(end, asked)) return true
    if (notice === null) return false
    if (notice.unit === 'month') return isBefore(shift(end, -notice.count), asked)
    let days = 0
    for (let day = asked; isBefore(day, end); day = day.add({ days: 1 })) days += 1
    return days < notice.count
  }
  while (renewal !== null && isLate(shift(signed, length))) length += renewal
  const end = shift(signed, length)
  // a notice tells of an end by itself, and so does a contract that is not renewed
  const isBound = renewal === null || given !== null
  const ending = isBound && isBefore(end, left) ? end : left
  const lines = [`${ending}: A year: ending 3000`]
  if (!isBefore(left, end)) return lines
  let monthsLeft = 0
  for (let month = 1; month <= length; month += 1) if (isBefore(left, shift(signed, month))) monthsLeft += 1
  const cents = (isBefore(left, shift(signed, 6)) ? 700 : 300) + Math.min(40 * monthsLeft, 500)
  return [...lines, `${left}: A year: early exit ${Math.min(cents, 1000)}`]
}

function charged({ left, months, notice, noticed, renewal, signed }: Case): string[] {
  const value: Contract = {
    ...{ name: 'year', title: 'A year', months, least: 1, most: 24, notice, renewal },
    ...{ setup: 0n, ending: 3000n * CENT, exits, exitMost: 1000n * CENT, boundToPlan: false }
  }
  const on = (days: number): string => signed.add({ days }).toString()
  const input = testInput({
    plans: [{ value }],
    ...{ started: signed.toString(), terminated: on(left), through: '2040-01-01' },
    deeds: [
      [signed.toString(), 'sign-contract', { contract: 'year' }],
      ...(noticed !== null && noticed < left ? [[on(noticed), 'give-notice', {}] as const] : [])
    ]
  })
  return contractCharge
    .targets(input)
    .map(({ description, exact, from }) => `${from}: ${description} ${exact / CENT}`)
    .toSorted((a, b) => Number(a.includes('exit')) - Number(b.includes('exit')))
}

it('a contract that is left, given notice of and renewed comes to what a count of its days says', () => {
  fc.assert(
    fc.property(cases, each => expect(charged(each)).toEqual(counted(each))),
    { numRuns: 500 }
  )
})
