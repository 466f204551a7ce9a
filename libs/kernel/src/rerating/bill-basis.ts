// Which publications may move bills of days that are over or begun, what they say otherwise, and whose plans that touches.
import { compareDates } from '@farthing/billing-core/values'
import { namedTariffs, type Registry } from '@farthing/plugin-sdk'
import { inEachCurrency, type RuleSet } from '@farthing/rules-language'
import { newClaims, plansRated, type RuleBooks, ruleBooks } from '@farthing/simulator'
import type { Publication } from '../rules-host/index.ts'
import type { BillBasis, MovedRule, MovingPublication } from './rerating-bills.tables.ts'

interface KnownPublications {
  /** Made by the instant that the proposal goes by. */
  readonly publications: readonly Publication[]
  /** Of these. */
  readonly books: RuleBooks
  /** Versions that reach back count when they are in force on it. */
  readonly billDate: Temporal.PlainDate
  /** IANA zone of the operator. */
  readonly zone: string
}

/** Those that hold for days up to that on which they were published; where a plan rates at billing, for later days of its cycle too. */
export function movingPublications({ billDate, publications, books, zone }: KnownPublications): MovingPublication[] {
  const claiming = new Set(
    newClaims(ruleBooks([]), books)
      .filter(({ inForce }) => compareDates(inForce, billDate) <= 0)
      .map(({ rules }) => rules.version)
  )
  const settles = plansRated(books, 'billing').size > 0
  return publications.flatMap(({ from, id, publishedAt, version }) => {
    const on = publishedAt.toZonedDateTimeISO(zone)
    const order = from === null || claiming.has(version) ? -1 : compareDates(from, on.toPlainDate())
    if (order > 0 && !(settles && from !== null && compareDates(from, billDate.add(LONGEST_CYCLE)) < 0)) return []
    const moves = order < 0 ? 'all' : order === 0 ? 'used' : 'settled'
    const startsAt = moves === 'used' ? on.startOfDay().toInstant().toString() : null
    return [{ id, publishedAt: publishedAt.toString(), moves, startsAt }]
  })
}

const LONGEST_CYCLE = { days: 32 }

/** Statements that no amount depends on. */
const SILENT = /^(?:example|message|policy|unit|allow|forbid|usage|templates?\/)/

/** Of whose plans, and with which features, bills may move by what differs; null: of all. */
export function touchedNames(
  changes: readonly Pick<MovedRule, 'name'>[],
  { versions }: RuleBooks,
  { usageTerms }: Registry
): BillBasis['names'] {
  const [plans, features, tariffs] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const rules = versions.flatMap(each => inEachCurrency(each.rules))
  for (const { name } of changes) {
    const [, kind, own = ''] = /^(plan|feature|tariff|tiers) (\S+)/.exec(name) ?? []
    if (kind === 'plan') plans.add(own)
    else if (kind === 'feature') features.add(own)
    else if (kind === 'tariff') tariffs.add(own)
    else if (kind === 'tiers') for (const tariff of tariffsBy(own, rules)) tariffs.add(tariff)
    else if (!SILENT.test(name)) return null
  }
  const namesOne = (statements: Parameters<typeof namedTariffs>[0]): boolean =>
    tariffs.size > 0 && namedTariffs(statements, usageTerms).some(({ name }) => tariffs.has(name))
  for (const set of rules) {
    for (const [name, of] of set.plans) if (of.some(each => namesOne(each.rules))) plans.add(name)
    for (const [name, of] of set.features) if (of.some(each => namesOne(each.rules))) features.add(name)
  }
  return { plans: [...plans], features: [...features] }
}

function tariffsBy(tiers: string, rules: readonly RuleSet[]): string[] {
  return rules.flatMap(set =>
    [...set.tariffs].flatMap(([name, versions]) => (versions.some(each => each.tiers.includes(tiers)) ? [name] : []))
  )
}
