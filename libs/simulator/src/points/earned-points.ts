// What an account should have earned in all, by what was done to it, its invoices and the rules of their days.
import type { PointsTarget } from '@farthing/billing-core'
import {
  askPlugin,
  contributorOf,
  type PointsEarning,
  type PointsInput,
  pointsTargets as expected,
  type Registry
} from '@farthing/plugin-sdk'
import type { RuleBook } from '../bill/index.ts'

interface Setting {
  readonly registry: Registry
  readonly ruleBook: RuleBook
}

/** Throws PluginFault. */
export function earnedPoints(about: Omit<PointsInput, 'termsOn'>, { registry, ruleBook }: Setting): PointsTarget[] {
  if (about.history.deeds.length === 0) return []
  return [...registry.points.values()].flatMap(points => targetsOf(points, about, { registry, ruleBook }))
}

function targetsOf(
  points: PointsEarning,
  about: Omit<PointsInput, 'termsOn'>,
  { registry, ruleBook }: Setting
): readonly PointsTarget[] {
  const termsOn = (day: Temporal.PlainDate) => {
    const rules = ruleBook.at(day)
    const said = rules?.statements.filter(({ signature }) => signature === points.statement) ?? []
    return said.map(({ at, value }) => ({ at, value, version: rules?.version ?? '' }))
  }
  return askPlugin(
    () => points.targets({ ...about, termsOn }),
    expected,
    () => ({ what: `points of ${points.statement}`, plugin: contributorOf('points', points, registry), rules: [] })
  )
}
