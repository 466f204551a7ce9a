// What was topped up, given back and drawn by hand, each on its day, and what goes back when the account is left: money held and no revenue.
import { compareDates, factPlace, formatDecimal, oneOffCharge } from '@farthing/plugin-sdk'
import type { AccountChargeInput, AccountChargeType, DeedDone, TargetCharge } from '@farthing/plugin-sdk'
import { changeByHand, DRAW, REFUND, releasesOf, TOP_UP } from './held-by-hand.ts'

export const bondByHand: AccountChargeType = {
  code: 'bond-by-hand',
  per: 'account',
  statement: null,
  ledger: 'bond',
  targets(input) {
    const changes = input.history.deeds.flatMap((done): Change[] => {
      const exact = changeByHand(done)
      if (exact === null) return []
      const [description, reason] = WORDS.get(done.deed) ?? [done.deed, '']
      return [{ ...{ description, reason, exact, done }, on: done.effective, name: done.id }]
    })
    return [...changes, ...released(input)]
      .filter(({ on }) => compareDates(on, input.through) <= 0)
      .map(change => chargeFor(change, input))
  }
}

interface Change {
  readonly on: Temporal.PlainDate
  /** Micro. */
  readonly exact: bigint
  readonly description: string
  readonly reason: string
  /** Among those of the account, for keys. */
  readonly name: string
  readonly done: DeedDone
}

/** Explained by the last that was topped up before. */
function released({ history }: AccountChargeInput): Change[] {
  return releasesOf(history).flatMap(({ amount, on }) => {
    const done = history.deeds.findLast(({ deed, effective }) => deed === TOP_UP && compareDates(effective, on) <= 0)
    const words = { description: 'Bond returned', reason: 'the last subscription ended' }
    return done === undefined ? [] : [{ ...words, on, exact: -amount, name: `released ${on.toString()}`, done }]
  })
}

const WORDS: ReadonlyMap<string, readonly [description: string, reason: string]> = new Map([
  [TOP_UP, ['Bond topped up', 'held for the customer']],
  [REFUND, ['Bond returned', 'given back']],
  [DRAW, ['Bond drawn', 'pays what the customer owes']]
])

function chargeFor({ description, done, exact, name, on, reason }: Change, input: AccountChargeInput): TargetCharge {
  const result = formatDecimal(exact, 6)
  const version = input.versionAt(on)
  return oneOffCharge(on, {
    key: `bond-by-hand:${name}`,
    type: 'bond-by-hand',
    subscription: null,
    series: name,
    ledger: 'bond',
    category: 'bond',
    exact,
    description,
    rule: { rule: `${done.deed} entered by hand`, ...factPlace(done.id) },
    inputs: { on: on.toString() },
    steps: [{ step: 'amount', detail: reason, result }],
    currency: input.currency,
    version
  })
}
