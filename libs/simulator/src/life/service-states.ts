// How the services of a life stand on a day: what is left of them, and what is barred or slowed down.
import { type Parked, serviceStanding, type ServiceStanding } from '../bill/index.ts'
import type { Restriction } from './apply-policies.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import { billableUses } from './use-service.ts'

export interface ServiceStates {
  /** Of services that plans include. */
  readonly standing: readonly ServiceStanding[]
  /** By policies, and by services that have run out. */
  readonly restrictions: readonly Restriction[]
  /** Why services cannot be judged: then nothing is told of what plans include. Null when they can. */
  readonly parked: Pick<Parked, 'reason' | 'detail'> | null
}

/** With all that is known, at the end of the day. */
export function serviceStates(state: LifeState, day: Temporal.PlainDate): ServiceStates {
  const history = lifeHistory(state)
  if (history === null) throw new Error('a life opens its account')
  const found = serviceStanding({
    ...{ history, ruleBook: state.ruleBook, registry: state.registry, carried: [], since: null },
    usage: billableUses(state),
    billDate: day.add({ days: 1 })
  })
  const parked = 'reason' in found ? found : null
  const standing = 'reason' in found ? [] : found
  state.witness?.(standing)
  return { standing, restrictions: [...state.restrictions, ...standing.flatMap(restrictionBy)], parked }
}

function restrictionBy({ runOut, service, subscription }: ServiceStanding): Restriction[] {
  if (runOut === null) return []
  const { effect, rule, since, until } = runOut
  const kilobits = effect.effect === 'throttle' ? effect.kilobits : null
  return [{ subscription, what: service, kilobits, since, until, reason: `${service} has run out`, rule }]
}
