// What partners have earned of a life so far: looked at again whenever something happened to it.
import {
  type CommissionedInvoice,
  commissionEntries,
  type CommissionEntry,
  commissionPostings,
  type CommissionSale,
  commissionTargets,
  discountedKey,
  salesOn,
  typeOfKey
} from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import { commissionSales } from '../commissions/index.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { creditedNets, type StandingInvoice, standingInvoices } from './standing-invoices.ts'

export interface LifeCommission extends CommissionEntry {
  readonly on: Temporal.PlainDate
}

export function earnCommissions(state: LifeState, on: Temporal.PlainDate): void {
  const { commissions, facts, invoices, payments, published, registry, ruleBook } = state
  if (registry.commissions.size === 0) return
  const reversed = payments.filter(payment => payment.reversed).length
  const ended = facts.filter(({ effective, kind }) => kind === 'terminated' && compareDates(effective, on) <= 0).length
  const seen = [facts, invoices, payments, published, state.notes].map(({ length }) => length)
  const seenNow = [...seen, ended, reversed].join(' ')
  if (commissions.seen === seenNow) return
  commissions.seen = seenNow
  const history = lifeHistory(state)
  if (history === null) return
  const sales = commissionSales(history, ruleBook, registry)
  if (sales.length === 0 && commissions.entries.length === 0) return
  const asked = salesOn(sales, on)
  const standing = standingInvoices(state)
  const owed = standing.map(({ asked, invoice, paid }) => `${invoice} ${asked} ${paid}`).join()
  if (commissions.owed === owed && areSame(commissions.sales, asked)) return // most facts are of other things
  commissions.owed = owed
  commissions.sales = asked
  const targets = commissionTargets(
    asked,
    standing.map(each => commissioned(state, each))
  )
  state.witness?.([sales, targets])
  const entries = commissionEntries(targets, commissions.entries, layersAbove)
  commissions.entries.push(...entries.map(entry => ({ ...entry, on })))
  const { currency, id } = state.account
  const posted = commissionPostings({ id: String(state.journal.length + 1), account: id, date: on, currency, entries })
  if (posted !== null) state.journal.push(posted)
}

/** Terms are those of their rules, whoever asks. */
function areSame(some: readonly CommissionSale[], others: readonly CommissionSale[]): boolean {
  if (some.length !== others.length) return false
  return some.every((sale, index) => {
    const other = others[index]
    return sale.terms === other?.terms && JSON.stringify(wordsOf(sale)) === JSON.stringify(wordsOf(other))
  })
}

function wordsOf({ terms: _terms, ...words }: CommissionSale): Omit<CommissionSale, 'terms'> {
  return words
}

/** A life knows no partners but who sold: those above are called by their layers. */
function layersAbove({ partner, terms }: CommissionSale): readonly string[] {
  return [partner, ...terms.layers.slice(1).map(({ name }) => name)]
}

function commissioned(state: LifeState, { lines, ...head }: StandingInvoice): CommissionedInvoice {
  const credited = creditedNets(state, head.invoice)
  return {
    ...head,
    lines: lines
      .filter(({ ledger }) => ledger === 'revenue')
      .map(billed => {
        const { category, from, line, net, subscription, type, until } = billed
        const key = discountedKey(billed)
        const discounts = key === null ? null : typeOfKey(key)
        return { category, discounts, from, line, net, subscription, type, until, credited: credited.get(line) ?? 0n }
      })
  }
}
