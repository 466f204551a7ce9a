// Versions of one name follow each other: no day with two of them, none without one in between.
import type { Validity, VersionDeclaration, Written } from '../vocabulary/declarations.ts'
import { checkReach } from './check-reach.ts'
import { related, type Report } from './report.ts'

/** Groups by name, each group in order of its dates. `kind`: 'tariff', 'plan'. */
export function checkVersions<T extends VersionDeclaration>(
  kind: string,
  all: readonly T[],
  report: Report
): Map<string, T[]> {
  const groups = Map.groupBy(all, one => one.name.value)
  for (const [name, versions] of groups) {
    for (const version of versions) checkDates(version, report)
    versions.sort((a, b) => compareStarts(a.from, b.from))
    versions.forEach((version, index) => {
      const earlier = versions[index - 1]
      if (earlier !== undefined) checkNeighbours(`${kind} ${name}`, [earlier, version], report)
    })
    checkReach(`${kind} ${name}`, versions, report)
  }
  return groups
}

export function checkDates({ from, until }: Validity, report: Report): void {
  if (from === null || until === null || Temporal.PlainDate.compare(from.value, until.value) < 0) return
  report.error(until.spot, 'R0045', `until ${until.value} is not after from ${from.value}: no day is between them`)
}

function checkNeighbours(
  what: string,
  [earlier, later]: readonly [VersionDeclaration, VersionDeclaration],
  report: Report
): void {
  const starts = later.from?.value ?? null
  const ends = earlier.until?.value ?? null
  if (starts === null || ends === null || Temporal.PlainDate.compare(starts, ends) < 0) {
    const day = starts ?? earlier.from?.value ?? null
    const when = day === null ? 'on every day' : `on ${day}`
    const message = `two versions of ${what} hold ${when}: end the earlier one with until ${starts ?? 'a date'}`
    const spot = (later.from ?? later.name).spot
    report.error(spot, 'R0113', message, { related: [related('the other version is here', earlier.name.spot)] })
  } else if (Temporal.PlainDate.compare(ends, starts) < 0) {
    const message = `no version of ${what} holds from ${ends} until ${starts}`
    const spot = (later.from ?? later.name).spot
    const before = related(`the version before it ends here`, (earlier.until ?? earlier.name).spot)
    report.error(spot, 'R0114', message, { related: [before] })
  }
}

/** What says no first day comes first. */
export function compareStarts(a: Written<Temporal.PlainDate> | null, b: Written<Temporal.PlainDate> | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return Temporal.PlainDate.compare(a.value, b.value)
}
