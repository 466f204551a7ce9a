// The one function that prices a usage record: for an offline file, a simulated life, an example and the import alike.
import { formatPlace, type RuleRef, unitNoun } from '@farthing/billing-core/values'
import type { Registry, UsageRecord } from '@farthing/plugin-sdk'
import { normaliseNumber } from '@farthing/rules-language'
import type {
  Dialling,
  Operator,
  Rated,
  RatingEvent,
  RuleSet,
  TariffVersion,
  Unrated,
  UsageLimit
} from '@farthing/rules-language'
import type { RuleBook, RuleBooks } from '../bill/rule-book.ts'
import type { SubscriberIndex } from './subscriber-index.ts'
import { TariffFinder } from './tariff-finder.ts'
import type { TariffChoice } from './tariff-finder.ts'

const DAY_MS = 86_400_000
type Limit = Pick<UsageLimit, 'ms' | 'text'> & { readonly at: RuleRef | null }
const OLDEST: Limit = { ms: 730 * DAY_MS, text: '730 days', at: null }
const FURTHEST: Limit = { ms: DAY_MS, text: '24 hours', at: null }

/** Everything that rating needs beside the record, made once for a file. */
export interface UsageRating {
  /** Null: usage is rated without subscribers, by `choice`. */
  readonly subscribers: SubscriberIndex | null
  readonly choice: TariffChoice
  readonly tariffs: TariffFinder
  /** Of accounts that are kept in that currency. */
  tariffsIn(currency: string): TariffFinder
  readonly dialling: Dialling | null
  /** When usage arrives, epoch milliseconds: it may not begin too long before it, nor too long after it. */
  readonly now: number
  readonly limits: ArrivalLimits
}

/** How far from its arrival usage may begin: as the operator says, else 730 days back and 24 hours ahead. */
export type ArrivalLimits = Pick<Operator, 'futureUsage' | 'lateUsage'>

/** A use with everything that rating may ask of it. */
export type RatedUsage = Required<RatingEvent>

export type RecordOutcome = RatedRecord | UnratedRecord

export interface RatedRecord {
  readonly ok: true
  /** Which stretch of the subscriber index pays; -1 without subscribers. */
  readonly stretch: number
  /** As rated: the numbers are E.164. */
  readonly event: RatedUsage
  readonly tariff: TariffVersion
  /** The plan's rule that names the tariff; null when rated without a plan. */
  readonly namedBy: RuleRef | null
  readonly rules: RuleSet
  /** The gross amount: allowances and tiers are applied when the bill is made. */
  readonly rated: Rated
}

export type UnratedReason =
  | 'too-old'
  | 'in-future'
  | 'unknown-subscriber'
  | 'no-tariff'
  | 'wrong-unit'
  | 'wrong-currency'
  | Unrated['reason']

/** Goes to quarantine. */
export interface UnratedRecord {
  readonly ok: false
  readonly reason: UnratedReason
  /** The field of the record that it is about. */
  readonly field: 'started_at' | 'subscriber' | 'service' | 'to' | 'from' | 'quantity' | 'unit' | 'value' | 'currency'
  readonly detail: string
}

export function usageRating(settings: {
  /** For accounts in the operator's own currency, and where all are in one. */
  readonly ruleBook: RuleBook
  /** Left out: all are in one currency. */
  readonly books?: Pick<RuleBooks, 'in'>
  readonly registry: Pick<Registry, 'usageTerms'>
  readonly subscribers: SubscriberIndex | null
  readonly choice?: TariffChoice
  readonly now: Temporal.Instant
}): UsageRating {
  const { books, registry, ruleBook, subscribers, choice = null, now } = settings
  const operator = ruleBook.versions.at(-1)?.rules.operator
  const finders = new Map<string, TariffFinder>()
  return {
    subscribers,
    choice,
    tariffs: new TariffFinder(ruleBook, registry.usageTerms),
    tariffsIn: currency =>
      finders.getOrInsertComputed(
        currency,
        () => new TariffFinder(books?.in(currency) ?? ruleBook, registry.usageTerms)
      ),
    dialling: operator?.dialling ?? null,
    now: now.epochMilliseconds,
    limits: operator ?? { lateUsage: null, futureUsage: null }
  }
}

export function rateRecord(record: UsageRecord, rating: UsageRating): RecordOutcome {
  const { startedAt } = record
  const oldest = rating.limits.lateUsage ?? OLDEST
  if (startedAt < rating.now - oldest.ms) {
    return refuse('too-old', 'started_at', `more than ${oldest.text} ago${asRuled(oldest)}`)
  }
  const furthest = rating.limits.futureUsage ?? FURTHEST
  if (startedAt > rating.now + furthest.ms) {
    return refuse('in-future', 'started_at', `more than ${furthest.text} from now${asRuled(furthest)}`)
  }
  const { subscribers } = rating
  const { dialling, tariffs } = rating
  if (subscribers === null) return rateFor(record, { choice: rating.choice, tariffs, dialling }, -1)
  const stretch = subscribers.find(record.subscriber, startedAt)
  if (stretch < 0) return unknownSubscriber(record, subscribers)
  const holder = subscribers.at(stretch)
  const own = holder.currency === undefined ? tariffs : rating.tariffsIn(holder.currency)
  return rateFor(record, { choice: holder, tariffs: own, dialling }, stretch)
}

/** By which rule, where it is one. */
function asRuled({ at }: Limit): string {
  return at === null ? '' : `: ${at.rule}, ${formatPlace(at)}`
}

type Asked = Pick<UsageRating, 'choice' | 'dialling' | 'tariffs'>

function rateFor(record: UsageRecord, { choice, dialling, tariffs }: Asked, stretch: number): RecordOutcome {
  const found = tariffs.find(choice, record.service, record.startedAt)
  if (!found.ok) return refuse(found.reason, 'service', found.detail)
  const { tariff, rules, by: namedBy } = found
  if (tariff.unit !== record.unit) {
    return refuse(
      'wrong-unit',
      'unit',
      `tariff ${tariff.name} counts ${unitNoun(tariff.unit)}, the record ${unitNoun(record.unit)}`
    )
  }
  const { currency } = rules.operator
  if (record.currency !== '' && record.currency !== currency) {
    return refuse('wrong-currency', 'currency', foreignValue(record.currency, currency))
  }
  const event = usageOf(record, dialling)
  const rated = tariff.rate(event)
  if (!rated.ok) {
    const detail = noNumberText(record, rated, event) ?? `${rated.detail}${asPublished(rated, tariffs.begin(rules))}`
    return refuse(rated.reason, fieldOf(rated.reason), detail)
  }
  return { ok: true, stretch, event, tariff, namedBy, rules, rated }
}

/** What rating needs of a record: its numbers as E.164. */
export function usageOf(record: UsageRecord, dialling: Dialling | null): RatedUsage {
  const { from, quantity, startedAt, to, value } = record
  return { startedAt, quantity, to: numberOf(to, dialling), from: numberOf(from, dialling), value }
}

function numberOf(text: string, dialling: Dialling | null): string {
  return text === '' ? '' : normaliseNumber(text, dialling)
}

interface Parties {
  readonly to: string
  readonly from: string
}

/** What stands where a zone wants a number, when it is none; null when rating says enough. */
export function noNumberText(
  record: Parties,
  { reason }: Pick<Unrated, 'reason'>,
  event: Partial<Parties>
): string | null {
  if (reason !== 'no-zone' && reason !== 'no-origin') return null
  const field = reason === 'no-zone' ? 'to' : 'from'
  if ((event[field] ?? '') !== '' || record[field] === '') return null
  return `"${record[field].slice(0, 40)}" is no telephone number`
}

/** By which of several published rules: what is added to them today holds from today, and no earlier use is rated by it. */
function asPublished({ reason }: Unrated, from: Temporal.PlainDate | null): string {
  if (from === null || (reason !== 'no-zone' && reason !== 'no-origin' && reason !== 'no-rate')) return ''
  return `, by the rules of its day, which hold from ${from}`
}

function foreignValue(currency: string, own: string): string {
  return `the value is in ${currency}, and prices are in ${own}`
}

function unknownSubscriber(record: UsageRecord, subscribers: SubscriberIndex): UnratedRecord {
  const quoted = `"${record.subscriber.slice(0, 40)}"`
  const known = subscribers.knows(record.subscriber)
  return refuse(
    'unknown-subscriber',
    'subscriber',
    known ? `nobody held ${quoted} at that time` : `nobody holds ${quoted}`
  )
}

function fieldOf(reason: Unrated['reason']): UnratedRecord['field'] {
  if (reason === 'not-in-force') return 'started_at'
  if (reason === 'no-value' || reason === 'bad-value') return 'value'
  if (reason === 'no-origin') return 'from'
  return reason === 'no-zone' || reason === 'no-rate' ? 'to' : 'quantity'
}

function refuse(reason: UnratedReason, field: UnratedRecord['field'], detail: string): UnratedRecord {
  return { ok: false, reason, field, detail }
}
