// Both sides go by once, sorted alike: memory holds one number's crowd, whatever the file.
import { type RatingEvent, type RuleSet, type ReconciliationRule, tariffAt } from '@farthing/rules-language'
import { compareUses, partyKey, ReconciliationTally, type ToldUse, UseClusters, waitsFor } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { OwnUse, SortedUses, VendorUse } from './both-sides.ts'
import type { DifferenceRows } from './difference-rows.ts'

export interface SidesToCompare {
  readonly rule: ReconciliationRule
  readonly rules: RuleSet
  readonly theirs: SortedUses<VendorUse>
  readonly ours: SortedUses<OwnUse>
  readonly differences: DifferenceRows
}

export async function compareSides(client: ClientBase, sides: SidesToCompare): Promise<ReconciliationTally> {
  const { differences, ours, rule, rules, theirs } = sides
  const tally = new ReconciliationTally()
  const take = differences.add.bind(differences)
  const priced = (own: OwnUse): OwnUse => {
    return rule.tariff === null ? own : { ...own, ...agreedPrice(own, rule.tariff, rules) }
  }
  const clusters = new UseClusters<VendorUse, OwnUse>(rule.startMs, (told, own) =>
    compareUses(told, own, { tolerance: rule, tally, take, priced })
  )
  for (;;) {
    if (theirs.spent || ours.spent) await differences.drain(client)
    if (theirs.spent) await theirs.fill()
    if (ours.spent) await ours.fill()
    const [told, own] = [theirs.first, ours.first]
    if (told !== undefined && (own === undefined || isBefore(told, own))) {
      clusters.addTheirs(told)
      theirs.take()
    } else if (own !== undefined) {
      clusters.addOurs(own.leftOut === true ? own : priced(own))
      ours.take()
    } else break
  }
  clusters.end()
  await differences.drain(client, 1)
  return tally
}

function isBefore(told: ToldUse, own: ToldUse): boolean {
  const [theirs, ours] = [partyKey(told), partyKey(own)]
  return theirs === ours ? told.startedAt <= own.startedAt : theirs < ours
}

/**
 * What the tariff asks for the own event; null when it has no price for it, or only tiers that count over a period. A part of a value in
 * another currency is no price here, and is not compared.
 */
function agreedPrice(
  { called, caller, quantity, startedAt, unpriced: isForeign = false, value }: OwnUse,
  tariff: string,
  rules: RuleSet
): Pick<OwnUse, 'price' | 'unpriced'> {
  const version = tariffAt(rules, tariff, startedAt)
  if (version === undefined) return { price: null, unpriced: false }
  const event: Required<RatingEvent> = {
    startedAt,
    quantity,
    to: called,
    from: caller,
    value: isForeign ? null : value
  }
  const rated = version.rate(event)
  if (!rated.ok) return { price: null, unpriced: isForeign && rated.reason === 'no-value' }
  return { price: waitsFor(version, event) === null ? BigInt(rated.amount) : null, unpriced: false }
}
