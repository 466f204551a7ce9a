// Refuses, before anything happens, a life whose names mean nothing: with the fact, the field and what there is.
import { compareDates, partOfCoin } from '@farthing/billing-core/values'
import { currenciesOf, type RuleSet } from '@farthing/rules-language'
import { kindProblems, type KnownNames, type NamedField, nameProblems, unknown } from './check-names.ts'
import { noteProblems } from './check-notes.ts'
import { pocketProblems } from './check-pocket.ts'
import {
  type DeskFact,
  type GroupFact,
  isOfDesk,
  isOfGroup,
  isOfInvoice,
  type Life,
  type LifeFact,
  type LifeProblem,
  type NoteFact
} from './life.ts'

/** A day's work is cheap, but a life of more days than this is a slip of the pen. */
const LONGEST_DAYS = 40_000

export interface LifeWorld {
  readonly rules: RuleSet
  /** The rule sets that `publish` may name. */
  readonly ruleSets: ReadonlyMap<string, RuleSet>
}

/** What is wrong with the currency of the account; null: rules are for it. */
export function currencyProblem({ account: { currency } }: Life, rules: RuleSet): LifeProblem | null {
  const known = currenciesOf(rules)
  if (currency === undefined || known.includes(currency)) return null
  const problem = `the account is in ${currency} and the rules are in ${known.join(', ')}`
  return { fact: null, field: 'account.currency', problem }
}

/** `world`: for customers in the currency of the account. */
export function checkLife(life: Life, world: LifeWorld): LifeProblem[] {
  const problems: LifeProblem[] = []
  const names = new Set(life.facts.filter(isSubscribe).map(fact => subscriptionName(fact)))
  const sets = [world.rules, ...world.ruleSets.values()]
  const known = {
    subscriptions: names,
    plans: new Set(sets.flatMap(({ plans }) => [...plans.keys()])),
    features: new Set(sets.flatMap(({ features }) => [...features.keys()])),
    suspensions: new Set(sets.flatMap(({ operator }) => operator.suspensions))
  }
  for (const fact of life.facts) {
    if (isOfGroup(fact)) problems.push(...groupProblems(fact, names))
    else if (isOfInvoice(fact)) problems.push(...noteProblems(fact))
    else if (fact.do === 'tax-place') problems.push(...ownProblems(fact, names))
    else if (isOfDesk(fact)) problems.push(...subscriptionProblems(fact, names))
    else problems.push(...checkFact(fact, known, world))
  }
  return [...problems, ...twice(life.facts), ...tooLong(life.facts)]
}

/** A subscription that is given no name of its own is called by its plan. */
export function subscriptionName(fact: LifeFact<'subscribe'>): string {
  return fact.as ?? fact.plan
}

function isSubscribe(fact: LifeFact): fact is LifeFact<'subscribe'> {
  return fact.do === 'subscribe'
}

type OtherFact = Exclude<LifeFact, GroupFact | DeskFact | NoteFact>

function checkFact(fact: OtherFact, known: KnownNames, { rules, ruleSets }: LifeWorld): LifeProblem[] {
  const named = (field: NamedField, name: string): LifeProblem[] => nameProblems(fact, known, field, name)
  switch (fact.do) {
    case 'subscribe':
      return [...named('plan', fact.plan), ...(fact.features ?? []).flatMap(feature => named('features', feature))]
    case 'change':
      return [...subscriptionProblems(fact, known.subscriptions), ...named('plan', fact.plan)]
    case 'feature':
      return [...subscriptionProblems(fact, known.subscriptions), ...named('feature', fact.feature)]
    case 'move':
    case 'renumber':
    case 'suspend':
    case 'resume':
    case 'terminate':
    case 'withdraw':
    case 'use':
      return [...holderProblems(fact, known.subscriptions), ...moveProblems(fact), ...kindProblems(fact, known)]
    case 'deed':
      return deedProblems(fact, known.subscriptions)
    case 'charge':
    case 'credit':
      return itemProblems(fact, known.subscriptions, rules.operator.currency)
    case 'tax-exemption':
      return endProblems(fact, 'an exemption')
    case 'top-up':
    case 'grant':
      return fillingProblems(fact, { rules, ruleSets })
    case 'publish':
      return ruleSetProblems(fact, ruleSets)
    case 'bill':
    case 'advance':
      return knownProblems(fact)
    case 'pay':
    case 'fail':
    case 'refund':
      return coinProblems(fact, rules.operator.currency)
    default:
      return []
  }
}

function fillingProblems(fact: LifeFact<'top-up' | 'grant'>, { rules, ruleSets }: LifeWorld): LifeProblem[] {
  const paid = pocketProblems(fact, [rules, ...ruleSets.values()])
  return [...endProblems(fact, 'a pocket'), ...coinProblems(fact, rules.operator.currency), ...paid]
}

function itemProblems(
  fact: LifeFact<'charge' | 'credit'>,
  subscriptions: ReadonlySet<string>,
  currency: string
): LifeProblem[] {
  return [...ownProblems(fact, subscriptions), ...coinProblems(fact, currency)]
}

function ruleSetProblems({ number, rules }: LifeFact<'publish'>, known: LifeWorld['ruleSets']): LifeProblem[] {
  return known.has(rules) ? [] : [{ fact: number, field: 'rules', problem: unknown('rule set', rules, known.keys()) }]
}

function knownProblems({ at, do: deed, known, number }: LifeFact<'bill' | 'advance'>): LifeProblem[] {
  const problem = `"${deed}" happens when it is known: leave it out`
  return known.equals(at) ? [] : [{ fact: number, field: 'known', problem }]
}

function coinProblems(
  {
    amount = 0n,
    number
  }: Pick<LifeFact<'pay' | 'fail' | 'refund' | 'top-up' | 'grant' | 'charge' | 'credit'>, 'amount' | 'number'>,
  currency: string
): LifeProblem[] {
  const problem = partOfCoin(amount, currency)
  return problem === null ? [] : [{ fact: number, field: 'amount', problem }]
}

/** A use says whose it is by its number too. */
function holderProblems(
  fact: LifeFact<'move' | 'renumber' | 'suspend' | 'resume' | 'terminate' | 'withdraw' | 'use'>,
  names: ReadonlySet<string>
): LifeProblem[] {
  return fact.do === 'use' && fact.as === undefined && fact.from !== undefined ? [] : subscriptionProblems(fact, names)
}

function moveProblems(fact: LifeFact): LifeProblem[] {
  if (fact.do !== 'move' || fact.from !== fact.to) return []
  const problem = 'say to which other account it goes, or with "from" from which it comes'
  return [{ fact: fact.number, field: 'to', problem }]
}

function endProblems(
  { number, on, until }: Pick<LifeFact<'tax-exemption' | 'top-up' | 'grant' | 'join'>, 'number' | 'on' | 'until'>,
  what: string
): LifeProblem[] {
  if (until === undefined || compareDates(on, until) < 0) return []
  const problem = `${what} from ${on.toString()} ends after that day, not on ${until.toString()}`
  return [{ fact: number, field: 'until', problem }]
}

function deedProblems(fact: LifeFact<'deed'>, names: ReadonlySet<string>): LifeProblem[] {
  const { as, number, to } = fact
  if (to === 'account' && as !== undefined) {
    return [{ fact: number, field: 'as', problem: `${fact.deed} is done to the account: leave it out` }]
  }
  return to === 'account' || (to === 'either' && as === undefined)
    ? []
    : subscriptionProblems({ ...fact, do: fact.deed }, names)
}

function groupProblems(fact: GroupFact, names: ReadonlySet<string>): LifeProblem[] {
  if (fact.do === 'group-use') return []
  const ends = fact.do === 'join' ? endProblems(fact, 'what is in a group') : []
  return [...ownProblems(fact, names), ...ends]
}

/** Of the account, or of a subscription that is named. */
function ownProblems(
  fact: LifeFact<'charge' | 'credit' | 'tax-place' | 'join' | 'leave'>,
  names: ReadonlySet<string>
): LifeProblem[] {
  return fact.as === undefined ? [] : subscriptionProblems(fact, names)
}

function subscriptionProblems(
  fact: { readonly number: number; readonly do: string; readonly as?: string },
  names: ReadonlySet<string>
): LifeProblem[] {
  const problem =
    fact.as !== undefined
      ? names.has(fact.as)
        ? null
        : unknown('subscription', fact.as, names)
      : names.size === 1
        ? null
        : names.size === 0
          ? `there is no subscription to ${fact.do}: add a "subscribe"`
          : `there are several subscriptions: say which, one of: ${[...names].join(', ')}`
  return problem === null ? [] : [{ fact: fact.number, field: 'as', problem }]
}

function twice(facts: readonly LifeFact[]): LifeProblem[] {
  const seen = new Map<string, number>()
  return facts.filter(isSubscribe).flatMap(fact => {
    const name = subscriptionName(fact)
    const first = seen.get(name)
    seen.set(name, first ?? fact.number)
    const problem = `fact ${first} subscribes "${name}" already: give this one another "as", and a number that both had among its "identities"`
    return first === undefined ? [] : [{ fact: fact.number, field: 'as', problem }]
  })
}

function tooLong(facts: readonly LifeFact[]): LifeProblem[] {
  const known = facts.map(fact => fact.known.epochMilliseconds)
  const days = known.length === 0 ? 0 : (maximum(known) - minimum(known)) / 86_400_000
  return days > LONGEST_DAYS
    ? [{ fact: null, field: 'facts', problem: `the life lasts longer than ${LONGEST_DAYS} days` }]
    : []
}

function maximum(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity)
}

function minimum(values: readonly number[]): number {
  return values.reduce((least, value) => Math.min(least, value), Infinity)
}
