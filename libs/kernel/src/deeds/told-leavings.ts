// Who is named by a deed of an account is told the day on which that has no subscription left, and that it did not leave after all.
import {
  accountHistory,
  type AccountHistory,
  type DeedDone,
  type Fact,
  goneFrom,
  laterDate,
  standingFacts
} from '@farthing/billing-core'
import { sameDate } from '@farthing/billing-core/values'
import type { Counterpart } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import { type AccountRow, FactBook, findAccount, lockAccount } from '../accounts/index.ts'
import { Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { DeedsService } from './deeds.service.ts'

interface Leaving {
  readonly account: AccountRow
  readonly facts: readonly Fact[]
  readonly history: AccountHistory
  /** Of the account, and names another. */
  readonly done: DeedDone
  readonly after: Counterpart
}

@Injectable()
export class ToldLeavings {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(DeedsService) private readonly deeds: DeedsService,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Of all accounts that ever have the subscription. */
  async followSubscription(subscription: string): Promise<void> {
    const names = [...this.plugins.registry.deeds.values()].flatMap(each => (each.whenLeft ? [each.name] : []))
    if (names.length === 0) return
    const { tenant } = this.settings
    const text = `select s.account from subscription s where s.tenant = $1 and s.id = $2 and exists (select from account_fact f
      where f.tenant = s.tenant and f.account = s.account and f.kind = 'deed' and f.details ->> 'deed' = any($3::text[]))`
    const rows = await this.persistence.read(tenant, tx =>
      sql<{ account: string }>(tx, text, [tenant, subscription, names])
    )
    for (const { account } of rows) await this.follow(account)
  }

  async followDeed(account: string, deed: string): Promise<void> {
    if (this.plugins.registry.deeds.get(deed)?.whenLeft !== undefined) await this.follow(account)
  }

  /** Followed again, nothing is done. */
  async follow(id: string): Promise<void> {
    const { tenant } = this.settings
    const [account, facts] = await this.persistence.read(tenant, async tx => {
      return [await findAccount(tx, tenant, id), await this.facts.of(tx, tenant, id)] as const
    })
    const history = accountHistory(id, facts)
    if (account === undefined || history === null) return
    for (const done of history.deeds) {
      const after = this.plugins.registry.deeds.get(done.deed)?.whenLeft
      if (after !== undefined) await this.#tell({ account, facts, history, done, after })
    }
  }

  async #tell(leaving: Leaving): Promise<void> {
    const { account, after, done, history } = leaving
    const on = goneFrom(history, done.effective)
    const { tenant } = this.settings
    const other = String(done.fields[after.account])
    const book = await this.persistence.read(tenant, async tx => {
      const found = await findAccount(tx, tenant, other)
      return found === undefined ? [] : this.facts.of(tx, tenant, found.id)
    })
    const told = standingTold(book, leaving)
    if (told !== undefined && !cameOfAnEnd(told, leaving)) return
    if (on !== null) {
      if (sameDate(told?.effective, on) || isForgiven(book, leaving, on)) return
      const said = { deed: after.deed, fields: { [after.by]: account.number }, effective: on }
      await this.deeds.do(other, { ...said, supersedes: told?.id })
    } else if (told !== undefined) await this.#takeBack(other, leaving)
  }

  /** What it had corrected, too, which would stand again. */
  async #takeBack(other: string, leaving: Leaving): Promise<void> {
    const { tenant } = this.settings
    await this.persistence.transaction(tenant, async tx => {
      const found = await findAccount(tx, tenant, other)
      if (found === undefined) return
      await lockAccount(tx, found)
      const effective = this.clock.today(found.zone)
      for (;;) {
        const told = standingTold(await this.facts.of(tx, tenant, found.id), leaving)
        if (told === undefined || !cameOfAnEnd(told, leaving)) return
        const fact = { kind: 'withdrawn', effective, supersedes: told.id } as const
        await this.facts.append(tx, tenant, [{ account: found.id, fact }])
      }
    })
  }
}

function standingTold(book: readonly Fact[], leaving: Leaving): DeedDone | undefined {
  return standingFacts(book).facts.find(fact => tells(fact, leaving))
}

function tells(fact: Fact, { account, after }: Leaving): fact is DeedDone {
  return fact.kind === 'deed' && fact.deed === after.deed && fact.fields[after.by] === account.number
}

/** A person took back what was told of that day, and it stays taken back: the account had left when that became known, so it was not taken back here. */
function isForgiven(book: readonly Fact[], leaving: Leaving, on: Temporal.PlainDate): boolean {
  const { account, done, facts } = leaving
  const told = new Set(book.filter(fact => tells(fact, leaving) && sameDate(fact.effective, on)).map(({ id }) => id))
  return book.some(({ known, kind, supersedes }) => {
    if (kind !== 'withdrawn' || supersedes === null || !told.has(supersedes)) return false
    const then = accountHistory(account.id, facts, known)
    return then !== null && sameDate(goneFrom(then, done.effective), on)
  })
}

/** What a person told by hand, of another day, stays. */
function cameOfAnEnd({ effective }: DeedDone, { done, facts }: Leaving): boolean {
  return facts.some(fact => {
    const isEnd = fact.kind === 'terminated' || fact.kind === 'moved'
    return isEnd && sameDate(laterDate(fact.effective, done.effective), effective)
  })
}
