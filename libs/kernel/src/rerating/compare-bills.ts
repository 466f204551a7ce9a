// What the next bills of a chunk's accounts come to, and would without what is new: by the function that makes bills, on one snapshot.
import type { Fact, Hierarchy } from '@farthing/billing-core'
import { plansRated } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { type FactBook, hierarchyAround } from '../accounts/index.ts'
import { type BillTotal, billTotals, type NewUsage, type RulesInForce, rulesWithout } from '../billing-run/index.ts'
import { type BillChunk, candidatesOf } from './bill-chunks.ts'
import { type ComparedAccount, comparedAccounts } from './compared-accounts.ts'
import type { ReratingReference } from './plan-rerating.ts'

/** An account whose bill moves, or cannot be made. */
export interface MovedBill {
  readonly account: string
  readonly billDate: Temporal.PlainDate
  readonly before: bigint | null
  readonly after: bigint | null
  readonly detail: string | null
  readonly billedWith: string | null
}

interface CompareTools {
  readonly facts: FactBook
  readonly rules: RulesInForce
  readonly newUsage: NewUsage
}

export async function compareBills(
  client: ClientBase,
  reference: ReratingReference,
  chunk: BillChunk,
  tools: CompareTools
): Promise<MovedBill[]> {
  const { tenant } = reference
  const candidates = await candidatesOf(client, reference, chunk)
  const { hierarchy } = await hierarchyAround(client, tenant, { accounts: candidates, knownAt: chunk.knownAt })
  const heads = new Map(candidates.map(id => [id, hierarchy.invoicedWith(id, chunk.billDate)]))
  const wanted = [...new Set(heads.values())]
  const below = wanted.flatMap(id => [...hierarchy.consolidatedBelow(id)])
  const facts = await tools.facts.ofMany(client, tenant, [...new Set([...wanted, ...below])])
  const settling = [...plansRated(tools.rules.books, 'billing')]
  const all = await comparedAccounts(client, { ...reference, chunk, settling, facts }, [...facts.keys()])
  const compared = new BillComparison({ client, tenant, chunk, tools, facts, hierarchy }, all)
  const moved = new Map((await compared.of(wanted)).map(each => [each.account, each]))
  const children = [...heads].flatMap(([account, head]) => {
    const bill = account === head ? undefined : moved.get(head)
    if (bill === undefined) return []
    return [{ account, billDate: bill.billDate, before: null, after: null, detail: null, billedWith: head }]
  })
  return [...moved.values(), ...children]
}

interface ComparisonTask {
  readonly client: ClientBase
  readonly tenant: string
  readonly chunk: BillChunk
  readonly tools: CompareTools
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly hierarchy: Hierarchy
}

class BillComparison {
  readonly #task: ComparisonTask
  readonly #accounts: ReadonlyMap<string, ComparedAccount>

  constructor(task: ComparisonTask, accounts: readonly ComparedAccount[]) {
    this.#task = task
    this.#accounts = new Map(accounts.map(each => [each.id, each]))
  }

  /** Those of one day and of the same news are made together. */
  async of(heads: readonly string[]): Promise<MovedBill[]> {
    const groups = Map.groupBy(
      heads.filter(id => this.#hasNews(id)),
      id => this.#kindOf(id)
    )
    const moved: MovedBill[] = []
    for (const ids of groups.values()) moved.push(...(await this.#group(ids)))
    return moved
  }

  #together(head: string): ComparedAccount[] {
    const all = [head, ...this.#task.hierarchy.consolidatedBelow(head)]
    return all.flatMap(id => this.#accounts.get(id) ?? [])
  }

  #hasNews(head: string): boolean {
    const isKnown = this.#accounts.has(head)
    return isKnown && this.#together(head).some(({ unsaid, without }) => unsaid.size > 0 || without.length > 0)
  }

  #without(head: string): readonly string[] {
    return [...new Set(this.#together(head).flatMap(({ without }) => without))].toSorted()
  }

  #kindOf(head: string): string {
    return `${this.#accounts.get(head)?.billDate} ${this.#without(head).join(' ')}`
  }

  async #group([first = '', ...others]: readonly string[]): Promise<MovedBill[]> {
    const { chunk, client, facts, tenant, tools } = this.#task
    const { newUsage, rules } = tools
    const billDate = this.#accounts.get(first)?.billDate ?? chunk.billDate
    const task = { tenant, billDate, knownAt: chunk.knownAt, accounts: [first, ...others] }
    const after = await billTotals(client, task, { newUsage, rules, facts: bookOf(facts) })
    const before = await billTotals(client, task, {
      newUsage,
      rules: rulesWithout(rules, new Set(this.#without(first))),
      facts: bookOf(new Map([...facts].map(([id, all]) => [id, this.#said(id, all)])))
    })
    return task.accounts.flatMap(account => {
      return movedBill({ account, billDate }, before.get(account), after.get(account)) ?? []
    })
  }

  #said(id: string, facts: readonly Fact[]): readonly Fact[] {
    const unsaid = this.#accounts.get(id)?.unsaid
    return unsaid === undefined || unsaid.size === 0 ? facts : facts.filter(fact => !unsaid.has(fact.id))
  }
}

function bookOf(facts: ReadonlyMap<string, readonly Fact[]>): Pick<FactBook, 'ofMany'> {
  return {
    ofMany: (_client, _tenant, accounts) =>
      Promise.resolve(new Map(accounts.map(id => [id, [...(facts.get(id) ?? [])]])))
  }
}

function movedBill(
  of: Pick<MovedBill, 'account' | 'billDate'>,
  before: BillTotal | undefined,
  after: BillTotal | undefined
): MovedBill | null {
  if (typeof after === 'string') return { ...of, before: null, after: null, detail: after, billedWith: null }
  // what cannot be billed without what is new, such as a plan that is, moves from nowhere
  if (typeof before !== 'bigint' || typeof after !== 'bigint' || before === after) return null
  return { ...of, before, after, detail: null, billedWith: null }
}
