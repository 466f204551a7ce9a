// An invoice that does not stand: a draft is dropped, an issued one is credited with all that is left of it.
import { notedLines } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { cancelOne, findInvoice, type InvoiceHead, lockRun, settleRun } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import {
  lockAccounts,
  type Recovery,
  recoverWrittenOff,
  type ReopenedInvoice,
  takeBackCredit,
  unsettle,
  writtenOffInvoices
} from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, sql } from '../persistence/index.ts'
import { chargedBeside, insertAdjustment, waitingAdjustments } from './adjustment-book.ts'
import { AdjustmentRules } from './adjustment-rules.ts'
import type { AdjustmentWithLines } from './adjustment.ts'
import { Approvals, type Decision } from './approvals.ts'
import { settleCancelled } from './credited-disputes.ts'
import { decidedAlone } from './decided-alone.ts'
import { leftOfNotes } from './left-to-credit.ts'
import { accountsOf } from './locked-invoice.ts'
import { madeNote } from './made-note.ts'
import { bondRefusal, type CancelRefusal, waitsAlready } from './refused-cancelling.ts'
import { sumsLeftOf } from './sums-left.ts'
import { unnamed } from './unnamed.ts'

/** The invoice, and the credit note that waits for somebody else's approval: until then it stands. */
export interface Cancelled {
  readonly invoice: InvoiceHead
  readonly waits: string | null
  /** Those that its credit had paid: it is missing there now. */
  readonly reopened: readonly ReopenedInvoice[]
}

/** A reason of the rules, which the credit note prints, or words that it does not; and by whom. */
export interface Cancellation {
  readonly reason: string
  readonly by?: string
}

@Injectable()
export class Cancellations {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(AdjustmentRules) private readonly rules: AdjustmentRules,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** The next run brings its charges again. */
  cancel(reference: string, cancellation: Cancellation): Promise<Outcome<Cancelled, CancelRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const seen = await findInvoice(client, tenant, reference)
      if (seen === undefined)
        return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
      // before the account, as when the run itself is changed
      const run = await lockRun(client, tenant, { run: seen.run, changes: seen.number === null })
      await lockAccounts(client, tenant, accountsOf(seen))
      const invoice = (await findInvoice(client, tenant, reference)) ?? seen
      if (invoice.status === 'cancelled') {
        return { ok: false, reason: 'already-cancelled', detail: `Invoice ${reference} is cancelled already.` }
      }
      if (invoice.status === 'accepted' && run === 'issuing') {
        const detail = `Invoice ${reference} is being issued: cancel it when it has its number.`
        return { ok: false, reason: 'being-issued', detail }
      }
      const refused = await bondRefusal(client, tenant, invoice)
      if (refused !== undefined) return refused
      const proposed = await this.#proposed(client, invoice, cancellation)
      if (proposed !== null) return proposed
      const cancelled = await this.cancelLocked(client, invoice, cancellation)
      if (invoice.number === null) await settleRun(client, { tenant, run: invoice.run }, this.outbox)
      return { ok: true, value: { invoice: cancelled, waits: null, reopened: await this.takeBack(client, invoice) } }
    })
  }

  /** Above the operator's limit it waits for somebody else; null: it does not. */
  async #proposed(
    client: ClientBase,
    invoice: InvoiceHead,
    { by = '', reason }: Cancellation
  ): Promise<Outcome<Cancelled, CancelRefusal> | null> {
    const { tenant } = this.settings
    if (invoice.number === null) return null
    const [other, ...more] = await waitingAdjustments(client, tenant, { account: invoice.account, invoice: invoice.id })
    if (other?.cancels === true) return waitsAlready(other)
    const note = await this.#note(client, invoice, { by, reason })
    const given = [note, ...(other === undefined ? [] : [other, ...more])].filter(({ kind }) => kind === 'credit-note')
    const before = await decidedAlone(client, tenant, { ...note, cancels: true })
    const total = given.reduce((sum, each) => sum + (each.total < 0n ? -each.total : each.total), before)
    const waits = await this.rules.approvalOf(total, note.currency)
    if (waits === null) return null
    if (by === '') return unnamed(waits)
    if (other !== undefined) return waitsAlready(other)
    await insertAdjustment(client, tenant, { ...note, cancels: true, decision: reason })
    return { ok: true, value: { invoice, waits: note.id, reopened: [] } }
  }

  /** Within the caller's transaction, under the account's lock: what was proposed, if it is still what is left of the invoice. */
  async approve(
    client: ClientBase,
    invoice: InvoiceHead,
    { decision, made }: { readonly decision: Decision; readonly made: AdjustmentWithLines }
  ): Promise<Outcome<AdjustmentWithLines, 'above-invoice' | 'bond-not-held'>> {
    const refused = await bondRefusal(client, this.settings.tenant, invoice)
    if (refused !== undefined) return refused
    const now = await this.#note(client, invoice, { by: made.proposedBy, reason: made.reason }, made.id)
    if (now.total !== made.total) {
      const detail =
        'What is left of the invoice is not what it was when this was proposed: reject it, and cancel anew.'
      return { ok: false, reason: 'above-invoice', detail }
    }
    const reason = decision.decision ?? made.decision ?? ''
    await this.#rejectOthers(client, invoice, { by: decision.by, made: made.id })
    const approved = await this.#credit(client, invoice, made, { by: decision.by, decision: reason })
    await this.#close(client, invoice, { creditNote: approved.number, by: decision.by, reason })
    await this.takeBack(client, invoice)
    return { ok: true, value: approved }
  }

  /** Within the caller's transaction, under the locks of its run and account. Who calls it says then `takeBack`. */
  async cancelLocked(client: ClientBase, invoice: InvoiceHead, cancellation: Cancellation): Promise<InvoiceHead> {
    const { by = '', reason } = cancellation
    const creditNote = invoice.number === null ? null : await this.#creditAll(client, invoice, { by, reason })
    await this.#close(client, invoice, { creditNote, by, reason })
    return { ...invoice, status: 'cancelled', creditNote }
  }

  /** Credit that the invoice gave is gone with it, also where it paid others; after what gives some anew. */
  async takeBack(client: ClientBase, invoice: InvoiceHead): Promise<ReopenedInvoice[]> {
    const { account, accountNumber, currency, number, total, zone } = invoice
    if (number === null || total >= 0n) return []
    const { facts, ids, ledger, outbox } = this
    const { tenant } = this.settings
    const on = this.clock.today(zone)
    const gone = { tenant, account, accountNumber, currency, on, of: 'a cancelled invoice' }
    return takeBackCredit(client, gone, { facts, ids, ledger, outbox })
  }

  async #close(
    client: ClientBase,
    { account, id, number }: InvoiceHead,
    { by, creditNote, reason }: { readonly creditNote: string | null } & Required<Cancellation>
  ): Promise<void> {
    const { tenant } = this.settings
    const at = this.clock.now()
    const settled = await settleCancelled(client, tenant, { account, id, creditNote, by, at })
    await cancelOne(client, { tenant, account, id }, { creditNote, now: at })
    const payload = { number, creditNote, reason }
    await this.outbox.add(client, tenant, [{ topic: 'invoice.cancelled', subject: id, payload }, ...settled])
  }

  async #creditAll(client: ClientBase, invoice: InvoiceHead, why: Required<Cancellation>): Promise<string | null> {
    const { by, reason } = why
    await this.#rejectOthers(client, invoice, { by, made: null })
    const note = await this.#note(client, invoice, why)
    await insertAdjustment(client, this.settings.tenant, note)
    return (await this.#credit(client, invoice, note, { by, decision: reason })).number
  }

  /** What is left of it, and what debit notes charged beside it. `butFor`: the proposal that is this note. */
  async #note(
    client: ClientBase,
    invoice: InvoiceHead,
    { by, reason }: Required<Cancellation>,
    butFor: string | null = null
  ): Promise<AdjustmentWithLines> {
    const { tenant } = this.settings
    const { lines, shown } = await leftOfNotes(client, tenant, invoice, butFor)
    const beside = await chargedBeside(client, tenant, { account: invoice.account, invoice: invoice.id })
    const draft = { kind: 'credit-note', lines: [...notedLines(lines, shown), ...beside] } as const
    const occasion = { by, reason: await this.rules.cancellingReason(reason), remark: '' }
    return madeNote(invoice, occasion, { ...draft, id: this.ids.next(), at: this.clock.now() })
  }

  async #rejectOthers(
    client: ClientBase,
    { account, id: invoice }: InvoiceHead,
    { by, made }: { readonly by: string; readonly made: string | null }
  ): Promise<void> {
    for (const waiting of await waitingAdjustments(client, this.settings.tenant, { account, invoice })) {
      if (waiting.id === made) continue
      await this.approvals.reject(client, waiting, { by, decision: 'The invoice was cancelled.' })
    }
  }

  /** What was paid on it becomes the account's credit. */
  async #credit(
    client: ClientBase,
    invoice: InvoiceHead,
    note: AdjustmentWithLines,
    decision: Decision
  ): Promise<AdjustmentWithLines> {
    const { tenant } = this.settings
    const { account, id, paid, total, zone } = invoice
    const on = this.clock.today(zone)
    const recovered = await this.#recovered(client, { tenant, account, invoice: id, on })
    const adjusted = invoice.adjusted - recovered.amount
    const owedNoMore = total > 0n ? total - paid - adjusted : 0n
    const posting = { owedNoMore, recovered: recovered.transactions, lines: await sumsLeftOf(client, tenant, invoice) }
    const approved = await this.approvals.issue(client, note, { ...decision, ...posting })
    await sql(
      client,
      'update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and invoice = $3 and released_on is null',
      [tenant, account, id, on.toString()]
    )
    await unsettle(client, { tenant, account, on }, [id], this.facts)
    return approved
  }

  /** What was written off of it is owed again, and credited with the rest. */
  async #recovered(client: ClientBase, of: Omit<Recovery, 'amount'>) {
    const given = await writtenOffInvoices(client, of.tenant, of.account)
    const amount = given.find(({ invoice }) => invoice === of.invoice)?.outstanding ?? 0n
    if (amount === 0n) return { amount, transactions: [] }
    return { amount, transactions: [await recoverWrittenOff(client, { ...of, amount }, this.ids)] }
  }
}
