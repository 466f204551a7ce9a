import { formatAmount, formatDecimal } from '@farthing/billing-core/values'
import { BillingRunService, type ComparedTotals, type Outlier, RunReview } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { foundRun } from './found-run.ts'

const SHOWN = 50

/** `farthing bill compare RUN`: beside the last bills of the same accounts, and what the rules call outliers. */
export async function billCompare(id: string, { json }: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const { outliers, totals } = await withKernel({ command: 'farthing bill compare' }, async kernel => {
    await foundRun(kernel.get(BillingRunService), id)
    const review = kernel.get(RunReview)
    return { totals: await review.compare(id), outliers: await review.outliers(id, { limit: SHOWN }) }
  })
  const listed = outliers.ok ? outliers.value : []
  if (json)
    return terminal.out(`${JSON.stringify({ totals: totals.map(totalJson), outliers: listed.map(outlierJson) })}\n`)
  terminal.out(totals.length === 0 ? 'no invoices\n' : table(totals.map(totalRow)))
  if (!outliers.ok) return terminal.out(`${outliers.detail}\n`)
  const found = totals.reduce((sum, each) => sum + each.outliers, 0)
  terminal.out(`\n${counted(found, 'outlier')}\n${table(listed.map(outlierRow))}`)
  if (found > 0) terminal.out(`next: farthing bill accept ${id} --without-outliers, or cancel ${id} --outliers\n`)
}

function totalRow({ currency, first, invoices, lastTotal, total }: ComparedTotals): string[] {
  const change = lastTotal <= 0n ? '' : percentText(((total - lastTotal) * 1000n) / lastTotal)
  return [
    counted(invoices, 'invoice'),
    `${grouped(formatAmount(total, currency))} ${currency}`,
    `last time ${grouped(formatAmount(lastTotal, currency))}`,
    change,
    first === 0 ? '' : `${first} for the first time`
  ]
}

/** Tenths of a percent. */
function percentText(tenths: bigint): string {
  return `${tenths > 0n ? '+' : ''}${formatDecimal(tenths * 100_000n, 1)}%`
}

function outlierRow({ because, currency, last, total, ...whose }: Outlier): string[] {
  const before = last === null ? '' : `last ${formatAmount(last.total, currency)}, ${last.number}`
  const rules = because.map(({ file, line, rule }) => `${rule} (${file}:${line})`).join('; ')
  return [...whoseBill(whose), rules, before, `${formatAmount(total, currency)} ${currency}`]
}

/** 'A-000003', 'Branch South, paid by A-000001' */
function whoseBill(of: Pick<Outlier, 'accountName' | 'accountNumber' | 'billOf' | 'billOfName'>): string[] {
  const { accountName, accountNumber, billOf, billOfName } = of
  if (billOf === null) return [`  ${accountNumber}`, accountName]
  return [`  ${billOf}`, `${billOfName ?? ''}, paid by ${accountNumber}`]
}

function totalJson({ lastTotal, total, ...rest }: ComparedTotals): object {
  return { ...rest, total: formatAmount(total, rest.currency), lastTotal: formatAmount(lastTotal, rest.currency) }
}

function outlierJson({ last, total, ...rest }: Outlier): object {
  const { currency } = rest
  return {
    ...rest,
    total: formatAmount(total, currency),
    last: last && { ...last, total: formatAmount(last.total, currency) }
  }
}
