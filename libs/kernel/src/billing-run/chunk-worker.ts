// Does one chunk of a run in one transaction: killed at any instant it leaves nothing, done once it stays done.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { beginKnown, Clock, Ids, instantFromSql, Persistence, sql } from '../persistence/index.ts'
import { BillingRules, type RulesInForce } from './billing-rules.ts'
import { billedWith, type ChunkTask, computeChunk, type ParkedAccount } from './compute-chunk.ts'
import { issueChunk } from './issue-chunk.ts'
import { NewUsage } from './new-usage.ts'
import { reopenBills, vanished } from './renew-drafts.ts'
import { ChunkWriter } from './write-chunk.ts'

export interface ChunkReference {
  readonly tenant: string
  readonly run: string
}

interface ChunkRow {
  readonly number: number
  readonly phase: 'generate' | 'renew' | 'issue'
  readonly accounts: string[]
  readonly listed: boolean
  readonly numbers: string[] | null
  readonly bill_date: string
  readonly known_at: string
}

@Injectable()
export class ChunkWorker {
  private readonly newUsage = new NewUsage()

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules
  ) {}

  /** Takes a chunk that nobody else has, `number` or any, and does it. Returns whether there was one. */
  workOn(reference: ChunkReference, number?: number): Promise<boolean> {
    return this.persistence.bulk(reference.tenant, async client => {
      const chunk = await claim(client, reference, number)
      if (chunk === undefined) return false
      if (chunk.phase === 'issue') await this.#issue(client, reference, chunk)
      else await this.#generate(client, reference, chunk)
      await sql(client, 'update billing_chunk set done_at = $4 where tenant = $1 and run = $2 and number = $3', [
        reference.tenant,
        reference.run,
        chunk.number,
        this.clock.now().toString()
      ])
      return true
    })
  }

  async #generate(client: ClientBase, { tenant, run }: ChunkReference, chunk: ChunkRow): Promise<void> {
    const knownAt = instantFromSql(chunk.known_at)
    const billDate = Temporal.PlainDate.from(chunk.bill_date)
    const { accounts, listed } = chunk
    const rules = await this.rules.asKnownAt(knownAt)
    const renews = chunk.phase === 'renew' ? run : undefined
    // drafts that a crash of the server loses are undone with their chunk, and made again; accepting waits for the disk
    await sql(client, 'set local synchronous_commit = off', [])
    const task = { tenant, billDate, knownAt, accounts, listed, renews }
    const draft = (asked: ChunkTask): Promise<void> => this.#draft(client, run, asked, rules)
    const { hierarchy, ids } = await billedWith(client, task)
    await lockAccounts(client, tenant, ids) // no other run bills them, and none of their invoices is cancelled, until this ends
    if (chunk.phase !== 'renew') return draft(task)
    const opened = await reopenBills(client, { tenant, run, now: this.clock.now() }, accounts)
    if (opened.length === 0) return
    await draft({ ...task, accounts: opened.map(({ account }) => account) })
    await this.#park(client, run, task, await vanished(client, { tenant, run }, opened, { billDate, hierarchy }))
  }

  async #draft(client: ClientBase, run: string, task: ChunkTask, rules: RulesInForce): Promise<void> {
    const { accounts, knownAt, tenant } = task
    const bill = async (only: readonly string[]): Promise<void> => {
      const writer = new ChunkWriter({ tenant, run, knownAt }, this.ids)
      await computeChunk(
        client,
        { ...task, accounts: only },
        { facts: this.facts, rules, newUsage: this.newUsage },
        writer
      )
      await writer.send(client)
    }
    if ((await attempt(client, () => bill(accounts))) === null) return
    // one of them cannot be billed, or another run billed it meanwhile: it is parked, or no longer due, and the others are billed one by one
    for (const account of accounts) {
      const fault = await attempt(client, () => bill([account]))
      if (fault !== null) await this.#park(client, run, task, [{ account, reason: 'broken-invariant', detail: fault }])
    }
  }

  async #park(
    client: ClientBase,
    run: string,
    { knownAt, tenant }: ChunkTask,
    parked: readonly ParkedAccount[]
  ): Promise<void> {
    if (parked.length === 0) return
    const writer = new ChunkWriter({ tenant, run, knownAt }, this.ids)
    for (const each of parked) writer.park(each)
    await writer.send(client)
  }

  async #issue(client: ClientBase, { tenant, run }: ChunkReference, chunk: ChunkRow): Promise<void> {
    await lockAccounts(client, tenant, chunk.accounts)
    await beginKnown(client, tenant) // after the lock, for which those may wait who hold this
    const task = { tenant, run, accounts: chunk.accounts, numbers: chunk.numbers ?? [], now: this.clock.now() }
    await issueChunk(client, task, { ids: this.ids, facts: this.facts })
  }
}

/** Does it or leaves nothing of it; answers what is wrong with the data. What may pass when it is tried again is thrown: a lost connection, a deadlock, a full disk. */
async function attempt(client: ClientBase, work: () => Promise<void>): Promise<string | null> {
  await sql(client, 'savepoint attempt', [])
  try {
    await work()
    await sql(client, 'release savepoint attempt', [])
    return null
  } catch (error) {
    if (mayPass(error as { readonly code?: unknown })) throw error
    await sql(client, 'rollback to savepoint attempt', [])
    const { detail, message } = error as Partial<Error> & { readonly detail?: string }
    return [message ?? String(error), ...(detail === undefined ? [] : [detail])].join(': ')
  }
}

/** Errors of PostgreSQL and of the system have a code; those that speak of the data are of the classes 22 and 23. */
function mayPass({ code }: { readonly code?: unknown }): boolean {
  return code !== undefined && !/^2[23]\d{3}$/.test(String(code))
}

async function claim(
  client: ClientBase,
  { tenant, run }: ChunkReference,
  number?: number
): Promise<ChunkRow | undefined> {
  const [row] = await sql<ChunkRow>(
    client,
    `select c.number, c.phase, c.accounts, c.listed, c.numbers, r.bill_date, r.known_at
     from billing_chunk c join billing_run r on r.tenant = c.tenant and r.id = c.run
     where c.tenant = $1 and c.run = $2 and c.done_at is null and ($3::int is null or c.number = $3)
       and r.status in ('generating', 'issuing')
     order by c.number limit 1 for update of c skip locked`,
    [tenant, run, number ?? null]
  )
  return row
}
