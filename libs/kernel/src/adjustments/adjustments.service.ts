// Credit notes: a person takes back a part of an issued invoice.
import {
  type CreditAsked,
  creditNotePostings,
  type CreditRefusal,
  documentNumber,
  drawCredit,
  type LineShare,
  postedLines,
  sumOfGross,
  taxesOfShares
} from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { findInvoice, type InvoiceHead, type InvoiceLineShown } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { adjustInvoice, lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, takeNumbers } from '../persistence/index.ts'
import {
  type AdjustmentSearch,
  findAdjustment,
  insertAdjustment,
  listAdjustments,
  writeDecision
} from './adjustment-book.ts'
import type { Adjustment, AdjustmentLine, AdjustmentWithLines } from './adjustment.ts'
import { leftToCredit } from './left-to-credit.ts'

/** Why, for whom, by whom. */
export interface Occasion {
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export type NoteRefusal = 'unknown-invoice' | 'not-issued' | 'cancelled' | CreditRefusal

const SERIES = { 'credit-note': 'CN' } as const

@Injectable()
export class AdjustmentsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
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
      const made = this.#made(found.value, linesOf(drawn.value, left.shown), occasion)
      await insertAdjustment(client, tenant, made)
      return { ok: true, value: await this.#approve(client, made, { by: occasion.by, decision: null }) }
    })
  }

  #made(invoice: InvoiceHead, lines: readonly AdjustmentLine[], { by, ...why }: Occasion): AdjustmentWithLines {
    const { account, accountNumber, currency, id, number, zone } = invoice
    const taxes = taxesOfShares(lines)
    return {
      ...{ id: this.ids.next(), kind: 'credit-note', status: 'proposed', number: null },
      ...{ account, accountNumber, zone, invoice: id, invoiceNumber: number ?? '', ...why, currency },
      ...{ net: lines.reduce((sum, { net }) => sum + net, 0n), taxes, total: sumOfGross(lines), lines },
      ...{ proposedBy: by, proposedAt: this.clock.now() },
      ...{ decidedBy: null, decidedAt: null, decision: null, date: null }
    }
  }

  /** Gives it its legal number, posts it, and takes it off what the invoice asks for. */
  async #approve(
    client: ClientBase,
    made: AdjustmentWithLines,
    { by, decision }: { readonly by: string; readonly decision: string | null }
  ): Promise<AdjustmentWithLines> {
    const { tenant } = this.settings
    const { account, accountNumber, currency, id, invoice, invoiceNumber, kind, total, zone } = made
    const date = this.clock.today(zone)
    const adjusted = { tenant, account, invoice, adjustment: id, on: date, amount: total }
    const owedNoMore = await adjustInvoice(client, adjusted, { ids: this.ids, facts: this.facts })
    const number = documentNumber(SERIES[kind], Number(await takeNumbers(client, tenant, SERIES[kind])))
    const decidedAt = this.clock.now()
    const approved = { ...made, status: 'approved', number, date, decidedBy: by, decidedAt, decision } as const
    await writeDecision(client, tenant, approved)
    const posted = creditNotePostings({
      ...{ id, number, invoice: invoiceNumber, account: accountNumber, date, currency, owedNoMore },
      lines: postedLines(made)
    })
    if (posted !== null) await this.ledger.post(client, tenant, [{ ...posted, account }])
    const payload = { number, account, invoice: invoiceNumber, reason: made.reason, total: total.toString(), currency }
    await this.outbox.add(client, tenant, [{ topic: `${kind}.issued`, subject: id, payload }])
    return approved
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

function linesOf(shares: readonly LineShare[], shown: readonly InvoiceLineShown[]): AdjustmentLine[] {
  const lines = new Map(shown.map(each => [each.line, each]))
  return shares.map(share => {
    const { description = '', from = null, label = null, until = null } = lines.get(share.line) ?? {}
    return { ...share, description, label, from, until }
  })
}
