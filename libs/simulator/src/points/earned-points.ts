// What an account should have been given in all: points by what was done to it, its invoices and the rules of their days, and what its plans and features grant.
import {
  accountAlignments,
  earningAmounts,
  type PointsTarget,
  type StandingAmounts,
  type SubscriptionHistory
} from '@farthing/billing-core'
import {
  askPlugin,
  contributorOf,
  type PointsEarning,
  type PointsInput,
  type PointsInvoice,
  pointsTargets as expected,
  type Registry,
  type RulePiece,
  type SubscriptionPieces
} from '@farthing/plugin-sdk'
import { HeldVersions, type RuleBook, rulePieces } from '../bill/index.ts'
import { anyGrants } from './products-that-grant.ts'

interface Setting {
  readonly registry: Registry
  readonly ruleBook: RuleBook
}

type About = Omit<PointsInput, 'subscriptions' | 'termsOn'>

/** With the whole amounts of each invoice. */
type AskedAbout = Omit<About, 'invoices'> & { readonly invoices: readonly (PointsInvoice & StandingAmounts)[] }

/** Null: the rules do not say, for a plan that a subscription is on is not in them. Throws PluginFault. */
export function earnedPoints(asked: AskedAbout, { registry, ruleBook }: Setting): PointsTarget[] | null {
  const about: About = { ...asked, invoices: asked.invoices.map(asEarning) }
  const said = anyGrants({ registry, ruleBook }) ? cutAll(about, ruleBook) : []
  if (said === null) return null
  return [...registry.points.values()].flatMap(points => {
    if (points.joinedBy !== null && about.history.deeds.length === 0) return []
    const subscriptions = points.joinedBy === null ? piecesOf(points.statement, said) : []
    return targetsOf(points, { ...about, subscriptions }, { registry, ruleBook })
  })
}

function asEarning(invoice: PointsInvoice & StandingAmounts): PointsInvoice {
  const { notRevenue: _, ...head } = invoice
  return { ...head, ...earningAmounts(invoice) }
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

interface CutSubscription {
  readonly subscription: SubscriptionHistory
  /** By id of the statement. */
  readonly pieces: ReadonlyMap<string, readonly RulePiece[]>
}

/** What the plans and features of each subscription say; null: not all days have a version. */
function cutAll({ history, today }: About, ruleBook: RuleBook): CutSubscription[] | null {
  const held = new HeldVersions(ruleBook, accountAlignments(history), today)
  const found: CutSubscription[] = []
  for (const subscription of history.subscriptions) {
    const cut = rulePieces(subscription, { held, ruleBook, through: today })
    if (!cut.ok) return null
    found.push({ subscription, pieces: cut.value })
  }
  return found
}

function piecesOf(statement: string, said: readonly CutSubscription[]): SubscriptionPieces[] {
  return said.flatMap(({ pieces, subscription }) => {
    const own = pieces.get(statement)
    return own === undefined ? [] : [{ subscription, pieces: own }]
  })
}
