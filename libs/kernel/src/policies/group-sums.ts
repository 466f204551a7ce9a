// What the members of groups used, for those of their accounts that are looked at: the days of each member are added up once.
import type { AccountHistory } from '@farthing/billing-core'
import { containsDate, type Interval } from '@farthing/billing-core/values'
import { type FactWorld, groupsOn, lastDays, memberDays, type PolicyNeeds } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { type AccountInGroup, membersBeside } from '../pockets/index.ts'
import { type SpanUsage, usedOnSpans } from './account-sums.ts'

/** Of an account. */
export interface GroupsAtHand {
  /** Groups that it is in, was in or will be in. */
  readonly own: readonly AccountInGroup[]
  /** Ticks, by `groupKey`, of its groups and others. */
  readonly used: ReadonlyMap<string, number>
}

export const NO_GROUPS: GroupsAtHand = { own: [], used: new Map() }

interface Looking {
  readonly history: AccountHistory
  readonly cycle: Interval
  readonly today: Temporal.PlainDate
  readonly needs: Pick<PolicyNeeds, 'windows'>
}

/** By account. Nothing is read of those whose conditions ask of no group. */
export async function groupsAtHand(
  client: ClientBase,
  tenant: string,
  accounts: readonly Looking[]
): Promise<ReadonlyMap<string, GroupsAtHand>> {
  const asking = accounts.filter(each => daysAsked(each).length > 0)
  if (asking.length === 0) return new Map()
  const ids = asking.map(({ history }) => history.account)
  const members = await membersBeside(client, tenant, ids)
  const own = Map.groupBy(members, ({ account }) => account)
  const used = await usedInGroups(client, tenant, wantedOf(asking, own), members)
  return new Map(ids.map(id => [id, { own: own.get(id) ?? [], used }]))
}

/** As `FactWorld.usedByGroups`. */
export function usedByGroups(
  { own, used }: GroupsAtHand,
  subscription: string,
  today: Temporal.PlainDate
): FactWorld['usedByGroups'] {
  const groups = groupsOn(own, subscription, today)
  return (service, days) => groups.map(group => used.get(groupKey({ group, days }, service)) ?? 0)
}

/** Whether members of its groups used something on these days. */
export function isUsedInGroups({ own, used }: GroupsAtHand, days: Interval): boolean {
  const begins = own.map(({ group }) => groupKey({ group, days }, ''))
  return [...used.keys()].some(key => begins.some(begin => key.startsWith(begin)))
}

interface Wanted {
  readonly group: string
  readonly days: Interval
}

/** '2026-03-01..2026-04-01 G-000001 data' */
function groupKey({ days: { from, until }, group }: Wanted, service: string): string {
  return `${from}..${until} ${group} ${service}`
}

function daysAsked({ cycle, needs, today }: Looking): Interval[] {
  const { isInCycle, windows } = needs.windows.ofGroups
  return [...(isInCycle ? [cycle] : []), ...[...windows].map(days => lastDays(days, today))]
}

/** The groups that accounts are in today, once for the same days. */
function wantedOf(asking: readonly Looking[], own: ReadonlyMap<string, readonly AccountInGroup[]>): Wanted[] {
  const all = asking.flatMap(each => {
    const now = (own.get(each.history.account) ?? []).filter(one => containsDate(one, each.today))
    return now.flatMap(({ group }) => daysAsked(each).map(days => ({ group, days })))
  })
  return [...new Map(all.map(each => [groupKey(each, ''), each])).values()]
}

async function usedInGroups(
  client: ClientBase,
  tenant: string,
  wanted: readonly Wanted[],
  members: readonly AccountInGroup[]
): Promise<Map<string, number>> {
  const byGroup = Map.groupBy(members, ({ group }) => group)
  const counted = wanted.flatMap(({ days, group }) =>
    (byGroup.get(group) ?? []).flatMap(member => {
      const of = memberDays(days, member)
      return of === null
        ? []
        : [{ group, days, member, span: { account: member.account, zone: member.zone, days: of } }]
    })
  )
  const spans = new Map(counted.map(({ span }) => [spanKey(span), span]))
  const rows = Map.groupBy(await usedOnSpans(client, tenant, [...spans.values()]), ({ span }) => spanKey(span))
  const used = new Map<string, number>()
  for (const { member, span, ...of } of counted) {
    for (const { service, subscription, ticks } of rows.get(spanKey(span)) ?? []) {
      if ((member.subscription ?? subscription) !== subscription) continue
      const key = groupKey(of, service)
      used.set(key, (used.get(key) ?? 0) + ticks)
    }
  }
  return used
}

function spanKey({ account, days: { from, until } }: SpanUsage['span']): string {
  return `${account} ${from}..${until}`
}
