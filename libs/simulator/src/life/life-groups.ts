// Groups that the account of a life is in, and what their other members use.
import { containsDate, type Interval, startOfDayMs, toTicks } from '@farthing/billing-core/values'
import { serviceUnit } from '../bill/index.ts'
import { type FactWorld, type GroupMember, groupsOn, memberDays } from '../conditions/index.ts'
import type { GroupFact, LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

export interface LifeGroups {
  readonly members: GroupMember[]
  readonly others: OthersUse[]
}

/** Used by members that are of other accounts. */
interface OthersUse {
  readonly group: string
  readonly service: string
  readonly startedAt: number
  readonly ticks: number
}

type Refusal = { readonly reason: string; readonly detail: string } | null

export function enterGroup(state: LifeState, fact: GroupFact): void {
  const refusal =
    fact.do === 'join' ? join(state, fact) : fact.do === 'leave' ? leave(state, fact) : useOfOthers(state, fact)
  if (refusal !== null) state.refused.push({ fact: fact.number, ...refusal })
}

/** As in the kernel nobody is in a group twice on one day: neither the account beside one of its subscriptions. */
function join({ groups }: LifeState, { as, group, on: from, until }: LifeFact<'join'>): Refusal {
  const joined = { group, subscription: as ?? null, from, until: until ?? null }
  const theirs = groups.members.filter(
    ({ group: of, subscription }) => of === group && (subscription === null || as === undefined || subscription === as)
  )
  const other = theirs.find(each => overlap(each, joined))
  if (other !== undefined) return { reason: 'already-member', detail: `It is in group ${group} since ${other.from}.` }
  groups.members.push(joined)
  return null
}

function overlap(a: GroupMember, b: GroupMember): boolean {
  const isBefore = (one: GroupMember, other: GroupMember): boolean =>
    one.until !== null && Temporal.PlainDate.compare(one.until, other.from) <= 0
  return !isBefore(a, b) && !isBefore(b, a)
}

function leave({ groups: { members } }: LifeState, { as, group, on }: LifeFact<'leave'>): Refusal {
  const left = members.find(
    each => each.group === group && each.subscription === (as ?? null) && containsDate(each, on)
  )
  if (left === undefined) return { reason: 'unknown-member', detail: `It is not in group ${group} on ${on}.` }
  members[members.indexOf(left)] = { ...left, until: on }
  return null
}

function useOfOthers(state: LifeState, { at, group, on, quantity, service }: LifeFact<'group-use'>): Refusal {
  const unit = serviceUnit(service, state.ruleBook.at(on))
  if (unit !== quantity.unit) {
    const is = unit === undefined ? 'no service of the rules' : `measured in another unit than ${quantity.unit}`
    return { reason: 'wrong-unit', detail: `${service} is ${is}.` }
  }
  state.groups.others.push({ group, service, startedAt: at.epochMilliseconds, ticks: toTicks(quantity) })
  return null
}

interface Asked {
  readonly subscription: string
  readonly today: Temporal.PlainDate
  readonly used: FactWorld['used']
}

/** As `FactWorld.usedByGroups`. */
export function usedByGroups(
  { account: { zone }, groups }: LifeState,
  { subscription, today, used }: Asked
): FactWorld['usedByGroups'] {
  const ofMembers = async (group: string, service: string, days: Interval): Promise<number> => {
    let ticks = 0
    for (const member of groups.members.filter(each => each.group === group)) {
      const counted = memberDays(days, member)
      if (counted !== null) ticks += await used(service, { whose: member.subscription, days: counted })
    }
    return ticks
  }
  const ofOthers = (group: string, service: string, { from, until }: Interval): number => {
    const [fromMs, untilMs] = [startOfDayMs(from, zone), startOfDayMs(until, zone)]
    return groups.others
      .filter(each => each.group === group && each.service === service)
      .filter(({ startedAt }) => startedAt >= fromMs && startedAt < untilMs)
      .reduce((sum, { ticks }) => sum + ticks, 0)
  }
  return (service, days) =>
    Promise.all(
      groupsOn(groups.members, subscription, today).map(
        async group => (await ofMembers(group, service, days)) + ofOthers(group, service, days)
      )
    )
}
