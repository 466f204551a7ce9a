// What is taken by hand comes out of pockets for exactly the services that are named; where they have too little, it is said which have enough.
import { available, type Pocket } from '@farthing/billing-core'
import { formatHeld } from '@farthing/billing-core/values'
import type { Held } from './pocket-refusals.ts'

export interface Taken extends Held {
  /** Out of pockets for exactly these, in order; left out: out of those for all. */
  readonly services?: readonly string[] | null
}

export function isOutOf(
  pocket: Pick<Pocket, 'services'>,
  { services: named = null }: Pick<Taken, 'services'>
): boolean {
  return sameServices(pocket.services, named)
}

/** `pockets`: all that may be used, for whatever services. */
export function tooLittle(account: string, taken: Taken, pockets: readonly Pocket[], at: Temporal.Instant): string {
  const { amount, services: named = null, unit } = taken
  const shown = (parts: bigint): string => formatHeld(parts, unit)
  const sums = Array.from(
    Map.groupBy(pockets, ({ services }) => services?.join(', ') ?? ''),
    ([services, own]) => {
      return { services, has: available(own, at), own: own.some(each => isOutOf(each, taken)) }
    }
  )
  const has = sums.find(({ own }) => own)?.has ?? 0n
  const others = sums.filter(each => !each.own && each.has > 0n)
  const besides = others.length > 0 ? ' that is not for certain services' : ''
  const what = named === null ? besides : ` for ${named.join(', ')} alone`
  const enough = others.filter(each => each.has >= amount)
  const forSome = enough.filter(({ services }) => services !== '').map(each => `${each.services} (${shown(each.has)})`)
  const forAll = enough.find(({ services }) => services === '')
  return [
    `The pockets of ${account} have ${shown(has)} free${what}, less than the ${shown(amount)} asked for.`,
    ...(forSome.length > 0 ? [`There is enough for ${forSome.join(' and for ')}: name exactly these services.`] : []),
    ...(forAll === undefined ? [] : [`There is enough that is for all (${shown(forAll.has)}): leave the services out.`])
  ].join(' ')
}

function sameServices(a: readonly string[] | null, b: readonly string[] | null): boolean {
  if (a === null || b === null) return a === b
  return a.length === b.length && a.every((service, index) => service === b[index])
}
