// Why a charge is not on an account's bill, by the rules as they are published.
import { accountHistory } from '@farthing/billing-core'
import { type StatementVerdict, whyNotCharged } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { FactBook, findAccount } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { BillingRules } from './billing-rules.ts'

export interface WhyNotRequest {
  /** Id or number. */
  readonly account: string
  /** Code of a charge type: 'rent', 'setup'. */
  readonly charge: string
  /** The day of the bill; today in the account's zone when left out. */
  readonly on?: Temporal.PlainDate | undefined
}

export interface ExplainedAbsence {
  readonly account: string
  readonly charge: string
  readonly on: Temporal.PlainDate
  readonly verdicts: readonly StatementVerdict[]
}

export type WhyNotRefusal = 'unknown-account' | 'unknown-charge' | 'no-rules'

@Injectable()
export class WhyNotService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async explain({ account: reference, charge, on }: WhyNotRequest): Promise<Outcome<ExplainedAbsence, WhyNotRefusal>> {
    const { tenant } = this.settings
    const read = await this.persistence.read(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      return account && { account, facts: await this.facts.of(tx, tenant, account.id) }
    })
    const history = read === undefined ? null : accountHistory(read.account.id, read.facts)
    if (read === undefined || history === null) {
      return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
    }
    const through = on ?? this.clock.today(history.zone)
    const { books, registry } = await this.rules.asKnownAt(this.clock.now())
    const found = whyNotCharged({ history, ruleBook: books.in(history.currency), registry, through, charge })
    if (!found.ok) return found
    return { ok: true, value: { account: read.account.number, charge, on: through, verdicts: found.verdicts } }
  }
}
