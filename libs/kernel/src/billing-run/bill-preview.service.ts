// The bill of one account as it would be made now: by the function that makes it, on a snapshot that nothing can be written through.
import type { Invoice, InvoiceLine } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { ID_FORM, Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { BillingRules } from './billing-rules.ts'
import { type ComputedBill, computeChunk, type ParkedAccount } from './compute-chunk.ts'
import type { InvoiceLineShown } from './invoice-queries.ts'
import { NewUsage } from './new-usage.ts'

export interface PreviewedBill {
  readonly account: string
  readonly accountNumber: string
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  /** Null: the bill comes to nothing. */
  readonly invoice: (Omit<Invoice, 'lines'> & { readonly lines: readonly InvoiceLineShown[] }) | null
  /** That the invoice will carry, if nothing more becomes known before it is made. */
  readonly hash: string
}

export type PreviewRefusal = 'unknown-account' | 'parked' | 'billed-already'

interface AccountRow {
  readonly id: string
  readonly number: string
  readonly zone: string
}

@Injectable()
export class BillPreview {
  private readonly newUsage = new NewUsage()

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By id or number. On today, where the account is, when no day is given. */
  async of(reference: string, on?: Temporal.PlainDate): Promise<Outcome<PreviewedBill, PreviewRefusal>> {
    const { tenant } = this.settings
    const knownAt = this.clock.now()
    const rules = await this.rules.asKnownAt(knownAt)
    return this.persistence.bulkRead(async client => {
      const [account] = await sql<AccountRow>(
        client,
        `select id, number, zone from account where tenant = $1 and ${ID_FORM.test(reference) ? 'id' : 'number'} = $2`,
        [tenant, ID_FORM.test(reference) ? reference : reference.toUpperCase()]
      )
      if (account === undefined)
        return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
      const billDate = on ?? this.clock.today(account.zone)
      const task = { tenant, billDate, knownAt, accounts: [account.id], listed: true }
      let computed: ComputedBill | undefined
      let parked: ParkedAccount | undefined
      const sink = {
        bill: (one: ComputedBill) => void (computed = one),
        park: (one: ParkedAccount) => void (parked = one)
      }
      await computeChunk(client, task, { facts: this.facts, rules, newUsage: this.newUsage }, sink)
      if (parked !== undefined) return { ok: false, reason: 'parked', detail: parked.detail }
      if (computed === undefined) return billedAlready(account, billDate)
      return { ok: true, value: await this.#shown(client, account, { computed, knownAt }) }
    })
  }

  async #shown(
    client: ClientBase,
    account: AccountRow,
    { computed, knownAt }: { readonly computed: ComputedBill; readonly knownAt: Temporal.Instant }
  ): Promise<PreviewedBill> {
    const { bill, billDate } = computed
    const of = { account: account.id, accountNumber: account.number, billDate, knownAt, hash: bill.hash }
    if (bill.invoice === null) return { ...of, invoice: null }
    const known = await this.#names(client, account.id, bill.invoice.lines)
    const names = new Map([...known, ...computed.names])
    return { ...of, invoice: { ...bill.invoice, lines: bill.invoice.lines.map(line => shownLine(line, names)) } }
  }

  /** Labels of subscriptions and numbers of corrected invoices, by id. */
  async #names(
    client: ClientBase,
    account: string,
    lines: readonly InvoiceLine[]
  ): Promise<ReadonlyMap<string, string>> {
    const ids = lines.flatMap(({ corrects, subscription }) => [subscription, corrects?.invoice ?? null])
    const rows = await sql<{ id: string; name: string }>(
      client,
      `select id, label as name from subscription where tenant = $1 and account = $2 and id = any($3::uuid[])
       union all select id, coalesce(number, id::text) from invoice where tenant = $1 and account = $2 and id = any($3::uuid[])`,
      [this.settings.tenant, account, [...new Set(ids)].filter(id => id !== null)]
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
}

function billedAlready({ number }: AccountRow, billDate: Temporal.PlainDate): Outcome<never, 'billed-already'> {
  const detail = `Account ${number} is billed up to ${billDate} or later: a preview is of a bill that is still to come. Ask for a later day.`
  return { ok: false, reason: 'billed-already', detail }
}

function shownLine(line: InvoiceLine, names: ReadonlyMap<string, string>): InvoiceLineShown {
  const { corrects, parts: _parts, subscription, version: _version, ...rest } = line
  return {
    ...rest,
    subscription,
    label: subscription === null ? null : (names.get(subscription) ?? null),
    corrects: corrects && { ...corrects, invoice: names.get(corrects.invoice) ?? corrects.invoice }
  }
}
