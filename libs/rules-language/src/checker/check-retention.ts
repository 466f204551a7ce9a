// `goes to retention` and the offers of a rule for changes: work for a desk only where a customer asks, each offer by a title of its own.
import { isCurrency, partOfCoin } from '@farthing/billing-core/values'
import type { Retention, RetentionOffer } from '../rule-set/retention.ts'
import type { Match } from '../signature/match.ts'
import type { MoneyLiteral } from '../signature/slot-value.ts'
import { thrownText } from '../signature/thrown-text.ts'
import type { ChangeRuleDeclaration, Spot } from '../vocabulary/declarations.ts'
import { headSpot, slotSpot } from '../vocabulary/match-parts.ts'
import { offerCreditStatement } from '../vocabulary/retention-statements.ts'
import type { ConditionWorld } from './check-condition.ts'
import { related, type Report, ruleAt } from './report.ts'

/** Null where the rule sends nobody to the desk. `rule`: how explanations call it. */
export function checkRetention(
  { action, match, offers, retention, verb }: ChangeRuleDeclaration,
  rule: string,
  { currency, report }: Pick<ConditionWorld, 'currency' | 'report'>
): Retention | null {
  if (retention === null) {
    for (const offer of hasDeskLine(match) ? [] : offers)
      report.error(headSpot(offer), 'R0596', 'nobody makes this offer: the rule does not go to retention', {
        expected: ['goes to retention']
      })
    return null
  }
  if (verb === 'allow' || action === 'subscribe') {
    const why = verb === 'allow' ? 'what is allowed happens' : 'who subscribes is no customer yet'
    report.error(headSpot(retention), 'R0595', `no request of this rule can go to retention: ${why}`)
    return null
  }
  checkTitles(offers, report)
  for (const offer of offers) checkAmounts(offer, currency, report)
  return { days: retention.slots.days ?? null, offers: offers.flatMap(offer => offerOf(offer, rule, report)) }
}

/** Where it is wrong it says so itself, and its offers are right. */
function hasDeskLine({ source: { text }, start }: Match): boolean {
  const end = text.indexOf('}', start)
  return /(^|[{;])\s*goes\s+to\s+retention\b/m.test(text.slice(start, end === -1 ? undefined : end))
}

function checkTitles(offers: readonly Match[], report: Report): void {
  const first = new Map<unknown, Spot>()
  for (const offer of offers) {
    const { title } = offer.slots
    const earlier = first.get(title)
    if (earlier === undefined) first.set(title, slotSpot(offer, 'title'))
    else
      report.error(slotSpot(offer, 'title'), 'R0597', 'the rule has an offer of this title already', {
        related: [related('it is here', earlier)]
      })
  }
}

/** What nobody could be given is told to who writes it, not to the customer who takes it. */
function checkAmounts(offer: Match, currency: string, report: Report): void {
  for (const [slot, { kind }] of Object.entries(offer.signature.slots)) {
    const amount = offer.slots[slot] as MoneyLiteral | undefined
    if (kind !== 'money' || amount === undefined) continue
    const isNothing = amount.micro === 0n && offer.signature.id === offerCreditStatement.id
    const wrong = isNothing
      ? 'a credit of nothing is no offer'
      : isCurrency(currency)
        ? partOfCoin(amount.micro, currency)
        : null
    if (wrong !== null) report.errorOfNew(slotSpot(offer, slot), 'R0120', wrong)
  }
}

/** A plugin's mistake is told at the line that met it. */
function offerOf(match: Match, rule: string, report: Report): RetentionOffer[] {
  const { tells } = match.signature
  if (tells === undefined) return []
  const { title } = match.slots
  try {
    const at = ruleAt(headSpot(match), rule)
    return [{ title: String(title), deed: tells.deed, fields: tells.fields(match), at }]
  } catch (thrown) {
    const message = `the plugin of ${tells.deed} failed at this line: ${thrownText(thrown)}`
    report.error(headSpot(match), 'R0120', message)
    return []
  }
}
