// `bond 200.00 { refund after 12 on-time payments }`
import { childOf, defineStatement, type Diagnostic, isCurrency, partOfCoin } from '@farthing/plugin-sdk'
import { bondAtWork } from './bond-at-work.ts'

export interface Bond {
  /** Micro of the account's currency. */
  readonly amount: bigint
  /** Invoices in a row settled by their due date that earn it back; null: it is held until the subscription ends. */
  readonly onTimePayments: number | null
  /** Of a year of 365 days, in millionths of one percent; null: it bears none. */
  readonly interest: bigint | null
}

/** 100%. */
const MOST = 100_000_000n

export const bondStatement = defineStatement({
  id: 'bonds.bond',
  in: ['plan'],
  pattern: 'bond <amount>',
  slots: { amount: { kind: 'money', doc: 'what is held' } },
  block: { kind: 'bond', optional: true, once: ['bonds.refund', 'bonds.interest'] },
  doc: 'A deposit taken when a subscription starts on this plan, held for the customer, given back when the subscription ends.',
  example: 'bond 200.00 { refund after 12 on-time payments }',
  worked: bondAtWork,
  lower(match, context) {
    const amount = context.micro(match.slots.amount)
    const refused = (message: string): Diagnostic => context.error(match, match.slotSpan('amount'), message)
    if (amount === 0n) return { ok: false, diagnostics: [refused('a bond of nothing holds nothing')] }
    const part = isCurrency(context.currency) ? partOfCoin(amount, context.currency) : null
    const refund = childOf(match, refundStatement)
    const interest = childOf(match, interestStatement)
    const rate = interest?.slots.rate ?? null
    if (interest !== undefined && rate !== null && (rate === 0n || rate > MOST)) {
      const message = 'interest is more than nothing and at most what is held: above 0%, up to 100%'
      return { ok: false, diagnostics: [context.error(interest, interest.slotSpan('rate'), message)] }
    }
    const bond: Bond = {
      amount,
      onTimePayments: refund?.slots.count ?? null,
      interest: rate
    }
    return { ok: true, value: bond, ofNew: part === null ? [] : [refused(part)] }
  }
})

export const refundStatement = defineStatement({
  id: 'bonds.refund',
  in: ['bond'],
  pattern: 'refund after <count> on-time payments',
  slots: { count: { kind: 'count', min: 1, max: 600, doc: 'how many invoices in a row' } },
  doc: 'Gives the bond back after so many invoices in a row were settled by their due date.',
  example: 'refund after 12 on-time payments',
  lower: match => ({ ok: true, value: match.slots.count })
})

export const interestStatement = defineStatement({
  id: 'bonds.interest',
  in: ['bond'],
  pattern: 'interest <rate> per year',
  slots: { rate: { kind: 'percent', doc: 'of what is held, for a year of 365 days' } },
  doc: 'Pays interest when the bond goes back, for each day on which it was held, of what was held on it.',
  example: 'interest 2% per year',
  lower: match => ({ ok: true, value: match.slots.rate })
})
