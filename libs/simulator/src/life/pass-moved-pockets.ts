// Pockets of a subscription go with it to another account, on the day on which it goes: here they are gone then.
import { type AccountHistory, counterpart, isHeldOn, takenPostings } from '@farthing/billing-core'
import type { LifeState } from './life-state.ts'

export function passMovedPockets(
  { account, journal, pockets }: LifeState,
  { subscriptions }: AccountHistory,
  today: Temporal.PlainDate
): void {
  for (const [index, pocket] of pockets.entries()) {
    const { balance, id, number, subscription, unit } = pocket
    const owner = subscriptions.find(each => each.id === subscription)
    if (balance === 0n || owner === undefined || isHeldOn(owner, today)) continue
    journal.push(
      takenPostings({
        ...{ key: `pocket-${number}-moved-${today}`, date: today, account: { id: account.id, number: account.id } },
        description: `Pocket ${number} goes with its subscription`,
        ...{ pockets: [pocket], pieces: [{ pocket: id, amount: balance }], against: counterpart('transfer', unit) }
      })
    )
    pockets[index] = { ...pocket, balance: 0n }
  }
}
