// The one function behind preview, example, simulation and the bill run.
import {
  accountAlignments,
  buildInvoice,
  reconcile,
  type SubscriptionHistory,
  type TargetCharge
} from '@farthing/billing-core'
import { earlierDate, type Rounding } from '@farthing/billing-core/values'
import type { ChargeInput } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { itemTargets } from './account-items.ts'
import { billHash } from './bill-hash.ts'
import type { AllowanceLeft, BillableUsage, BillInput, BillResult, NetUsage, Parked } from './bill-input.ts'
import type { CarriedUsage } from './carried-usage.ts'
import { chargeTargets } from './charge-targets.ts'
import { brokenInvariant } from './invariants.ts'
import { filePieces } from './file-pieces.ts'
import { HeldVersions } from './held-versions.ts'
import { parkedBy } from './parked-by.ts'
import type { RuleBook } from './rule-book.ts'
import { rulePieces } from './rule-pieces.ts'
import { withReach } from './explain-reach.ts'
import { usageInOrder, usageStage } from './usage-stage.ts'

const DEFAULT_DUE_DAYS = 14

interface Gathered {
  readonly targets: TargetCharge[]
  readonly net: readonly NetUsage[]
  readonly allowances: readonly AllowanceLeft[]
  readonly carried: readonly CarriedUsage[]
}

/**
 * History, rules and usage in; the next invoice out, as the difference to what was billed. Deterministic: the same
 * input gives the same bill under the same hash. Never throws: what cannot be billed is parked with a readable reason.
 */
export function computeBill(input: BillInput): BillResult {
  try {
    return compute(input)
  } catch (error) {
    return parkedBy(error)
  }
}

function compute(input: BillInput): BillResult {
  const { history, billDate } = input
  const rules = input.ruleBook.at(billDate)
  if (rules === undefined) return { ok: false, reason: 'no-rules', detail: `no rules are in force on ${billDate}` }
  const { currency, rounding, dueDays } = rules.operator
  if (currency !== history.currency) {
    return {
      ok: false,
      reason: 'currency',
      detail: `the account is kept in ${history.currency}, the rules in ${currency}`
    }
  }
  const usage = usageInOrder(input)
  const gathered = gather(input, rules, usage)
  if ('reason' in gathered) return gathered
  const deltas = reconcile(gathered.targets, input.billed, roundings(input.ruleBook, rounding), { since: input.since })
  const invoice = buildInvoice(
    {
      account: history.account,
      currency,
      billDate,
      from: input.previousBillDate ?? history.opened,
      dueDays: dueDays ?? DEFAULT_DUE_DAYS
    },
    deltas,
    history.subscriptions.map(({ id }) => id)
  )
  const broken = brokenInvariant(invoice)
  if (broken !== null) return { ok: false, reason: 'broken-invariant', detail: broken }
  return {
    ok: true,
    invoice: invoice.lines.length === 0 ? null : invoice,
    usage: gathered.net,
    allowances: gathered.allowances,
    carried: gathered.carried,
    dropped: history.dropped,
    hash: billHash(input, usage)
  }
}

/** By the rules that priced a charge; `now` for a version that is published no more. */
function roundings({ versions }: RuleBook, now: Rounding): (target: TargetCharge) => Rounding {
  const byVersion = new Map(versions.map(({ rules }) => [rules.version, rules.operator.rounding]))
  return ({ version }) => byVersion.get(version) ?? now
}

function gather(input: BillInput, rules: RuleSet, usage: readonly BillableUsage[]): Gathered | Parked {
  const { history, billDate } = input
  const alignments = accountAlignments(history)
  const held = new HeldVersions(input.ruleBook, alignments, billDate)
  const used = usageStage(usage, input, held)
  if (!used.ok) return used
  const targets: TargetCharge[] = []
  for (const subscription of history.subscriptions) {
    const totals = used.totals.get(subscription.id) ?? []
    const charged = chargeAll(input, rules, subscription, { usage: totals, alignments, held })
    if (!charged.ok) return charged
    targets.push(...charged.targets)
  }
  targets.push(...itemTargets(history, billDate, day => (input.ruleBook.at(day) ?? rules).version))
  return { targets, net: used.net, allowances: used.allowances, carried: used.carried }
}

function chargeAll(
  input: BillInput,
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
