// The credit of who brought a friend, and of who came as one: each once, and none when the friend left too soon.
import { addDays, compareDates, containsDate, formatDecimal, goneFrom, oneOffCharge } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, TargetCharge } from '@farthing/plugin-sdk'
import { BRING, COME, deedsOf, LOSE } from './friend-deeds.ts'
import type { FriendOffer } from './friend-offer.ts'
import { friendOfferStatement } from './friend-offer-statement.ts'

const CODE = 'friend-credit'

export const friendCredit: AccountChargeType<FriendOffer> = {
  code: CODE,
  per: 'account',
  statement: friendOfferStatement.id,
  ledger: 'revenue',
  targets(input) {
    const { history } = input
    const lost = new Map(deedsOf(history, LOSE).map(({ effective, fields }) => [fields['friend'], effective]))
    const brought = onceEach(deedsOf(history, BRING), 'friend').map(deed => {
      const friend = String(deed.fields['friend'])
      return {
        deed,
        other: friend,
        left: lost.get(friend) ?? null,
        key: `brought:${friend}`,
        role: 'brought',
        side: 'brings'
      } as const
    })
    const came = deedsOf(history, COME)
      .slice(0, 1)
      .map(deed => {
        const left = goneFrom(history, deed.effective)
        return { deed, other: String(deed.fields['by']), left, key: 'came', role: 'came by', side: 'friend' } as const
      })
    return [...brought, ...came].flatMap(each => creditFor(each, input))
  }
}

/** Two that were told at once and replaced each other since are one. */
function onceEach(deeds: readonly DeedDone[], field: string): DeedDone[] {
  return [...Map.groupBy(deeds, ({ fields }) => fields[field]).values()].flatMap(same => same.slice(0, 1))
}

interface Friendship {
  readonly deed: DeedDone
  readonly other: string
  readonly left: Temporal.PlainDate | null
  readonly key: string
  readonly role: string
  readonly side: 'brings' | 'friend'
}

function creditFor(
  { deed, key, left, other, role, side }: Friendship,
  input: AccountChargeInput<FriendOffer>
): TargetCharge[] {
  const { effective } = deed
  const piece = input.pieces.find(each => each.value.name === deed.fields['offer'] && containsDate(each, effective))
  if (piece === undefined || compareDates(effective, input.through) > 0) return []
  const { days, name, title, [side]: amount } = piece.value
  if (amount === 0n) return []
  if (days !== null && left !== null && compareDates(left, addDays(effective, days)) < 0) return []
  const exact = -amount
  return [
    oneOffCharge(effective, {
      ...{ key: `${CODE}::${key}`, type: CODE, subscription: null, series: key, category: 'promotion', exact },
      ...{ description: title, rule: piece.at, version: piece.version, currency: input.currency },
      inputs: { offer: name, [role]: other, on: effective.toString() },
      steps: [{ step: 'amount', detail: `${role} ${other}`, result: formatDecimal(exact, 6), said: `${role} ${other}` }]
    })
  ]
}
