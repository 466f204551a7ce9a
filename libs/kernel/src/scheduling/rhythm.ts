// When something recurs: pure, in local time where people mean local time.

export type Rhythm =
  /** Once a day at a wall-clock time (`'02:30'`) of an IANA zone; on the night of a clock change still once. */
  { readonly every: 'day'; readonly at: string; readonly zone: string } | { readonly every: 'minute' }

/** The last instant up to and including `now` at which it was due. */
export function lastDue(rhythm: Rhythm, now: Temporal.Instant): Temporal.Instant {
  if (rhythm.every === 'minute') return now.round({ smallestUnit: 'minute', roundingMode: 'floor' })
  const { at, zone } = rhythm
  const dueOn = (day: Temporal.PlainDate): Temporal.Instant =>
    day.toZonedDateTime({ timeZone: zone, plainTime: at }).toInstant()
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const due = dueOn(today)
  return Temporal.Instant.compare(due, now) <= 0 ? due : dueOn(today.subtract({ days: 1 }))
}
