// What conditions may ask: facts of a subscription and its account, each with its type.

/**
 * `money`: micro of the operator's currency; `quantity`: micro of the base unit in which its argument, a service, is
 * measured; `count`: a whole number; `date`; `age`: the time since a day, compared with a calendar length (`30 days`);
 * `oneOf`: one of these words; `names`: the name of one of these declared things.
 */
export type FactType =
  | 'money'
  | 'quantity'
  | 'count'
  | 'date'
  | 'age'
  | { readonly oneOf: readonly string[] }
  | { readonly names: string }

/** A fact as conditions know it; who computes it is another matter. */
export interface FactSignature {
  /** As it is written: 'used'. */
  readonly name: string
  readonly type: FactType
  /** What stands in brackets after it: names of one of these kinds; `needed`: it means nothing without. */
  readonly argument?: { readonly of: readonly string[]; readonly needed: boolean; readonly many: boolean }
  /** Counts from the beginning of the billing cycle: `this cycle` may be written after it. */
  readonly perCycle?: true
  /** Adds up usage: `in 7 days` may be written after it, to count over days instead of the cycle. */
  readonly perDays?: true
  /** May be added up over all subscriptions of an account: `of account` may be written after it. */
  readonly perAccount?: true
  /** May be added up over the members of a group: `of group` may be written after it. */
  readonly perGroup?: true
  /** Unknown before the subscription begins: no comparison with it holds then. */
  readonly needsSubscription?: true
  /** One sentence for the reference and for hover. */
  readonly doc: string
  /** A condition with it: 'used(data) reaches 80% of included'. */
  readonly example: string
}

/** The facts that the kernel itself knows. */
export const kernelFacts: readonly FactSignature[] = [
  {
    name: 'plan',
    type: { names: 'plan' },
    needsSubscription: true,
    doc: 'The plan of the subscription.',
    example: 'plan is mobile-20'
  },
  {
    name: 'family',
    type: { names: 'family' },
    needsSubscription: true,
    doc: "The family of the subscription's plan.",
    example: 'family is mobile'
  },
  {
    name: 'state',
    type: { oneOf: ['active', 'suspended'] },
    needsSubscription: true,
    doc: 'Whether the subscription is active or suspended.',
    example: 'state is suspended'
  },
  {
    name: 'suspension',
    type: { names: 'suspension' },
    needsSubscription: true,
    doc: 'The kind of suspension that the subscription is under; unknown while it is active, and where none was said: no comparison holds then.',
    example: 'suspension is debt'
  },
  {
    name: 'feature',
    type: { oneOf: ['on', 'off'] },
    needsSubscription: true,
    argument: { of: ['feature'], needed: true, many: false },
    doc: 'Whether a feature of the subscription is on.',
    example: 'feature(voicemail) is on'
  },
  {
    name: 'age',
    type: 'age',
    needsSubscription: true,
    doc: 'How long the subscription has lasted.',
    example: 'age < 12 months'
  },
  {
    name: 'on-plan',
    type: 'age',
    needsSubscription: true,
    doc: 'How long the subscription has had its plan, by whatever version.',
    example: 'on-plan < 30 days'
  },
  {
    name: 'today',
    type: 'date',
    doc: 'The day itself, in the zone of the account.',
    example: 'today >= 2026-12-24'
  },
  {
    name: 'used',
    type: 'quantity',
    argument: { of: ['service'], needed: true, many: true },
    perCycle: true,
    perDays: true,
    perAccount: true,
    perGroup: true,
    doc: 'What was used of a service, or of several that are measured alike, after increments: in this billing cycle, or in so many days of which today is the last. Of a group: by its members, while they were members; of several groups, in that which used most; of nobody who is in none.',
    example: 'used(data) reaches 80% of included'
  },
  {
    name: 'included',
    type: 'quantity',
    needsSubscription: true,
    argument: { of: ['service'], needed: true, many: true },
    perCycle: true,
    perAccount: true,
    doc: 'What the plan includes of a service in this billing cycle, and what was left of earlier cycles when it began; without end when any of it is unlimited. What is included by days is no part of it: ask used(data) in 1 day.',
    example: 'used(voice) > 90% of included(voice)'
  },
  {
    name: 'spend',
    type: 'money',
    argument: { of: ['zone', 'service'], needed: false, many: true },
    perCycle: true,
    perDays: true,
    perAccount: true,
    doc: 'What usage has cost, allowances counted: all of it, or that to the zones or of the services named; in this billing cycle, or in so many days of which today is the last.',
    example: 'spend(new-zealand, united-kingdom) this cycle > 50.00'
  },
  {
    name: 'owed',
    type: 'money',
    doc: 'What the account owes on its invoices.',
    example: 'owed > 200.00'
  }
]

/** By name, those of plugins beside the kernel's. */
export function knownFacts(ofPlugins: readonly FactSignature[]): ReadonlyMap<string, FactSignature> {
  return new Map([...kernelFacts, ...ofPlugins].map(fact => [fact.name, fact]))
}
