import type { TargetCharge } from '@farthing/billing-core'
import { date, parseDecimal } from '@farthing/billing-core/values'
import { chargesOf } from './charge-answer.ts'

/** `days`: `2026-03-01..2026-04-01`. */
function chargeOf(key: string, days: string, exact = '10.00'): TargetCharge {
  const [from = '', until = ''] = days.split('..')
  const rule = { rule: 'plan small > rent', file: 'plans.farthing', line: 3, column: 1 }
  return {
    ...{ key, type: 'rent', subscription: 's', series: 'small', ledger: 'revenue', category: 'rent' },
    ...{ from: date(from), until: date(until), quantity: '1', exact: parseDecimal(exact), description: 'Small' },
    ...{ explanation: { rule, version: 'v1', inputs: {}, steps: [], amount: exact, currency: 'AUD' }, version: 'v1' }
  }
}

const charge = chargeOf('rent:s:small:april', '2026-04-01..2026-05-01')
const withText = (own: Partial<TargetCharge>, explained: object = {}): unknown => ({
  ...{ ...charge, ...own },
  explanation: { ...charge.explanation, ...explained }
})

/** What is said of it, in one sentence; null of an answer that is billed. */
function said(...charges: unknown[]): string | null {
  return saidUnder('Small', ...charges)
}

function saidUnder(title: string, ...charges: unknown[]): string | null {
  const account = { currency: 'AUD', subscriptions: [{ id: 's' }] }
  const pieces = [{ title: 'Small', value: { title } }]
  const expected = chargesOf({ type: { code: 'rent', ledger: 'revenue' }, account, pieces })
  if (expected.fits(charges)) return null
  const fault = expected.faultOf?.(charges)
  return `answered ${fault?.answered}: ${fault?.must}`
}

describe('charges that cannot be billed', () => {
  it.each<[string, unknown, string]>([
    [
      'a number',
      withText({ exact: 1.5 as never }),
      'with exact 1.5: its exact must be a bigint, micro of the currency'
    ],
    [
      'no day',
      withText({ from: '2026-04-01' as never }),
      'with from "2026-04-01": its from must be a Temporal.PlainDate'
    ],
    [
      'no steps',
      withText({}, { steps: undefined }),
      'with explanation an object of rule, version, inputs, steps, amount: its explanation must have '
    ],
    [
      'another type',
      withText({ type: 'setup' }),
      'with type "setup": its type must be the code of its charge type, "rent"'
    ],
    [
      'another ledger',
      withText({ ledger: 'bond' }),
      'with ledger "bond": its ledger must be that of its charge type, "revenue"'
    ],
    [
      'no words',
      withText({ description: ' ' }),
      'with description " ": its description must say what the customer reads'
    ],
    [
      'a foreign currency',
      withText({}, { currency: 'EUR' }),
      'with explanation.currency "EUR": its explanation.currency must be that of the account, "AUD"'
    ],
    [
      'no number',
      withText({ quantity: 'lots' }),
      `with quantity "lots": its quantity must be a decimal number, alone or with a unit: '1', '5.2 GB'`
    ],
    ['a comma', withText({ quantity: '1,5' }), 'with quantity "1,5": '],
    [
      'no days',
      withText({ until: charge.from }),
      'with until 2026-04-01: its until must be the first day after what is charged: 2026-04-02 for a charge of 2026-04-01 alone'
    ],
    [
      'a stranger',
      withText({ subscription: 't' }),
      'with subscription "t": its subscription must be the id of one of the account\'s, or null for the account itself'
    ],
    ['nobody', withText({ subscription: undefined as never }), 'with subscription undefined: ']
  ])('%s', (_, wrong, words) => {
    expect(said(charge, wrong)).toContain(`answered the charge rent:s:small:april ${words}`)
  })

  it.each([
    ['nothing', null, 'a list with null in it: it must answer a list of charges, each with key, type,'],
    ['no key', withText({ key: undefined as never }), 'a charge with key undefined: its key must be a text']
  ])('%s', (_, wrong, words) => {
    expect(said(wrong)).toContain(`answered ${words}`)
  })
})

it('charges say nothing where the title that rules give them is empty', () => {
  expect(saidUnder('', withText({ description: '' }))).toBeNull()
})

describe('charges of one key', () => {
  const part = (days: string): TargetCharge => ({
    ...chargeOf(charge.key, days, '5.00'),
    periodUntil: date('2026-05-01')
  })

  it('are parts of one period that follow one another', () => {
    expect(said(part('2026-04-01..2026-04-15'), part('2026-04-15..2026-05-01'))).toBeNull()
  })

  it.each([
    ['the same twice', charge, charge, 'both charge 2026-04-01'],
    ['days in common', part('2026-04-01..2026-04-16'), part('2026-04-15..2026-05-01'), 'both charge 2026-04-15'],
    [
      ...(['two periods', charge, chargeOf(charge.key, '2026-05-01..2026-06-01', '10.00')] as const),
      'are of periods that end on 2026-05-01 and on 2026-06-01'
    ]
  ])('are no two charges: %s', (_, first, second, words) => {
    const must =
      'each key must name what is charged once: `type:subscription:series:period`, or the id of what happened'
    expect(said(first, second)).toBe(`answered two charges of the key rent:s:small:april, which ${words}: ${must}`)
  })
})

it('sixty charges and their answer as a whole are billed as they are', () => {
  const months = Array.from({ length: 60 }, (_, month) => {
    const from = date('2026-04-01').add({ months: month })
    return chargeOf(
      `rent:s:small:${from.toString()}`,
      `${from.toString()}..${from.add({ months: 1 }).toString()}`,
      '10.00'
    )
  })
  const own = months.map((each, index) => ({ ...each, quantity: ['1', '-1 min 30 s', '0.5 GB', '5 days'][index % 4] }))
  expect(said(...own)).toBeNull()
})
