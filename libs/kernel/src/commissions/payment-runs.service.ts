// Pays partners what they are owed: proposed, then paid or withdrawn by somebody.
import { documentNumber, paidCommissionPostings, partOfCoin } from '@farthing/billing-core'
import { operatorZone } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { BillingRules } from '../billing-run/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { LedgerService } from '../ledger/index.ts'
import { Clock, Ids, KernelSettings, Persistence, sql, takeNumbers } from '../persistence/index.ts'
import type { CommissionRunStatus } from './commissions.tables.ts'
import { CommissionEarnings } from './earnings.service.ts'
import { type CommissionRun, listRuns, lockRun, owedToPartners, readRun } from './payment-run-book.ts'

export type ProposalRefusal = 'run-open' | 'nothing-owed' | 'several-currencies' | 'amount-too-fine'
export type RunRefusal = 'unknown-run' | 'already-paid' | 'already-withdrawn'

export interface Proposal {
  /** 'bank': the cash account that it leaves from. */
  readonly method: string
  /** Micro: partners who are owed less wait. */
  readonly least: bigint
  /** Only what is owed in it; left out: in all. */
  readonly currency?: string | undefined
  readonly by: string
}

@Injectable()
export class CommissionRuns {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(CommissionEarnings) private readonly earnings: CommissionEarnings,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Books first what was earned since. One run is open at a time. */
  async propose({ by, currency, least, method }: Proposal): Promise<Outcome<CommissionRun, ProposalRefusal>> {
    const { tenant } = this.settings
    await this.earnings.earn()
    return this.persistence.bulk<Outcome<CommissionRun, ProposalRefusal>>(tenant, async client => {
      await lockRuns(client, tenant)
      const [open] = await listRuns(client, tenant, { status: 'proposed', limit: 1 })
      if (open !== undefined)
        return { ok: false, reason: 'run-open', detail: `Run ${open.number} is proposed: pay or withdraw it first.` }
      const all = (await owedToPartners(client, tenant)).filter(
        each => each.amount > 0n && (currency === undefined || each.currency === currency)
      )
      const refused = refusedLeast(least, [...new Set(all.map(each => each.currency))].toSorted())
      if (refused !== null) return refused
      const owed = all.filter(({ amount }) => amount >= least)
      if (owed.length === 0) return { ok: false, reason: 'nothing-owed', detail: 'No partner is owed so much.' }
      const id = this.ids.next()
      const number = documentNumber('CR', await takeNumbers(client, tenant, 'commission-run'))
      await sql(
        client,
        `insert into commission_run (tenant, id, number, status, method, proposed_by, proposed_at)
         values ($1, $2, $3, 'proposed', $4, $5, $6)`,
        [tenant, id, number, method, by, this.clock.now().toString()]
      )
      await sql(
        client,
        `insert into commission_payout (tenant, run, partner, currency, proposed)
         select $1, $2, o.* from unnest($3::text[], $4::text[], $5::bigint[]) as o`,
        [
          ...[tenant, id, owed.map(({ partner }) => partner), owed.map(({ currency }) => currency)],
          owed.map(({ amount }) => amount.toString())
        ]
      )
      return { ok: true, value: await this.#read(client, id) }
    })
  }

  /** Commission that went back since it was proposed is not paid. */
  async pay(reference: string, by: string): Promise<Outcome<CommissionRun, RunRefusal>> {
    await this.earnings.earn()
    return this.#decide(reference, { by, status: 'paid' }, async (client, run, date) => {
      const { tenant } = this.settings
      const owed = new Map(
        (await owedToPartners(client, tenant)).map(each => [`${each.partner} ${each.currency}`, each.amount])
      )
      for (const { currency, id, partner, proposed } of run.payouts) {
        const due = owed.get(`${partner} ${currency}`) ?? 0n
        const amount = due < 0n ? 0n : due < proposed ? due : proposed
        await sql(
          client,
          'update commission_payout set paid = $5 where tenant = $1 and run = $2 and partner = $3 and currency = $4',
          [tenant, run.id, partner, currency, amount.toString()]
        )
        if (amount === 0n) continue
        const posted = { id: `${run.number}:${currency}`, account: id, partner, date, currency, amount }
        const { method, number: reference } = run
        await this.ledger.post(client, tenant, [paidCommissionPostings({ ...posted, method, reference })])
      }
    })
  }

  withdraw(reference: string, by: string): Promise<Outcome<CommissionRun, RunRefusal>> {
    return this.#decide(reference, { by, status: 'withdrawn' }, () => Promise.resolve())
  }

  find(reference: string): Promise<CommissionRun | undefined> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => readRun(client, tenant, reference))
  }

  /** Newest first. */
  list(search: {
    readonly status?: CommissionRunStatus | undefined
    readonly limit: number
  }): Promise<CommissionRun[]> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => listRuns(client, tenant, search))
  }

  /** Once, whoever asks how often. */
  async #decide(
    reference: string,
    { by, status }: { readonly by: string; readonly status: 'paid' | 'withdrawn' },
    work: (client: ClientBase, run: CommissionRun, date: Temporal.PlainDate) => Promise<void>
  ): Promise<Outcome<CommissionRun, RunRefusal>> {
    const { tenant } = this.settings
    const { books } = await this.rules.asKnownAt(this.clock.now())
    const zone = operatorZone(books)
    return this.persistence.bulk<Outcome<CommissionRun, RunRefusal>>(tenant, async client => {
      await lockRuns(client, tenant)
      const run = await lockRun(client, tenant, reference)
      if (run === undefined) return { ok: false, reason: 'unknown-run', detail: `There is no run ${reference}.` }
      if (run.status !== 'proposed') {
        const reason = run.status === 'paid' ? 'already-paid' : 'already-withdrawn'
        return { ok: false, reason, detail: `Run ${run.number} is ${run.status} already.` }
      }
      const now = this.clock.now()
      const date = now.toZonedDateTimeISO(zone).toPlainDate() // of the operator's books
      await work(client, run, date)
      await sql(
        client,
        'update commission_run set status = $3, decided_by = $4, decided_at = $5, date = $6 where tenant = $1 and id = $2',
        [tenant, run.id, status, by, now.toString(), date.toString()]
      )
      return { ok: true, value: await this.#read(client, run.id) }
    })
  }

  async #read(client: ClientBase, id: string): Promise<CommissionRun> {
    const run = await readRun(client, this.settings.tenant, id)
    if (run === undefined) throw new Error(`run ${id} was not written`)
    return run
  }
}

/** One at a time. */
async function lockRuns(client: ClientBase, tenant: string): Promise<void> {
  await sql(client, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:commission-runs:${tenant}`])
}

/** So much of one currency is another amount of the next. */
function refusedLeast(least: bigint, owed: readonly string[]): Refusal<ProposalRefusal> | null {
  const [currency, ...others] = owed
  if (least === 0n || currency === undefined) return null
  if (others.length > 0) {
    const detail = `Partners are owed in ${owed.join(', ')}, and a least amount is of one: name the currency, and propose a run for each.`
    return { ok: false, reason: 'several-currencies', detail }
  }
  const fine = partOfCoin(least, currency)
  return fine === null ? null : { ok: false, reason: 'amount-too-fine', detail: `${fine}.` }
}
