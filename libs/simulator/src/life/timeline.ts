// The order in which a life happens: facts when they become known, and the days whose work `advance` asks for.
import type { LifeFact } from './life.ts'

export type LifeEvent =
  | { readonly kind: 'fact'; readonly fact: LifeFact }
  | { readonly kind: 'day'; readonly day: Temporal.PlainDate }

/**
 * Facts in order of `known`, then as listed. `advance` runs every day's work up to its date, so all days up to the last
 * one are worked, each after the facts of its morning; on the date of an `advance`, where that stands in the list.
 */
export function timeline(facts: readonly LifeFact[], zone: string): LifeEvent[] {
  const ordered = facts.toSorted((a, b) => Temporal.Instant.compare(a.known, b.known) || a.number - b.number)
  const days = workDays(ordered, zone)
  const events: LifeEvent[] = []
  let next = 0
  const workBefore = (isDue: (day: Temporal.PlainDate) => boolean): void => {
    for (let day = days[next]; day !== undefined && isDue(day); day = days[++next]) events.push({ kind: 'day', day })
  }
  for (const fact of ordered) {
    const { known } = fact
    workBefore(day => Temporal.Instant.compare(day.toZonedDateTime(zone).toInstant(), known) < 0)
    if (fact.do === 'advance') workBefore(day => Temporal.PlainDate.compare(day, fact.on) <= 0)
    else events.push({ kind: 'fact', fact })
  }
  workBefore(() => true)
  return events
}

function workDays(ordered: readonly LifeFact[], zone: string): Temporal.PlainDate[] {
  const [first] = ordered
  const last = ordered.findLast(fact => fact.do === 'advance')?.on
  const days: Temporal.PlainDate[] = []
  if (first === undefined || last === undefined) return days
  let day = first.known.toZonedDateTimeISO(zone).toPlainDate()
  for (; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) days.push(day)
  return days
}
