// A group of accounts that a run is for: by cycle, plan and tag; every condition that is given holds.
export interface AccountGroup {
  /** Bill days. */
  readonly billDays?: readonly number[] | undefined
  /** Accounts that had one of these plans on a day that the bill is for. */
  readonly plans?: readonly string[] | undefined
  /** Accounts that have one of these tags. */
  readonly tags?: readonly string[] | undefined
}

/** Null where nothing is asked for. */
export function groupOf({ billDays, plans, tags }: AccountGroup): AccountGroup | null {
  const asked = { ...(billDays && { billDays }), ...(plans && { plans }), ...(tags && { tags }) }
  return Object.keys(asked).length === 0 ? null : asked
}

/** In whatever order they were named. */
export function isSameGroup(one: AccountGroup, other: AccountGroup): boolean {
  return wordsOf(one) === wordsOf(other)
}

function wordsOf({ billDays, plans, tags }: AccountGroup): string {
  return JSON.stringify([billDays, plans, tags].map(asked => asked && [...new Set<number | string>(asked)].toSorted()))
}

/** SQL on account `a`, its cursor `c` and the day that is `due`: values from `$first` on are those of `groupValues`. */
export function groupCondition(first: number): string {
  const [days, tags, plans] = [`$${first}::int[]`, `$${first + 1}::text[]`, `$${first + 2}::text[]`]
  return `(${days} is null or a.bill_day = any(${days})) and (${tags} is null or a.tags && ${tags}) and (${plans} is null or exists (
    select from account_fact f
    where f.tenant = a.tenant and f.account = a.id and f.plan = any(${plans}) and f.effective <= due.bill_date and ${standing('f')}
      and not exists (select from account_fact n
        where n.tenant = f.tenant and n.account = f.account and n.subscription = f.subscription and (n.plan is not null or n.kind = 'terminated')
          and (n.effective, n.known, n.id) > (f.effective, f.known, f.id) and n.effective <= c.bill_date and ${standing('n')})))`
}

export function groupValues(group: AccountGroup): unknown[] {
  return [group.billDays ?? null, group.tags ?? null, group.plans ?? null]
}

/** By PostgreSQL, as `standingFacts` says it: a correction that was withdrawn replaces nothing. */
function standing(fact: string): string {
  return `fact_stands(${fact}.tenant, ${fact}.account, ${fact}.id)`
}
