// A `loyalty` and its parts -> the programme, or what is wrong with it.
import { childOf, childrenOf, MICRO } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, LowerResult, Match } from '@farthing/plugin-sdk'
import type { Loyalty, Reward } from './loyalty.ts'
import {
  earnStatement,
  expireStatement,
  redeemForPocketStatement,
  redeemStatement,
  yearlyStatement
} from './loyalty-parts.ts'
import { forThemselves, pocketReward, wrongPockets } from './lower-pocket-reward.ts'

interface Named {
  readonly name: string
  readonly title: string
  readonly unit: string
}

export function lowerLoyalty(match: Match, { name, title, unit: word }: Named, context: LowerContext): LowerResult {
  const earn = childOf(match, earnStatement)
  const yearly = childOf(match, yearlyStatement)
  const expire = childOf(match, expireStatement)
  const redeems = childrenOf(match, redeemStatement)
  const pockets = childrenOf(match, redeemForPocketStatement)
  const unit = context.units.get(word)
  const problems = [
    ...wrongUnit(match, unit?.unit, context),
    ...unearned(match, { earn, yearly }, context),
    ...wrongRewards(redeems, context),
    ...wrongPockets(pockets, context)
  ]
  if (problems.length > 0 || unit === undefined) return { ok: false, diagnostics: problems }
  const one = unit.factor / MICRO
  const place = (part: Match, said: string) => ({ rule: `loyalty ${name} > ${said}`, ...part.place })
  const parts = (points: number): bigint => BigInt(points) * one
  const inMoney = redeems.map((part): Reward => {
    const { amount, item, points } = part.slots
    const kind = item === undefined ? (part.has('credit') ? 'credit' : 'discount') : 'item'
    const worth = amount === undefined ? null : context.micro(amount)
    const at = place(part, 'redeem')
    return { kind, parts: parts(points), amount: worth, item: item ?? null, pocket: null, at }
  })
  const inUnits = pockets.map(part =>
    pocketReward(part, { parts: parts(part.slots.points), at: place(part, 'redeem') })
  )
  const value: Loyalty = {
    ...{ name, title, unit: unit.unit, one, rewards: [...inMoney, ...inUnits], months: expire?.slots.months ?? null },
    perInvoice: earn
      ? {
          ...{ parts: parts(earn.slots.points), per: context.micro(earn.slots.amount) },
          ...{ whenPaid: earn.has('when paid'), at: place(earn, 'earn') }
        }
      : null,
    perYear: yearly ? { parts: parts(yearly.slots.points), at: place(yearly, 'earn') } : null
  }
  return { ok: true, value, ofNew: forThemselves(pockets, unit.unit, context) }
}

type Earn = Match & Match<typeof earnStatement.slots>
type Yearly = Match & Match<typeof yearlyStatement.slots>
type Redeem = Match & Match<typeof redeemStatement.slots>

function unearned(
  match: Match,
  { earn, yearly }: { readonly earn: Earn | undefined; readonly yearly: Yearly | undefined },
  { error, micro }: LowerContext
): Diagnostic[] {
  if (earn !== undefined && micro(earn.slots.amount) === 0n)
    return [error(earn, earn.slotSpan('amount'), 'what each nothing brings nobody can count', { code: 'R0600' })]
  if (earn !== undefined || yearly !== undefined) return []
  const message = 'nothing is ever earned by it: say what an invoice or a year brings'
  return [error(match, match.slotSpan('name'), message, { code: 'R0600' })]
}

/** A unit of the rules' own is written with its decimals: 'points/0'. */
function wrongUnit(match: Match, unit: string | undefined, { error }: LowerContext): Diagnostic[] {
  if (unit?.includes('/') === true) return []
  const message = "points are counted in a unit of the rules' own, such as: unit points"
  return [error(match, match.slotSpan('unit'), message, { code: 'R0600' })]
}

function wrongRewards(redeems: readonly Redeem[], { error, micro }: LowerContext): Diagnostic[] {
  const kinds = redeems.map(part => (part.slots.item === undefined ? String(part.has('credit')) : part.slots.item))
  return redeems.flatMap((part, index) => {
    if (kinds.indexOf(kinds[index] ?? '') < index) {
      const message = 'there is a rate for it above already'
      return [error(part, part.slotSpan('points'), message, { code: 'R0602' })]
    }
    if (part.slots.amount === undefined || micro(part.slots.amount) > 0n) return []
    const message = 'nobody redeems points for nothing: leave it out'
    return [error(part, part.slotSpan('amount'), message, { code: 'R0602' })]
  })
}
