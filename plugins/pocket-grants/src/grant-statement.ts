// `grant 5.00 each cycle for voice, roll over 1 cycle, share with account, priority 50`: a pocket of any unit, filled anew in each cycle.
import { defineStatement, NOTHING_HELD, pocketFault, toTicks, unitNoun } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, PeriodLength, Quantity } from '@farthing/plugin-sdk'
import { grantAtWork, grantOfUnitAtWork } from './grant-at-work.ts'
import { grantErrors, grantOfUnitErrors } from './grant-errors.ts'
import type { PocketGrant } from './pocket-grant.ts'

const PRIORITY = 100
const TERMS =
  'each cycle [for <services>] [, roll over <cycles> (cycle | cycles) | , expires after <life>] [, share with account] [, priority <priority>]'

const terms = {
  services: {
    kind: 'names',
    refersTo: 'service',
    optional: true,
    doc: 'what alone it pays for; every service that it can pay for when left out'
  },
  cycles: {
    kind: 'count',
    optional: true,
    min: 1,
    max: 24,
    doc: 'how many later cycles what is left may be used in'
  },
  life: { kind: 'period', optional: true, doc: 'how long it lasts from the day on which it is granted' },
  priority: {
    kind: 'count',
    min: 1,
    max: 1000,
    optional: true,
    doc: 'pockets of a lower number are used first; 100 when left out'
  }
} as const

export const grantStatement = defineStatement({
  id: 'pocket-grants.grant',
  in: ['plan', 'feature'],
  pattern: `grant <amount> ${TERMS}`,
  slots: { amount: { kind: 'money', doc: 'how much money' }, ...terms },
  doc: 'A pocket of money that is given in each billing cycle, on its first day on which the plan or the feature is on and the subscription is not suspended: whole, however long the cycle still is, and once in a cycle. It is in the books and is used as all pockets are. What is left at its end is breakage: at the end of the cycle, of the last cycle into which it rolls over, or of the life that is said. It pays for its subscription alone, unless it is shared with the account. The rules of the day on which it is granted say how much. What is told later is made good: a cycle that was missed is granted while it would still be of use; what should not have been is taken back as far as it is left, and what was used of it is not owed.',
  example: 'grant 5.00 each cycle for voice, expires after 7 days',
  errors: grantErrors,
  worked: grantAtWork,
  lower(match, context) {
    const parts = context.micro(match.slots.amount)
    if (parts > 0n) return { ok: true, value: grantOf(match, { unit: null, parts }) }
    const found = context.error(match, match.slotSpan('amount'), NOTHING_HELD, { code: 'R0637' })
    return { ok: false, diagnostics: [found] }
  }
})

export const grantOfUnitStatement = defineStatement({
  id: 'pocket-grants.grant-of-unit',
  in: ['plan', 'feature'],
  pattern: `grant <quantity> ${TERMS}`,
  slots: { quantity: { kind: 'quantity', doc: 'how much of any unit: 500 MB, 100 sms, 50 points' }, ...terms },
  doc: 'The same of seconds, bytes, messages or a unit of the operator. It pays for use that is counted in it, before money does: of the services that are named, else of all whose tariff does not say that pockets pay only by name.',
  example: 'grant 500 MB each cycle for data, roll over 1 cycle',
  errors: grantOfUnitErrors,
  worked: grantOfUnitAtWork,
  lower(match, context) {
    const { quantity } = match.slots
    const fault = pocketFault(match.slots, context)
    if (fault === null) {
      const value = grantOf(match, { unit: quantity.unit, parts: BigInt(toTicks(quantity)) })
      return { ok: true, value, warnings: idle(match, { quantity, shared: value.shared }, context) }
    }
    const code = fault.slot === 'quantity' ? 'R0616' : 'R0638'
    return { ok: false, diagnostics: [context.error(match, match.slotSpan(fault.slot), fault.message, { code })] }
  }
})

interface Granted extends Pick<PocketGrant, 'shared'> {
  readonly quantity: Quantity
}

/** A unit of the rules' own may be redeemed, or looked at: what is counted in the others is use. */
function idle(match: Match, { quantity, shared }: Granted, context: LowerContext): Diagnostic[] {
  const { countedIn, within } = context
  if (shared || countedIn === null || countedIn.has(quantity.unit) || quantity.unit.includes('/')) return []
  const whose = within === 'feature' ? 'no tariff counts' : 'no tariff of the plan counts'
  const message = `${whose} use in ${unitNoun(quantity.unit)}: this pocket pays for nothing`
  return [context.warning(match, match.slotSpan('quantity'), message, { code: 'R0618' })]
}

interface Terms extends Pick<Match, 'has'> {
  readonly slots: {
    readonly services?: readonly string[] | undefined
    readonly cycles?: number | undefined
    readonly life?: PeriodLength | undefined
    readonly priority?: number | undefined
  }
}

function grantOf(match: Terms, held: Pick<PocketGrant, 'parts' | 'unit'>): PocketGrant {
  const { cycles = 0, life = null, priority = PRIORITY, services } = match.slots
  return {
    ...{ ...held, priority, rollOver: cycles, lasts: life, shared: match.has('share with account') },
    services: services?.toSorted() ?? null
  }
}
