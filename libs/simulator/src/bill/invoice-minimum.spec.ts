import type { AccountHistory, Invoice, SubscriptionHistory } from '@farthing/billing-core'
import { isBelowMinimum } from './invoice-minimum.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

interface Case {
  readonly total: bigint
  readonly on?: string
  readonly previous?: string
  readonly times?: number
  readonly ends?: readonly (string | null)[]
  readonly own?: bigint
  readonly closed?: boolean
  readonly lines?: number
  readonly billDay?: number
  readonly operators?: bigint | null
}

function isOpen(given: Case): boolean {
  const { on = '2026-05-31', ends = [null], lines = 1, billDay = 31, operators = 5_000_000n } = given
  const opened = day('2026-01-10')
  const history = {
    opened,
    billDays: [{ from: opened, billDay }],
    subscriptions: ends.map(
      end => ({ started: opened, terminated: end === null ? null : day(end) }) as SubscriptionHistory
    )
  } as unknown as AccountHistory
  const bill = { billDate: day(on), lines: Array.from({ length: lines }), total: given.total } as unknown as Invoice
  const previousBillDate = given.previous === undefined ? null : day(given.previous)
  const invoiceTerms = { minimum: given.own ?? null, closed: given.closed ?? false }
  const rule = operators === null ? null : { amount: operators, times: given.times ?? null }
  return isBelowMinimum({ history, previousBillDate, invoiceTerms }, bill, rule)
}

describe('a bill below the minimum', () => {
  it.each<[string, Case, boolean]>([
    ['stays open', { total: 4_999_999n }, true],
    ['of just enough is made', { total: 5_000_000n }, false],
    ['that gives back is made', { total: -1n }, false],
    ['of exactly nothing is made', { total: 0n, lines: 2 }, false],
    ['without lines is none', { total: 0n, lines: 0 }, false],
    ['is made where the rules name none', { total: 1n, operators: null }, false],
    ['is made when the customer has left', { total: 1n, ends: ['2026-05-31', '2026-05-02'] }, false],
    ['stays open while one subscription lasts', { total: 1n, ends: ['2026-06-01', '2026-05-02'] }, true],
    ['of an account without subscriptions stays open', { total: 1n, ends: [] }, true],
    ['of an account that is closed is made', { total: 1n, ends: [], closed: true }, false],
    ["goes by the account's own", { total: 6_000_000n, own: 10_000_000n }, true],
    ["goes by the account's own, where that is less", { total: 2_000_000n, own: 1_000_000n }, false],
    ["goes by the account's own, where the rules name none", { total: 1n, own: 2n, operators: null }, true],
    ['of an account that wants every invoice is made', { total: 1n, own: 0n }, false]
  ])('%s', (_, given, expected) => {
    expect(isOpen(given)).toBe(expected)
  })

  it.each<[string, Case, boolean]>([
    ['on its first bill day', { total: 1n, times: 1, on: '2026-01-31' }, true],
    ['and is made on the second', { total: 1n, times: 1, on: '2026-02-28' }, false],
    ['twice at most', { total: 1n, times: 2, on: '2026-02-28' }, true],
    ['and is made on the third', { total: 1n, times: 2, on: '2026-03-31' }, false],
    ['since the bill before', { total: 1n, times: 2, previous: '2026-03-31', on: '2026-05-31' }, true],
    ['since a bill between bill days', { total: 1n, times: 1, previous: '2026-04-12', on: '2026-04-30' }, true],
    ['since then, once', { total: 1n, times: 1, previous: '2026-04-12', on: '2026-05-31' }, false],
    ['not counting the day on which it was opened', { total: 1n, times: 1, billDay: 10, on: '2026-02-10' }, true]
  ])('stays open so many times: %s', (_, given, expected) => {
    expect(isOpen(given)).toBe(expected)
  })
})
