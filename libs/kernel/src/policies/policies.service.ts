// A pass: finds the accounts to which something has happened, asks policies about them, and keeps what comes of it.
import { Inject, Injectable } from '@nestjs/common'
import { FactBook } from '../accounts/index.ts'
import { MessageQueue } from '../messages/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown } from '../persistence/index.ts'
import { ServiceBook } from '../services/index.ts'
import { loadAccounts, type LoadedAccount } from './account-at-hand.ts'
import { writeFirings } from './account-sums.ts'
import { type AccountOutcome, lookAtAccount } from './look-at-account.ts'
import { PolicyRules, type RulesOfPass } from './policy-rules.ts'
import { claimAccounts, keepLooked, markTouched, markTurned } from './touched-accounts.ts'

export interface PassResult {
  /** Accounts that were looked at by this pass; others may work on the same list at the same time. */
  readonly accounts: number
  readonly messages: number
  /** Barred, throttled, restored. */
  readonly changes: number
  /** Accounts whose look came to nothing. */
  readonly problems: readonly { readonly account: string; readonly problem: string }[]
}

/** One transaction: short, for bill runs and payments of its accounts wait for it. */
const ACCOUNTS_PER_CHUNK = 100

type Looked = { readonly account: string } & ({ readonly outcome: AccountOutcome } | { readonly problem: string })

@Injectable()
export class Policies {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(PolicyRules) private readonly rules: PolicyRules,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(ServiceBook) private readonly services: ServiceBook,
    @Inject(MessageQueue) private readonly messages: MessageQueue,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Safe to be killed and to run beside others: an account is looked at by one, and what comes of it is kept with it or not at all. */
  async pass(): Promise<PassResult> {
    const rules = await this.rules.now(this.clock.today('UTC'))
    const problems: { account: string; problem: string }[] = []
    const sum = { accounts: 0, messages: 0, changes: 0, problems }
    if (rules === null) return sum
    await this.#mark(rules)
    for (;;) {
      const done = await this.#chunk(rules)
      if (done === null) return sum
      sum.accounts += done.accounts
      sum.messages += done.messages
      sum.changes += done.changes
      problems.push(...done.problems)
    }
  }

  async #mark({ acts, publishedAt }: RulesOfPass): Promise<void> {
    const { tenant } = this.settings
    const now = (): Temporal.Instant => this.clock.now()
    if (acts) {
      // on its own, for those who bring news wait for its end
      const knownAt = await this.persistence.bulk(tenant, client => settleKnown(client, tenant, now))
      await this.persistence.bulk(tenant, client => markTouched(client, { tenant, knownAt, publishedAt }))
    }
    await this.persistence.bulk(tenant, client => markTurned(client, tenant, now()))
  }

  /** Null when nobody waits any more. */
  #chunk(rules: RulesOfPass): Promise<PassResult | null> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const accounts = await claimAccounts(client, tenant, ACCOUNTS_PER_CHUNK)
      if (accounts.length === 0) return null
      await lockAccounts(client, tenant, accounts)
      const now = this.clock.now()
      const loaded = await loadAccounts(client, { tenant, now, accounts }, rules, {
        facts: this.facts,
        services: this.services
      })
      const looked: Looked[] = []
      for (const each of loaded) looked.push(await look(each, rules))
      const outcomes = looked.flatMap(each => ('outcome' in each ? [each.outcome] : []))
      const messages = outcomes.flatMap(outcome => outcome.messages)
      const changes = outcomes.flatMap(outcome => outcome.changes)
      await writeFirings(
        client,
        tenant,
        outcomes.flatMap(({ firings }) => firings),
        now
      )
      await this.services.write(client, tenant, changes)
      await this.messages.add(client, tenant, messages)
      await keepLooked(client, tenant, looked.map(keptOf))
      const problems = looked.flatMap(each => ('problem' in each ? [each] : []))
      return { accounts: accounts.length, messages: messages.length, changes: changes.length, problems }
    })
  }
}

/** What goes wrong with one account is said of it; the others go on. */
async function look(loaded: LoadedAccount, rules: RulesOfPass): Promise<Looked> {
  const { account } = loaded
  if (!loaded.ok) return { account, problem: loaded.problem }
  try {
    return { account, outcome: await lookAtAccount(loaded.atHand, rules) }
  } catch (error) {
    return { account, problem: error instanceof Error ? error.message : String(error) }
  }
}

function keptOf(looked: Looked): Parameters<typeof keepLooked>[2][number] {
  const { account } = looked
  if ('problem' in looked) return { account, nextDay: null, problem: looked.problem }
  return { account, nextDay: looked.outcome.nextDay, problem: null }
}
