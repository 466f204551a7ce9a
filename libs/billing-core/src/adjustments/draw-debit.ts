// The lines of a debit note: more of a line of the invoice, taxed as that is, or another charge with its category.
import { reckonTaxes, type TaxDecision } from '../taxes/index.ts'
import { LARGEST_ENTERED, MICRO, minorUnit, partOfCoin, type RoundingMode } from '../values/index.ts'
import { lineShares } from './line-share.ts'
import type { NoteLine } from './note-line.ts'

export interface DebitAsked {
  /** Of the invoice, of which this is more; null: another charge. */
  readonly line: number | null
  /** As priced, micro. */
  readonly amount: bigint
  /** That of the line when it is null. */
  readonly description: string | null
  /** What rates of tax and revenue go by, where it is no line's. */
  readonly category: string
}

export type DebitRefusal =
  | 'asks-nothing'
  | 'amount-not-positive'
  | 'amount-too-fine'
  | 'amount-too-large'
  | 'unknown-line'
  | 'bond-line'
  | 'tax-place'

type Priced = Omit<NoteLine, 'net' | 'taxes'>

export interface DebitedInvoice {
  readonly number: string
  readonly currency: string
  readonly total: bigint
  readonly lines: readonly Omit<Priced, 'amount'>[]
}

/** By the rules of the invoice: how taxes are rounded and, of a charge that is no line's, how its category is taxed. */
export interface DebitTaxing {
  readonly mode: RoundingMode
  taxOf(category: string): TaxDecision
}

/** `on`: the day on which a charge that is no line's is charged. */
export interface DebitedBy extends DebitTaxing {
  readonly on: Temporal.PlainDate
}

export type DrawnDebit =
  | { readonly ok: true; readonly value: readonly NoteLine[] }
  | { readonly ok: false; readonly reason: DebitRefusal; readonly detail: string }

type Refused = Extract<DrawnDebit, { ok: false }>
type PricedOne = { readonly ok: true; readonly value: Priced } | Refused

export function drawDebit(asked: readonly DebitAsked[], invoice: DebitedInvoice, by: DebitedBy): DrawnDebit {
  const refused = refusedDebit(invoice, asked)
  if (refused !== undefined) return refused
  const coin = minorUnit(invoice.currency)
  const priced: Priced[] = []
  for (const each of asked) {
    const wrong = refusedAmount(each.amount, invoice.currency)
    if (wrong !== undefined) return wrong
    const one = each.line === null ? otherCharge(each, by) : moreOf(each, invoice.lines)
    if (!one.ok) return one
    priced.push(one.value)
  }
  const { nets, taxes } = reckonTaxes(priced, { mode: by.mode, step: coin })
  const netted = priced.map((line, index) => ({ ...line, net: nets[index] ?? line.amount }))
  const shares = lineShares(netted, taxes, coin)
  return { ok: true, value: netted.map((line, index) => ({ ...line, taxes: shares[index]?.taxes ?? [] })) }
}

function otherCharge({ amount, category, description }: DebitAsked, { on, taxOf }: DebitedBy): PricedOne {
  const decided = taxOf(category)
  if (!decided.ok) return refuse('tax-place', `It cannot be taxed: ${decided.undecided}.`)
  const days = { from: on, until: on.add({ days: 1 }) }
  const own = { line: 0, ledger: 'revenue', label: null, description: description ?? category } as const
  return { ok: true, value: { ...own, ...days, category, tax: decided.treatment, amount } }
}

function moreOf({ amount, description, line: number }: DebitAsked, lines: DebitedInvoice['lines']): PricedOne {
  const line = lines.find(each => each.line === number)
  if (line === undefined) return refuse('unknown-line', `The invoice has no line ${number}.`)
  if (line.ledger === 'bond')
    return refuse('bond-line', `Line ${number} is a bond: it is topped up, not charged again.`)
  const { category, from, label, ledger, tax, until } = line
  const words = description ?? line.description
  return { ok: true, value: { line: line.line, ledger, category, label, from, until, tax, amount, description: words } }
}

/** What would be owed beside an invoice of which nothing is asked could never be paid. */
function refusedDebit({ currency, number, total }: DebitedInvoice, asked: readonly DebitAsked[]): Refused | undefined {
  if (total <= 0n) {
    const detail = `Invoice ${number} asks for nothing: charge an item, which the account's next bill brings.`
    return refuse('asks-nothing', detail)
  }
  if (asked.reduce((sum, { amount }) => sum + amount, 0n) <= LARGEST_ENTERED) return undefined
  return refuse('amount-too-large', `A debit note is of at most ${LARGEST_ENTERED / MICRO} ${currency}: write several.`)
}

function refusedAmount(amount: bigint, currency: string): Refused | undefined {
  if (amount <= 0n) return refuse('amount-not-positive', 'A note is of more than zero.')
  const fine = partOfCoin(amount, currency)
  return fine === null ? undefined : refuse('amount-too-fine', `${fine}.`)
}

function refuse(reason: DebitRefusal, detail: string): Refused {
  return { ok: false, reason, detail }
}
