// Invoices as documents: read, explained down to the events behind a line, cancelled.
import { creditNotePostings, documentNumber } from '@farthing/billing-core'
import { settledUses, type UseShare } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { lockAccounts, unsettle } from '../payments/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, sql, takeNumbers } from '../persistence/index.ts'
import { BillingRules } from './billing-rules.ts'
import { cancelOne } from './cancel-invoice.ts'
import { accountOf, openingBalance, paymentsSince } from './document-parts.ts'
import { documentGroups, type InvoiceDocument } from './invoice-document.ts'
import {
  findInvoice,
  type InvoiceHead,
  invoiceLines,
  type InvoiceLineShown,
  type InvoiceSearch,
  listInvoices
} from './invoice-queries.ts'
import { type InvoiceEvent, invoiceEvents } from './invoice-usage.ts'
import { sumsLeft } from './sums-left.ts'
import { withOtherCallers } from './other-callers.ts'
import { usageAsKnown } from './usage-as-known.ts'

export interface InvoiceWithLines {
  readonly invoice: InvoiceHead
  readonly lines: readonly InvoiceLineShown[]
}

/** Why a line says what it says, with the events that it adds up. */
export interface ExplainedLine {
  readonly invoice: InvoiceHead
  readonly line: InvoiceLineShown
  readonly events: readonly ExplainedEvent[]
}

export interface ExplainedEvent extends InvoiceEvent {
  /** What allowances, packs, offers and caps did; null when that cannot be computed again as it was. */
  readonly shares: readonly UseShare[] | null
}

export type CancelRefusal = 'unknown-invoice' | 'already-cancelled' | 'being-issued'

const ANNEX_LIMIT = 50_000
const CREDIT_NOTE_SERIES = 'CN'

@Injectable()
export class InvoicesService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By number, or id while it has none. */
  find(reference: string): Promise<InvoiceWithLines | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      return invoice && { invoice, lines: await invoiceLines(client, tenant, invoice) }
    })
  }

  list(search: InvoiceSearch): Promise<InvoiceHead[]> {
    return this.#read((client, tenant) => listInvoices(client, tenant, search))
  }

  explain(reference: string, line: number, limit = 1000): Promise<ExplainedLine | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      const found = invoice && (await invoiceLines(client, tenant, invoice)).find(each => each.line === line)
      if (invoice === undefined || found === undefined) return undefined
      const behind = await eventsBehind(client, { tenant, invoice, line: found, limit })
      const events = await this.#told(client, invoice, behind)
      return { invoice, line: found, events: await this.#withShares(client, invoice, events) }
    })
  }

  /** All that a printed invoice says. */
  document(reference: string, annexLimit = ANNEX_LIMIT): Promise<InvoiceDocument | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      if (invoice === undefined) return undefined
      const lines = await invoiceLines(client, tenant, invoice)
      const usage = await invoiceEvents(client, tenant, invoice, { limit: annexLimit + 1 })
      const events = usage.slice(0, annexLimit).toSorted(compareEvents)
      const { operator } = (await this.rules.asKnownAt(invoice.knownAt)).ruleBook.at(invoice.billDate) ?? {}
      const toPay = invoice.total - invoice.creditUsed
      return {
        operator: { name: operator?.name ?? '', zone: operator?.zone ?? invoice.zone },
        account: await accountOf(client, tenant, invoice.account),
        invoice,
        openingBalance: await openingBalance(client, tenant, invoice),
        payments: await paymentsSince(client, tenant, invoice),
        groups: documentGroups(invoice, lines),
        usage: await this.#told(client, invoice, events),
        usageTruncated: usage.length > annexLimit,
        total: invoice.total,
        toPay: toPay > 0n ? toPay : 0n,
        due: invoice.due
      }
    })
  }

  /** A draft is dropped; an issued invoice gets a credit note. The next run brings its charges again. */
  cancel(reference: string, reason: string): Promise<Outcome<InvoiceHead, CancelRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const seen = await findInvoice(client, tenant, reference)
      if (seen === undefined)
        return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
      const run = await lockRun(client, tenant, seen.run) // before the account, as when the run itself is changed
      await lockAccounts(client, tenant, [seen.account])
      const invoice = (await findInvoice(client, tenant, reference)) ?? seen
      if (invoice.status === 'cancelled') {
        return { ok: false, reason: 'already-cancelled', detail: `Invoice ${reference} is cancelled already.` }
      }
      if (invoice.status === 'accepted' && run === 'issuing') {
        const detail = `Invoice ${reference} is being issued: cancel it when it has its number.`
        return { ok: false, reason: 'being-issued', detail }
      }
      const creditNote = invoice.number === null ? null : await this.#credit(client, invoice)
      await cancelOne(
        client,
        { tenant, account: invoice.account, id: invoice.id },
        { creditNote, now: this.clock.now() }
      )
      const payload = { number: invoice.number, creditNote, reason }
      await this.outbox.add(client, tenant, [{ topic: 'invoice.cancelled', subject: invoice.id, payload }])
      return { ok: true, value: { ...invoice, status: 'cancelled', creditNote } }
    })
  }

  /** What was paid on it becomes the account's credit. */
  async #credit(client: ClientBase, invoice: InvoiceHead): Promise<string> {
    const { tenant } = this.settings
    const number = documentNumber(CREDIT_NOTE_SERIES, Number(await takeNumbers(client, tenant, CREDIT_NOTE_SERIES)))
    const date = this.clock.today(invoice.zone)
    const { accountNumber, adjusted, currency, id, paid, total } = invoice
    const posted = creditNotePostings({
      ...{ id, number, invoice: invoice.number ?? '', account: accountNumber, date, currency },
      lines: await sumsLeft(client, tenant, invoice),
      owedNoMore: total > 0n ? total - paid - adjusted : 0n
    })
    if (posted !== null) await this.ledger.post(client, tenant, [{ ...posted, account: invoice.account }])
    await sql(
      client,
      'update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and invoice = $3 and released_on is null',
      [tenant, invoice.account, invoice.id, date.toString()]
    )
    await unsettle(client, { tenant, account: invoice.account, on: date }, [invoice.id], this.facts)
    return number
  }

  /** Computed again from what was known when the invoice was made; told only where it comes to what the invoice says. */
  async #withShares(
    client: ClientBase,
    { account, billDate, knownAt }: InvoiceHead,
    events: readonly InvoiceEvent[]
  ): Promise<ExplainedEvent[]> {
    const starts = events.map(({ startedAt }) => startedAt.epochMilliseconds)
    if (starts.length === 0) return []
    const range = { firstMs: Math.min(...starts), lastMs: Math.max(...starts) }
    const asked = { tenant: this.settings.tenant, account, billDate, knownAt, ...range }
    const input = await usageAsKnown(client, asked, { facts: this.facts, rules: this.rules })
    const settled = input && settledUses(input, new Set(events.map(({ event }) => event)))
    return events.map(event => {
      const use = settled?.ok === true ? settled.uses.get(event.event) : undefined
      return { ...event, shares: use !== undefined && BigInt(use.amount) === event.amount ? use.shares : null }
    })
  }

  #told(client: ClientBase, invoice: InvoiceHead, events: readonly InvoiceEvent[]): Promise<readonly InvoiceEvent[]> {
    const { facts, rules, settings } = this
    return withOtherCallers(client, { tenant: settings.tenant, invoice, events }, { facts, rules })
  }

  #read<T>(work: (client: ClientBase, tenant: string) => Promise<T>): Promise<T> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => work(client, tenant))
  }
}

/** Only usage lines have events behind them; they name service and zone in what they were computed from. */
function eventsBehind(
  client: ClientBase,
  { tenant, invoice, line, limit }: { tenant: string; invoice: InvoiceHead; line: InvoiceLineShown; limit: number }
): Promise<readonly InvoiceEvent[]> {
  const { service, zone } = line.explanation.inputs
  if (line.subscription === null || service === undefined) return Promise.resolve([])
  const days = { from: line.from, until: line.until }
  return invoiceEvents(client, tenant, invoice, {
    subscription: line.subscription,
    service,
    ...(zone === undefined ? {} : { zone }),
    ...days,
    limit
  })
}

/** Keeps the run in its phase until the transaction ends. */
async function lockRun(client: ClientBase, tenant: string, run: string): Promise<string | undefined> {
  const [row] = await sql<{ status: string }>(
    client,
    'select status from billing_run where tenant = $1 and id = $2 for share',
    [tenant, run]
  )
  return row?.status
}

function compareEvents(a: InvoiceEvent, b: InvoiceEvent): number {
  return (
    (a.subscription < b.subscription ? -1 : a.subscription > b.subscription ? 1 : 0) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) ||
    Temporal.Instant.compare(a.startedAt, b.startedAt)
  )
}
