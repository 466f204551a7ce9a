// What customers say is wrong with an invoice: opened, and ended by a credit note or a refusal.
import { type CreditAsked, divide, formatAmount, grossOf, minorUnit, partOfCoin } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import {
  AdjustmentsService,
  type AdjustmentWithLines,
  type InvoiceRefusal,
  leftToCredit,
  lockedInvoice,
  type NoteRefusal,
  type Occasion
} from '../adjustments/index.ts'
import type { InvoiceHead } from '../billing-run/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, sql, toldAmount } from '../persistence/index.ts'
import {
  type Dispute,
  type DisputeSearch,
  findDispute,
  insertDispute,
  listDisputes,
  openlyDisputed
} from './dispute-book.ts'

export interface NewDispute {
  readonly line: number | null
  /** Micro, taxes included. */
  readonly amount: bigint
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export interface Rejection {
  readonly by: string
  readonly why: string
}

export type OpenRefusal = InvoiceRefusal | 'unknown-line' | 'above-line' | 'above-invoice' | 'amount-too-fine'
export type EndRefusal = 'unknown-dispute' | 'dispute-decided' | 'credit-waits'

@Injectable()
export class DisputesService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(AdjustmentsService) private readonly adjustments: AdjustmentsService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  find(id: string): Promise<Dispute | undefined> {
    return this.persistence.bulk(this.settings.tenant, client => findDispute(client, this.settings.tenant, id))
  }

  list(search: DisputeSearch): Promise<Dispute[]> {
    return this.persistence.bulk(this.settings.tenant, client => listDisputes(client, this.settings.tenant, search))
  }

  /** Of an issued invoice: no more than it asks for, less what is disputed already. */
  open(reference: string, asked: NewDispute): Promise<Outcome<Dispute, OpenRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Dispute, OpenRefusal>>(tenant, async client => {
      const invoice = await lockedInvoice(client, tenant, reference)
      if (!invoice.ok) return invoice
      const refused = await this.#tooMuch(client, invoice.value, asked)
      if (refused !== null) return refused
      const dispute = opened(invoice.value, asked, { id: this.ids.next(), at: this.clock.now() })
      await insertDispute(client, tenant, dispute)
      await this.#tell(client, 'dispute.opened', dispute)
      return { ok: true, value: dispute }
    })
  }

  /** What the invoice asks for stays as it is. */
  reject(id: string, { by, why }: Rejection): Promise<Outcome<Dispute, EndRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk<Outcome<Dispute, EndRefusal>>(tenant, async client => {
      const dispute = await this.#open(client, id)
      if (!dispute.ok) return dispute
      const decidedAt = this.clock.now()
      await sql(
        client,
        `update dispute set status = 'rejected', decided_by = $3, decided_at = $4, decision = $5 where tenant = $1 and id = $2`,
        [tenant, id, by, decidedAt.toString(), why]
      )
      const rejected = { ...dispute.value, status: 'rejected', decidedBy: by, decidedAt, decision: why } as const
      await this.#tell(client, 'dispute.rejected', rejected)
      return { ok: true, value: rejected }
    })
  }

  /** Ends it by a credit note: of what is disputed, unless something else is asked for. Where that waits for approval, so does the dispute. */
  async credit(
    id: string,
    asked: CreditAsked,
    occasion: Occasion
  ): Promise<Outcome<AdjustmentWithLines, NoteRefusal | EndRefusal>> {
    const { tenant } = this.settings
    const seen = await this.find(id)
    if (seen === undefined) return unknown(id)
    const wanted = async (client: ClientBase, invoice: InvoiceHead): Promise<Outcome<CreditAsked, EndRefusal>> => {
      const dispute = await this.#open(client, id)
      if (!dispute.ok) return dispute
      if (asked.kind !== 'whole') return { ok: true, value: asked }
      return { ok: true, value: await disputed(client, tenant, { invoice, dispute: dispute.value }) }
    }
    const link = (client: ClientBase, made: AdjustmentWithLines) =>
      sql(client, 'update dispute set adjustment = $3 where tenant = $1 and id = $2', [tenant, id, made.id])
    return this.adjustments.creditFor<EndRefusal>(seen.invoice, occasion, { asked: wanted, link })
  }

  async #open(client: ClientBase, id: string): Promise<Outcome<Dispute, EndRefusal>> {
    const { tenant } = this.settings
    const seen = await findDispute(client, tenant, id)
    if (seen === undefined) return unknown(id)
    await lockAccounts(client, tenant, [seen.account])
    const dispute = (await findDispute(client, tenant, id)) ?? seen
    if (dispute.status !== 'open') return { ok: false, reason: 'dispute-decided', detail: wasDecided(dispute) }
    if (dispute.creditNote === null) return { ok: true, value: dispute }
    const detail = `Credit note ${dispute.creditNote} waits for approval: approve or reject that.`
    return { ok: false, reason: 'credit-waits', detail }
  }

  async #tooMuch(
    client: ClientBase,
    invoice: InvoiceHead,
    { amount, line }: NewDispute
  ): Promise<Refusal<OpenRefusal> | null> {
    const { tenant } = this.settings
    const { account, currency, id } = invoice
    const fine = partOfCoin(amount, currency)
    if (fine !== null) return { ok: false, reason: 'amount-too-fine', detail: `${fine}.` }
    const left = await leftToCredit(client, tenant, invoice)
    const disputedAll = await openlyDisputed(client, tenant, { account, invoice: id, line: null })
    const words = (micro: bigint): string => `${formatAmount(micro > 0n ? micro : 0n, currency)} ${currency}`
    if (line !== null) {
      const share = left.lines.find(each => each.line === line)
      if (share === undefined)
        return { ok: false, reason: 'unknown-line', detail: `Invoice ${invoice.number} has no line ${line}.` }
      const open = grossOf(share) - (await openlyDisputed(client, tenant, { account, invoice: id, line }))
      if (amount > open)
        return {
          ok: false,
          reason: 'above-line',
          detail: `Of line ${line} ${words(open)} can be disputed, taxes included.`
        }
    }
    const open = left.total - disputedAll
    if (amount <= open) return null
    return {
      ok: false,
      reason: 'above-invoice',
      detail: `Of invoice ${invoice.number} ${words(open)} can be disputed.`
    }
  }

  #tell(client: ClientBase, topic: string, { account, amount, currency, id, invoiceNumber, reason }: Dispute) {
    const payload = { account, invoice: invoiceNumber, amount: toldAmount(amount), currency, reason }
    return this.outbox.add(client, this.settings.tenant, [{ topic, subject: id, payload }])
  }
}

function unknown(id: string): Refusal<EndRefusal> {
  return { ok: false, reason: 'unknown-dispute', detail: `There is no dispute ${id}.` }
}

function wasDecided({ creditNote, decidedBy, status }: Dispute): string {
  const note = status === 'credited' && creditNote !== null ? ` with credit note ${creditNote}` : ''
  return `It was ${status}${note}${decidedBy === null || decidedBy === '' ? '' : ` by ${decidedBy}`}.`
}

function opened(
  { account, accountNumber, currency, id: invoice, number }: InvoiceHead,
  { amount, by, line, reason, remark }: NewDispute,
  { at, id }: { readonly id: string; readonly at: Temporal.Instant }
): Dispute {
  return {
    ...{ id, account, accountNumber, invoice, invoiceNumber: number ?? '', currency, line, amount, reason, remark },
    ...{
      status: 'open',
      openedBy: by,
      openedAt: at,
      creditNote: null,
      decidedBy: null,
      decidedAt: null,
      decision: null
    }
  }
}

/** Of a line as it is priced, so that its taxes come with it. */
async function disputed(
  client: ClientBase,
  tenant: string,
  { dispute, invoice }: { readonly dispute: Dispute; readonly invoice: InvoiceHead }
): Promise<CreditAsked> {
  const { amount, line } = dispute
  if (line === null) return { kind: 'amount', amount }
  const share = (await leftToCredit(client, tenant, invoice)).lines.find(each => each.line === line)
  if (share === undefined || grossOf(share) <= amount) return { kind: 'lines', lines: [{ line, amount: null }] }
  const coin = minorUnit(invoice.currency)
  return {
    kind: 'lines',
    lines: [{ line, amount: divide(share.amount * amount, grossOf(share) * coin, 'half-up') * coin }]
  }
}
