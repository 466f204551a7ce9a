// The `early exit` lines of a contract -> what leaving early costs, or what is wrong with them.
import { divide, isOf, MICRO } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, PeriodLength } from '@farthing/plugin-sdk'
import type { ExitFee } from './contract.ts'
import { exitShareStatement, exitStatement } from './contract-parts.ts'
import { isEverSooner } from './exit-times.ts'

type Money = Parameters<LowerContext['micro']>[0]
type FlatExit = Match & Match<typeof exitStatement.slots>
type ShareExit = Match & Match<typeof exitShareStatement.slots>
type Exit = FlatExit | ShareExit

export interface ReadExits {
  readonly exits: readonly ExitFee[]
  readonly problems: Diagnostic[]
}

/** In the order written. */
export function exitsOf(match: Match, context: LowerContext): ReadExits {
  const exits: ExitFee[] = []
  const problems: Diagnostic[] = []
  for (const part of match.children) {
    if (!isOf(part, exitStatement) && !isOf(part, exitShareStatement)) continue
    const exit = isOf(part, exitStatement) ? flatExit(part, context) : shareExit(part, context)
    const problem = exit === null ? noRent(part, context) : wrongExit(part, exit, exits, context)
    if (problem !== null) problems.push(problem)
    else if (exit !== null) exits.push(exit)
  }
  return { exits, problems }
}

function flatExit(part: FlatExit, context: LowerContext): ExitFee {
  const { after = null, amount, most, within = null } = part.slots
  const basis = part.has('per month left') ? 'monthly' : 'once'
  return { basis, amount: context.micro(amount), share: null, most: amountOf(most, context), after, within }
}

/** Null: there is no rent of which it could be a share. */
function shareExit({ slots }: ShareExit, context: LowerContext): ExitFee | null {
  const rent = monthlyRent(context)
  if (rent === null) return null
  const { after = null, most, share: percent, within = null } = slots
  const amount = divide(rent * percent, 100n * MICRO, 'half-up')
  return { basis: 'monthly', amount, share: { percent, rent }, most: amountOf(most, context), after, within }
}

function noRent(part: Exit, { error }: LowerContext): Diagnostic {
  return error(part, part, 'there is no rent above the contract of which this could be a share', { code: 'R0539' })
}

/** A time that is over before it begins; of two that are word for word the same, one is a slip. */
function wrongExit(part: Exit, exit: ExitFee, before: readonly ExitFee[], { error }: LowerContext): Diagnostic | null {
  const { after, within } = exit
  if (after !== null && within !== null && !isEverSooner(after, within)) {
    const message = 'it holds on no day: both times count from the day of signing, and this one is over first'
    return error(part, part.slotSpan('within'), message, { code: 'R0652' })
  }
  if (!before.some(each => isSame(each, exit))) return null
  const message = 'the same price for leaving stands above already, and both would be owed'
  return error(part, part, message, { code: 'R0540' })
}

function isSame(a: ExitFee, b: ExitFee): boolean {
  const lengths = (one: PeriodLength | null, other: PeriodLength | null): boolean =>
    one?.unit === other?.unit && one?.count === other?.count
  return (
    a.basis === b.basis &&
    a.amount === b.amount &&
    a.most === b.most &&
    a.share?.percent === b.share?.percent &&
    lengths(a.after, b.after) &&
    lengths(a.within, b.within)
  )
}

/** Micro; null where none is written. */
export function amountOf(money: Money | undefined, { micro }: LowerContext): bigint | null {
  return money === undefined ? null : micro(money)
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
