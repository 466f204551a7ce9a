// How far versions of one name reach must fit their dates: there is something to keep or to correct, and no version is lost unseen.
import { LONGEST_CYCLE_DAYS } from '../rule-set/holdings.ts'
import { limits } from '../limits.ts'
import type { VersionDeclaration } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'

type Day = Temporal.PlainDate

/** `versions` in order of their dates. `what`: 'plan mobile-40'. */
export function checkReach(what: string, versions: readonly VersionDeclaration[], report: Report): void {
  versions.forEach((version, index) => {
    if (version.reach === null) return
    const earlier = versions[index - 1]
    if (earlier === undefined) checkFirst(what, version, report)
    else checkBack(version, earlier, report)
    const later = versions[index + 1]
    if (later !== undefined) checkOvertaken(what, [version, later], report)
  })
}

function checkFirst(what: string, { reach }: VersionDeclaration, report: Report): void {
  if (reach === null) return
  const message = `this is the first version of ${what}: there is no earlier one that anybody could ${
    reach.value.kind === 'retroactive' ? 'have been billed by' : 'keep'
  }`
  report.error(reach.spot, 'R0430', message, { expected: ['the earlier version above it, ended by until DATE'] })
}

function checkBack({ from, reach }: VersionDeclaration, earlier: VersionDeclaration, report: Report): void {
  if (reach?.value.kind !== 'retroactive' || from === null) return
  const { since } = reach.value
  if (!isBefore(since, from.value)) {
    const message = `${since} is not before ${from.value}, from which it is in force: there is nothing to correct`
    report.error(reach.spot, 'R0431', message)
  } else if (isBefore(since, from.value.subtract({ days: limits.retroactiveDays.most }))) {
    const { most } = limits.retroactiveDays
    report.error(reach.spot, 'R0432', `${since} is more than ${most} days before ${from.value}`)
  } else if (earlier.from !== null && isBefore(since, earlier.from.value)) {
    const message = `it reaches back to ${since}, before the version of ${earlier.from.value}, which would never have held`
    const there = related('the version that it reaches over is here', earlier.from.spot)
    report.error(reach.spot, 'R0433', message, { related: [there] })
  }
}

/** Who has it from next cycle may be reached by the next version first. */
function checkOvertaken(
  what: string,
  [version, later]: readonly [VersionDeclaration, VersionDeclaration],
  report: Report
): void {
  const { from, reach } = version
  if (reach?.value.kind !== 'next-cycle' || from === null || later.from === null) return
  if (later.reach?.value.kind === 'new-customers') return
  const reached = from.value.add({ days: LONGEST_CYCLE_DAYS })
  if (!isBefore(later.from.value, reached)) return
  const overtaken = later.from.value.add({ days: 1 })
  const message = `customers of ${what} whose cycle begins on ${overtaken} never have the version of ${from.value}: the one of ${later.from.value} overtakes it`
  report.warning(reach.spot, 'R0434', message, {
    related: [related('the later version is here', later.from.spot)]
  })
}

function isBefore(a: Day, b: Day): boolean {
  return Temporal.PlainDate.compare(a, b) < 0
}
