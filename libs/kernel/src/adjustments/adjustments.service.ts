// Credit notes: a person takes back a part of an issued invoice.
import { type CreditAsked, type CreditRefusal, drawCredit } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { accountOf, BillingRules, findInvoice, type InvoiceDocument, type InvoiceHead } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import { type AdjustmentSearch, findAdjustment, insertAdjustment, listAdjustments } from './adjustment-book.ts'
import type { Adjustment, AdjustmentWithLines } from './adjustment.ts'
import { Approvals } from './approvals.ts'
import { leftToCredit } from './left-to-credit.ts'
import { madeNote, notedLines, type Occasion } from './made-note.ts'

export type NoteRefusal = 'unknown-invoice' | 'not-issued' | 'cancelled' | CreditRefusal

/** All that a printed note says. */
export interface NoteDocument extends Pick<InvoiceDocument, 'account' | 'operator'> {
  readonly note: AdjustmentWithLines
  readonly invoice: InvoiceHead
}

@Injectable()
export class AdjustmentsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Approvals) private readonly approvals: Approvals,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By number or id. */
  find(reference: string): Promise<AdjustmentWithLines | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => findAdjustment(client, tenant, reference))
  }

  list(search: AdjustmentSearch): Promise<Adjustment[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listAdjustments(client, tenant, search))
  }

  document(reference: string): Promise<NoteDocument | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const note = await findAdjustment(client, tenant, reference)
      const invoice = note && (await findInvoice(client, tenant, note.invoice))
      if (note === undefined || invoice === undefined) return undefined
      const { operator } =
        (await this.rules.asKnownAt(note.decidedAt ?? note.proposedAt)).ruleBook.at(invoice.billDate) ?? {}
      const account = await accountOf(client, tenant, note.account)
      return { note, invoice, account, operator: { name: operator?.name ?? '', zone: operator?.zone ?? invoice.zone } }
    })
  }

  /** What was paid of it already becomes credit of the account. */
  credit(
    reference: string,
    asked: CreditAsked,
    occasion: Occasion
  ): Promise<Outcome<AdjustmentWithLines, NoteRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<AdjustmentWithLines, NoteRefusal>>(tenant, async client => {
      const found = await lockedInvoice(client, tenant, reference)
      if (!found.ok) return found
      const left = await leftToCredit(client, tenant, found.value)
      const drawn = drawCredit(asked, left)
      if (!drawn.ok) return drawn
      const lines = notedLines(drawn.value, left.shown)
      const made = madeNote(found.value, occasion, { id: this.ids.next(), at: this.clock.now(), lines })
      await insertAdjustment(client, tenant, made)
      return { ok: true, value: await this.approvals.approve(client, made, { by: occasion.by, decision: null }) }
    })
  }
}

/** Issued and standing, its account locked until the transaction ends. */
async function lockedInvoice(
  client: ClientBase,
  tenant: string,
  reference: string
): Promise<Outcome<InvoiceHead, 'unknown-invoice' | 'not-issued' | 'cancelled'>> {
  const seen = await findInvoice(client, tenant, reference)
  if (seen === undefined) return { ok: false, reason: 'unknown-invoice', detail: `There is no invoice ${reference}.` }
  await lockAccounts(client, tenant, [seen.account])
  const invoice = (await findInvoice(client, tenant, reference)) ?? seen
  if (invoice.status === 'cancelled') {
    return { ok: false, reason: 'cancelled', detail: `Invoice ${reference} is cancelled: nothing of it is left.` }
  }
  if (invoice.status !== 'issued') {
    const detail = `Invoice ${reference} is not issued yet: cancel it, correct what is wrong, and bill again.`
    return { ok: false, reason: 'not-issued', detail }
  }
  return { ok: true, value: invoice }
}
