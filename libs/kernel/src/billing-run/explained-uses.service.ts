// One event explained to the end: how its tariff rated it, what the bill then made of it, and why other rules had no part.
import type { Explanation } from '@farthing/billing-core/values'
import { type RuleVerdict, type SettledUse, verdictsOn } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { type ExplainedUsage, QUARANTINE_BEGIN, RatedUsage, type StoredUsage, UsageQuarantine } from '../usage/index.ts'
import { BillingRules } from './billing-rules.ts'
import { billsOfUse, type InvoiceHead } from './invoice-queries.ts'
import { usageAsKnown } from './usage-as-known.ts'

export type NamedInvoice = Pick<InvoiceHead, 'id' | 'number' | 'status' | 'billDate'>

export interface UseOnBill extends SettledUse {
  /**
   * The one that brought the event, or the last later one that made something else of it. Null when the bill that brought
   * it came to nothing, and while none has.
   */
  readonly invoice: NamedInvoice | null
  /** The one that brought the event, when `invoice` is a later one. */
  readonly corrects: NamedInvoice | null
  /** Day of the invoice, or of the bill that came to nothing. Null: the bill is what it would be by now. */
  readonly billDate: Temporal.PlainDate | null
}

export interface ExplainedUse {
  readonly usage: StoredUsage
  /** As rated on arrival, before allowances. */
  readonly explanation: Explanation
  /** Null when its account cannot be billed, for the reason that is `parked`. */
  readonly bill: UseOnBill | null
  readonly parked: string | null
}

export interface WhyNotUsed {
  readonly usage: StoredUsage
  readonly bill: UseOnBill
  readonly verdicts: readonly RuleVerdict[]
  /** How many of a kind are left out: a deck has many rows. */
  readonly more: Readonly<Record<string, number>>
}

/** Without a day none was made: what the bill would be by now. */
interface BillOfUse {
  readonly billDate?: Temporal.PlainDate
  readonly knownAt?: Temporal.Instant
  /** Null: it came to nothing. */
  readonly invoice: InvoiceHead | null
}

type OnBill =
  | { readonly ok: true; readonly bill: UseOnBill; readonly verdicts: readonly RuleVerdict[] }
  | { readonly ok: false; readonly detail: string }

export type UseRefusal = 'unknown-usage' | 'quarantined' | 'parked'

@Injectable()
export class ExplainedUses {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatedUsage) private readonly rated: RatedUsage,
    @Inject(UsageQuarantine) private readonly quarantine: UsageQuarantine,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async explain(event: string): Promise<Outcome<ExplainedUse, Exclude<UseRefusal, 'parked'>>> {
    const rated = await this.#rated(event)
    if (!rated.ok) return rated
    const found = await this.#onBill(rated.value.usage)
    const [bill, parked] = found.ok ? [found.bill, null] : [null, found.detail]
    return { ok: true, value: { ...rated.value, bill, parked } }
  }

  /** Every rule that could have had a part in its price, in the order of computation, `limit` of each kind. */
  async whyNot(event: string, limit: number): Promise<Outcome<WhyNotUsed, UseRefusal>> {
    const rated = await this.#rated(event)
    if (!rated.ok) return rated
    const { usage } = rated.value
    const found = await this.#onBill(usage)
    if (!found.ok) return { ok: false, reason: 'parked', detail: `${event} cannot be billed: ${found.detail}` }
    return { ok: true, value: { usage, bill: found.bill, ...firstOfEach(found.verdicts, limit) } }
  }

  async #rated(event: string): Promise<Outcome<ExplainedUsage, 'unknown-usage' | 'quarantined'>> {
    const rated = await this.rated.explain(event)
    if (rated.ok) return rated
    const [line] = await this.quarantine.list({ state: 'open', events: [event], after: QUARANTINE_BEGIN, limit: 1 })
    if (line === undefined) return rated
    const { detail: why, field, file, reason } = line
    const detail = `${event} waits in quarantine (${file}:${line.line}): ${field}: ${reason}, ${why}`
    return { ok: false, reason: 'quarantined', detail }
  }

  #onBill(usage: StoredUsage): Promise<OnBill> {
    return this.persistence.bulk(this.settings.tenant, async client => {
      const { bringer, invoices } = await billsOfUse(client, this.settings.tenant, usage)
      const first = invoices.find(({ id }) => id === bringer?.id) ?? null
      let last = await this.#settledOn(client, usage, { ...bringer, invoice: first })
      for (const invoice of invoices) {
        if (!last.ok) break
        if (invoice === first) continue
        const next = await this.#settledOn(client, usage, { ...invoice, invoice })
        if (next.ok && differs(next.bill, last.bill)) last = corrected(next, first)
      }
      return last
    })
  }

  async #settledOn(client: ClientBase, usage: StoredUsage, on: BillOfUse): Promise<OnBill> {
    const input = await this.#inputFor(client, usage, on)
    const found = input && verdictsOn(input, usage.event)
    if (found === null) throw new Error(`${usage.event} is rated, and account ${usage.account} does not know it`)
    if (!found.ok) return found
    const { billDate = null, invoice } = on
    const bill = { ...found.use, billDate, invoice: invoice && named(invoice), corrects: null }
    return { ok: true, bill, verdicts: found.verdicts }
  }

  #inputFor(client: ClientBase, usage: StoredUsage, on: BillOfUse): ReturnType<typeof usageAsKnown> {
    const startedMs = usage.startedAt.epochMilliseconds
    const now = this.clock.now()
    const newest = Temporal.Instant.compare(now, usage.known) < 0 ? usage.known : now
    return usageAsKnown(
      client,
      {
        tenant: this.settings.tenant,
        account: usage.account,
        knownAt: on.knownAt ?? newest,
        billDate: on.billDate ?? null,
        firstMs: startedMs,
        lastMs: startedMs
      },
      { facts: this.facts, rules: this.rules }
    )
  }
}

function named({ id, number, status, billDate }: InvoiceHead): NamedInvoice {
  return { id, number, status, billDate }
}

function differs(a: UseOnBill, b: UseOnBill): boolean {
  return a.amount !== b.amount || a.covered !== b.covered || a.plan !== b.plan
}

function corrected(found: Extract<OnBill, { ok: true }>, first: InvoiceHead | null): OnBill {
  return { ...found, bill: { ...found.bill, corrects: first && named(first) } }
}

function firstOfEach(verdicts: readonly RuleVerdict[], limit: number): Pick<WhyNotUsed, 'verdicts' | 'more'> {
  const kinds = [...Map.groupBy(verdicts, ({ kind }) => kind)]
  const over = kinds.filter(([, all]) => all.length > limit).map(([kind, all]) => [kind, all.length - limit] as const)
  return { verdicts: kinds.flatMap(([, all]) => all.slice(0, limit)), more: Object.fromEntries(over) }
}
