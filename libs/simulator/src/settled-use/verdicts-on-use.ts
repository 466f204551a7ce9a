// Which rules had a part in the price of an event, and which condition the others failed: rates, allowances,
// packs, offers, minimums, caps.
import type { RuleRef } from '@farthing/billing-core/values'
import type { HeldAllowance, UsageInput } from '../bill/index.ts'
import { limitVerdicts } from './limit-verdicts.ts'
import { offerVerdicts } from './offer-verdicts.ts'
import { rateVerdicts } from './rate-verdicts.ts'
import type { UseRecord } from './use-record.ts'
import { appliesToText, momentText, placed, quantityText } from './use-words.ts'

/** One rule, as far as one event is concerned. */
export interface RuleVerdict {
  readonly kind: 'rate' | 'tariff' | 'allowance' | 'pack' | 'offer' | 'minimum' | 'cap'
  readonly rule: RuleRef
  readonly applied: boolean
  /** The condition that failed; of a rule that applied, what it did. */
  readonly condition: string
}

/** In the order of computation. */
export function verdictsOnUse(record: UseRecord, input: UsageInput): RuleVerdict[] {
  return [
    ...rateVerdicts(record, input),
    ...allowanceVerdicts(record, input),
    ...limitVerdicts(record, 'packs'),
    ...offerVerdicts(record, input),
    ...limitVerdicts(record, 'minimums'),
    ...limitVerdicts(record, 'caps')
  ]
}

/** Those for its service that were granted to its subscription or are shared with it. */
function allowanceVerdicts(record: UseRecord, input: UsageInput): RuleVerdict[] {
  const { event } = record.use.priced
  const able = [...record.before.left.keys()].filter(
    ({ service, shared, subscription }) => service === event.service && (shared || subscription === event.subscription)
  )
  return newestOfEach(able, event.startedAt).map(allowance => {
    const part = record.settled.parts.find(each => each.allowance === allowance)
    const gave = part === undefined ? null : quantityText(part.ticks, record.use.priced.tariff.unit)
    const condition = gave === null ? unusedText(allowance, record, input) : `it covered ${gave}`
    return { kind: 'allowance', rule: allowance.rule, applied: gave !== null, condition }
  })
}

/** Allowances that can be used, and of each rule's lapsed ones the last. */
function newestOfEach(allowances: readonly HeldAllowance[], atMs: number): HeldAllowance[] {
  const isOpen = ({ endMs }: HeldAllowance): boolean => atMs < endMs
  const last = new Map(allowances.filter(each => !isOpen(each)).map(each => [placed(each.rule), each]))
  const open = allowances.filter(isOpen)
  const renewed = new Set(open.map(({ rule }) => placed(rule)))
  return [...open, ...[...last].filter(([rule, { left }]) => !renewed.has(rule) && left !== 0).map(([, each]) => each)]
}

function unusedText(allowance: HeldAllowance, record: UseRecord, { history }: UsageInput): string {
  const { use, settled, before } = record
  const { zone, event, tariff } = use.priced
  const { applied } = use.terms
  if (event.startedAt >= allowance.endMs) {
    const left = allowance.left === null ? '' : ` with ${quantityText(allowance.left, tariff.unit)} left`
    return `it lapsed on ${allowance.expires}${left}`
  }
  if (allowance.zones !== null && !allowance.zones.includes(zone)) {
    return `it is for ${appliesToText(allowance)}, and the zone is ${zone}`
  }
  if (!use.terms.usable.includes(allowance)) {
    return `it is of plan ${allowance.plan}, which did not hold then`
  }
  if (before.left.get(allowance) === 0) {
    const by = before.emptiedBy.get(allowance)
    return by === undefined
      ? 'nothing of it was left'
      : `it was empty since ${by.id}, of ${momentText(by.startedAt, history.zone)}`
  }
  if (applied?.term.effect.kind === 'free') return `${placed(applied.offer.rule)} makes the use free: nothing is taken`
  if (use.priced.billed === 0) return 'the use bills nothing'
  return settled.covered >= use.priced.billed ? 'others before it covered all of the use' : 'it gave nothing'
}
