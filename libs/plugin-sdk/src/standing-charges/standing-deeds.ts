// May it be added, changed, ended? Asked on the account as it is.
import { compareDates, containsDate, LARGEST_ENTERED } from '@farthing/billing-core/values'
import { didYouMean, withArticle } from '@farthing/rules-language'
import {
  type AskedDeed,
  deedFields,
  defineDeed,
  type DeedFieldSet,
  type DeedRefusal,
  type HeldStatement
} from '../deed.ts'
import { addressed, overlaps, standingChargesOf, type StandingCharge } from './standing-charge.ts'
import {
  addFields,
  atStart,
  changeFields,
  endFields,
  type StandingDeeds,
  type StandingWords
} from './standing-fields.ts'
import type { StandingPrice } from './standing-statement.ts'

const MOST = 10_000

export function standingDeeds(kind: StandingWords): StandingDeeds {
  const { code, to, words } = kind
  const deeds: StandingDeeds = {
    add: defineDeed({
      name: `add-${code}`,
      to,
      fields: addFields,
      doc: `${atStart(words)} of the rules is charged from a day on.`,
      example: { charge: 'extra-line', quantity: 2 },
      judge: asked => unfitTerms(asked.values) ?? outOfLife(kind, asked) ?? cannotAdd(kind, asked, deeds),
      goesOn: history =>
        standingChargesOf(history, deeds).flatMap(({ from, name, subscription, until }) =>
          subscription === null && until === null ? [{ name, since: from }] : []
        )
    }),
    change: defineDeed({
      name: `change-${code}`,
      to,
      fields: changeFields,
      doc: `From a day on there are more or fewer of ${withArticle(words)}, or it has a price of its own.`,
      example: { charge: 'extra-line', quantity: 3 },
      judge: asked =>
        unfitTerms(asked.values) ??
        saysNothing(asked.values) ??
        notRunning(asked, deeds) ??
        changesTooMuch(kind, asked, deeds)
    }),
    end: defineDeed({
      name: `end-${code}`,
      to,
      fields: endFields,
      doc: `${atStart(words)} is charged no more from a day on.`,
      example: { charge: 'extra-line' },
      judge: asked => notRunning(asked, deeds),
      ends: true
    })
  }
  return deeds
}

type Asked<F extends DeedFieldSet> = Pick<AskedDeed<F>, 'day' | 'held' | 'history' | 'subscription' | 'values'>
type Terms = Pick<AskedDeed<typeof changeFields>['values'], 'price' | 'quantity'>

function unfitTerms({ price, quantity }: Terms): DeedRefusal | null {
  if (quantity === 0) return refusal('none of a charge is no charge: end it instead', 'quantity')
  if (quantity !== null && quantity > MOST)
    return refusal(`more than ${MOST} of a charge are a slip of the pen`, 'quantity')
  return price !== null && price < 0n
    ? refusal('a charge costs 0.00 or more: give money back with a credit', 'price')
    : null
}

/** `price`: of one, that of the rules where it has none of its own. */
function isTooMuch({ price, quantity }: { readonly price: bigint; readonly quantity: number }): boolean {
  return price * BigInt(quantity) > LARGEST_ENTERED
}

function tooMuch({ price }: Terms): DeedRefusal {
  return refusal('no account owes so much: it is a slip of the pen', price === null ? 'quantity' : 'price')
}

function offeredBy(plugin: string, held: readonly HeldStatement[]) {
  return held.flatMap(({ at, signature, value }) => {
    const { name, price } = value as StandingPrice
    return signature === `${plugin}.charge` ? [{ at, name, price }] : []
  })
}

/** What it leaves out is as before, and changes of later days leave out some of theirs. */
function changesTooMuch(
  { plugin }: StandingWords,
  { day, held, history, subscription, values }: Asked<typeof changeFields>,
  deeds: StandingDeeds
): DeedRefusal | null {
  const whose = subscription?.id ?? null
  const told = {
    deed: deeds.change.name,
    subscription: whose,
    effective: day,
    fields: deedFields(deeds.change, values)
  }
  const charges = standingChargesOf(history, deeds, told)
  const found = charges[addressed(charges, values.charge, told)]
  const ofRules = offeredBy(plugin, held).find(({ name }) => name === found?.charge)?.price ?? 0n
  const later = found?.terms.filter(({ from }) => compareDates(day, from) <= 0) ?? []
  const large = later.some(({ price, quantity }) => isTooMuch({ price: price ?? ofRules, quantity }))
  return large ? tooMuch(values) : null
}

function saysNothing({ price, quantity }: Terms): DeedRefusal | null {
  return price === null && quantity === null ? refusal('nothing changes: give a quantity, a price, or both') : null
}

function outOfLife({ to }: StandingWords, { day, history, subscription }: Asked<typeof addFields>): DeedRefusal | null {
  if (subscription === null) {
    if (to === 'subscription') return refusal(`there is no such subscription on ${day}`)
    return compareDates(day, history.opened) < 0 ? refusal(`the account was opened on ${history.opened}`) : null
  }
  const { started, terminated } = subscription
  if (compareDates(day, started) < 0) return refusal(`the subscription began on ${started}`)
  return terminated !== null && compareDates(day, terminated) >= 0
    ? refusal(`the subscription ended on ${terminated}`)
    : null
}

function cannotAdd(
  { plugin, words }: StandingWords,
  { day, held, history, subscription, values }: Asked<typeof addFields>,
  deeds: StandingDeeds
): DeedRefusal | null {
  const offered = offeredBy(plugin, held)
  const found = offered.find(({ name }) => name === values.charge)
  if (found === undefined) {
    const names = offered.map(({ name }) => name)
    return refusal(`the rules of ${day} have no ${words} ${values.charge}${didYouMean(values.charge, names)}`, 'charge')
  }
  if (isTooMuch({ price: values.price ?? found.price, quantity: values.quantity ?? 1 })) return tooMuch(values)
  if (values.until !== null && compareDates(values.until, day) <= 0) {
    return refusal(`it would end on ${values.until}, before it begins`, 'until')
  }
  const name = values.name ?? values.charge
  const twice = standingChargesOf(history, deeds).find(
    charge =>
      charge.subscription === (subscription?.id ?? null) &&
      charge.name === name &&
      overlaps(charge, { from: day, until: values.until })
  )
  if (twice === undefined) return null
  return { reason: `${name} is charged from ${twice.from} on: change it, or give this one a name`, rule: found.at }
}

function notRunning(asked: Asked<typeof endFields>, deeds: StandingDeeds): DeedRefusal | null {
  const { day, history, subscription, values } = asked
  const charges = standingChargesOf(history, deeds)
  const at = addressed(charges, values.charge, { effective: day, subscription: subscription?.id ?? null })
  const found: StandingCharge | undefined = charges[at]
  if (found === undefined) {
    const own = charges.filter(charge => charge.subscription === (subscription?.id ?? null))
    const names = own.map(({ name }) => name)
    return refusal(`no charge ${values.charge} was added by ${day}${didYouMean(values.charge, names)}`, 'charge')
  }
  if (compareDates(day, found.from) < 0) return refusal(`${found.name} is charged from ${found.from} on, not before`)
  return containsDate(found, day) ? null : refusal(`${found.name} ended on ${found.until}`)
}

function refusal(reason: string, field?: string): DeedRefusal {
  return field === undefined ? { reason, rule: null } : { reason, field, rule: null }
}
