// Where the language asks for public holidays. What it is told is kept with the version: a later source changes nothing.

export interface PublicHolidays {
  /** By ISO 3166, with parts of countries: 'NZ', 'AU-VIC', 'DE-BY'. */
  regions(): readonly string[]
  /** Whole days from `from` until `until` (half-open), in order, each once. The region is one of `regions()`. */
  days(region: string, from: Temporal.PlainDate, until: Temporal.PlainDate): readonly PublicHoliday[]
}

export interface PublicHoliday {
  readonly date: Temporal.PlainDate
  readonly title: string
}
