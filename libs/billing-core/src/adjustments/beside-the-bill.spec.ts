// What notes leave of an invoice in the books, of its lines, and of what is open.
import { parseDecimal } from '../values/index.ts'
import { type NotedCredits, withCredit } from './noted-credits.ts'
import { sumsLeft } from './sums-left.ts'
import { refusedWriteOff } from './write-off.ts'

const revenue = (amount: string) => ({
  ...({ ledger: 'revenue', category: 'rent' } as const),
  amount: parseDecimal(amount)
})
const tax = (amount: string) => ({ ...({ ledger: 'tax', category: 'vat' } as const), amount: parseDecimal(amount) })

describe('what is left in the books', () => {
  it('is the invoice, less what credit notes took, with what debit notes added, by account', () => {
    const left = sumsLeft(
      [revenue('40.00'), tax('7.60')],
      [
        { kind: 'credit-note', lines: [revenue('15.00'), tax('2.85')] },
        { kind: 'debit-note', lines: [revenue('1.00')] }
      ]
    )
    expect(left).toEqual([revenue('26.00'), tax('4.75')])
  })
})

describe('what was credited of a line', () => {
  const part = (amount: string) =>
    ({ invoice: 'INV-000001', line: 2, amount: parseDecimal(amount) }) as Parameters<typeof withCredit>[0]
  const shared = (credit: string, parts: readonly string[]) => {
    const credits: NotedCredits = new Map([['INV-000001 2', parseDecimal(credit)]])
    return parts.map(amount => withCredit(part(amount), credits).credited ?? 0n)
  }

  it('is borne by the parts that charge, in their order, and by none that gives back', () => {
    expect(shared('25.00', ['-31.00', '20.00', '10.00'])).toEqual([0n, parseDecimal('20.00'), parseDecimal('5.00')])
  })

  it('below zero, by a debit note, is of the first', () => {
    expect(shared('-5.00', ['20.00', '10.00'])).toEqual([parseDecimal('-5.00'), 0n])
  })
})

describe('a write-off', () => {
  const refused = (amount: string, open: string) =>
    refusedWriteOff(parseDecimal(amount), { currency: 'EUR', open: parseDecimal(open) })?.reason ?? null

  it('is of what is open, in whole coins', () => {
    expect(refused('5.00', '5.00')).toBeNull()
    expect(refused('5.01', '5.00')).toBe('above-open')
    expect(refused('5.00', '0.00')).toBe('nothing-open')
    expect(refused('0.00', '5.00')).toBe('amount-not-positive')
    expect(refused('0.001', '5.00')).toBe('amount-too-fine')
  })
})
