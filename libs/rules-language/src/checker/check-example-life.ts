// The lines of an example fit together: each speaks of a subscription that it has, when that can be known, of what came before.
import { formatAmount, isCountable, isCurrency, isZone, minorUnit, type Quantity } from '@farthing/billing-core/values'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { Match } from '../signature/match.ts'
import type { MoneyLiteral } from '../signature/slot-value.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import { joinStatement, leaveStatement } from '../vocabulary/example-group-statements.ts'
import { failedPaymentStatement, payStatement } from '../vocabulary/example-money-statements.ts'
import { renumberStatement } from '../vocabulary/example-move-statements.ts'
import { grantOfUnitStatement, grantStatement, topUpStatement } from '../vocabulary/example-pocket-statements.ts'
import { exampleStatement, exampleTimeZoneStatement, subscribeStatement } from '../vocabulary/example-statements.ts'
import { taxPlaceStatement } from '../vocabulary/example-tax-statements.ts'
import { exampleUsageStatements } from '../vocabulary/example-usage-statements.ts'
import {
  expectChargeEqualsStatement,
  expectChargeStatement,
  expectLineStatement,
  expectPeriodLineStatement,
  expectRefusalStatement
} from '../vocabulary/expectation-statements.ts'
import { childOf, headSpot, isOf, slotSpot } from '../vocabulary/match-parts.ts'
import type { Currency } from './check-money.ts'
import { related, type Report } from './report.ts'
import { reportZone } from './unknown-zone.ts'

/** Statements that are of no subscription unless they say so. */
const OF_THE_ACCOUNT: ReadonlySet<string> = new Set([
  'kernel.example-item',
  taxPlaceStatement.id,
  joinStatement.id,
  leaveStatement.id
])
const WHOLE_COINS: ReadonlySet<string> = new Set(
  [payStatement, failedPaymentStatement, topUpStatement, grantStatement].map(({ id }) => id)
)
const USAGE: ReadonlySet<string> = new Set(exampleUsageStatements.map(({ id }) => id))

/** Looks at examples only. */
export function checkExampleLife(example: Match, currency: Currency, report: Report): void {
  if (!isOf(example, exampleStatement)) return
  checkZone(example, report)
  const subscriptions = subscriptionsOf(example, report)
  checkOrder(example, report)
  for (const line of example.children) {
    checkQuantities(line, report)
    checkWho(line, subscriptions, report)
    if (WHOLE_COINS.has(line.signature.id)) checkCoins(line, currency, report)
    if (isOf(line, topUpStatement) || isOf(line, grantStatement) || isOf(line, grantOfUnitStatement))
      checkEnd(line, report, 'a pocket that is filled')
    if (isOf(line, joinStatement)) checkEnd(line, report, 'what joins a group')
    for (const expected of line.children) checkSign(expected, report)
  }
}

/** Slots in which lines of examples say how much. */
const QUANTITIES = ['duration', 'messages', 'quantity'] as const

function checkQuantities(line: Match, report: Report): void {
  for (const slot of QUANTITIES) {
    const value = (line.slots as Readonly<Record<string, unknown>>)[slot] as Quantity | number | null | undefined
    // a plugin's line may count whole things
    if (value == null || typeof value === 'number' || isCountable(value)) continue
    report.error(slotSpot(line, slot), 'R0157', COUNTABLE)
  }
}

const COUNTABLE = 'it must be a whole number of milliseconds, bytes, messages or events, and not beyond 2^53 of them'

function checkZone(example: Match, report: Report): void {
  const line = childOf(example, exampleTimeZoneStatement)
  if (line === undefined || isZone(line.slots.zone)) return
  reportZone(report, slotSpot(line, 'zone'), line.slots.zone)
}

interface Subscriptions {
  /** By name. */
  readonly spots: ReadonlyMap<string, Spot>
  /** Their names and what else they pay for. */
  readonly numbers: ReadonlySet<string>
}

function subscriptionsOf(example: Match, report: Report): Subscriptions {
  const spots = new Map<string, Spot>()
  const numbers = new Set<string>()
  for (const line of example.children) {
    if (isOf(line, renumberStatement)) numbers.add(line.slots.number)
    if (!isOf(line, subscribeStatement)) continue
    const { label, plan, numbers: more = [] } = line.slots
    const [name, slot] = label === undefined ? [plan, 'plan'] : [label, 'label']
    const first = spots.get(name)
    if (first !== undefined) {
      report.error(slotSpot(line, slot), 'R0352', `the example has a subscription ${quoted(name)} already`, {
        expected: ['another name: subscribe PLAN as NAME'],
        related: [related('it begins here', first)]
      })
    }
    spots.set(name, slotSpot(line, slot))
    for (const number of [name, ...more]) numbers.add(number)
  }
  return { spots, numbers }
}

/** Of which subscription is it? */
function checkWho(line: Match, { spots, numbers }: Subscriptions, report: Report): void {
  if (!('of' in line.signature.slots)) return
  const of = line.slots['of']
  if (typeof of === 'string') {
    const known = USAGE.has(line.signature.id) ? numbers : new Set(spots.keys())
    if (known.has(of)) return
    const message = `the example has no subscription ${quoted(of)}`
    report.error(slotSpot(line, 'of'), 'R0350', message, { nearest: nearest(of, known), expected: [...known] })
  } else if (spots.size === 0 && isAction(line)) {
    report.error(headSpot(line), 'R0350', 'the example has no subscription', {
      expected: ['a line before it: on DATE subscribe PLAN']
    })
  } else if (spots.size > 1 && isAction(line)) {
    const word = USAGE.has(line.signature.id) ? 'from' : 'for'
    report.error(headSpot(line), 'R0351', `the example has ${spots.size} subscriptions: say which one is meant`, {
      expected: [...spots.keys()].map(name => `${word} ${name}`)
    })
  }
}

function isAction({ signature }: Match): boolean {
  return !OF_THE_ACCOUNT.has(signature.id) && signature.tells?.to !== 'account'
}

/** Lines stand in the order in which they become known, and what is expected has something to be expected of. */
function checkOrder({ children }: Match, report: Report): void {
  let today: Temporal.PlainDate | null = null
  let facts = 0
  let uses = 0
  for (const line of children) {
    if (isOf(line, expectChargeStatement) || isOf(line, expectChargeEqualsStatement)) {
      if (uses === 0) report.error(headSpot(line), 'R0353', 'no usage stands before it, so nothing has this charge')
    } else if (line.signature.pattern.startsWith('expect ')) {
      if (facts > 0) continue
      const what = isOf(line, expectRefusalStatement) ? 'was refused' : 'came of anything'
      report.error(headSpot(line), 'R0353', `no line stands before it, so nothing ${what}`)
    }
    const day = knownOn(line)
    if (day === null) continue
    facts += 1
    if (USAGE.has(line.signature.id)) uses += 1
    if (line.slots['known'] !== undefined && today !== null && Temporal.PlainDate.compare(day, today) < 0) {
      const message = `the line before it becomes known on ${today.toString()}, which is later`
      report.error(slotSpot(line, 'known'), 'R0354', message, { expected: [`${today.toString()} or later`] })
    }
    if (today === null || Temporal.PlainDate.compare(day, today) > 0) today = day
  }
}

/** Null for what is no fact. */
function knownOn({ slots }: Match): Temporal.PlainDate | null {
  const { at, known, on } = slots
  if (known instanceof Temporal.PlainDate) return known
  if (at instanceof Temporal.PlainDateTime) return at.toPlainDate()
  return on instanceof Temporal.PlainDate ? on : null
}

function checkCoins(line: Match, currency: Currency, report: Report): void {
  const amount = line.slots['amount'] as MoneyLiteral | undefined
  if (amount === undefined || !isCurrency(currency) || amount.micro % minorUnit(currency) === 0n) return
  const coin = formatAmount(minorUnit(currency), currency)
  report.error(slotSpot(line, 'amount'), 'R0355', `nobody pays a part of ${coin} ${currency}`)
}

function checkEnd(
  line: Match<
    (typeof grantStatement | typeof grantOfUnitStatement | typeof topUpStatement | typeof joinStatement)['slots']
  >,
  report: Report,
  what: string
): void {
  const { on, until } = line.slots
  if (until === undefined || Temporal.PlainDate.compare(until, on) > 0) return
  const message = `${what} on ${on.toString()} ends on a later day`
  report.error(slotSpot(line, 'until'), 'R0519', message, { expected: [`${on.add({ months: 1 }).toString()}`] })
}

/** A credit is negative on the invoice, so it is in an example. */
function checkSign(line: Match, report: Report): void {
  if (!isOf(line, expectLineStatement) && !isOf(line, expectPeriodLineStatement)) return
  const { micro } = line.slots.amount
  const isCredit = line.has('credit')
  if (micro === 0n || micro < 0n === isCredit) return
  const spot = slotSpot(line, 'amount')
  const text = spot.source.text.slice(spot.start, spot.end)
  const message = isCredit ? 'a credit is negative on the invoice' : 'a charge is not negative on the invoice'
  const fix = isCredit
    ? replaceBy('write the minus', spot, `-${text}`)
    : replaceBy('write credit', { start: line.start, end: line.start + 'charge'.length }, 'credit')
  report.error(spot, 'R0356', message, { fix })
}
