// Joining and leaving a programme, and redeeming its points.
import { compareDates, defineDeed, didYouMean, endAfter, formatHeld, refusalOf } from '@farthing/plugin-sdk'
import type { AccountHistory, AskedDeed, DeedDone, DeedRefusal, GivenPocket, PocketMoves } from '@farthing/plugin-sdk'
import { type Loyalty, pocketNames, type Reward } from './loyalty.ts'

export const [JOIN, LEAVE, REDEEM] = ['join-loyalty', 'leave-loyalty', 'redeem-points'] as const

const loyalty = { kind: 'name', doc: 'which programme' } as const
const REWARDS = ['discount', 'credit', 'item', 'pocket'] as const

export const joinLoyalty = defineDeed({
  name: JOIN,
  to: 'account',
  fields: { loyalty },
  doc: 'A customer joins a loyalty programme: points are earned from that day on.',
  example: { loyalty: 'stars' },
  offers: asked => refusalOf(programme(asked)),
  judge(asked) {
    const found = programme(asked)
    if ('reason' in found) return found
    const { day, history, values } = asked
    return membershipOn(history, values.loyalty, day) === null
      ? null
      : { reason: `the customer is in ${values.loyalty} already`, field: 'loyalty', rule: found.at }
  }
})

export const leaveLoyalty = defineDeed({
  name: LEAVE,
  to: 'account',
  fields: { loyalty },
  doc: 'A customer leaves a loyalty programme: nothing more is earned; points that are held may still be redeemed.',
  example: { loyalty: 'stars' },
  judge({ day, history, values }) {
    return membershipOn(history, values.loyalty, day) === null
      ? { reason: `the customer is not in ${values.loyalty} on ${day}`, field: 'loyalty', rule: null }
      : null
  }
})

const redeemFields = {
  loyalty,
  points: { kind: 'count', doc: 'how many' },
  reward: {
    kind: 'choice',
    of: REWARDS,
    doc: 'what for: a discount on the next invoice, credit in a pocket, an item, a pocket of another unit'
  },
  item: { kind: 'text', optional: true, doc: 'which item, where the rules have several' },
  pocket: {
    kind: 'text',
    optional: true,
    doc: 'which pocket, by a service that it pays for or, where it pays for all, by its unit (byte, second, message), where the rules have several'
  }
} as const

type AskedToRedeem = AskedDeed<typeof redeemFields>

export const redeemPoints = defineDeed({
  name: REDEEM,
  to: 'account',
  fields: redeemFields,
  doc: 'Points are redeemed: they leave the pockets at once, those first that end first.',
  example: { loyalty: 'stars', points: 100, reward: 'discount' },
  judge(asked) {
    const found = rewardOf(asked)
    if ('reason' in found) return found
    const { free, values } = asked
    const { reward, terms } = found
    const parts = BigInt(values.points) * terms.one
    if (parts === 0n || parts % reward.parts !== 0n) {
      const steps = formatHeld(reward.parts, terms.unit)
      return { reason: `points are redeemed for ${values.reward} by ${steps}`, field: 'points', rule: reward.at }
    }
    const held = free(terms.unit)
    if (held >= parts) return null
    const [has, wants] = [held, parts].map(each => formatHeld(each, terms.unit))
    return { reason: `the pockets have ${has} free, fewer than ${wants}`, field: 'points', rule: reward.at }
  },
  moves(asked): PocketMoves | null {
    const found = rewardOf(asked)
    if ('reason' in found) return null
    const { terms } = found
    const parts = BigInt(asked.values.points) * terms.one
    return { takes: { unit: terms.unit, parts }, gives: givenFor(parts, found.reward, asked), reason: terms.title }
  }
})

function givenFor(
  parts: bigint,
  { amount, kind, parts: each, pocket }: Reward,
  asked: AskedToRedeem
): GivenPocket | null {
  if (kind === 'credit' && amount !== null) return { unit: asked.history.currency, parts: (amount * parts) / each }
  if (pocket === null) return null
  const { lasts, services, unit } = pocket
  const until = lasts === null ? null : endAfter(asked.day, lasts)
  return { unit, parts: (pocket.parts * parts) / each, services, until }
}

export interface Membership {
  readonly loyalty: string
  /** Of the deed by which the customer joined: of the one told first, where an earlier day was told since. */
  readonly id: string
  readonly from: Temporal.PlainDate
  /** The first day outside; null: open. */
  readonly until: Temporal.PlainDate | null
}

/** In order of days. Whoever joins while in it stays in it. */
export function memberships({ deeds }: Pick<AccountHistory, 'deeds'>): Membership[] {
  const told = deeds.filter(({ deed }) => deed === JOIN || deed === LEAVE)
  const byName = Map.groupBy(told, ({ fields }) => String(fields['loyalty']))
  return [...byName].flatMap(([loyalty, own]) => ofProgramme(loyalty, own))
}

function ofProgramme(loyalty: string, told: readonly DeedDone[]): Membership[] {
  const found: Membership[] = []
  for (const { deed, effective, id } of told.toSorted((a, b) => compareDates(a.effective, b.effective))) {
    const last = found.at(-1)
    const open = last?.until === null ? found.pop() : undefined
    if (deed === JOIN)
      found.push(open ? { ...open, id: id < open.id ? id : open.id } : { loyalty, id, from: effective, until: null })
    else if (open) found.push({ ...open, until: effective })
  }
  return found
}

function membershipOn(history: AccountHistory, name: string, day: Temporal.PlainDate): Membership | null {
  const found = memberships(history).find(({ from, loyalty: of, until }) => {
    if (of !== name || compareDates(from, day) > 0) return false
    return until === null || compareDates(day, until) < 0
  })
  return found ?? null
}

type Held = { readonly at: DeedRefusal['rule']; readonly value: Loyalty }

function programme({
  day,
  held,
  values
}: Pick<AskedDeed, 'day' | 'held'> & { readonly values: { readonly loyalty: string } }): Held | DeedRefusal {
  const all = held.flatMap(({ at, signature, value }) =>
    signature === 'loyalty.loyalty' ? [{ at, value: value as Loyalty }] : []
  )
  const found = all.find(({ value }) => value.name === values.loyalty)
  if (found !== undefined) return found
  const hint = didYouMean(
    values.loyalty,
    all.map(({ value }) => value.name)
  )
  return { reason: `there is no loyalty programme ${values.loyalty} on ${day}${hint}`, field: 'loyalty', rule: null }
}

function rewardOf(asked: AskedToRedeem): { readonly terms: Loyalty; readonly reward: Reward } | DeedRefusal {
  const found = programme(asked)
  if ('reason' in found) return found
  const { item, pocket, reward: kind } = asked.values
  const named = kind === 'item' ? item : kind === 'pocket' ? pocket : null
  const fitting = found.value.rewards.filter(
    each => each.kind === kind && (named === null || namesOf(each).includes(named))
  )
  const [reward] = fitting
  if (fitting.length > 1) {
    const which = fitting.flatMap(namesOf).join(', ')
    return {
      reason: `points of ${asked.values.loyalty} are redeemed for ${which}: say which`,
      field: kind,
      rule: found.at
    }
  }
  if (reward !== undefined) return { terms: found.value, reward }
  const what = named === null ? kind : `${kind} ${named}`
  return {
    reason: `points of ${asked.values.loyalty} are not redeemed for ${what}`,
    field: named === null ? 'reward' : kind,
    rule: found.at
  }
}

/** Of an item its own; of money none. */
function namesOf({ item, pocket }: Reward): readonly string[] {
  return pocket === null ? [item ?? ''] : pocketNames(pocket)
}
