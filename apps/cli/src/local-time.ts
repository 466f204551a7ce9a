/** 'Sunday 2026-10-11 10:00:00': an instant as the clocks of a zone show it, with the day that rules speak of. */
export function localTime(instant: Temporal.Instant, zone: string): string {
  const local = instant.toZonedDateTimeISO(zone)
  const day = local.toLocaleString('en', { weekday: 'long' })
  return `${day} ${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'second' })}`
}

/** '2026-10-11 10:00': the same without the name of the day; `smallest`: 'minute' unless said otherwise. */
export function localMoment(instant: Temporal.Instant, zone: string, smallest: 'minute' | 'second' = 'minute'): string {
  const local = instant.toZonedDateTimeISO(zone)
  return `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: smallest })}`
}
