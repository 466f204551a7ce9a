// `contract term-24 "24 months" { term 24 months; notice 30 days; early exit 50% of remaining rent }`
import { defineStatement, divide, MICRO, namedAbove } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, SlotSet, Signature } from '@farthing/plugin-sdk'
import type { Contract, ExitFee } from './contract.ts'
import { contractAtWork } from './contract-at-work.ts'
import { contractErrors } from './contract-errors.ts'
import {
  exitShareStatement,
  exitStatement,
  noticeStatement,
  planBoundStatement,
  renewalStatement,
  setupStatement,
  termStatement
} from './contract-parts.ts'

export const contractStatement = defineStatement({
  id: 'contracts.contract',
  in: ['plan'],
  pattern: 'contract <name> <title>',
  slots: {
    name: { kind: 'name', doc: 'what it is signed by' },
    title: { kind: 'text', doc: 'what the customer reads' }
  },
  block: {
    kind: 'contract',
    needs: [termStatement.id],
    once: [
      termStatement.id,
      noticeStatement.id,
      setupStatement.id,
      exitStatement.id,
      exitShareStatement.id,
      renewalStatement.id,
      planBoundStatement.id
    ]
  },
  doc: 'A contract that a subscription on this plan may sign. It keeps what the rules of the day of signing say.',
  example: 'contract term-24 "24 months" { term 24 months }',
  charges: ['contract', 'early-exit'],
  worked: contractAtWork,
  errors: contractErrors,
  lower(match, context) {
    const term = partOf(match, termStatement)
    const { months = 1, least = months, most = months } = term?.slots ?? {}
    const exit = exitOf(match, context)
    const problems = [...exit.problems]
    if (term !== undefined && (least > months || most < months)) {
      const message = `a term of ${months} months is not within its own bounds, ${least} to ${most} months`
      problems.push(context.error(term, term.slotSpan(least > months ? 'least' : 'most'), message, { code: 'R0538' }))
    }
    if (problems.length > 0) return { ok: false, diagnostics: problems }
    const setup = partOf(match, setupStatement)?.slots.amount
    const renewal = partOf(match, renewalStatement)
    const contract: Contract = {
      ...{ name: match.slots.name, title: match.slots.title, months, least, most },
      notice: partOf(match, noticeStatement)?.slots.days ?? 0,
      setup: setup === undefined ? 0n : context.micro(setup),
      exit: exit.fee,
      renewal: renewal === undefined ? null : (renewal.slots.months ?? 1),
      boundToPlan: partOf(match, planBoundStatement) !== undefined
    }
    return {
      ok: true,
      value: contract,
      ofNew: [...namedAbove(match, context, 'contract', 'R0612'), ...ofNothing(match, context)]
    }
  }
})

/** What charges nothing, and what makes leaving free. */
function ofNothing(match: Match, { error, micro }: LowerContext): Diagnostic[] {
  const refuse = <S extends SlotSet>(part: Match<S>, slot: keyof S & string, most = false): Diagnostic => {
    const what = most ? 'at most nothing is no fee' : 'a fee of nothing charges nothing'
    return error(part, part.slotSpan(slot), `${what}: leave it out`, { code: 'R0614' })
  }
  const [setup, exit] = [partOf(match, setupStatement), partOf(match, exitStatement)]
  const share = partOf(match, exitShareStatement)
  const isNothing = (money: Money | undefined): boolean => money !== undefined && micro(money) === 0n
  return [
    ...(setup !== undefined && isNothing(setup.slots.amount) ? [refuse(setup, 'amount')] : []),
    ...(exit !== undefined && isNothing(exit.slots.amount) ? [refuse(exit, 'amount')] : []),
    ...(exit !== undefined && isNothing(exit.slots.most) ? [refuse(exit, 'most', true)] : []),
    ...(share?.slots.share === 0n ? [refuse(share, 'share')] : []),
    ...(share !== undefined && isNothing(share.slots.most) ? [refuse(share, 'most', true)] : [])
  ]
}

interface ReadExit {
  readonly fee: ExitFee | null
  readonly problems: readonly Diagnostic[]
}

function exitOf(match: Match, context: LowerContext): ReadExit {
  const flat = partOf(match, exitStatement)
  const part = partOf(match, exitShareStatement)
  if (part === undefined) {
    if (flat === undefined) return { fee: null, problems: [] }
    const { amount, most } = flat.slots
    const basis = flat.has('per month left') ? 'monthly' : 'once'
    return { fee: { basis, amount: context.micro(amount), share: null, ...limit(most, context) }, problems: [] }
  }
  if (flat !== undefined) {
    const message = 'leaving has one price: an amount, or a share of the rent'
    return { fee: null, problems: [context.error(part, part, message, { code: 'R0540' })] }
  }
  const rent = monthlyRent(context)
  if (rent === null) {
    const message = 'there is no rent above the contract of which this could be a share'
    return { fee: null, problems: [context.error(part, part, message, { code: 'R0539' })] }
  }
  const { most, share: percent } = part.slots
  const amount = divide(rent * percent, 100n * MICRO, 'half-up')
  return { fee: { basis: 'monthly', amount, share: { percent, rent }, ...limit(most, context) }, problems: [] }
}

type Money = Parameters<LowerContext['micro']>[0]

function limit(most: Money | undefined, context: LowerContext): Pick<ExitFee, 'most'> {
  return { most: most === undefined ? null : context.micro(most) }
}

/** Of the rents above, a month; null without one that counts in months. */
function monthlyRent({ before, micro }: LowerContext): bigint | null {
  const rents = before.filter(({ signature }) => signature.id === 'recurring-charges.rent')
  const monthly = rents.map(({ slots }) => {
    const { amount, period } = slots as { amount: Money; period: { unit: string; count: number } }
    return period.unit === 'month' ? divide(micro(amount), BigInt(period.count), 'half-up') : null
  })
  if (monthly.length === 0 || monthly.includes(null)) return null
  return monthly.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n)
}

function partOf<S extends SlotSet>(match: Match, { id }: Signature<S>): Match<S> | undefined {
  return match.children.find((child): child is Match & Match<S> => child.signature.id === id)
}
