// What the next bills move by, found beside the prices of uses: told apart, because tiers and allowances count anew, and some bills move without any use.
import { Inject, Injectable } from '@nestjs/common'
import type { PoolClient } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { BillingRules, NewUsage, type RulesInForce, rulesWithout } from '../billing-run/index.ts'
import { instantFromSql, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { isAboutAll } from './asked-accounts.ts'
import { movingPublications, touchedNames } from './bill-basis.ts'
import { claimBillChunk } from './bill-chunks.ts'
import { compareBills, type MovedBill } from './compare-bills.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { BillBasis, MovedRule, MovingPublication } from './rerating-bills.tables.ts'
import { type KnownRules, ReratingPlanner } from './rerating-planner.ts'
import type { ReratingChoice } from './rerating.tables.ts'

const MOST_RULES = 50
/** Before the first day of any rules. */
const EVER = Temporal.PlainDate.from('0001-01-01')

@Injectable()
export class ReratingBills {
  private readonly newUsage = new NewUsage()

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(ReratingPlanner) private readonly planner: ReratingPlanner,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Null where only a part of the usage is chosen: a bill has no such part. */
  async basis({ from, rating, tariff, until }: ReratingChoice, known: KnownRules): Promise<BillBasis | null> {
    if (from !== null || until !== null || tariff !== null || rating !== null) return null
    const rules = await this.rules.asKnownAt(known.knownAt)
    const { books, publications: all } = rules
    const { zone } = known.operator
    const billDate = this.planner.billDate(zone)
    // before the first nothing could be billed
    const moving = movingPublications({ publications: all.slice(1), books, billDate, zone })
    const publications = await this.#sinceLastTold(moving)
    const changes = await this.#changes(rules, publications)
    const names = touchedNames(changes, books, this.plugins.registry)
    return { publications, names, rules: changes.slice(0, MOST_RULES), changes: changes.length }
  }

  /** Those that no re-rating of everybody has told of. */
  async #sinceLastTold(moving: readonly MovingPublication[]): Promise<readonly MovingPublication[]> {
    if (moving.length === 0) return moving
    const last = `select max(known_at)::text as told from rerating
      where tenant = $1 and state = 'applied' and bills is not null and ${isAboutAll('rerating.id')}`
    const [row] = await this.persistence.bulkRead(client =>
      sql<{ told: string | null }>(client, last, [this.settings.tenant])
    )
    const told = row?.told == null ? null : instantFromSql(row.told)
    return moving.filter(
      ({ publishedAt }) => told === null || Temporal.Instant.compare(Temporal.Instant.from(publishedAt), told) > 0
    )
  }

  /** Against the rules that would hold without them. */
  async #changes(rules: RulesInForce, moving: readonly MovingPublication[]): Promise<MovedRule[]> {
    const ids = new Set(moving.map(({ id }) => id))
    const { own: without } = rulesWithout(rules, ids).books
    const changes = new Map<string, MovedRule>()
    for (const { from, id, version } of rules.publications) {
      const before = ids.has(id) ? without.at(from ?? EVER)?.version : version
      if (before === undefined || before === version) continue
      for (const each of await this.#differences(before, version)) changes.set(JSON.stringify(each), each)
    }
    return [...changes.values()]
  }

  async #differences(before: string, after: string): Promise<MovedRule[]> {
    const found = await this.host.differences(before, after)
    if (!found.ok) throw new Error(found.detail)
    const { statements, tables } = found.value
    return [
      ...statements.flatMap(({ kind, name, ...sides }) => {
        const place = (sides.after ?? sides.before)?.place
        return place === undefined ? [] : [{ kind, name, file: place.file, line: place.line }]
      }),
      ...tables.changes.flatMap(({ after: row, before: old, deck, kind }) => {
        const shown = row ?? old
        const moved = kind === 'new' ? 'added' : kind === 'gone' ? 'removed' : 'changed'
        return shown === null
          ? []
          : [{ kind: moved, name: deck || shown.file, file: shown.file, line: shown.line } as const]
      })
    ]
  }

  /** Takes a chunk that nobody else has and compares its bills. Returns whether there was one. */
  workOn(reference: ReratingReference): Promise<boolean> {
    return this.persistence.bulk(reference.tenant, async client => {
      const chunk = await claimBillChunk(client, reference)
      if (chunk === undefined) return false
      const rules = await this.rules.asKnownAt(chunk.knownAt)
      const tools = { facts: this.facts, rules, newUsage: this.newUsage }
      await keep(
        client,
        reference,
        await this.persistence.bulkRead(reader => compareBills(reader, reference, chunk, tools))
      )
      await sql(
        client,
        'update rerating_bill_chunk set done = true where tenant = $1 and rerating = $2 and number = $3',
        [...[reference.tenant, reference.id, chunk.number]]
      )
      return true
    })
  }
}

/** Another chunk may have an account that is billed with one of this. */
async function keep(client: PoolClient, { id, tenant }: ReratingReference, bills: readonly MovedBill[]): Promise<void> {
  if (bills.length === 0) return
  await sql(
    client,
    `insert into rerating_bill (tenant, rerating, account, bill_date, before, after, detail, billed_with)
     select $1, $2, row.* from unnest($3::uuid[], $4::date[], $5::bigint[], $6::bigint[], $7::text[], $8::uuid[]) as row
     on conflict do nothing`,
    [
      ...[tenant, id, bills.map(({ account }) => account), bills.map(({ billDate }) => billDate.toString())],
      ...[bills.map(({ before }) => before), bills.map(({ after }) => after)],
      ...[bills.map(({ detail }) => detail), bills.map(({ billedWith }) => billedWith)]
    ]
  )
}
