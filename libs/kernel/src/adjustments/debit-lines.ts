// The lines of a debit note: more of a line of the invoice, taxed as that is, or another charge with its category.
import { accountHistory, decideTaxes, lineShares, reckonTaxes, type TaxTreatment } from '@farthing/billing-core'
import { LARGEST_ENTERED, MICRO, minorUnit, partOfCoin } from '@farthing/billing-core/values'
import { taxesOf } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { BillingRules, type InvoiceHead, invoiceLines, type InvoiceLineShown } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings } from '../persistence/index.ts'
import type { AdjustmentLine } from './adjustment.ts'

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

type Priced = Omit<AdjustmentLine, 'net' | 'taxes'>

@Injectable()
export class DebitLines {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async of(
    client: ClientBase,
    invoice: InvoiceHead,
    asked: readonly DebitAsked[]
  ): Promise<Outcome<AdjustmentLine[], DebitRefusal>> {
    const refused = refusedDebit(invoice, asked)
    if (refused !== undefined) return refused
    const coin = minorUnit(invoice.currency)
    const shown = await invoiceLines(client, this.settings.tenant, invoice)
    const priced: Priced[] = []
    for (const each of asked) {
      const wrong = refusedAmount(each.amount, invoice.currency)
      if (wrong !== undefined) return wrong
      const one = each.line === null ? await this.#other(client, invoice, each) : moreOf(each, shown)
      if (!one.ok) return one
      priced.push(one.value)
    }
    const { nets, taxes } = reckonTaxes(priced, { mode: 'half-up', step: coin })
    const netted = priced.map((line, index) => ({ ...line, net: nets[index] ?? line.amount }))
    const shares = lineShares(netted, taxes, coin)
    return { ok: true, value: netted.map((line, index) => ({ ...line, taxes: shares[index]?.taxes ?? [] })) }
  }

  /** Taxed as of the day of the invoice, by what is known now. */
  async #other(
    client: ClientBase,
    { account, billDate, zone }: InvoiceHead,
    { amount, category, description }: DebitAsked
  ): Promise<Outcome<Priced, DebitRefusal>> {
    const now = this.clock.now()
    const { registry, ruleBook } = await this.rules.asKnownAt(now)
    const facts = await this.facts.of(client, this.settings.tenant, account)
    const history = accountHistory(account, facts, now)
    const rules = ruleBook.at(billDate) ?? ruleBook.versions[0]?.rules
    let tax: TaxTreatment = null
    if (rules !== undefined && history !== null) {
      const decided = decideTaxes(taxesOf(rules, registry), { category, taxPoint: billDate }, history)
      if (!decided.ok) return { ok: false, reason: 'tax-place', detail: `It cannot be taxed: ${decided.undecided}.` }
      tax = decided.treatment
    }
    const on = this.clock.today(zone)
    const days = { from: on, until: on.add({ days: 1 }) }
    const own = { line: 0, ledger: 'revenue', label: null, description: description ?? category } as const
    return { ok: true, value: { ...own, ...days, category, tax, amount } }
  }
}

function moreOf(
  { amount, description, line: number }: DebitAsked,
  shown: readonly InvoiceLineShown[]
): Outcome<Priced, DebitRefusal> {
  const line = shown.find(each => each.line === number)
  if (line === undefined) return { ok: false, reason: 'unknown-line', detail: `The invoice has no line ${number}.` }
  if (line.ledger === 'bond') {
    return { ok: false, reason: 'bond-line', detail: `Line ${number} is a bond: it is topped up, not charged again.` }
  }
  const { category, from, label, ledger, tax, until } = line
  const words = description ?? line.description
  return { ok: true, value: { line: line.line, ledger, category, label, from, until, tax, amount, description: words } }
}

type Refused = Extract<Outcome<never, DebitRefusal>, { ok: false }>

/** What would be owed beside an invoice of which nothing is asked could never be paid. */
function refusedDebit({ currency, number, total }: InvoiceHead, asked: readonly DebitAsked[]): Refused | undefined {
  if (total <= 0n) {
    const detail = `Invoice ${number ?? ''} asks for nothing: charge an item, which the account's next bill brings.`
    return { ok: false, reason: 'asks-nothing', detail }
  }
  if (asked.reduce((sum, { amount }) => sum + amount, 0n) <= LARGEST_ENTERED) return undefined
  const detail = `A debit note is of at most ${LARGEST_ENTERED / MICRO} ${currency}: write several.`
  return { ok: false, reason: 'amount-too-large', detail }
}

function refusedAmount(amount: bigint, currency: string): Refused | undefined {
  if (amount <= 0n) return { ok: false, reason: 'amount-not-positive', detail: 'A note is of more than zero.' }
  const fine = partOfCoin(amount, currency)
  return fine === null ? undefined : { ok: false, reason: 'amount-too-fine', detail: `${fine}.` }
}
