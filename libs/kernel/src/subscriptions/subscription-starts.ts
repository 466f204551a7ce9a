// A subscription that is to start, as the facts to be told: what it is sold, the numbers it answers for, the contract that it signs.
import { Inject, Injectable, Optional } from '@nestjs/common'
import { type AccountRow, type NewFact, WrittenNumbers } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { Clock, Ids, type Transaction } from '../persistence/index.ts'
import { checkSold } from './check-sold.ts'
import { ContractSigning, type PreparedSigning } from './contract-signing.ts'
import { canonicalIdentity } from '@farthing/simulator'
import { PlanCatalogue } from './plan-catalogue.ts'
import { type SubscribeRefusal } from './refusals.ts'
import { SubscriptionTable } from './subscriptions.tables.ts'

export interface NewSubscription {
  /** What the customer calls it: a number, a login, a name. */
  readonly as: string
  readonly plan: string
  /** Numbers and logins whose usage it pays; `as` alone when left out. */
  readonly identities?: readonly string[] | undefined
  /** Features that are on from its first day. */
  readonly features?: readonly string[] | undefined
  /** The contract that it signs on its first day, as written. */
  readonly contract?: unknown
  /** Its first day; today in the account's zone when left out. */
  readonly effective?: Temporal.PlainDate | undefined
}

interface Start {
  readonly id: string
  readonly effective: Temporal.PlainDate
  readonly news: readonly NewFact[]
}

@Injectable()
export class SubscriptionStarts {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(WrittenNumbers) private readonly numbers: WrittenNumbers,
    @Optional() @Inject(PlanCatalogue) private readonly plans: PlanCatalogue | undefined,
    @Optional() @Inject(ContractSigning) private readonly contracts: ContractSigning | undefined
  ) {}

  /** Before the transaction: who signs asks for the rules. Null: there is none to sign. */
  async contractOf({ contract }: NewSubscription): Promise<Outcome<PreparedSigning | null, 'wrong-contract'>> {
    if (contract === undefined) return { ok: true, value: null }
    return this.contracts === undefined
      ? refuse('wrong-contract', 'Nobody signs contracts here: leave the contract out.')
      : this.contracts.prepare(contract)
  }

  async factsOf(
    tx: Transaction,
    account: AccountRow,
    { as, effective: day, features: on, identities: given = [as], plan }: NewSubscription
  ): Promise<Outcome<Start, SubscribeRefusal>> {
    if (account.status === 'closed') return refuse('account-closed', `Account ${account.number} is closed.`)
    const effective = day ?? this.clock.today(account.zone)
    const features = [...new Set(on)]
    const wanted = [{ kind: 'plan', name: plan } as const, ...features.map(featureNamed)]
    const sold = await checkSold(this.plans, wanted, { on: effective, currency: account.currency })
    if (!sold.ok) return sold
    if (Temporal.PlainDate.compare(effective, account.openedOn) < 0) {
      return refuse('before-account-opened', `Account ${account.number} was opened on ${account.openedOn}.`)
    }
    const id = this.ids.next()
    const { tenant, id: owner } = account
    tx.create(SubscriptionTable, { tenant, account: owner, id, label: as, createdAt: this.clock.now() })
    await tx.flush()
    const dialling = await this.numbers.dialling()
    const identities = [...new Set(given.map(each => canonicalIdentity(each, dialling)))]
    const common = { effective, subscription: id }
    const news: NewFact[] = [
      { ...common, kind: 'subscribed', as, plan, identities },
      ...features.map((feature): NewFact => ({ ...common, kind: 'feature-on', feature }))
    ]
    return { ok: true, value: { id, effective, news } }
  }
}

function featureNamed(name: string) {
  return { kind: 'feature', name } as const
}
