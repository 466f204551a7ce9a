import { accountHistory } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { type Outcome, refuse } from '../http/index.ts'
import { Clock, ID_FORM, KernelSettings, Persistence } from '../persistence/index.ts'
import { findAccount } from './account-queries.ts'
import { FactBook } from './fact-book.ts'
import { namedSubscription, noneNamed } from './named-subscription.ts'
import { WrittenNumbers } from './written-numbers.ts'

export type NamedRefusal = 'unknown-account' | 'unknown-subscription'

/** What requests call a subscription of an account. */
@Injectable()
export class NamedSubscriptions {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(WrittenNumbers) private readonly numbers: WrittenNumbers,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /**
   * Its id, which may be none of the account's; null: none was named. `on`: the day of the request, today when left out.
   * Asked before the caller's transaction, whose lock others may wait for with a connection.
   */
  async idOf(
    reference: string,
    said: string | null | undefined,
    on?: Temporal.PlainDate
  ): Promise<Outcome<string | null, NamedRefusal>> {
    if (said === null || said === undefined) return { ok: true, value: null }
    if (ID_FORM.test(said)) return { ok: true, value: said.toLowerCase() }
    const { tenant } = this.settings
    const known = await this.persistence.read(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      return account && { account, facts: await this.facts.of(tx, tenant, account.id) }
    })
    if (known === undefined) return refuse('unknown-account', `There is no account ${reference}.`)
    const { account, facts } = known
    const history = accountHistory(account.id, facts)
    const dialling = await this.numbers.dialling()
    const day = on ?? this.clock.today(account.zone)
    const id = history === null ? said : namedSubscription(said, { history, on: day, dialling })
    return ID_FORM.test(id)
      ? { ok: true, value: id }
      : refuse('unknown-subscription', noneNamed(account.number, said, day))
  }
}
