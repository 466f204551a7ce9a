// What an account should have been given in all: points by what was done to it, its invoices and the rules of their days, and what its plans and features grant.
import { accountAlignments, type PointsTarget } from '@farthing/billing-core'
import {
  askPlugin,
  contributorOf,
  type PointsEarning,
  type PointsInput,
  pointsTargets as expected,
  type Registry,
  type SubscriptionPieces
} from '@farthing/plugin-sdk'
import { HeldVersions, type RuleBook, rulePieces } from '../bill/index.ts'
import { productsThatGrant } from './products-that-grant.ts'

interface Setting {
  readonly registry: Registry
  readonly ruleBook: RuleBook
}

type About = Omit<PointsInput, 'subscriptions' | 'termsOn'>

/** Null: the rules do not say, for a plan that a subscription is on is not in them. Throws PluginFault. */
export function earnedPoints(about: About, { registry, ruleBook }: Setting): PointsTarget[] | null {
  const targets: PointsTarget[] = []
  for (const points of registry.points.values()) {
    if (points.joinedBy !== null && about.history.deeds.length === 0) continue
    const subscriptions = points.joinedBy === null ? saidOf(points.statement, about, ruleBook) : []
    if (subscriptions === null) return null
    targets.push(...targetsOf(points, { ...about, subscriptions }, { registry, ruleBook }))
  }
  return targets
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

/** What a statement says in the plans and features of each subscription; null: not all days have a version. */
function saidOf(statement: string, { history, today }: About, ruleBook: RuleBook): SubscriptionPieces[] | null {
  if (!ruleBook.versions.some(({ rules }) => productsThatGrant(rules, statement).size > 0)) return []
  const held = new HeldVersions(ruleBook, accountAlignments(history), today)
  const found: SubscriptionPieces[] = []
  for (const subscription of history.subscriptions) {
    const cut = rulePieces(subscription, { held, ruleBook, through: today })
    if (!cut.ok) return null
    const pieces = cut.value.get(statement)
    if (pieces !== undefined) found.push({ subscription, pieces })
  }
  return found
}
