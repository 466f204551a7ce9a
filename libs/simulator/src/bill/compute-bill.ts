// The one function behind preview, example, simulation and the bill run.
import {
  accountAlignments,
  type AccountHistory,
  buildInvoice,
  type ChargeRules,
  type InvoiceInput,
  reconcile
} from '@farthing/billing-core'
import { minorUnit, type Rounding } from '@farthing/billing-core/values'
import type { RuleSet } from '@farthing/rules-language'
import { BillHash } from './bill-hash.ts'
import { billTargets } from './bill-targets.ts'
import type { BillableUsage, BillInput, BillResult, Parked } from './bill-input.ts'
import { brokenInvariant } from './invariants.ts'
import { HeldVersions } from './held-versions.ts'
import { invoiceGroups } from './invoice-groups.ts'
import { isBelow, leastOf } from './invoice-minimum.ts'
import { parkedBy } from './parked-by.ts'
import { roundings } from './roundings.ts'
import { Taxing } from './taxing.ts'
import { usageInOrder, UsageStage } from './usage-stage.ts'

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
  const roundingOf = roundings(input.ruleBook, rounding)
  const targets = billTargets(input, rules, { held, totals: used.totals, roundingOf })
  if ('reason' in targets) return targets
  const taxing = new Taxing(input, rules)
  const deltas = reconcile(targets, input.billed, chargeRules(taxing, roundingOf), {
    since: input.since,
    through: billDate
  })
  if (taxing.undecided !== null) return { ok: false, reason: 'tax-place', detail: taxing.undecided }
  const heading: InvoiceInput = {
    account: history.account,
    currency,
    billDate,
    from: input.previousBillDate ?? history.opened,
    dueDays: dueDays ?? DEFAULT_DUE_DAYS,
    taxRounding: { mode: rounding.mode, step: minorUnit(currency) }
  }
  const invoice = buildInvoice(heading, deltas, idsOf(history))
  const broken = brokenInvariant(invoice)
  if (broken !== null) return { ok: false, reason: 'broken-invariant', detail: broken }
  const least = leastOf(input, billDate, rules.operator.invoiceMinimum)
  return {
    ok: true,
    invoice: invoice.lines.length === 0 ? null : invoice,
    belowMinimum: isBelow(least, invoice),
    heading,
    ...least,
    groups: invoiceGroups(input),
    ...{ usage: used.net, allowances: used.allowances, carried: used.carried },
    dropped: history.dropped,
    hash: hash.hex()
  }
}

function chargeRules(taxing: Taxing, roundingOf: (version: string) => Rounding): ChargeRules {
  return {
    roundingOf: ({ version }) => roundingOf(version),
    taxOf: target => taxing.of(target),
    placeOf: target => taxing.placeOf(target)
  }
}

function idsOf({ subscriptions }: AccountHistory): string[] {
  return subscriptions.map(({ id }) => id)
}
