// An agreement, a sale and invoices for specs.
import { date, parseDecimal } from '../values/index.ts'
import type { CommissionedInvoice, CommissionedLine, CommissionSale } from './commission-sale.ts'
import type { CommissionTerms } from './commission-terms.ts'

const at = { rule: 'commission dealer', file: 'commissions.farthing', line: 1, column: 1 }
const everything = { of: null, plans: null, to: null, at }

/** 50.00 for a sale, 5 % of rent for 24 months, in three layers; clawed back within six months. */
export function sampleTerms(other: Partial<CommissionTerms> = {}): CommissionTerms {
  return {
    ...{ name: 'dealer', title: 'Dealer' },
    leading: [{ ...everything, reward: { kind: 'amount', amount: parseDecimal('50') } }],
    trailing: [{ ...everything, reward: { kind: 'share', percent: parseDecimal('5') }, of: ['rent'], months: 24 }],
    layers: [
      { name: 'agent', share: parseDecimal('60') },
      { name: 'dealer', share: parseDecimal('30') },
      { name: 'master', share: parseDecimal('10') }
    ],
    clawback: { months: 6, inProportion: false, at },
    ...other
  }
}

export function sampleSale(other: Partial<CommissionSale> = {}): CommissionSale {
  return {
    ...{ partner: 'agent-7', terms: sampleTerms(), version: 'sha256:rules', subscription: 's1', plan: 'mobile-40' },
    ...{ isFirst: true, ended: null, from: date('2026-03-01'), until: null },
    ...other
  }
}

export function sampleLine(net: string, other: Partial<CommissionedLine> = {}): CommissionedLine {
  return {
    ...{ line: 1, subscription: 's1', type: 'rent', category: 'rent', net: parseDecimal(net), credited: 0n },
    discounts: null,
    ...{ from: date('2026-03-01'), until: date('2026-04-01') },
    ...other
  }
}

/** Without tax; `paid` as a decimal. */
export function sampleInvoice(
  number: string,
  paid: string,
  lines: readonly CommissionedLine[] = [sampleLine('40')],
  billDate = '2026-03-01'
): CommissionedInvoice {
  return {
    ...{ invoice: number, number, billDate: date(billDate), currency: 'AUD' },
    asked: lines.reduce((sum, { credited, net }) => sum + net - credited, 0n),
    paid: parseDecimal(paid),
    lines
  }
}
