// A table of tiers: from zero upward, each tier further than the one before, the last without an end, priced as its word wants.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { Tier, TierTable, TierWord } from '../rule-set/tiers.ts'
import type { TierRow, TiersDeclaration } from '../vocabulary/declarations.ts'
import { checkFree } from './check-free.ts'
import { checkMoney } from './check-money.ts'
import { type RateContext, wholeTicks, written } from './rate-form.ts'
import { related, type Report, ruleAt } from './report.ts'

export function checkTiers(declared: TiersDeclaration, currency: string, report: Report): TierTable | null {
  const { name, word, counter, rows, damaged } = declared
  const before = report.errors
  if (damaged || counter === null) return null
  const unit = unitOf(declared, report)
  if (unit === null) return null
  const context = { currency, unit, what: `tiers ${name.value}`, report }
  const tiers = rows.map(row => tierOf(row, word, context))
  checkOrder(declared, tiers, report)
  if (word === 'package') checkBlocks(rows, tiers, report)
  if (report.errors > before) return null
  return { name: name.value, word, unit, counter, tiers, currency, at: ruleAt(name.spot, `tiers ${name.value}`) }
}

/** As the first quantity written says. */
function unitOf({ name, rows }: TiersDeclaration, report: Report): BaseUnit | null {
  for (const { upTo, price } of rows) {
    if (upTo !== null) return upTo.value.unit
    if (price?.value.kind === 'per') return price.value.per.unit
  }
  if (rows.length === 0) report.error(name.spot, 'R0060', `tiers ${name.value} have no rows`)
  else report.error(name.spot, 'R0150', `nothing tells what tiers ${name.value} count: no tier has an end or a unit`)
  return null
}

/** What is wrong is reported, and a tier returned all the same, so that the others are checked too. */
function tierOf(row: TierRow, word: TierWord, context: RateContext): Tier {
  const { upTo, price, amount, spot } = row
  const at = ruleAt(spot, `${context.what} > ${upTo === null ? '*' : `up to ${written(upTo.spot)}`}`)
  const end = upTo === null ? null : BigInt(wholeTicks(upTo, context, 'tier'))
  const [wanted, other] = word === 'stairstep' ? [amount, price] : [price, amount]
  if (wanted === null || other !== null) reportColumn(row, word, context.report)
  if (amount !== null) {
    const micro = checkMoney(amount, context.currency, context.report)
    return { upTo: end, micro, per: null, text: written(amount.spot), at }
  }
  if (price === null || price.value.kind === 'free') return { upTo: end, micro: 0n, per: 1n, text: 'free', at }
  const { money, per, started } = price.value
  if (started !== (word === 'package')) reportStarted(row, word, context.report)
  const micro = checkMoney({ value: money, spot: price.spot }, context.currency, context.report)
  checkFree(money.micro, { spot: price.spot, isWhole: true }, context.report)
  const ticks = BigInt(wholeTicks({ value: per, spot: price.spot }, context, 'price'))
  return { upTo: end, micro, per: ticks, text: written(price.spot), at }
}

function reportColumn({ spot }: TierRow, word: TierWord, report: Report): void {
  const [wanted, other] = word === 'stairstep' ? ['amount', 'price'] : ['price', 'amount']
  const message = `each tier of ${word} has its ${wanted} in the column ${wanted}, and no ${other}`
  report.add(spot, 'error', 'R0212', () => ({ message }))
}

function reportStarted({ price, spot }: TierRow, word: TierWord, report: Report): void {
  const message =
    word === 'package'
      ? 'a package is paid by the block that has begun: 10.00 per started 10 GB'
      : `a price per started block belongs to a package; ${word} counts every part`
  report.add(price?.spot ?? spot, 'error', 'R0213', () => ({ message }))
}

/** Tiers ascend and the last has no end: with that they cover every count from zero upward once. */
function checkOrder({ name, rows }: TiersDeclaration, tiers: readonly Tier[], report: Report): void {
  tiers.forEach(({ upTo }, index) => {
    const earlier = tiers[index - 1]
    const [row, rowBefore] = [rows[index], rows[index - 1]]
    if (earlier === undefined || row === undefined || rowBefore === undefined) return
    if (earlier.upTo === null) {
      const message = 'no count comes so far: the tier before has no end'
      report.error(row.spot, 'R0210', message, { related: [related('it is here', rowBefore.spot)] })
    } else if (upTo !== null && upTo <= earlier.upTo) {
      const message = 'this tier ends before it begins: each ends further than the one before'
      report.error(row.spot, 'R0210', message, { related: [related('the one before is here', rowBefore.spot)] })
    }
  })
  const last = rows.at(-1)
  if (last?.upTo == null || tiers.slice(0, -1).some(({ upTo }) => upTo === null)) return
  const message = `tiers ${name.value} say nothing of more than ${written(last.upTo.spot)}`
  report.error(last.spot, 'R0211', message, { expected: ['a row with * in the column up to'] })
}

/** Blocks do not lie across the ends of tiers. */
function checkBlocks(rows: readonly TierRow[], tiers: readonly Tier[], report: Report): void {
  let lower = 0n
  tiers.forEach(({ upTo, per }, index) => {
    const row = rows[index]
    if (upTo === null || row === undefined) return
    const length = upTo - lower
    lower = upTo
    if (per === null || length <= 0n || length % per === 0n) return
    const message = `this tier ends within a block: its length is no multiple of the block that is paid`
    report.error(row.spot, 'R0213', message)
  })
}
