// What the statements that say what happens when a service runs out have in common.
import type { LowerContext, Match, ServiceEffect, StatementErrors } from '@farthing/plugin-sdk'
import { surfPlan } from './surf-plan.ts'

export const runOutErrors = {
  R0632: {
    title: 'A service that is there again before the next cycle',
    advice:
      'Write until there is more beside what is included by days, and until next cycle beside what is included in each cycle.',
    meaning:
      'What is included by days is there again before the cycle ends, and so the service is not barred or slowed down until then; what is included in each cycle is there again with the next one.',
    wrong: surfPlan('include 1 GB of data per day; when data runs out: bar until next cycle'),
    right: surfPlan('include 1 GB of data per day; when data runs out: bar until there is more')
  }
} satisfies StatementErrors

export const overageErrors = {
  R0633: {
    title: 'Packs of a service that is there again before the next cycle',
    advice:
      'Write until there is more beside what is included by days, and until next cycle beside what is included in each cycle.',
    meaning:
      'When the packs are used up, what is included by days is there again before the cycle ends, and so the service is not barred or slowed down until then.',
    wrong: surfPlan(
      'include 1 GB of data per day; when data runs out: 1.00 per started 1 GB, at most 2 times, then bar until next cycle'
    ),
    right: surfPlan(
      'include 1 GB of data per day; when data runs out: 1.00 per started 1 GB, at most 2 times, then bar until there is more'
    )
  }
} satisfies StatementErrors

export const SPEED = {
  kind: 'count',
  optional: true,
  min: 1,
  max: 1_000_000,
  doc: 'bits in a second, in thousands or millions'
} as const

/** As the patterns have it. */
const UNTIL_MORE = 'there is more'

const STATEMENTS: readonly string[] = ['usage-charges.overage', 'usage-charges.run-out']
const INCLUDE = 'usage-charges.include'

/** What is wrong with saying it of a service in this place, or null. */
export function faultOfRunningOut(service: string, { before, within }: LowerContext): string | null {
  // a feature is sold with plans that include some
  const included = within === 'feature' || before.some(match => isIncludeOf(match, service))
  if (!included) {
    return `the plan includes no ${service} that could run out: write include above`
  }
  const twice = before.some(match => STATEMENTS.includes(match.signature.id) && match.slots['service'] === service)
  return twice ? `what happens when ${service} runs out is said above: a plan says it once` : null
}

/** What is wrong with until when the service stays so, beside what is included above; null: nothing. A feature may be beside any plan. */
export function faultOfUntil(
  match: Pick<Match, 'has'>,
  service: string,
  { before, within }: LowerContext
): string | null {
  if (within === 'feature') return null
  const byDays = before.some(each => isIncludeOf(each, service) && each.slots['days'] !== undefined)
  if (match.has('next cycle')) return byDays ? `${service} is included by days above, ${BEFORE_NEXT_CYCLE}` : null
  return match.has(UNTIL_MORE) && !byDays
    ? `${service} is included in each cycle, and there is more with the next one: write until next cycle`
    : null
}

/** The same of what is included by days below a statement that says until next cycle; null: nothing. */
export function faultOfDays(service: string, { before }: LowerContext): string | null {
  const waits = before.some(
    match => STATEMENTS.includes(match.signature.id) && match.slots['service'] === service && match.has('next cycle')
  )
  return waits
    ? `what happens when ${service} runs out is said above, and it is by days here, ${BEFORE_NEXT_CYCLE}`
    : null
}

const BEFORE_NEXT_CYCLE = 'so that there is more before the next cycle: write until there is more'

function isIncludeOf({ signature, slots }: Match, service: string): boolean {
  return signature.id === INCLUDE && (slots['service'] === service || slots['everything'] === service)
}

/** `speed`: as written beside kbit or Mbit. */
export function throttled(match: Pick<Match, 'has'>, speed: number): Extract<ServiceEffect, { effect: 'throttle' }> {
  return { effect: 'throttle', kilobits: speed * (match.has('Mbit') ? 1000 : 1) }
}
