// The operator: exactly one, with a known currency and zone, a rounding step that fits, and a calendar that exists.
import {
  currencyExponent,
  formatAmount,
  isZone,
  minorUnit,
  type Rounding,
  type RoundingMode
} from '@farthing/billing-core/values'
import { replaceBy } from '../diagnostics/problem.ts'
import type { Operator, UsageLimit } from '../rule-set/rule-set.ts'
import { decimalText } from '../slots/amounts.ts'
import type { OperatorDeclaration, Spot } from '../vocabulary/declarations.ts'
import { checkNumbering } from './check-numbering.ts'
import { checkOutliers } from './check-outliers.ts'
import { related, type Report, ruleAt } from './report.ts'
import { reportZone } from './unknown-zone.ts'

const UTC = 'UTC'

/** The operator, with blanks in place of what is wrong, so that everything else is still checked. `start`: where to say that there is none. */
export function checkOperator(declared: readonly OperatorDeclaration[], start: Spot, report: Report): Operator {
  const [first, ...others] = declared
  if (first === undefined) {
    report.error(start, 'R0100', 'no operator is declared: prices have no currency, and dates no zone', {
      expected: ['operator "NAME" { currency AUD; time zone "Australia/Melbourne" }']
    })
    return { ...NOBODY, at: ruleAt(start, 'operator') }
  }
  for (const other of others) {
    const message = 'a second operator is declared: a set of rules has one'
    report.error(other.spot, 'R0101', message, { related: [related('the first one is here', first.spot)] })
  }
  const currency = currencyOf(first, report)
  return {
    name: first.name,
    currency,
    zone: zoneOf(first, report),
    rounding: roundingOf(first, currency, report),
    dueDays: first.dueDays,
    invoiceMinimum: first.invoiceMinimum,
    invoiceNumbers: checkNumbering(first, report),
    graceDays: first.graceDays,
    lateUsage: lateLimit(first),
    futureUsage: futureLimit(first, report),
    dialling: diallingOf(first, report),
    holidays: first.holidays?.value ?? null,
    approvalAbove: first.approvalAbove?.value.micro ?? null,
    adjustmentReasons: reasonsOf(first, report),
    suspensions: first.suspensions,
    outliers: checkOutliers(first, report),
    at: ruleAt(first.spot, `operator "${first.name}"`)
  }
}

const NOBODY: Omit<Operator, 'at'> = {
  name: '',
  currency: '',
  zone: UTC,
  rounding: { mode: 'half-up', step: 10_000n },
  dueDays: null,
  invoiceMinimum: null,
  invoiceNumbers: null,
  graceDays: null,
  lateUsage: null,
  futureUsage: null,
  dialling: null,
  holidays: null,
  approvalAbove: null,
  adjustmentReasons: [],
  suspensions: [],
  outliers: []
}

function reasonsOf({ adjustmentReasons }: OperatorDeclaration, report: Report): Operator['adjustmentReasons'] {
  for (const [index, { code }] of adjustmentReasons.entries()) {
    const before = adjustmentReasons.slice(0, index).find(other => other.code.value === code.value)
    if (before === undefined) continue
    const message = `adjustment reason ${code.value} is declared twice`
    report.error(code.spot, 'R0110', message, { related: [related('the first one is here', before.code.spot)] })
  }
  return adjustmentReasons.map(({ code, title }) => ({ code: code.value, title }))
}

/** A code with a 0 before it is in no number: calls would be of no zone. */
function diallingOf({ dialling }: OperatorDeclaration, report: Report): Operator['dialling'] {
  if (dialling === null) return null
  const { country } = dialling
  const code = country.value.replace(/^0+/, '')
  if (code !== country.value) {
    const message = `numbers begin with the country code, and none begins with ${country.value}`
    report.errorOfNew(country.spot, 'R0622', message, { fix: replaceBy(`write ${code}`, country.spot, code) })
  }
  return { ...dialling, country: country.value }
}

const DAY_MS = 86_400_000

function lateLimit({ lateUsage }: OperatorDeclaration): UsageLimit | null {
  if (lateUsage === null) return null
  const { spot, value: days } = lateUsage
  return { ms: days * DAY_MS, text: `${days} ${days === 1 ? 'day' : 'days'}`, at: ruleAt(spot, 'late usage limit') }
}

/** What is counted in a unit is looked for among rows that arrived at most a day before they began. */
function futureLimit({ futureUsage }: OperatorDeclaration, report: Report): UsageLimit | null {
  if (futureUsage === null) return null
  const { spot, value } = futureUsage
  const text = spot.source.text.slice(spot.start, spot.end)
  const ms = Number(value.micro / 1000n)
  if (ms <= 0 || ms > DAY_MS) report.error(spot, 'R0511', `usage may begin up to 24 h ahead, and this is ${text}`)
  return { ms, text, at: ruleAt(spot, 'future usage limit') }
}

/** '' when it is unknown or missing (which the block's own check reports). */
function currencyOf({ currency }: OperatorDeclaration, report: Report): string {
  if (currency === null) return ''
  if (currencyExponent(currency.value) !== undefined) return currency.value
  report.error(currency.spot, 'R0034', `${currency.value} is not a currency of ISO 4217`, {
    expected: ['AUD', 'EUR', 'USD']
  })
  return ''
}

function zoneOf({ zone }: OperatorDeclaration, report: Report): string {
  if (zone === null) return UTC
  if (isZone(zone.value)) return zone.value
  reportZone(report, zone.spot, zone.value)
  return UTC
}

const MODES: Readonly<Record<string, RoundingMode>> = {
  'half up': 'half-up',
  'half even': 'half-even',
  up: 'up',
  down: 'down'
}

function roundingOf({ rounding }: OperatorDeclaration, currency: string, report: Report): Rounding {
  const smallest = currency === '' ? 10_000n : minorUnit(currency)
  if (rounding === null) return { mode: 'half-up', step: smallest }
  const { mode, step } = rounding.value
  if (step > 0n && (currency === '' || step % smallest === 0n)) return { mode: MODES[mode] ?? 'half-up', step }
  const least = currency === '' ? '' : formatAmount(smallest, currency)
  const why =
    step === 0n
      ? `amounts cannot be rounded to nothing${least === '' ? '' : `: the smallest amount of ${currency} is ${least}`}`
      : `amounts on invoices cannot be rounded to ${decimalText(step)}: it is no multiple of ${least}, the smallest amount of ${currency}`
  report.error(rounding.spot, 'R0103', why, least === '' ? {} : { expected: [`round ${mode} to ${least}`] })
  return { mode: 'half-up', step: smallest }
}
