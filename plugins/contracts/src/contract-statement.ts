// `contract term-24 "24 months" { term 24 months; notice 30 days; early exit 50% of remaining rent }`
import { childOf, defineStatement, namedAbove } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, PeriodLength } from '@farthing/plugin-sdk'
import type { Contract } from './contract.ts'
import { contractAtWork } from './contract-at-work.ts'
import { contractErrors } from './contract-errors.ts'
import {
  endingStatement,
  exitLimitStatement,
  noticeStatement,
  planBoundStatement,
  renewalStatement,
  setupStatement,
  termStatement
} from './contract-parts.ts'
import { idleLines } from './idle-lines.ts'
import { amountOf, exitsOf } from './lower-exits.ts'

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
      endingStatement.id,
      exitLimitStatement.id,
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
    const term = childOf(match, termStatement)
    const { months = 1, least = months, most = months } = term?.slots ?? {}
    const notice = childOf(match, noticeStatement)
    const { exits, problems } = exitsOf(match, context)
    problems.push(...noticeProblems(notice, context))
    if (term !== undefined && (least > months || most < months)) {
      const message = `a term of ${months} months is not within its own bounds, ${least} to ${most} months`
      problems.push(context.error(term, term.slotSpan(least > months ? 'least' : 'most'), message, { code: 'R0538' }))
    }
    if (problems.length > 0) return { ok: false, diagnostics: problems }
    const renewal = childOf(match, renewalStatement)
    const contract: Contract = {
      ...{ name: match.slots.name, title: match.slots.title, months, least, most, exits },
      notice: noticeOf(notice),
      setup: amountOf(childOf(match, setupStatement)?.slots.amount, context) ?? 0n,
      ending: amountOf(childOf(match, endingStatement)?.slots.amount, context) ?? 0n,
      exitMost: amountOf(childOf(match, exitLimitStatement)?.slots.most, context),
      renewal: renewal === undefined ? null : (renewal.slots.months ?? 1),
      boundToPlan: childOf(match, planBoundStatement) !== undefined
    }
    return {
      ok: true,
      value: contract,
      ofNew: [...namedAbove(match, context, 'contract', 'R0612'), ...idleLines(match, contract, context)]
    }
  }
})

function noticeProblems(
  notice: Match<typeof noticeStatement.slots> | undefined,
  { error }: LowerContext
): Diagnostic[] {
  if (notice === undefined || notice.slots.unit === 'days') return []
  const { count, unit } = notice.slots
  const refuse = (slot: 'count' | 'unit', message: string): Diagnostic[] => [
    error(notice, notice.slotSpan(slot), message)
  ]
  if (count > 12) return refuse('count', 'nobody gives notice so long ahead: 12 months at most')
  if ((unit === 'month') === (count === 1)) return []
  return refuse(
    'unit',
    count === 1 ? 'one is written so: notice 1 month' : `several are written so: notice ${count} months`
  )
}

function noticeOf(notice: Match<typeof noticeStatement.slots> | undefined): PeriodLength | null {
  if (notice === undefined) return null
  return { unit: notice.slots.unit === 'days' ? 'day' : 'month', count: notice.slots.count }
}
