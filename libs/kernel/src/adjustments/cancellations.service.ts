// An invoice that does not stand: a draft is dropped, an issued one is credited with all that is left of it.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { cancelOne, findInvoice, type InvoiceHead, lockRun } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { lockAccounts, type Recovery, recoverWrittenOff, unsettle, writtenOffInvoices } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, sql } from '../persistence/index.ts'
import { chargedBeside, insertAdjustment, waitingAdjustments } from './adjustment-book.ts'
import { Approvals } from './approvals.ts'
import { leftOfNotes } from './left-to-credit.ts'
import { madeNote, notedLines } from './made-note.ts'
import { sumsLeft } from './sums-left.ts'

export type CancelRefusal = 'unknown-invoice' | 'already-cancelled' | 'being-issued'

/** In words, not printed; and by whom. */
export interface Cancellation {
  readonly reason: string
  readonly by?: string
}

/** The code of the credit notes by which invoices are cancelled. */
const CANCELLED = 'cancelled'

@Injectable()
export class Cancellations {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** The next run brings its charges again. */
  cancel(reference: string, cancellation: Cancellation): Promise<Outcome<InvoiceHead, CancelRefusal>> {
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
      return { ok: true, value: await this.cancelLocked(client, invoice, cancellation) }
    })
  }

  /** Within the caller's transaction, under the locks of its run and account. */
  async cancelLocked(client: ClientBase, invoice: InvoiceHead, cancellation: Cancellation): Promise<InvoiceHead> {
    const { tenant } = this.settings
    const { account, id, number } = invoice
    const creditNote = number === null ? null : await this.#credit(client, invoice, cancellation)
    await cancelOne(client, { tenant, account, id }, { creditNote, now: this.clock.now() })
    const payload = { number, creditNote, reason: cancellation.reason }
    await this.outbox.add(client, tenant, [{ topic: 'invoice.cancelled', subject: id, payload }])
    return { ...invoice, status: 'cancelled', creditNote }
  }

  /** What was paid on it becomes the account's credit. */
  async #credit(client: ClientBase, invoice: InvoiceHead, { by = '', reason }: Cancellation): Promise<string | null> {
    const { tenant } = this.settings
    const { account, id, paid, total, zone } = invoice
    const on = this.clock.today(zone)
    for (const waiting of await waitingAdjustments(client, tenant, { account, invoice: id }))
      await this.approvals.reject(client, waiting, { by, decision: 'The invoice was cancelled.' })
    const recovered = await this.#recovered(client, { tenant, account, invoice: id, on })
    const adjusted = invoice.adjusted - recovered.amount
    const { lines, shown } = await leftOfNotes(client, tenant, invoice)
    const occasion = { by, reason: CANCELLED, remark: '' }
    const beside = await chargedBeside(client, tenant, { account, invoice: id })
    const draft = { kind: 'credit-note', lines: [...notedLines(lines, shown), ...beside] } as const
    const note = madeNote(invoice, occasion, { ...draft, id: this.ids.next(), at: this.clock.now() })
    await insertAdjustment(client, tenant, note)
    const owedNoMore = total > 0n ? total - paid - adjusted : 0n
    const posting = { owedNoMore, recovered: recovered.transactions, lines: await sumsLeft(client, tenant, invoice) }
    const { number } = await this.approvals.issue(client, note, { by, decision: reason, ...posting })
    await sql(
      client,
      'update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and invoice = $3 and released_on is null',
      [tenant, account, id, on.toString()]
    )
    await unsettle(client, { tenant, account, on }, [id], this.facts)
    return number
  }

  /** What was written off of it is owed again, and credited with the rest. */
  async #recovered(client: ClientBase, of: Omit<Recovery, 'amount'>) {
    const given = await writtenOffInvoices(client, of.tenant, of.account)
    const amount = given.find(({ invoice }) => invoice === of.invoice)?.outstanding ?? 0n
    if (amount === 0n) return { amount, transactions: [] }
    return { amount, transactions: [await recoverWrittenOff(client, { ...of, amount }, this.ids)] }
  }
}
