import fc from 'fast-check'
import { divide, minorUnit, parseDecimal } from '../values/index.ts'
import { commissionEntries, type CommissionShare } from './commission-entries.ts'
import type { CommissionedInvoice } from './commission-sale.ts'
import { commissionTargets } from './commission-targets.ts'
import { sampleInvoice, sampleLine, sampleSale, sampleTerms } from './sample-commission.ts'

const COIN = minorUnit('AUD')
const PERCENT = parseDecimal('7.35')
const FIXED = parseDecimal('33.33')
const share = (percent: string, name: string) => ({ name, share: parseDecimal(percent) })

const {
  leading: [leading],
  trailing: [trailing]
} = sampleTerms()
const sale = sampleSale({
  terms: sampleTerms({
    leading: leading === undefined ? [] : [{ ...leading, reward: { kind: 'amount', amount: FIXED } }],
    trailing: trailing === undefined ? [] : [{ ...trailing, reward: { kind: 'share', percent: PERCENT } }],
    layers: [share('33.33', 'agent'), share('33.33', 'dealer'), share('33.34', 'master')]
  })
})

/** Cents: what comes in, goes back to the customer, or is noted on a line; as far as there is so much. */
type Move = { readonly kind: 'pay' | 'refund' | 'note'; readonly line: number; readonly cents: bigint }

const moves = fc.array(
  fc.record<Move>({
    kind: fc.constantFrom('pay', 'refund', 'note'),
    line: fc.nat(2),
    cents: fc.bigInt(1n, 5000n)
  }),
  { maxLength: 40 }
)
const nets = fc.array(fc.bigInt(1n, 9999n), { minLength: 1, maxLength: 3 })

function moved(invoice: CommissionedInvoice, { cents, kind, line }: Move): CommissionedInvoice {
  const amount = cents * COIN
  if (kind === 'pay') return { ...invoice, paid: least(invoice.paid + amount, invoice.asked) }
  if (kind === 'refund') return { ...invoice, paid: invoice.paid - least(amount, invoice.paid) }
  const lines = invoice.lines.map((each, index) =>
    index === line ? { ...each, credited: least(each.credited + amount, each.net) } : each
  )
  const asked = lines.reduce((sum, { credited, net }) => sum + net - credited, 0n)
  return { ...invoice, lines, asked, paid: least(invoice.paid, asked) }
}

function unpaid(cents: readonly bigint[]): CommissionedInvoice {
  const lines = cents.map((net, index) => ({ ...sampleLine('1'), line: index + 1, net: net * COIN }))
  return sampleInvoice('INV-1', '0', lines)
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function book(invoice: CommissionedInvoice, booked: CommissionShare[]): void {
  booked.push(...commissionEntries(commissionTargets([sale], [invoice]), booked, () => ['a', 'd', 'm']))
}

function sum(entries: readonly CommissionShare[]): bigint {
  return entries.reduce((total, { amount }) => total + amount, 0n)
}

describe('whatever is paid, refunded and noted, in any order', () => {
  it('what was earned is the share of what is paid, to half a coin on each line, and never more than all of it', () => {
    fc.assert(
      fc.property(nets, moves, (cents, all) => {
        let invoice = unpaid(cents)
        const charged = invoice.asked
        const booked: CommissionShare[] = []
        for (const move of all) {
          invoice = moved(invoice, move)
          book(invoice, booked)
          const [fixed, percent] = ['leading', 'trailing'].map(kind => sum(booked.filter(entry => entry.kind === kind)))
          const exactly = divide(FIXED * invoice.paid, charged, 'half-up')
          expect(within(fixed ?? 0n, invoice.asked === 0n ? 0n : exactly, COIN / 2n)).toBe(true)
          const paid = divide(PERCENT * invoice.paid, 100_000_000n, 'half-up')
          expect(within(percent ?? 0n, paid, (COIN * BigInt(cents.length)) / 2n + 1n)).toBe(true)
          expect(sum(booked)).toBeGreaterThanOrEqual(0n)
        }
        const again: CommissionShare[] = []
        book(invoice, again)
        expect(sum(booked)).toBe(sum(again))
      })
    )
  })

  it('is nothing again, share by share, when all of it is taken back', () => {
    fc.assert(
      fc.property(nets, moves, fc.boolean(), (cents, all, cancelled) => {
        let invoice = unpaid(cents)
        const booked: CommissionShare[] = []
        for (const move of all) {
          invoice = moved(invoice, move)
          book(invoice, booked)
        }
        const targets = cancelled ? [] : commissionTargets([sale], [{ ...invoice, paid: 0n }])
        booked.push(...commissionEntries(targets, booked, () => ['a', 'd', 'm']))
        const left = Map.groupBy(booked, ({ key }) => key)
        for (const entries of left.values()) expect(sum(entries)).toBe(0n)
      })
    )
  })
})

function within(a: bigint, b: bigint, distance: bigint): boolean {
  return a - b <= distance && b - a <= distance
}
