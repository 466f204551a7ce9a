// An issued invoice is credited whole, and what it billed is billed anew by what is known today: both at once, or neither.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { accountsOn, BillAtOnce, findInvoice, type InvoiceHead } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { AdjustmentRules } from './adjustment-rules.ts'
import { type Cancellation, Cancellations } from './cancellations.service.ts'
import { type InvoiceRefusal, lockedInvoice } from './locked-invoice.ts'

export type RebillRefusal = InvoiceRefusal | 'billed-since' | 'parked' | 'unknown-reason'

export interface Rebilled {
  readonly cancelled: InvoiceHead
  /** Of the same invoice group. Null: by today's knowledge there is nothing to bill on it. */
  readonly invoice: InvoiceHead | null
  /** Those of other groups, where they were cancelled before or something is to be billed on them by now. */
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
    @Inject(AdjustmentRules) private readonly rules: AdjustmentRules,
    @Inject(Cancellations) private readonly cancellations: Cancellations,
    @Inject(BillAtOnce) private readonly billing: BillAtOnce,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Why: a reason of the rules, where they have some. */
  async rebill(reference: string, cancellation: Cancellation): Promise<Outcomes> {
    const reason = await this.rules.reason(cancellation.reason)
    if (!reason.ok) return reason
    const { tenant } = this.settings
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now()))
    try {
      return await this.persistence.bulk(tenant, client => this.#within(client, reference, { cancellation, knownAt }))
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
    const { atOnce, billDate } = locked.value
    const account = accountsOn(locked.value)[0] ?? locked.value.account
    if (atOnce) {
      const detail = `It charged a change at once: cancel ${reference}, and the account's next bill brings what it charged.`
      return { ok: false, reason: 'billed-since', detail }
    }
    const since = await billedSince(client, tenant, locked.value)
    if (since !== undefined) {
      const detail = `Account ${since.number} was billed since, on ${since.on}: cancel ${reference}, and the next bill of each account brings what it billed.`
      return { ok: false, reason: 'billed-since', detail }
    }
    const cancelled = await this.cancellations.cancelLocked(client, locked.value, how.cancellation)
    const billed = await this.billing.bill(client, { account, billDate, knownAt: how.knownAt })
    if (!billed.ok) throw new NotBilled(billed)
    await this.cancellations.takeBack(client, cancelled)
    const made: InvoiceHead[] = []
    for (const number of billed.value) {
      const found = await findInvoice(client, tenant, number)
      if (found !== undefined) made.push(found)
    }
    const invoice = made.find(({ group }) => group === cancelled.group) ?? null
    return { ok: true, value: { cancelled, invoice, further: made.filter(each => each !== invoice) } }
  }
}

/**
 * The first of the accounts whose lines it holds that has a later bill. One that was cancelled set the account back, but others of
 * the same bill may stand.
 */
async function billedSince(
  client: ClientBase,
  tenant: string,
  invoice: InvoiceHead
): Promise<{ readonly number: string; readonly on: string } | undefined> {
  const [row] = await sql<{ number: string; on: string }>(
    client,
    `select a.number, max(later.bill_date)::text as on from account a
     join (
       select account, bill_date from billing_cursor where tenant = $1 and account = any($2::uuid[])
       union all select account, bill_date from invoice
       where tenant = $1 and account = any($2::uuid[]) and accounts is null and cancelled_at is null and not at_once
       union all select account, bill_date from empty_bill
       where tenant = $1 and account = any($2::uuid[]) and payer is not null and cancelled_at is null
     ) later on later.account = a.id and later.bill_date > $3::date
     where a.tenant = $1
     group by a.id, a.number order by array_position($2::uuid[], a.id) limit 1`,
    [tenant, accountsOn(invoice), invoice.billDate.toString()]
  )
  return row
}
