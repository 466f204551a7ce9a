// Starting thousands of subscriptions a statement: for a migration from another system, and for the demo.
import type { Dialling } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { accountHistory } from '@farthing/billing-core'
import { FactBook, type AccountsFact, WrittenNumbers } from '../accounts/index.ts'
import { Clock, Ids, KernelSettings, sql, type Writer } from '../persistence/index.ts'
import { canonicalIdentity } from '@farthing/simulator'
import { stretchesOf, writeStretches, zonesOf } from './identity-stretches.ts'
import type { SubscriptionChange } from './subscription-change.ts'
import type { NewSubscription } from './subscription-starts.ts'

export type BulkSubscription = Omit<NewSubscription, 'contract'> & {
  /** Id of the account. */
  readonly account: string
  readonly effective: Temporal.PlainDate
  /** What happened to it since, in order. */
  readonly changes?: readonly (SubscriptionChange & { readonly effective: Temporal.PlainDate })[]
}

const ACCOUNTS_PER_STATEMENT = 2_000

@Injectable()
export class SubscriptionsInBulk {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Inject(WrittenNumbers) private readonly numbers: WrittenNumbers
  ) {}

  /** Starts them in the writer's transaction and returns their ids in order. Plans are taken as they are: check first. */
  async subscribe(writer: Writer, subscriptions: readonly BulkSubscription[]): Promise<string[]> {
    const { tenant } = this.settings
    const ids = subscriptions.map(() => this.ids.next())
    await this.#insert(writer, subscriptions, ids)
    const dialling = await this.numbers.dialling()
    const facts = subscriptions.flatMap((each, index) => factsOf(each, ids[index] ?? '', dialling))
    for (let start = 0; start < facts.length; start += 5_000) {
      await this.facts.append(writer, tenant, facts.slice(start, start + 5_000))
    }
    const accounts = [...new Set(subscriptions.map(each => each.account))]
    for (let start = 0; start < accounts.length; start += ACCOUNTS_PER_STATEMENT) {
      await this.#deriveStretches(writer, accounts.slice(start, start + ACCOUNTS_PER_STATEMENT))
    }
    return ids
  }

  async #insert(writer: Writer, subscriptions: readonly BulkSubscription[], ids: readonly string[]): Promise<void> {
    await sql(
      writer,
      `insert into subscription (tenant, created_at, account, id, label)
       select $1, $2, row.* from unnest($3::uuid[], $4::uuid[], $5::text[]) as row`,
      [
        this.settings.tenant,
        this.clock.now().toString(),
        subscriptions.map(each => each.account),
        ids,
        subscriptions.map(each => each.as)
      ]
    )
  }

  async #deriveStretches(writer: Writer, accounts: readonly string[]): Promise<void> {
    const { tenant } = this.settings
    const books = await this.facts.ofMany(writer, tenant, accounts)
    const histories = [...books].flatMap(([account, facts]) => accountHistory(account, facts) ?? [])
    const zones = await zonesOf(writer, tenant, histories)
    const stretches = histories.flatMap(history => stretchesOf(history, zones))
    await writeStretches(writer, tenant, { accounts }, stretches)
  }
}

function factsOf(start: BulkSubscription, subscription: string, dialling: Dialling | null): AccountsFact[] {
  const { account, as, plan, effective } = start
  const identities = (start.identities ?? [as]).map(each => canonicalIdentity(each, dialling))
  const first = { account, fact: { kind: 'subscribed' as const, effective, subscription, as, plan, identities } }
  const rest = (start.changes ?? []).map(({ supersedes, ...change }) => {
    return { account, fact: { ...change, supersedes: supersedes ?? null, subscription } }
  })
  const features = (start.features ?? []).map(feature => {
    return { account, fact: { kind: 'feature-on' as const, effective, subscription, feature } }
  })
  return [first, ...features, ...rest]
}
