// An issued invoice is credited whole, and what it billed is billed anew by what is known today: both at once, or neither.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { BillAtOnce, findInvoice, type InvoiceHead } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { type Cancellation, Cancellations } from './cancellations.service.ts'
import { type InvoiceRefusal, lockedInvoice } from './locked-invoice.ts'

export type RebillRefusal = InvoiceRefusal | 'billed-since' | 'parked'

export interface Rebilled {
  readonly cancelled: InvoiceHead
  /** The first, or the only one. Null: by today's knowledge there is nothing to bill. */
  readonly invoice: InvoiceHead | null
  /** Further ones, where subscriptions are in invoice groups. */
  readonly further: readonly InvoiceHead[]
}

type Outcomes = Outcome<Rebilled, RebillRefusal>

/** Undoes the transaction: the old invoice stands as it did. */
class NotBilled extends Error {
  constructor(readonly refusal: Extract<Outcomes, { ok: false }>) {
    super(refusal.detail)
  }
}

@Injectable()
export class Rebilling {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Cancellations) private readonly cancellations: Cancellations,
    @Inject(BillAtOnce) private readonly billing: BillAtOnce,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async rebill(reference: string, cancellation: Cancellation): Promise<Outcomes> {
    const { tenant } = this.settings
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now()))
    try {
      return await this.persistence.bulkAtTurn(tenant, client =>
        this.#within(client, reference, { cancellation, knownAt })
      )
    } catch (error) {
      if (error instanceof NotBilled) return error.refusal
      throw error
    }
  }

  async #within(
    client: ClientBase,
    reference: string,
    how: { readonly cancellation: Cancellation; readonly knownAt: Temporal.Instant }
  ): Promise<Outcomes> {
    const { tenant } = this.settings
    const locked = await lockedInvoice(client, tenant, reference)
    if (!locked.ok) return locked
    const { accounts, atOnce, billDate } = locked.value
    const account = accounts?.[0] ?? locked.value.account
    if (atOnce) {
      const detail = `It charged a change at once: cancel ${reference}, and the account's next bill brings what it charged.`
      return { ok: false, reason: 'billed-since', detail }
    }
    const last = await lastBilled(client, tenant, account)
    if (last !== billDate.toString()) {
      const detail = `The account was billed since, on ${last}: cancel ${reference}, and its next bill brings what it billed.`
      return { ok: false, reason: 'billed-since', detail }
    }
    const cancelled = await this.cancellations.cancelLocked(client, locked.value, how.cancellation)
    const billed = await this.billing.bill(client, { account, billDate, knownAt: how.knownAt })
    if (!billed.ok) throw new NotBilled(billed)
    const made: InvoiceHead[] = []
    for (const number of billed.value) {
      const found = await findInvoice(client, tenant, number)
      if (found !== undefined) made.push(found)
    }
    const [invoice = null, ...further] = made
    return { ok: true, value: { cancelled, invoice, further } }
  }
}

async function lastBilled(client: ClientBase, tenant: string, account: string): Promise<string> {
  const [row] = await sql<{ on: string }>(
    client,
    'select bill_date::text as on from billing_cursor where tenant = $1 and account = $2',
    [tenant, account]
  )
  return row?.on ?? ''
}
