// Which published version somebody means, and which one holds on a day.
import { compareDates } from '@farthing/billing-core/values'
import type { Outcome } from '../http/index.ts'
import type { Publication } from './stored-rules.ts'

export type VersionRefusal = 'unknown-version' | 'ambiguous-version' | 'no-rules-published'

const FEWEST_DIGITS = 6
const NAME = /^(?:sha256:)?([0-9a-f]{1,64})$/i

/** The full name of the version that `reference` stands for: its name, the beginning of its hash, or `current`. */
export function matchingVersion(
  reference: string,
  publications: readonly Publication[],
  today: Temporal.PlainDate
): Outcome<string, VersionRefusal> {
  if (publications.length === 0) {
    return { ok: false, reason: 'no-rules-published', detail: 'No rules are published yet. Run farthing publish.' }
  }
  const unknown = (detail: string): Outcome<string, VersionRefusal> => ({
    ok: false,
    reason: 'unknown-version',
    detail
  })
  if (reference === 'current') {
    const current = inForce(publications, today)?.version
    return current === undefined
      ? unknown(`No published rules are in force on ${today}.`)
      : { ok: true, value: current }
  }
  const digits = NAME.exec(reference)?.[1]?.toLowerCase()
  if (digits === undefined || digits.length < FEWEST_DIGITS) {
    return unknown(`There is no version '${reference}': give current, or ${FEWEST_DIGITS} digits or more of its hash.`)
  }
  const names = new Set(publications.map(({ version }) => version))
  const [found, other] = [...names].filter(name => name.startsWith(`sha256:${digits}`))
  if (found === undefined) return unknown(`There is no published version ${reference}. Run farthing versions.`)
  if (other === undefined) return { ok: true, value: found }
  return {
    ok: false,
    reason: 'ambiguous-version',
    detail: `Several versions begin with ${reference}: give more digits.`
  }
}

/** As in a rule book: the latest start holds, and of two from one day the one published later. */
export function inForce(publications: readonly Publication[], day: Temporal.PlainDate): Publication | undefined {
  const begun = publications.filter(({ from }) => from === null || compareDates(from, day) <= 0)
  return begun.toSorted((a, b) => compareStarts(a.from, b.from)).at(-1)
}

/** What takes the place of one of them: the first of a later day, or one of its own day that was published later; undefined when none does. */
export function successorOf(publications: readonly Publication[], of: Publication): Publication | undefined {
  const place = publications.findIndex(({ id }) => id === of.id)
  const after = publications.filter(({ from }, index) => {
    const order = compareStarts(from, of.from)
    return order > 0 || (order === 0 && index > place)
  })
  const [first] = after.toSorted((a, b) => compareStarts(a.from, b.from))
  return first && after.findLast(({ from }) => compareStarts(from, first.from) === 0)
}

function compareStarts(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return compareDates(a, b)
}
