// How far a fact reaches: over how many days it is counted, and of whom.
import { MICRO } from '@farthing/billing-core/values'
import type { FactUse, FactWindow } from '../conditions/condition.ts'
import type { FactParams } from '../conditions/engine-condition.ts'
import type { FactSignature } from '../conditions/fact-signature.ts'
import { quoted } from '../diagnostics/wording.ts'
import { limits } from '../limits.ts'
import type { Span } from '../signature/match.ts'
import { decimalText } from '../slots/amounts.ts'

export interface UnfitReach {
  readonly code: 'R0533' | 'R0534' | 'R0535' | 'R0607'
  readonly span: Span
  readonly message: string
  readonly instead: readonly string[]
}

/** Null when the fact may be asked so. */
export function unfitReach(use: FactUse, signature: FactSignature, countsGroups: boolean): UnfitReach | null {
  const { name, perAccount, perDays } = signature
  const { of, window } = use
  if (of === 'group') {
    const unfit = unfitGroup(use, signature, countsGroups)
    if (unfit !== null) return unfit
  }
  if (of === 'account' && perAccount !== true) {
    const message = `${quoted(name)} is not added up over an account: leave out \`of account\``
    return { code: 'R0535', span: use, message, instead: [] }
  }
  if (window === null) return null
  if (perDays !== true) {
    const message = `${quoted(name)} is not counted over days: leave out ${quoted(windowText(window))}`
    return { code: 'R0533', span: window, message, instead: [] }
  }
  if (daysOf(window) !== null) return null
  const message = `${quoted(windowText(window))} is no window: it has from 1 to ${MOST} whole days, of which today is the last`
  return { code: 'R0534', span: window, message, instead: [`in ${nearestDays(window)}`] }
}

/** What other accounts are charged is known when they are billed, and what they are given is theirs: only use is added up. */
function unfitGroup(use: FactUse, { name, perAccount, perGroup }: FactSignature, counts: boolean): UnfitReach | null {
  const instead = perAccount === true ? [`${name} of account`] : []
  if (perGroup !== true) {
    const message = `${quoted(name)} is not added up over a group: only what is used is`
    return { code: 'R0607', span: use, message, instead: [...instead, 'used(data) of group'] }
  }
  if (counts) return null
  const message = 'only a policy counts over a group: a change is judged by what the account itself has used'
  return { code: 'R0607', span: use, message, instead }
}

/** Of a fact whose reach is sound. */
export function paramsOf({ arguments: given, of, window }: FactUse): FactParams {
  const days = window === null ? null : daysOf(window)
  return {
    arguments: given.map(({ name }) => name),
    ...(days !== null && { days }),
    ...(of !== null && { of })
  }
}

/** A share is of a fact that is asked of the same things as the one compared; of the account when that is, or of its group. */
export function askedAlike(share: FactUse, compared: FactUse, signature: FactSignature | undefined): FactUse {
  const isSummed = compared.of === 'group' || signature?.perAccount === true
  return { ...share, arguments: compared.arguments, of: share.of ?? (isSummed ? compared.of : null) }
}

const MOST = limits.windowDays.most
const DAYS: Readonly<Record<string, bigint>> = { day: 1n, days: 1n, week: 7n, weeks: 7n }
/** Those of units that are no windows, for what to write instead. */
const ABOUT: Readonly<Record<string, bigint>> = { month: 30n, months: 30n, quarter: 90n, quarters: 90n }

function daysOf({ micro, unit }: FactWindow): number | null {
  const length = Object.hasOwn(DAYS, unit) ? DAYS[unit] : undefined
  if (length === undefined || micro % MICRO !== 0n) return null
  const days = (micro / MICRO) * length
  return days >= 1n && days <= BigInt(MOST) ? Number(days) : null
}

function nearestDays({ micro, unit }: FactWindow): string {
  const length = { ...DAYS, ...ABOUT }[unit]
  if (length === undefined) return '1 day'
  const days = (micro * length) / MICRO
  if (days <= 1n) return '1 day'
  return days > BigInt(MOST) ? `${MOST} days` : `${days} days`
}

function windowText({ micro, unit }: FactWindow): string {
  return `in ${decimalText(micro)} ${unit}`
}
