// From when to when published rules hold, as the book of publications stands.
import { type Publication, successorOf } from '@farthing/kernel'

/** 'since ever', 'from 2026-10-01 until 2026-11-27', 'from 2026-10-01, replaced' */
export function holdingDays(publication: Publication, publications: readonly Publication[]): string {
  const { from } = publication
  const begins = from === null ? 'since ever' : `from ${from}`
  const next = successorOf(publications, publication)
  if (next === undefined || next.from === null) return next === undefined ? begins : `${begins}, replaced`
  return from?.equals(next.from) === true ? `${begins}, replaced` : `${begins} until ${next.from}`
}

/** Rules that were published before and begin later take the place of these: nobody who publishes may overlook it. */
export function endedByEarlier(publication: Publication, publications: readonly Publication[]): string {
  const next = successorOf(publications, publication)
  if (next === undefined || next.from === null || next.version === publication.version) return ''
  return `  from ${next.from} on ${next.version.slice(0, 19)} (${next.message}) holds, which was published before: if these are to hold then too, publish them with --from ${next.from} as well\n`
}
