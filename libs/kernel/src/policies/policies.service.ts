// A pass: finds the accounts to which something has happened, asks policies about them, and keeps what comes of it.
import { Inject, Injectable } from '@nestjs/common'
import { FactBook } from '../accounts/index.ts'
import { MessageQueue } from '../messages/index.ts'
import { lockAccounts } from '../payments/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown } from '../persistence/index.ts'
import { ServiceBook } from '../services/index.ts'
import { loadAccounts } from './account-at-hand.ts'
import { writeFirings } from './account-sums.ts'
import { type AccountOutcome, type FailedLook, lookAtAccount } from './look-at-account.ts'
import { PolicyRules, type RulesOfPass } from './policy-rules.ts'
import { type LookProblem, lookProblems, type ProblemPage } from './look-problems.ts'
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

type Looked = { readonly account: string } & (AccountOutcome | FailedLook)

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
    const problems: { account: string; problem: string }[] = []
    const sum = { accounts: 0, messages: 0, changes: 0, problems }
    const rules = await this.#begin()
    if (rules === null) return sum
    for (;;) {
      const done = await this.#chunk(rules)
      if (done === null) return sum
      sum.accounts += done.accounts
      sum.messages += done.messages
      sum.changes += done.changes
      problems.push(...done.problems)
    }
  }

  /** Accounts about which policies could not be asked the last time, in order of id. */
  problems({ after, limit }: ProblemPage): Promise<LookProblem[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => lookProblems(tx, tenant, { after, limit }))
  }

  /** The instant first, then the rules as known at it: what is published later is news to the next pass. */
  async #begin(): Promise<RulesOfPass | null> {
    const { tenant } = this.settings
    const now = (): Temporal.Instant => this.clock.now()
    const last = await this.rules.asKnownAt(now())
    if (last === null) return null
    // on its own, for those who bring news wait for its end; rules that never act ask for none
    const knownAt = last.acts ? await this.persistence.bulk(tenant, client => settleKnown(client, tenant, now)) : now()
    const rules = (await this.rules.asKnownAt(knownAt)) ?? last
    await this.persistence.bulk(tenant, client => markTouched(client, { tenant, knownAt, rules }))
    await this.persistence.bulk(tenant, client => markTurned(client, tenant, knownAt))
    return rules
  }

  /** Null when nobody waits any more. */
  #chunk(rules: RulesOfPass): Promise<PassResult | null> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      const accounts = await claimAccounts(client, tenant, {
        most: ACCOUNTS_PER_CHUNK,
        publication: rules.publication
      })
      if (accounts.length === 0) return null
      await lockAccounts(client, tenant, accounts)
      const now = this.clock.now()
      const loaded = await loadAccounts(client, { tenant, now, accounts }, rules, {
        facts: this.facts,
        services: this.services
      })
      const looked: Looked[] = []
      for (const each of loaded) {
        looked.push({ account: each.account, ...(await lookAtAccount(each, rules)) })
      }
      const outcomes = looked.flatMap(each => ('problem' in each ? [] : [each]))
      const messages = outcomes.flatMap(outcome => outcome.messages)
      const changes = looked.flatMap(each => each.changes)
      await writeFirings(
        client,
        tenant,
        outcomes.flatMap(({ firings }) => firings),
        now
      )
      await this.services.write(client, tenant, changes)
      await keepLooked(client, tenant, looked)
      await this.messages.add(client, tenant, messages)
      const problems = looked.flatMap(each =>
        'problem' in each ? [{ account: each.account, problem: each.problem }] : []
      )
      return { accounts: accounts.length, messages: messages.length, changes: changes.length, problems }
    })
  }
}
