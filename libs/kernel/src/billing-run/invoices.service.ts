// Invoices as documents: read, and explained down to the events behind a line.
import { settledUses, type UseShare } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { askedBeside } from './asked-beside.ts'
import { billedTo } from './billed-to.ts'
import { BillingRules } from './billing-rules.ts'
import { accountOf, accountsNamed, labelsOfUsage, openingBalance, paymentsTold } from './document-parts.ts'
import { documentGroups, type InvoiceDocument } from './invoice-document.ts'
import { findInvoice, type InvoiceHead, invoiceLines, type InvoiceLineShown } from './invoice-queries.ts'
import { invoiceHistory, type InvoiceHistory } from './invoice-history.ts'
import { type InvoicePage, type InvoiceSearch, searchInvoices, type SearchRefusal } from './invoice-search.ts'
import { type InvoiceEvent, invoiceEvents } from './invoice-usage.ts'
import { withOtherCallers } from './other-callers.ts'
import { usageAsKnown } from './usage-as-known.ts'

export interface InvoiceWithLines {
  readonly invoice: InvoiceHead
  readonly lines: readonly InvoiceLineShown[]
}

/** All that there is to say of it. */
export interface WholeInvoice extends InvoiceWithLines {
  readonly history: InvoiceHistory
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

const ANNEX_LIMIT = 50_000

@Injectable()
export class InvoicesService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By number, or id while it has none. */
  find(reference: string): Promise<InvoiceWithLines | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      return invoice && { invoice, lines: await invoiceLines(client, tenant, invoice) }
    })
  }

  /** Like `find`, with what became of it. */
  whole(reference: string): Promise<WholeInvoice | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      if (invoice === undefined) return undefined
      const lines = await invoiceLines(client, tenant, invoice)
      return { invoice, lines, history: await invoiceHistory(client, tenant, invoice) }
    })
  }

  /** In order of bill date. */
  async list(search: Omit<InvoiceSearch, 'sort' | 'order' | 'after'>): Promise<readonly InvoiceHead[]> {
    const page = await this.search({ ...search, sort: 'date', order: 'asc' })
    if (!page.ok) throw new Error(page.detail)
    return page.value.invoices
  }

  search(search: InvoiceSearch): Promise<Outcome<InvoicePage, SearchRefusal>> {
    return searchInvoices(this.persistence, this.settings.tenant, { search, now: this.clock.now() })
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

  /** All that a printed invoice says. A part of its usage would look like all of it. */
  document(reference: string, annexLimit = ANNEX_LIMIT): Promise<InvoiceDocument | undefined> {
    return this.#read(async (client, tenant) => {
      const invoice = await findInvoice(client, tenant, reference)
      if (invoice === undefined) return undefined
      const lines = await invoiceLines(client, tenant, invoice)
      const usage = await invoiceEvents(client, tenant, invoice, { limit: annexLimit + 1 })
      const events = usage.length > annexLimit ? [] : usage.toSorted(compareEvents)
      const { operator } = (await this.rules.asKnownAt(invoice.knownAt)).books.own.at(invoice.billDate) ?? {}
      const billed = await billedTo(client, tenant, { ...invoice, table: 'invoice' })
      const toPay = invoice.total - invoice.creditUsed
      return {
        operator: { name: operator?.name ?? '', zone: operator?.zone ?? invoice.zone },
        account: await accountOf(client, tenant, { ...invoice, billed }),
        accounts: await accountsNamed(client, tenant, { ...invoice, billed }),
        invoice,
        openingBalance: await openingBalance(client, tenant, invoice),
        askedBeside: await askedBeside(client, tenant, invoice),
        payments: await paymentsTold(client, tenant, invoice),
        groups: documentGroups(invoice, lines),
        usage: await this.#told(client, invoice, events),
        labels: await labelsOfUsage(client, tenant, { events, lines }),
        usageTooLong: usage.length > annexLimit,
        total: invoice.total,
        toPay: toPay > 0n ? toPay : 0n,
        due: invoice.due
      }
    })
  }

  /** Computed again from what was known when the invoice was made; told only where it comes to what the invoice says. */
  async #withShares(
    client: ClientBase,
    invoice: InvoiceHead,
    events: readonly InvoiceEvent[]
  ): Promise<ExplainedEvent[]> {
    const explained: ExplainedEvent[] = []
    for (const [account, own] of Map.groupBy(events, event => event.account))
      explained.push(...(await this.#sharesOf(client, { ...invoice, account }, own)))
    return explained
  }

  async #sharesOf(
    client: ClientBase,
    { account, billDate, knownAt }: Pick<InvoiceHead, 'account' | 'billDate' | 'knownAt'>,
    events: readonly InvoiceEvent[]
  ): Promise<ExplainedEvent[]> {
    const starts = events.map(({ startedAt }) => startedAt.epochMilliseconds)
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
    return this.persistence.bulkRead(client => work(client, tenant))
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
    account: line.account,
    subscription: line.subscription,
    service,
    ...(zone === undefined ? {} : { zone }),
    ...days,
    limit
  })
}

function compareEvents(a: InvoiceEvent, b: InvoiceEvent): number {
  return (
    (a.subscription < b.subscription ? -1 : a.subscription > b.subscription ? 1 : 0) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) ||
    Temporal.Instant.compare(a.startedAt, b.startedAt)
  )
}
