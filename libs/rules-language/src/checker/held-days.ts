// On which days a version may hold for anybody: later versions that do not reach everyone leave it to some for longer.
import { anyReaches, widestDays } from '../rule-set/holdings.ts'
import type { ReachingVersion } from '../rule-set/reach.ts'
import type { PlanDeclaration, TariffDeclaration, Validity, VersionDeclaration } from '../vocabulary/declarations.ts'
import { compareStarts } from './check-versions.ts'
import { keyOf, type PartChecker } from './part-checker.ts'

/** The same declarations; those of names whose versions reach otherwise than by date with the days on which they may hold. */
export function withHeldDays<T extends VersionDeclaration>(all: readonly T[], parts: PartChecker): readonly T[] {
  if (!all.some(({ reach }) => reach !== null)) return all
  const groups = Map.groupBy(all, ({ name }) => name.value)
  return all.map(version => {
    const group = groups.get(version.name.value) ?? []
    if (!anyReaches(group.map(asVersion))) return version
    return parts.check(`days of ${keyOf(version.name.spot)}`, group, () => ({
      ...version,
      held: heldDays(group, version)
    }))
  })
}

/**
 * The same tariffs; where some plan rates at billing, each rates the cycle before it begins too: its price is then that of
 * all the cycle within which it began.
 */
export function withCyclesBefore(
  tariffs: readonly TariffDeclaration[],
  plans: readonly PlanDeclaration[],
  parts: PartChecker
): readonly TariffDeclaration[] {
  if (!plans.some(({ rating }) => rating?.value === 'billing')) return tariffs
  return tariffs.map(tariff => {
    const { from } = tariff.held
    if (from === null) return tariff
    return parts.check(`cycle before ${keyOf(tariff.name.spot)}`, [tariff], () => ({
      ...tariff,
      held: { ...tariff.held, from: { ...from, value: from.value.subtract({ days: MOST_DAYS_IN_CYCLE }) } }
    }))
  })
}

/** And one for accounts whose days begin before the operator's. */
const MOST_DAYS_IN_CYCLE = 32

function heldDays(group: readonly VersionDeclaration[], version: VersionDeclaration): Validity {
  const sorted = group.toSorted((a, b) => compareStarts(a.from, b.from))
  const { from, until } = widestDays(sorted.map(asVersion), sorted.indexOf(version))
  const { from: begins, until: ends, name } = version
  return {
    from: from === null ? null : { value: from, spot: (begins ?? name).spot },
    until: until === null ? null : { value: until, spot: (ends ?? name).spot }
  }
}

function asVersion({ from, until, reach }: VersionDeclaration): ReachingVersion {
  return { from: from?.value ?? null, until: until?.value ?? null, reach: reach?.value ?? null }
}
