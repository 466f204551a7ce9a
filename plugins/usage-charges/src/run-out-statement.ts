// `when data runs out: throttle to 1 Mbit per second until next cycle`: what becomes of a service of which nothing is left.
import { defineStatement } from '@farthing/plugin-sdk'
import type { UsageTerms } from '@farthing/plugin-sdk'
import type { Overage } from './overage-statement.ts'
import { faultOfRunningOut, faultOfUntil, runOutErrors, SPEED, throttled } from './running-out.ts'
import { runOutAtWork } from './running-out-at-work.ts'

export const runOutStatement = defineStatement({
  id: 'usage-charges.run-out',
  in: ['plan'],
  pattern:
    'when <service> runs out: (bar | throttle to <speed> (kbit | Mbit) per second) until (next cycle | there is more)',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'a service of which the plan includes some' },
    speed: SPEED
  },
  doc: 'When nothing is left of the allowances for a service, it is barred or slowed down until the next cycle, or, of what is included by days, until there is more. What is slowed down is free; what is used of a barred service all the same, as in the minute until the bar is set, is priced by the tariff.',
  example: 'when data runs out: throttle to 1 Mbit per second until next cycle',
  errors: runOutErrors,
  worked: runOutAtWork,
  lower(match, context) {
    const { service, speed } = match.slots
    const fault = faultOfRunningOut(service, context)
    if (fault !== null) {
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('service'), fault)] }
    }
    const until = faultOfUntil(match, service, context)
    if (until !== null) {
      return { ok: false, diagnostics: [context.error(match, match.slotSpan('service'), until, { code: 'R0632' })] }
    }
    const runOut = speed === undefined ? ({ effect: 'bar' } as const) : throttled(match, speed)
    const rest = runOut.effect === 'throttle' ? 'free' : 'tariff'
    const value: Overage = { service, ...NO_PACKS, then: rest, runOut }
    return { ok: true, value, alone: `when ${service} runs out` }
  }
})

const NO_PACKS = { micro: 0n, ticks: 1, most: 0 }

export const runOutTerms: UsageTerms<Overage> = {
  statement: 'usage-charges.run-out',
  overages: (overage, rule) => [{ ...overage, rule }]
}
