// The accounts of a file of subscribers, as histories that can be billed.
import { accountHistory, type AccountHistory, dirtyFrom, type Fact, lastBillDate } from '@farthing/billing-core'
import { compareDates, localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { SubscriberIndex, SubscriberStretch } from '../usage/index.ts'
import type { ImpactRange, MadeBills } from './impact-account.ts'

export interface CustomerAccount extends Pick<MadeBills, 'previous' | 'newsFrom'> {
  readonly number: string
  readonly history: AccountHistory
  /** Of subscriptions that end and begin anew, in order. */
  readonly services: ReadonlyMap<string, readonly Service[]>
}

/** A subscription without a gap: one that begins anew after days without service is billed as another. */
export interface Service {
  /** In the history; of the first it is that of the file. */
  readonly id: string
  /** Epoch milliseconds; -Infinity: since ever. */
  readonly from: number
  readonly stretches: readonly SubscriberStretch[]
}

export interface CustomerSettings {
  /** By account; the first of the month where none is told. */
  readonly billDays: ReadonlyMap<string, number>
  readonly zone: string
  readonly currency: string
  readonly range: ImpactRange
}

const FIRST = 1

/** In the order of the file. Who has no first day is a customer since the last bill before the range: no fee of a start falls into it. */
export function customerAccounts(subscribers: SubscriberIndex, settings: CustomerSettings): CustomerAccount[] {
  const stretches = Array.from({ length: subscribers.size }, (_, index) => subscribers.at(index))
  return [...Map.groupBy(stretches, ({ account }) => account)].flatMap(([number, held]) => {
    const own = [...Map.groupBy(held, ({ subscription }) => subscription)]
    const services = own.map(([id, stretches]) => [id, servicesOf(id, stretches, settings.zone)] as const)
    const facts = factsOf(number, services, settings)
    const history = accountHistory(number, facts)
    if (history === null) return []
    const anew = new Map(services.filter(([, { length }]) => length > 1))
    return [{ number, history, services: anew, ...lastBefore(history, facts, settings) }]
  })
}

/** A file tells no bills: one is taken to have been made on each bill day, when what happened up to it was known. */
function lastBefore(
  { account, billDays, zone }: AccountHistory,
  facts: readonly Fact[],
  { range }: CustomerSettings
): Pick<CustomerAccount, 'previous' | 'newsFrom'> {
  const billDate = lastBillDate({ billDays }, range.from)
  const knownAt = billDate === null ? null : startOfDay(billDate, zone)
  const history = knownAt === null ? null : accountHistory(account, facts, knownAt)
  if (billDate === null || knownAt === null || history === null) return { previous: null, newsFrom: null }
  return { previous: { billDate, history }, newsFrom: dirtyFrom(facts, knownAt) }
}

function startOfDay(day: Temporal.PlainDate, zone: string): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(startOfDayMs(day, zone))
}

function servicesOf(subscription: string, held: readonly SubscriberStretch[], zone: string): Service[] {
  const services: (Service & { readonly stretches: SubscriberStretch[] })[] = []
  let end = -Infinity
  for (const stretch of held.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))) {
    const { from, until } = stretch
    const last = services.at(-1)
    if (last !== undefined && from <= end) last.stretches.push(stretch)
    else {
      const id = last === undefined ? subscription : `${subscription} from ${localDay(from, zone)}`
      services.push({ id, from, stretches: [stretch] })
    }
    end = Math.max(end, until)
  }
  return services
}

function factsOf(
  number: string,
  subscriptions: readonly (readonly [string, readonly Service[]])[],
  settings: CustomerSettings
): Fact[] {
  const { billDays, zone, currency, range } = settings
  const billDay = billDays.get(number) ?? FIRST
  const longAgo = { from: range.from.subtract({ months: 2 }), billDay }
  const since = lastBillDate({ billDays: [longAgo] }, range.from) ?? range.from
  const facts = subscriptions.flatMap(([name, services]) =>
    services.flatMap(service => serviceFacts(name, service, { since, zone }))
  )
  const opened = facts.map(({ effective }) => effective).reduce(earlier, since)
  return [{ kind: 'account-opened', ...base('opened', opened, zone), billDay, zone, currency }, ...facts]
}

/** Several numbers of one subscription, or plans that follow one another: a change of plan where the next begins. */
function serviceFacts(
  name: string,
  { id: subscription, stretches: held }: Service,
  { since, zone }: { readonly since: Temporal.PlainDate; readonly zone: string }
): Fact[] {
  const dated = held
    .map(({ plan, from }) => ({ plan, from: from === -Infinity ? since : localDay(from, zone) }))
    .toSorted((a, b) => compareDates(a.from, b.from))
  const [first, ...later] = dated
  if (first === undefined) return []
  const end = held.reduce((latest, { until }) => Math.max(latest, until), -Infinity)
  const changes = later.filter(({ plan }, index) => plan !== dated[index]?.plan)
  const id = (what: string): string => `${subscription} ${what}`
  return [
    {
      kind: 'subscribed',
      ...base(id('begins'), first.from, zone),
      subscription,
      as: name,
      plan: first.plan,
      identities: []
    },
    ...changes.map(({ plan, from }): Fact => {
      return { kind: 'plan-changed', ...base(id(`${plan} ${from}`), from, zone), subscription, plan }
    }),
    ...(end === Infinity
      ? []
      : [{ kind: 'terminated' as const, ...base(id('ends'), localDay(end, zone), zone), subscription }])
  ]
}

/** A file does not say when it was known: on its day. */
function base(
  id: string,
  effective: Temporal.PlainDate,
  zone: string
): Pick<Fact, 'id' | 'effective' | 'known' | 'supersedes'> {
  return { id, effective, known: startOfDay(effective, zone), supersedes: null }
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(a, b) <= 0 ? a : b
}
