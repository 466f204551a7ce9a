// When something recurs: pure, in local time where people mean local time.

export type Rhythm =
  /** Once a day at a wall-clock time (`'02:30'`) of an IANA zone; on the night of a clock change still once. */
  | { readonly every: 'day'; readonly at: string; readonly zone: string }
  | { readonly every: 'minutes'; readonly minutes: number }

/** The instants after `after` up to and including `until` at which it is due, the newest `limit` of them, oldest first. */
export function occurrences(
  rhythm: Rhythm,
  after: Temporal.Instant,
  until: Temporal.Instant,
  limit: number
): Temporal.Instant[] {
  const found: Temporal.Instant[] = []
  for (const due of backwardsFrom(rhythm, until)) {
    if (Temporal.Instant.compare(due, after) <= 0 || found.length === limit) break
    found.push(due)
  }
  return found.reverse()
}

function* backwardsFrom(rhythm: Rhythm, until: Temporal.Instant): Generator<Temporal.Instant> {
  if (rhythm.every === 'minutes') {
    const step = rhythm.minutes * 60_000
    for (let ms = Math.floor(until.epochMilliseconds / step) * step; ; ms -= step) {
      yield Temporal.Instant.fromEpochMilliseconds(ms)
    }
  }
  const at = Temporal.PlainTime.from(rhythm.at)
  const dueOn = (day: Temporal.PlainDate): Temporal.Instant =>
    day.toZonedDateTime({ timeZone: rhythm.zone, plainTime: at }).toInstant()
  let day = until.toZonedDateTimeISO(rhythm.zone).toPlainDate()
  if (Temporal.Instant.compare(dueOn(day), until) > 0) day = day.subtract({ days: 1 })
  for (; ; day = day.subtract({ days: 1 })) yield dueOn(day)
}
