// Examples expect something, and their usage is written in the unit of its service: no gigabytes of voice.
import { unitNoun } from '@farthing/billing-core/values'
import type { TariffForm } from '../compiler/tariff-form.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import { grouped, limits } from '../limits.ts'
import { KERNEL_MESSAGES } from '../rule-set/message.ts'
import { unpaidService } from '../rule-set/unpaid-service.ts'
import type { Match } from '../signature/match.ts'
import { exampleStatement } from '../vocabulary/example-statements.ts'
import {
  expectMessageStatement,
  expectNothingStatement,
  expectRemainingStatement
} from '../vocabulary/expectation-statements.ts'
import { grantOfUnitStatement } from '../vocabulary/example-pocket-statements.ts'
import { useStatement } from '../vocabulary/example-usage-statements.ts'
import { isOf, slotSpot, slotText } from '../vocabulary/match-parts.ts'
import type { Names } from './names.ts'
import { related, type Report } from './report.ts'

export interface ExampleWorld {
  readonly tariffs: readonly Pick<TariffForm, 'name' | 'service' | 'unit' | 'at'>[]
  readonly names: Names
  /** Is it in a file of which something could not be read? */
  damaged(match: Match): boolean
  readonly report: Report
}

export function checkAllExamples(matches: readonly Match[], world: ExampleWorld): void {
  const { names, report, tariffs } = world
  checkExamples(matches, tariffs, report)
  checkGrants(matches, tariffs, report)
  checkLengths(matches, report)
  checkMessageNames(matches, names, report)
  warnOfIdleExamples(matches, match => world.damaged(match), report)
  warnOfSameTitles(matches, report)
}

/** `damaged`: an expectation may stand in a line that could not be read. */
function warnOfIdleExamples(matches: readonly Match[], damaged: (match: Match) => boolean, report: Report): void {
  for (const match of matches) {
    if (!isOf(match, exampleStatement) || damaged(match)) continue
    if (match.children.some(({ signature }) => /^expect\b/.test(signature.pattern))) continue
    const message = `example ${quoted(match.slots.title)} expects nothing: it proves nothing`
    report.warning(slotSpot(match, 'title'), 'R0171', message)
  }
}

/** An expectation of a message that nobody sends says nothing, or never comes true. */
function checkMessageNames(matches: readonly Match[], names: Names, report: Report): void {
  for (const match of matches.flatMap(({ children }) => children)) {
    if (!isOf(match, expectMessageStatement) && !isOf(match, expectNothingStatement)) continue
    const { name } = match.slots
    if (name === undefined || isKernelMessage(name) || names.knows('message', name)) continue
    const known = [...names.all('message'), ...KERNEL_MESSAGES]
    const message = `there is no message named ${name}`
    report.error(slotSpot(match, 'name'), 'R0476', message, {
      nearest: nearest(name, known),
      expected: known.slice(0, 8)
    })
  }
}

function isKernelMessage(name: string): boolean {
  return KERNEL_MESSAGES.some(known => known === name)
}

/** A life is played day by day, so that its length is bounded. */
function checkLengths(matches: readonly Match[], report: Report): void {
  for (const match of matches) {
    if (!isOf(match, exampleStatement)) continue
    const { title } = match.slots
    const { exampleLines, exampleDays } = limits
    if (match.children.length > exampleLines.most) {
      const message = `example ${quoted(title)} has ${grouped(match.children.length)} lines, and may have ${grouped(exampleLines.most)}`
      report.error(slotSpot(match, 'title'), 'R0087', message)
    }
    const days = match.children.flatMap(datesOf).sort(Temporal.PlainDate.compare)
    const [first, last] = [days[0], days.at(-1)]
    if (first === undefined || last === undefined || first.until(last).days <= exampleDays.most) continue
    const message = `example ${quoted(title)} goes from ${first} to ${last}, and may last ${grouped(exampleDays.most)} days: is a year mistyped?`
    report.error(slotSpot(match, 'title'), 'R0088', message)
  }
}

function datesOf({ signature, slots }: Match): Temporal.PlainDate[] {
  return Object.keys(signature.slots).flatMap(name => {
    const value: unknown = slots[name]
    if (value instanceof Temporal.PlainDateTime) return [value.toPlainDate()]
    return value instanceof Temporal.PlainDate ? [value] : []
  })
}

function warnOfSameTitles(matches: readonly Match[], report: Report): void {
  const first = new Map<string, Match>()
  for (const match of matches) {
    if (!isOf(match, exampleStatement)) continue
    const { title } = match.slots
    const other = first.get(title)
    first.set(title, other ?? match)
    if (other === undefined) continue
    report.warning(slotSpot(match, 'title'), 'R0357', `another example is called ${quoted(title)}`, {
      related: [related('it stands here', slotSpot(other, 'title'))]
    })
  }
}

function checkExamples(
  matches: readonly Match[],
  tariffs: readonly Pick<TariffForm, 'name' | 'service' | 'unit' | 'at'>[],
  report: Report
): void {
  const tariffOf = new Map(tariffs.map(tariff => [tariff.service, tariff]))
  for (const line of matches.flatMap(({ children }) => children)) {
    const isUse = isOf(line, useStatement)
    if (!isUse && !isOf(line, expectRemainingStatement)) continue
    const { quantity, service } = line.slots
    const tariff = service === undefined ? undefined : tariffOf.get(service)
    if (tariff === undefined || quantity === undefined || tariff.unit === quantity.unit) continue
    const message = `usage of ${service} is counted in ${unitNoun(tariff.unit)} by tariff ${tariff.name}, and \`${slotText(line, 'quantity')}\` is in ${unitNoun(quantity.unit)}`
    const more = { related: [{ message: `tariff ${tariff.name} stands here`, place: tariff.at }] }
    if (isUse) report.error(slotSpot(line, 'quantity'), 'R0151', message, more)
    else report.errorOfNew(slotSpot(line, 'quantity'), 'R0151', message, more)
  }
}

/** What is given for a service is counted as its use is. */
function checkGrants(matches: readonly Match[], tariffs: ExampleWorld['tariffs'], report: Report): void {
  for (const grant of matches.flatMap(({ children }) => children)) {
    if (!isOf(grant, grantOfUnitStatement)) continue
    const { quantity, services = [] } = grant.slots
    for (const service of services) {
      const unpaid = unpaidService(service, quantity.unit, tariffs)
      if (unpaid?.kind !== 'other-unit') continue
      const { tariff } = unpaid
      const message = `${service} is counted in ${unitNoun(tariff.unit)} by tariff ${tariff.name}, and a pocket of ${unitNoun(quantity.unit)} pays nothing of it`
      report.error(slotSpot(grant, 'services'), 'R0608', message, {
        related: [{ message: `tariff ${tariff.name} stands here`, place: tariff.at }]
      })
    }
  }
}
