// The `early exit` lines of a contract -> what leaving early costs, or what is wrong with them.
import { divide, isOf, MICRO } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, PeriodLength, TimesSince } from '@farthing/plugin-sdk'
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
    const read = isOf(part, exitStatement)
      ? flatExit(part, context)
      : isOf(part, exitShareStatement)
        ? shareExit(part, context)
        : undefined
    if (read === undefined) continue
    if ('problem' in read) problems.push(read.problem)
    else {
      problems.push(...twice(part as Exit, read, exits, context))
      exits.push(read)
    }
  }
  return { exits, problems }
}

function flatExit(part: FlatExit, context: LowerContext): ExitFee | { readonly problem: Diagnostic } {
  const basis = part.has('per month left') ? 'monthly' : 'once'
  const when = whenOf(part, context)
  return 'problem' in when
    ? when
    : { basis, amount: context.micro(part.slots.amount), share: null, ...limit(part.slots.most, context), ...when }
}

function shareExit(part: ShareExit, context: LowerContext): ExitFee | { readonly problem: Diagnostic } {
  const rent = monthlyRent(context)
  if (rent === null) {
    const message = 'there is no rent above the contract of which this could be a share'
    return { problem: context.error(part, part, message, { code: 'R0539' }) }
  }
  const { most, share: percent } = part.slots
  const when = whenOf(part, context)
  if ('problem' in when) return when
  const amount = divide(rent * percent, 100n * MICRO, 'half-up')
  return { basis: 'monthly', amount, share: { percent, rent }, ...limit(most, context), ...when }
}

function whenOf(part: Exit, { error }: LowerContext): TimesSince | { problem: Diagnostic } {
  const { after = null, within = null } = part.slots as {
    readonly after?: PeriodLength | undefined
    readonly within?: PeriodLength | undefined
  }
  if (after === null || within === null || isEverSooner(after, within)) return { after, within }
  const message = 'it holds on no day: both times count from the day of signing, and this one is over first'
  const span = (part as FlatExit).slotSpan('within')
  return { problem: error(part, span, message, { code: 'R0652' }) }
}

/** Of two that are word for word the same, one is a slip: both would be owed. */
function twice(part: Exit, exit: ExitFee, before: readonly ExitFee[], { error }: LowerContext): Diagnostic[] {
  if (!before.some(each => isSame(each, exit))) return []
  const message = 'the same price for leaving stands above already, and both would be owed'
  return [error(part, part, message, { code: 'R0540' })]
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

export function isNothing(money: Money | undefined, { micro }: LowerContext): boolean {
  return money !== undefined && micro(money) === 0n
}

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
