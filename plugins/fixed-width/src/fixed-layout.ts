// Where the fields of the records stand.

export const HEADER = 'HDR'
export const USAGE = 'CDR'
export const TRAILER = 'TRL'

/** First and last place, counted from 1. */
type Places = readonly [first: number, last: number]

export const usagePlaces = {
  id: [4, 35],
  service: [36, 51],
  subscriber: [52, 83],
  to: [84, 107],
  from: [108, 131],
  started_at: [132, 145],
  quantity: [146, 160],
  unit: [161, 166]
} as const satisfies Readonly<Record<string, Places>>

export const trailerPlaces = { records: [4, 13], total: [14, 33] } as const satisfies Readonly<Record<string, Places>>

export function fieldOf(line: string, [first, last]: Places): string {
  return line.slice(first - 1, last).trim()
}

/** Behind the last place of a record that holds anything. */
export function endOf(places: Readonly<Record<string, Places>>): number {
  return Math.max(...Object.values(places).map(([, last]) => last))
}
