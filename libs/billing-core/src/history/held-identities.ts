// Which numbers and logins a subscription has when, and what it is called.
import { compareDates, isGeneratedId, sameDate } from '../values/index.ts'
import type { DatedLabel, DroppedFact, HeldIdentity, SubscriptionHistory } from './account-history.ts'
import type { Fact, Renumbered, Subscribed } from './fact.ts'

/** `facts` in order, none after `end`. A number that is left on the day it is taken was never held. */
export function heldIdentities(
  start: Subscribed,
  facts: readonly Fact[],
  end: Temporal.PlainDate | null,
  dropped: DroppedFact[]
): Pick<SubscriptionHistory, 'identities' | 'labels'> {
  const held: HeldIdentity[] = start.identities.map(identity => ({ identity, from: start.effective, until: end }))
  const labels: DatedLabel[] = [{ from: start.effective, label: start.as }]
  const told = facts.filter((fact): fact is Renumbered => fact.kind === 'renumbered')
  for (const [index, fact] of told.entries()) {
    const problem = overtaken(fact, told.slice(index + 1)) ?? impossible(fact, held, end)
    if (problem !== null) {
      dropped.push({ fact, ...problem })
      continue
    }
    const { as, effective, from, to } = fact
    const place = held.findIndex(({ identity, until }) => identity === from && isOpen(until, end))
    const left = held[place]
    const taken = { identity: to, from: effective, until: end }
    if (left !== undefined) held.splice(place, 1, { ...left, until: effective }, taken)
    if (as !== null) labels.push({ from: effective, label: as })
  }
  return { identities: held.filter(({ from, until }) => until === null || !sameDate(from, until)), labels }
}

/** A subscription in a sentence, by its label. */
export function called(label: string): string {
  return isGeneratedId(label) ? 'the subscription' : `'${label}'`
}

/** What the customer knows the subscription by on a day. */
export function labelOn({ labels }: Pick<SubscriptionHistory, 'labels'>, day: Temporal.PlainDate): string {
  const known = labels.findLast(({ from }) => compareDates(from, day) <= 0) ?? labels[0]
  if (known === undefined) throw new Error('a subscription has a label')
  return known.label
}

/** Its numbers and logins on a day; of one that has not begun or has ended, those of its first or last day. */
export function heldOn(
  { identities, started, terminated }: Pick<SubscriptionHistory, 'identities' | 'started' | 'terminated'>,
  day: Temporal.PlainDate
): string[] {
  const last = terminated?.subtract({ days: 1 }) ?? day
  const within = compareDates(day, last) > 0 ? last : day
  const at = compareDates(within, started) < 0 ? started : within
  return identities
    .filter(({ from, until }) => compareDates(from, at) <= 0 && (until === null || compareDates(at, until) < 0))
    .map(({ identity }) => identity)
}

type Problem = Pick<DroppedFact, 'reason' | 'detail'>

function overtaken({ effective, from }: Renumbered, later: readonly Renumbered[]): Problem | null {
  const other = later.find(each => each.from === from && sameDate(each.effective, effective))
  return other === undefined
    ? null
    : { reason: 'overtaken-same-day', detail: `${other.id}, known later, holds on ${effective}` }
}

function impossible(
  { effective, from, to }: Renumbered,
  held: readonly HeldIdentity[],
  end: Temporal.PlainDate | null
): Problem | null {
  const open = held.filter(({ until }) => isOpen(until, end)).map(({ identity }) => identity)
  if (!open.includes(from)) {
    const has = open.length === 0 ? 'no number' : open.join(', ')
    return { reason: 'number-not-held', detail: `it does not have ${from} on ${effective}, but ${has}` }
  }
  return open.includes(to) ? { reason: 'number-held-already', detail: `it has ${to} already on ${effective}` } : null
}

function isOpen(until: Temporal.PlainDate | null, end: Temporal.PlainDate | null): boolean {
  return end === null ? until === null : sameDate(until, end)
}
