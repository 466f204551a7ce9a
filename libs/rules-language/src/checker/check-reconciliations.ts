// A reconciliation: its tolerances measure what the service is counted in, and its price is one of that service.
import { isCountable, type Quantity, toTicks, unitNoun } from '@farthing/billing-core/values'
import type { TariffForm } from '../compiler/tariff-form.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { ReconciliationRule } from '../rule-set/reconciliation.ts'
import type { ReconciliationDeclaration, Written } from '../vocabulary/declarations.ts'
import type { Names, TakenNames } from './names.ts'
import { type Report, ruleAt } from './report.ts'

/** Millionths of one percent. */
const WHOLE = 100_000_000n
const LONGEST_START_MS = 3_600_000
const FORMAT = 'usage format'

export interface ReconciliationWorld {
  readonly tariffs: readonly TariffForm[]
  readonly names: Names
  readonly report: Report
}

/** `taken` undefined: nobody knows here which formats plugins bring. */
export function checkReconciliations(
  declared: readonly ReconciliationDeclaration[],
  world: ReconciliationWorld,
  taken: TakenNames | undefined
): ReconciliationRule[] {
  return declared.map(each => {
    if (taken !== undefined) checkFormat(each.format, taken, world)
    checkStart(each.start, world.report)
    checkUnit(each, world)
    checkPriced(each, world)
    const { format, name, price, priceShare, quantity, quantityShare, service, start, tariff, zones } = each
    return {
      name: name.value,
      service,
      zones,
      format: format.value,
      startMs: ticksOf(start, world.report),
      ticks: ticksOf(quantity, world.report),
      quantityShare: shareOf(quantityShare, world.report),
      price,
      priceShare: shareOf(priceShare, world.report),
      tariff: tariff?.value ?? null,
      at: ruleAt(name.spot, `reconcile ${name.value}`)
    }
  })
}

function checkFormat(
  { value, spot }: Written<string>,
  taken: TakenNames,
  { names, report }: ReconciliationWorld
): void {
  const brought = taken[FORMAT] ?? []
  if (brought.includes(value) || names.knows(FORMAT, value)) return
  const known = [...brought, ...names.all(FORMAT)].sort()
  report.add(spot, 'error', 'R0111', () => ({
    message: `there is no usage format named ${quoted(value)}`,
    nearest: nearest(value, known),
    expected: known
  }))
}

function checkStart({ value, spot }: Written<Quantity>, report: Report): void {
  if (isCountable(value) && toTicks(value) > LONGEST_START_MS)
    report.error(spot, 'R0532', 'uses that begin more than an hour apart are not the same use')
}

/** 0 when it is wrong and has been reported. */
function ticksOf({ spot, value }: Written<Quantity>, report: Report): number {
  if (isCountable(value)) return toTicks(value)
  report.error(
    spot,
    'R0157',
    'a tolerance is a whole number of milliseconds, bytes, messages or events, and not beyond 2^53 of them'
  )
  return 0
}

function shareOf(share: Written<bigint> | null, report: Report): bigint {
  if (share === null) return 0n
  if (share.value <= 0n) report.error(share.spot, 'R0624', 'a share of nothing allows nothing: leave it out')
  if (share.value >= WHOLE) report.error(share.spot, 'R0624', 'a share of all takes any two for the same')
  return share.value
}

function checkUnit({ quantity, service }: ReconciliationDeclaration, { tariffs, report }: ReconciliationWorld): void {
  const unit = tariffs.find(tariff => tariff.service === service)?.unit
  if (unit === undefined || unit === quantity.value.unit) return
  const message = `${service} is counted in ${unitNoun(unit)}, and the tolerance in ${unitNoun(quantity.value.unit)}`
  report.error(quantity.spot, 'R0531', message)
}

function checkPriced({ service, tariff }: ReconciliationDeclaration, { tariffs, report }: ReconciliationWorld): void {
  const found = tariffs.find(({ name }) => name === tariff?.value)
  if (tariff === null || found === undefined || found.service === service) return
  report.error(tariff.spot, 'R0530', `tariff ${found.name} prices ${found.service}, and ${service} is compared`)
}
