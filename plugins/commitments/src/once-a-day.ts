// Features may hold commitments of one name side by side: each day counts once, for the one that asks for the most.
import { compareDates, type Interval } from '@farthing/plugin-sdk'
import { type HeldCommitment, versionOn } from './held-commitments.ts'

/** Days of one period on which a commitment holds. */
export interface HeldDays {
  readonly held: HeldCommitment
  readonly days: Interval
}

/** In order of days. Of two that ask for as much the first holds. */
export function onceADay(stretches: readonly HeldDays[]): HeldDays[] {
  const bounds = stretches.flatMap(({ days }) => [days.from, days.until]).toSorted(compareDates)
  const found: { readonly of: HeldDays; from: Temporal.PlainDate; until: Temporal.PlainDate }[] = []
  for (const [index, from] of bounds.entries()) {
    const until = bounds[index + 1]
    if (until === undefined || compareDates(from, until) === 0) continue
    const [first, ...others] = stretches.filter(({ days }) => holdsOver(days, { from, until }))
    if (first === undefined) continue
    const of = others.reduce((most, each) => (leastOf(each) > leastOf(most) ? each : most), first)
    const last = found.at(-1)
    if (last?.of === of && last.until.equals(from)) last.until = until
    else found.push({ of, from, until })
  }
  return found.map(({ from, of, until }) => ({ held: of.held, days: { from, until } }))
}

function holdsOver(days: Interval, { from, until }: Interval): boolean {
  return compareDates(days.from, from) <= 0 && compareDates(until, days.until) <= 0
}

const leastOf = ({ days, held }: HeldDays): bigint => versionOn(held, days.from).value.amount
