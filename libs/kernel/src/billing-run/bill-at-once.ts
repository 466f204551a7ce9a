// One account's bill, drafted and issued in the caller's transaction: where waiting for a run would leave it without.
import type { ClientBase } from 'pg'
import { Inject, Injectable } from '@nestjs/common'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { beginKnown, Clock, Ids, KernelSettings, sql } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { BillingRules } from './billing-rules.ts'
import { billedWith, type BillSink, computeChunk, type ComputedBill, type ParkedAccount } from './compute-chunk.ts'
import { NUMBERED, takeInvoiceNumbers } from './invoice-numbers.ts'
import { issueChunk } from './issue-chunk.ts'
import { NewUsage } from './new-usage.ts'
import { ChunkWriter } from './write-chunk.ts'

export interface BillAsked {
  readonly account: string
  readonly billDate: Temporal.PlainDate
  /** What became known later is for the next bill. */
  readonly knownAt: Temporal.Instant
}

@Injectable()
export class BillAtOnce {
  private readonly newUsage = new NewUsage()

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Under the account's lock: an invoice beside the account's bills, which moves nothing on. Its number. */
  async charge(client: ClientBase, asked: BillAsked, computed: ComputedBill): Promise<string | null> {
    const { tenant } = this.settings
    const { knownAt } = asked
    const run = await this.#run(client, asked)
    const writer = new ChunkWriter({ tenant, run, knownAt }, this.ids)
    writer.charge(computed)
    await writer.send(client)
    const [number] = await this.#issue(client, run)
    return number ?? null
  }

  /** Under the account's lock. The numbers of its invoices; none when the bill comes to nothing. A refusal is to be rolled back. */
  async bill(client: ClientBase, asked: BillAsked): Promise<Outcome<readonly string[], 'parked'>> {
    const elsewhere = await this.#elsewhere(client, asked)
    if (elsewhere !== undefined) return elsewhere
    const run = await this.#run(client, asked)
    const parked = await this.#draft(client, run, asked)
    if (parked !== undefined) return { ok: false, reason: 'parked', detail: parked.detail }
    return { ok: true, value: await this.#issue(client, run) }
  }

  async #run(client: ClientBase, { billDate, knownAt }: BillAsked): Promise<string> {
    const { tenant } = this.settings
    const run = this.ids.next()
    await sql(
      client,
      `insert into billing_run (tenant, id, bill_date, status, known_at, created_at) values ($1, $2, $3, 'issued', $4, $5)`,
      [tenant, run, billDate.toString(), knownAt.toString(), this.clock.now().toString()]
    )
    return run
  }

  async #draft(client: ClientBase, run: string, asked: BillAsked): Promise<ParkedAccount | undefined> {
    const { tenant } = this.settings
    const { account, billDate, knownAt } = asked
    const { facts, newUsage } = this
    const rules = await this.rules.asKnownAt(knownAt)
    const writer = new ChunkWriter({ tenant, run, knownAt }, this.ids)
    let parked: ParkedAccount | undefined
    const bill: BillSink['bill'] = made => writer.bill(made)
    const sink: BillSink = { bill, carry: bill, park: one => void (parked = one) }
    const task = { tenant, billDate, knownAt, accounts: [account], listed: true }
    await computeChunk(client, task, { facts, rules, newUsage }, sink)
    await writer.send(client)
    return parked
  }

  async #elsewhere(
    client: ClientBase,
    { account, billDate, knownAt }: BillAsked
  ): Promise<Outcome<never, 'parked'> | undefined> {
    const { tenant } = this.settings
    const { hierarchy, ids } = await billedWith(client, { tenant, accounts: [account], knownAt })
    const lastDay = billDate.subtract({ days: 1 })
    await lockAccounts(client, tenant, [...ids, hierarchy.payerOf(account, lastDay)]) // its credit is used
    if (hierarchy.invoicedWith(account, lastDay) === account) return undefined
    const detail =
      'By what is known now its lines stand on the invoice of another account: cancel it, and the next bill of that one brings them.'
    return { ok: false, reason: 'parked', detail }
  }

  async #issue(client: ClientBase, run: string): Promise<readonly string[]> {
    const { tenant } = this.settings
    const accepted = await sql(
      client,
      `update invoice set status = 'accepted' where tenant = $1 and run = $2 and status = 'draft' returning id`,
      [tenant, run]
    )
    if (accepted.length === 0) return []
    await beginKnown(client, tenant)
    const { facts, ids } = this
    const now = this.clock.now()
    const books = await this.host.books()
    const numbered = await sql<Record<'account' | 'id' | 'number', string>>(
      client,
      `with ${NUMBERED} select account, id, number from numbered order by account, id`,
      await takeInvoiceNumbers(client, { tenant, run, now }, books)
    )
    const [accounts, numbers] = [numbered.map(({ account }) => account), numbered.map(({ number }) => number)]
    await issueChunk(client, { tenant, run, accounts, numbers, now }, { facts, ids })
    return numbered.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ number }) => number)
  }
}
