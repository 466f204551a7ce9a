// One account's bill, drafted and issued in the caller's transaction: where waiting for a run would leave it without.
import type { ClientBase } from 'pg'
import { Inject, Injectable } from '@nestjs/common'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { beginKnown, Clock, Ids, KernelSettings, sql, takeNumbers } from '../persistence/index.ts'
import { BillingRules } from './billing-rules.ts'
import { type BillSink, computeChunk, type ComputedBill, type ParkedAccount } from './compute-chunk.ts'
import { INVOICE_SERIES, issueChunk } from './issue-chunk.ts'
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
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Under the account's lock: an invoice beside the account's bills, which moves nothing on. Its number. */
  async charge(client: ClientBase, asked: BillAsked, computed: ComputedBill): Promise<string | null> {
    const { tenant } = this.settings
    const { account, knownAt } = asked
    const run = await this.#run(client, asked)
    const writer = new ChunkWriter({ tenant, run, knownAt }, this.ids)
    writer.charge(computed)
    await writer.send(client)
    return this.#issue(client, run, account)
  }

  /** Under the account's lock. The number of its invoice; null when the bill comes to nothing. A refusal is to be rolled back. */
  async bill(client: ClientBase, asked: BillAsked): Promise<Outcome<string | null, 'parked'>> {
    const run = await this.#run(client, asked)
    const parked = await this.#draft(client, run, asked)
    if (parked !== undefined) return { ok: false, reason: 'parked', detail: parked.detail }
    return { ok: true, value: await this.#issue(client, run, asked.account) }
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
    const bill: BillSink['bill'] = computed => writer.bill(computed)
    const sink: BillSink = { bill, carry: bill, park: one => void (parked = one) }
    const task = { tenant, billDate, knownAt, accounts: [account], listed: true }
    await computeChunk(client, task, { facts, rules, newUsage }, sink)
    await writer.send(client)
    return parked
  }

  async #issue(client: ClientBase, run: string, account: string): Promise<string | null> {
    const { tenant } = this.settings
    const accepted = await sql(
      client,
      `update invoice set status = 'accepted' where tenant = $1 and run = $2 and status = 'draft' returning id`,
      [tenant, run]
    )
    if (accepted.length === 0) return null
    await beginKnown(client, tenant)
    const firstNumber = await takeNumbers(client, tenant, INVOICE_SERIES)
    const task = { tenant, run, accounts: [account], firstNumber, now: this.clock.now() }
    await issueChunk(client, task, { ids: this.ids, facts: this.facts })
    const [issued] = await sql<{ number: string }>(
      client,
      'select number from invoice where tenant = $1 and run = $2',
      [tenant, run]
    )
    return issued?.number ?? null
  }
}
