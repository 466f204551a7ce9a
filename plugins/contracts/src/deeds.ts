// The deeds with their judges: what cannot be is refused, with a sentence for the customer.
import { addDays, compareDates, didYouMean } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedFieldSet, DeedRefusal, HeldStatement } from '@farthing/plugin-sdk'
import { type Agreement, agreementsOf, noticeEnd, overOn, releasable, runsOn, termEnd } from './agreements.ts'
import type { Contract, HeldContract } from './contract.ts'
import { changeContract, giveNotice, releaseFromContract, signContract } from './deed-fields.ts'

const CONTRACT = 'contracts.contract'

type Asked<F extends DeedFieldSet = DeedFieldSet> = AskedDeed<F>

export const deeds = [
  {
    ...signContract,
    judge(asked: Asked<typeof signContract.fields>): DeedRefusal | null {
      const terms = agreedTerms(asked)
      if ('reason' in terms) return terms
      const agreements = agreementsIn(asked)
      const running = agreements.find(each => runsOn(each, asked.day))
      if (running !== undefined) {
        return refusal(`contract ${running.held.value.name} runs already, since ${running.signed}`, running)
      }
      const next = agreements.find(({ signed }) => compareDates(signed, asked.day) > 0)
      return next !== undefined && compareDates(next.signed, terms.end) < 0
        ? refusal(`contract ${next.held.value.name} begins on ${next.signed}, before this one would end`, next)
        : null
    }
  },
  {
    ...changeContract,
    judge(asked: Asked<typeof changeContract.fields>): DeedRefusal | null {
      const running = runningIn(asked)
      if ('reason' in running) return running
      const terms = agreedTerms(asked)
      if ('reason' in terms) return terms
      const bound = overOn(running) ?? termEnd(running, addDays(asked.day, 1)).on
      return compareDates(terms.end, bound) < 0
        ? refusal(`it would end on ${terms.end}, before the contract that runs until ${bound}`, running)
        : null
    }
  },
  {
    ...giveNotice,
    judge(asked: Asked<typeof giveNotice.fields>): DeedRefusal | null {
      const running = runningIn(asked)
      if ('reason' in running) return running
      if (running.notice !== null) return refusal(`notice was given already, to ${overOn(running)}`, running)
      if (running.held.value.renewal === null)
        return refusal(`the contract ends by itself on ${overOn(running)}: no notice is needed`, running)
      const next = noticeEnd(running, asked.day).on
      const { to } = asked.values
      if (to === null) return null
      if (compareDates(to, next) < 0) return refusal(`notice is too late for ${to}: the next day is ${next}`, running)
      const end = termEnd(running, to).on
      return end.equals(to) ? null : refusal(`no term ends with ${to}: the next day is ${end}`, running)
    }
  },
  {
    ...releaseFromContract,
    judge(asked: Asked<typeof releaseFromContract.fields>): DeedRefusal | null {
      return releasable(agreementsIn(asked), asked.day) === undefined ? noneRuns(asked) : null
    }
  }
]

function refusal(reason: string, { held }: Pick<Agreement, 'held'>): DeedRefusal {
  return { reason, rule: held.at }
}

export function agreementsIn({
  heldOn,
  history,
  subscription
}: Pick<Asked, 'heldOn' | 'history' | 'subscription'>): Agreement[] {
  if (subscription === null) return []
  const own = history.deeds.filter(done => done.subscription === subscription.id)
  return agreementsOf(subscription, own, (name, day) => heldOn(day).flatMap(contractsOf).find(isNamed(name)))
}

function runningIn(asked: Asked): Agreement | DeedRefusal {
  const running = agreementsIn(asked).find(each => runsOn(each, asked.day))
  return running ?? noneRuns(asked)
}

function noneRuns({ day }: Pick<Asked, 'day'>): DeedRefusal {
  return { reason: `no contract runs on ${day}`, rule: null }
}

interface AgreedTerms {
  /** The first day after the first term. */
  readonly end: Temporal.PlainDate
}

function agreedTerms({
  day,
  held,
  subscription,
  values
}: Asked<typeof signContract.fields>): AgreedTerms | DeedRefusal {
  const offered = held.flatMap(contractsOf)
  const found = offered.find(isNamed(values.contract))
  if (found === undefined) {
    const hint = didYouMean(
      values.contract,
      offered.map(({ value }) => value.name)
    )
    return { reason: `the plan has no contract ${values.contract} on ${day}${hint}`, field: 'contract', rule: null }
  }
  const { least, most, months: usual } = found.value
  const months = values.months ?? usual
  if (months === 0) return { reason: 'a contract of no months ends before it starts', field: 'months', rule: found.at }
  if (months < least || months > most) {
    const bounds = least === most ? `${least}` : `${least} to ${most}`
    return { reason: `its term is ${bounds} months, not ${months}`, field: 'months', rule: found.at }
  }
  const { terminated = null } = subscription ?? {}
  if (terminated !== null && compareDates(terminated, day) <= 0) {
    return { reason: `the subscription ended on ${terminated}`, rule: found.at }
  }
  return { end: day.add({ months }) }
}

function contractsOf({ at, signature, value }: HeldStatement): HeldContract[] {
  return signature === CONTRACT ? [{ at, value: value as Contract }] : []
}

function isNamed(name: string) {
  return ({ value }: HeldContract): boolean => value.name === name
}
