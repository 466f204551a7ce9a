// The one function behind preview, example, simulation and the bill run.
import {
  accountAlignments,
  buildInvoice,
  reconcile,
  type SubscriptionHistory,
  type TargetCharge
} from '@farthing/billing-core'
import { earlierDate, minorUnit, type Rounding } from '@farthing/billing-core/values'
import type { ChargeInput } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { itemTargets } from './account-items.ts'
import { BillHash } from './bill-hash.ts'
import type { BillableUsage, BillInput, BillResult, Parked } from './bill-input.ts'
import { chargeTargets } from './charge-targets.ts'
import { brokenInvariant } from './invariants.ts'
import { filePieces } from './file-pieces.ts'
import { HeldVersions } from './held-versions.ts'
import { parkedBy } from './parked-by.ts'
import type { RuleBook } from './rule-book.ts'
import { rulePieces } from './rule-pieces.ts'
import { Taxing } from './taxing.ts'
import { withReach } from './explain-reach.ts'
import { usageInOrder, type UsageOutcome, UsageStage } from './usage-stage.ts'

const DEFAULT_DUE_DAYS = 14

type OpenInput = Omit<BillInput, 'usage'>

/**
 * History, rules and usage in; the next invoice out, as the difference to what was billed. Deterministic: the same
 * input gives the same bill under the same hash. Never throws: what cannot be billed is parked with a readable reason.
 */
export function computeBill(input: BillInput): BillResult {
  const bill = new OpenBill(input)
  bill.take(input.usage)
  return bill.end()
}

interface Opened {
  readonly rules: RuleSet
  readonly held: HeldVersions
  readonly stage: UsageStage
  readonly hash: BillHash
}

/** The same with usage page by page, so that a bill of a million uses never holds them together. */
export class OpenBill {
  readonly #input: OpenInput
  #opened: Opened | Parked

  constructor(input: OpenInput) {
    this.#input = input
    this.#opened = attempt(() => opened(input))
  }

  /** Pages follow one another in order of (startedAt, id); within one they are in any order. */
  take(usage: readonly BillableUsage[]): void {
    const at = this.#opened
    if ('reason' in at) return
    const failed = attempt(() => {
      const page = usageInOrder({ ...this.#input, usage })
      at.hash.take(page)
      return at.stage.take(page)
    })
    if (failed !== null) this.#opened = failed
  }

  end(): BillResult {
    const at = this.#opened
    return 'reason' in at ? at : attempt(() => billOf(this.#input, at))
  }
}

function attempt<T>(work: () => T): T | Parked {
  try {
    return work()
  } catch (error) {
    return parkedBy(error)
  }
}

function opened(input: OpenInput): Opened | Parked {
  const { billDate, history, ruleBook } = input
  const rules = ruleBook.at(billDate)
  if (rules === undefined) return { ok: false, reason: 'no-rules', detail: `no rules are in force on ${billDate}` }
  const { currency } = rules.operator
  if (currency !== history.currency) {
    return {
      ok: false,
      reason: 'currency',
      detail: `the account is kept in ${history.currency}, the rules in ${currency}`
    }
  }
  const held = new HeldVersions(ruleBook, accountAlignments(history), billDate)
  return { rules, held, stage: new UsageStage(input, held), hash: new BillHash(input) }
}

function billOf(input: OpenInput, { hash, held, rules, stage }: Opened): BillResult {
  const { billDate, history } = input
  const { currency, rounding, dueDays } = rules.operator
  const used = stage.end()
  const targets = targetsOf(input, rules, { held, totals: used.totals })
  if ('reason' in targets) return targets
  const taxing = new Taxing(input, rules)
  const roundingOf = roundings(input.ruleBook, rounding)
  const deltas = reconcile(
    targets,
    input.billed,
    { roundingOf, taxOf: target => taxing.of(target) },
    { since: input.since }
  )
  if (taxing.undecided !== null) return { ok: false, reason: 'tax-place', detail: taxing.undecided }
  const invoice = buildInvoice(
    {
      account: history.account,
      currency,
      billDate,
      from: input.previousBillDate ?? history.opened,
      dueDays: dueDays ?? DEFAULT_DUE_DAYS,
      taxRounding: { mode: rounding.mode, step: minorUnit(currency) }
    },
    deltas,
    history.subscriptions.map(({ id }) => id)
  )
  const broken = brokenInvariant(invoice)
  if (broken !== null) return { ok: false, reason: 'broken-invariant', detail: broken }
  return {
    ok: true,
    invoice: invoice.lines.length === 0 ? null : invoice,
    usage: used.net,
    allowances: used.allowances,
    carried: used.carried,
    dropped: history.dropped,
    hash: hash.hex()
  }
}

/** By the rules that priced a charge; `now` for a version that is published no more. */
function roundings({ versions }: RuleBook, now: Rounding): (target: TargetCharge) => Rounding {
  const byVersion = new Map(versions.map(({ rules }) => [rules.version, rules.operator.rounding]))
  return ({ version }) => byVersion.get(version) ?? now
}

function targetsOf(
  input: OpenInput,
  rules: RuleSet,
  { held, totals }: { readonly held: HeldVersions; readonly totals: UsageOutcome['totals'] }
): TargetCharge[] | Parked {
  const { history, billDate } = input
  const alignments = accountAlignments(history)
  const targets: TargetCharge[] = []
  for (const subscription of history.subscriptions) {
    const usage = totals.get(subscription.id) ?? []
    const charged = chargeAll(input, rules, subscription, { usage, alignments, held })
    if (!charged.ok) return charged
    targets.push(...charged.targets)
  }
  targets.push(...itemTargets(history, billDate, day => (input.ruleBook.at(day) ?? rules).version))
  return targets
}

function chargeAll(
  input: OpenInput,
  rules: RuleSet,
  subscription: SubscriptionHistory,
  { held, ...shared }: Pick<ChargeInput, 'usage' | 'alignments'> & { readonly held: HeldVersions }
): Parked | { readonly ok: true; readonly targets: readonly TargetCharge[] } {
  const { history, ruleBook, registry, billDate: through, since } = input
  const pieces = rulePieces(subscription, { held, ruleBook, through })
  if (!pieces.ok) return pieces
  const alone = filePieces(subscription, ruleBook)
  const { account: id, zone, currency, opened, settlements } = history
  const common = {
    ...shared,
    account: { id, zone, currency },
    subscription,
    // a subscription may have been dated back to before the account was opened
    since: since ?? earlierDate(opened, subscription.started),
    through,
    settlements,
    rounding: rules.operator.rounding,
    currency
  }
  const targets = [...registry.chargeTypes.values()].flatMap(type => {
    // none, and usage that arrived under another plan is charged all the same
    const own = pieces.value.get(type.statement) ?? alone.get(type.statement) ?? []
    return withReach(chargeTargets(type, { ...common, pieces: own }, registry), own)
  })
  return { ok: true, targets }
}
