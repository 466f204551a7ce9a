// Public holidays by region, from the library date-holidays.
import { createRequire } from 'node:module'
import type { PublicHoliday, PublicHolidays } from '@farthing/rules-language'
import type Holidays from 'date-holidays'

const DAY_MS = 86_400_000

/** Most commands never ask: its tables take a while to load. */
let library: typeof Holidays | undefined
let regions: readonly string[] | undefined

function loaded(): typeof Holidays {
  library ??= createRequire(import.meta.url)('date-holidays') as typeof Holidays
  return library
}

export const publicHolidays: PublicHolidays = {
  regions: () => (regions ??= allRegions()),
  days: (region, from, until) => {
    const calendar = new (loaded())(...(region.split('-') as [string]))
    const found = new Map<string, PublicHoliday>()
    // a holiday of one year may be observed in another
    for (let year = from.year - 1; year <= until.year + 1; year++) {
      for (const day of calendar.getHolidays(year).flatMap(wholeDays)) {
        const key = day.date.toString()
        const inside = key >= from.toString() && key < until.toString()
        if (inside && !found.has(key)) found.set(key, day)
      }
    }
    return [...found.values()].toSorted((a, b) => Temporal.PlainDate.compare(a.date, b.date))
  }
}

type Holiday = ReturnType<Holidays['getHolidays']>[number]

/** A feast of several days is so many days; one that begins at an hour of the day is none. */
function wholeDays({ type, date, start, end, name }: Holiday): PublicHoliday[] {
  if (type !== 'public' || !date.includes(' 00:00:00')) return []
  const first = Temporal.PlainDate.from(date.slice(0, 10))
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS))
  return Array.from({ length }, (_, days) => ({ date: first.add({ days }), title: name }))
}

function allRegions(): string[] {
  const library = new (loaded())()
  const parts = (country: string): string[] =>
    Object.keys(library.getStates(country) ?? {}).flatMap(state => [
      `${country}-${state}`,
      ...Object.keys(library.getRegions(country, state) ?? {}).map(region => `${country}-${state}-${region}`)
    ])
  return Object.keys(library.getCountries()).flatMap(country => [country, ...parts(country)])
}
