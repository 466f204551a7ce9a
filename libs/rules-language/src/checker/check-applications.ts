// Law 4 for the exceptions of a plan: of two that can both apply to some usage, one names the other.
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import { writtenText } from '../lexer/written-name.ts'
import type { AppliedProduct, PlacedApplication } from './applied-product.ts'
import { circleInWords, circlesOf } from './circles.ts'
import { areHeldTogether, everApplies, firstMeetingFrom, type Meeting, type PlanDays } from './first-meeting.ts'
import { mayStandBeside, overrideCircles } from './override-circles.ts'
import { related, type Report } from './report.ts'
import { timeText } from './week-words.ts'

const MOST_EXPECTED = 8

interface ApplicationWorld extends Pick<AppliedProduct, 'product' | 'held'> {
  /** Names of exceptions that may stand beside these, in a plan or in features. */
  readonly beside: ReadonlySet<string>
  /** From which day a moment at which two meet is looked for first. */
  readonly since: Temporal.PlainDate
  readonly report: Report
}

/** Within each product, and between each feature and the plans and features that it may be sold with: all of them. */
export function checkAllApplications(products: readonly AppliedProduct[], report: Report): void {
  const speaking = products.filter(({ applications, said }) => applications.length + said.length > 0)
  const since = dayToLookFrom(products)
  const before = report.errors
  for (const one of speaking) {
    const others = speaking.filter(other => mayStandBeside(one, other))
    const beside = new Set(others.flatMap(({ applications }) => applications.map(each => each.application.name)))
    checkApplications(one.applications, { ...one, beside, since, report })
  }
  if (report.errors > before) return
  checkCircles(speaking, report)
  for (const [index, one] of speaking.entries()) {
    for (const other of speaking.slice(0, index)) {
      if (!mayStandBeside(one, other) || !areHeldTogether(one.held, other.held)) continue
      checkBetween([other, one], since, report)
      checkSaidOnce(other, one, report)
    }
  }
}

/** Those within one product are found there. */
function checkCircles(speaking: readonly AppliedProduct[], report: Report): void {
  for (const circle of overrideCircles(speaking)) {
    const words = circleInWords(circle.map(({ placed, product }) => `${titled(placed)} of ${product}`))
    reportCircle(
      circle.map(({ placed }) => placed),
      words,
      report
    )
  }
}

function checkBetween(
  [first, second]: readonly [AppliedProduct, AppliedProduct],
  since: Temporal.PlainDate,
  report: Report
): void {
  for (const one of first.applications) {
    for (const other of second.applications) {
      const meeting = meetingOf([one, other], since, [first.held, second.held])
      if (meeting === null) continue
      const message = `${titled(one)} of ${first.product} and ${titled(other)} of ${second.product} both apply ${momentOf(meeting)}, and neither overrides the other`
      report.error(other.spot, 'R0250', message, {
        related: [related(`${titled(one)} is here`, one.spot)],
        expected: [`overrides ${writtenText(one.application.name)}`]
      })
    }
  }
}

function checkSaidOnce(first: AppliedProduct, second: AppliedProduct, report: Report): void {
  for (const { phrase, spot } of second.said) {
    const other = first.said.find(each => each.phrase === phrase)
    if (other === undefined) continue
    const message = `${first.product} and ${second.product} both say ${phrase}, and a subscription may have both`
    report.error(spot, 'R0440', message, { related: [related(`${first.product} says it here`, other.spot)] })
  }
}

/** Null when one names the other, or when they never meet. */
function meetingOf(
  [first, second]: readonly [PlacedApplication, PlacedApplication],
  since: Temporal.PlainDate,
  held: readonly PlanDays[]
): Meeting | null {
  const [a, b] = [first.application, second.application]
  if (a.overrides.includes(b.name) || b.overrides.includes(a.name)) return null
  return firstMeetingFrom(since, [a, b], ...held)
}

/** Where nothing has a date: nothing here knows what day it is, and nobody thinks of 1970. */
const UNDATED = Temporal.PlainDate.from('2026-01-01')

/** The first day on which any plan holds; where one holds since whatever day, the newest from which anything does. */
function dayToLookFrom(products: readonly AppliedProduct[]): Temporal.PlainDate {
  const plans = products.flatMap(({ kind, held }) => (kind === 'plan' ? [held.from] : []))
  const first = plans.includes(null) ? undefined : inOrder(plans)[0]
  const all = products.flatMap(({ applications, held }) => [
    held.from,
    ...applications.map(({ application }) => application.from)
  ])
  return first ?? inOrder(all).at(-1) ?? UNDATED
}

function inOrder(days: readonly (Temporal.PlainDate | null)[]): Temporal.PlainDate[] {
  return days.flatMap(day => day ?? []).sort(Temporal.PlainDate.compare)
}

function checkApplications(all: readonly PlacedApplication[], world: ApplicationWorld): void {
  const before = world.report.errors
  checkNames(all, world)
  if (world.report.errors > before) return
  for (const [index, one] of all.entries()) {
    if (!everApplies(one.application, world.held)) {
      const message = `${titled(one)} applies at no moment of ${world.product}`
      world.report.warning(one.spot, 'R0254', message)
    }
    for (const other of all.slice(0, index)) checkPair(other, one, world)
  }
}

function checkPair(
  first: PlacedApplication,
  second: PlacedApplication,
  { held, since, report }: ApplicationWorld
): void {
  const meeting = meetingOf([first, second], since, [held])
  if (meeting === null) return
  const message = `${titled(first)} and ${titled(second)} both apply ${momentOf(meeting)}, and neither overrides the other`
  report.error(second.spot, 'R0250', message, {
    related: [related(`${titled(first)} is here`, first.spot)],
    expected: [`overrides ${writtenText(first.application.name)}`]
  })
}

function checkNames(all: readonly PlacedApplication[], { beside, product, report }: ApplicationWorld): void {
  const byName = new Map<string, PlacedApplication>()
  for (const one of all) {
    const first = byName.get(one.application.name)
    if (first === undefined) byName.set(one.application.name, one)
    else {
      const others = { related: [related('the first one is here', first.spot)] }
      report.error(one.spot, 'R0253', `${product} has two of the name ${quoted(one.application.name)}`, others)
    }
  }
  for (const one of all) {
    for (const name of one.application.overrides) {
      if ((byName.has(name) || beside.has(name)) && name !== one.application.name) continue
      const others = [...byName.keys(), ...beside].filter(each => each !== one.application.name)
      report.add(one.spot, 'error', 'R0251', () => ({
        message: `${titled(one)} overrides ${quoted(name)}, and ${product} has no other of that name`,
        nearest: nearest(name, others),
        expected: others.slice(0, MOST_EXPECTED).map(writtenText)
      }))
    }
  }
  for (const circle of circlesOf(byName.keys(), name => byName.get(name)?.application.overrides ?? [])) {
    const placed = circle.flatMap(name => byName.get(name) ?? [])
    reportCircle(placed, circleInWords(placed.map(titled)), report)
  }
}

function reportCircle([first, second]: readonly PlacedApplication[], words: string, report: Report): void {
  if (first === undefined) return
  const more = second === undefined ? {} : { related: [related(`${titled(second)} is here`, second.spot)] }
  report.error(first.spot, 'R0252', `${words}: none of them would go first`, more)
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function momentOf({ day, minute, service, zone }: Meeting): string {
  return `on ${day.toString()} (${WEEKDAYS[day.dayOfWeek - 1] ?? ''}) at ${timeText(minute)}, to ${service}${zone === null ? '' : ` to ${zone}`}`
}

function titled({ application, word }: PlacedApplication): string {
  return `${word} ${writtenText(application.name)}`
}
