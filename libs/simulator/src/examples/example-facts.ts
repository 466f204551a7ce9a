// The steps of an example as facts of a life.
import type { Example, ExampleFact, ExampleFactStep } from '@farthing/rules-language'
import type { LifeState } from '../life/life-state.ts'
import type { LifeFact } from '../life/life.ts'

/** What is told of a fact beside what it does; `number` names it. */
type Told = Pick<LifeFact, 'number' | 'on' | 'at' | 'known'>

/** The clock, and the place of the fact in the life. */
interface NextFact {
  readonly number: number
  readonly now: Temporal.Instant
}

type LifeSoFar = Pick<LifeState, 'account' | 'onlySubscription'>

/** It is known on the day that is written, else when it happens, or now when it is dated back. */
export function lifeFact(step: ExampleFactStep, { now, number }: NextFact, life: LifeSoFar): LifeFact {
  const { known, on, time } = step
  const { zone } = life.account
  const plainTime = time === null ? {} : { plainTime: time }
  const at = on.toZonedDateTime({ timeZone: zone, ...plainTime }).toInstant()
  const news = known === null || known.equals(on) ? at : known.toZonedDateTime(zone).toInstant()
  const told = { number, on, at, known: Temporal.Instant.compare(news, now) < 0 ? now : news }
  return factOf(step.fact, told, life)
}

/** The day on which the clock stands when the step is told. */
export function dayOf({ known, on }: ExampleFactStep): Temporal.PlainDate {
  return known ?? on
}

export function factSteps(example: Example): ExampleFactStep[] {
  return example.steps.filter((step): step is ExampleFactStep => step.kind === 'fact')
}

function factOf(fact: ExampleFact, told: Told, { onlySubscription }: LifeSoFar): LifeFact {
  if (isOfGroup(fact)) return { ...told, ...groupFact(fact) }
  if (isChange(fact)) return changeFact(fact, told)
  switch (fact.do) {
    case 'subscribe': {
      const { as, features, numbers, plan } = fact
      return { ...told, do: 'subscribe', plan, features, identities: numbers, ...given({ as }) }
    }
    case 'use': {
      const { from, of, quantity, service, to, value } = fact
      // a stranger may call: the subscription pays all the same
      const as = of ?? (from === '' ? null : onlySubscription)
      return { ...told, do: 'use', service, quantity, ...given({ as, to: to || null, from: from || null, value }) }
    }
    case 'charge':
    case 'credit':
      return itemFact(fact, told)
    case 'tax-place':
    case 'tax-exemption':
      return taxFact(fact, told)
    case 'move-bill-day':
      return { ...told, ...fact }
    case 'deed':
      return { ...told, ...deedOf(fact) }
    case 'pay':
    case 'fail':
    case 'reverse':
    case 'refund':
      return paymentFact(fact, told)
    case 'top-up':
    case 'grant':
      return fillingFact(fact, told)
    case 'bill':
    case 'advance':
      return { ...told, do: fact.do }
  }
}

function itemFact(fact: Extract<ExampleFact, { do: 'charge' | 'credit' }>, told: Told): LifeFact {
  const { amount, category, of, text } = fact
  return { ...told, do: fact.do, amount, description: text, ...given({ as: of, category }) }
}

function paymentFact(fact: Extract<ExampleFact, { do: 'pay' | 'fail' | 'reverse' | 'refund' }>, told: Told): LifeFact {
  if (fact.do === 'reverse') return { ...told, do: 'reverse', ...given({ reference: fact.reference }) }
  if (fact.do === 'refund') {
    const { amount, method, reason, reference } = fact
    return { ...told, do: 'refund', reason, ...given({ amount, method, reference }) }
  }
  const { amount, invoice, method } = fact
  const paid = given({ amount, invoice, method })
  if (fact.do === 'pay') return { ...told, do: 'pay', ...paid, ...given({ reference: fact.reference }) }
  return { ...told, do: 'fail', ...paid, ...given({ reason: fact.reason }) }
}

function fillingFact(fact: Extract<ExampleFact, { do: 'top-up' | 'grant' }>, told: Told): LifeFact {
  const { amount, priority, services, until } = fact
  const filling = given({ priority, services, until })
  if (fact.do === 'top-up')
    return { ...told, do: 'top-up', ...filling, amount: fact.amount, ...given({ method: fact.method }) }
  return { ...told, do: 'grant', ...filling, reason: fact.reason, ...given({ amount, quantity: fact.quantity }) }
}

type GroupFact = Extract<ExampleFact, { do: 'join' | 'leave' | 'group-use' }>

function isOfGroup(fact: ExampleFact): fact is GroupFact {
  return fact.do === 'join' || fact.do === 'leave' || fact.do === 'group-use'
}

function groupFact(fact: GroupFact) {
  if (fact.do === 'group-use') return fact
  const { group, of } = fact
  if (fact.do === 'leave') return { do: fact.do, group, ...given({ as: of }) }
  return { do: fact.do, group, ...given({ as: of, until: fact.until }) }
}

const CHANGES = [
  ...(['feature', 'change', 'renumber', 'move', 'suspend', 'resume', 'terminate'] as const),
  ...(['withdraw', 'accept-offer', 'let-go'] as const)
] as const
type Change = Extract<ExampleFact, { do: (typeof CHANGES)[number] }>

function isChange(fact: ExampleFact): fact is Change {
  return CHANGES.some(one => one === fact.do)
}

function changeFact(fact: Change, told: Told): LifeFact {
  const as = given({ as: fact.of })
  if (fact.do === 'feature') return { ...told, do: 'feature', feature: fact.feature, state: fact.state, ...as }
  if (fact.do === 'withdraw') return { ...told, do: 'withdraw', what: fact.what, ...as }
  if (fact.do === 'accept-offer') return { ...told, do: fact.do, offer: fact.offer, ...as }
  if (fact.do === 'let-go') return { ...told, do: fact.do, ...as }
  if (fact.do === 'renumber') return { ...told, do: fact.do, to: fact.to, ...as, ...given({ instead: fact.instead }) }
  if (fact.do === 'move') return { ...told, do: fact.do, ...as, ...given({ from: fact.from, to: fact.to }) }
  const { when } = fact
  if (fact.do === 'suspend') return { ...told, do: fact.do, ...as, ...given({ when, suspension: fact.suspension }) }
  if (fact.do !== 'change') return { ...told, do: fact.do, ...as, ...given({ when }) }
  return { ...told, do: 'change', plan: fact.plan, ...as, ...given({ when, pending: fact.pending }) }
}

function taxFact(fact: Extract<ExampleFact, { do: 'tax-place' | 'tax-exemption' }>, told: Told): LifeFact {
  if (fact.do === 'tax-place')
    return { ...told, do: fact.do, place: fact.place, ...given({ as: fact.of, taxId: fact.taxId }) }
  const { certificate, tax, until } = fact
  return { ...told, do: fact.do, tax, certificate, ...given({ until }) }
}

function deedOf({ deed, fields, of, to }: Extract<ExampleFact, { do: 'deed' }>) {
  return { do: 'deed', deed, fields, to: of === null ? to : 'subscription', ...given({ as: of }) } as const
}

/** Without what is null. */
function given<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }
}
