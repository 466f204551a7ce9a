// What the demo shows of its invoices: totals, and three lines worth explaining.
import { InvoicesService, type ExplainedLine, type InvoiceHead, type InvoiceLineShown } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { valueOf } from '../problems.ts'

/** Every invoice, in the order of their numbers. */
export async function allInvoices(kernel: INestApplicationContext): Promise<InvoiceHead[]> {
  const invoices = kernel.get(InvoicesService)
  const all: InvoiceHead[] = []
  let after: string | undefined
  do {
    const { invoices: page, next } = valueOf(
      await invoices.search({ sort: 'number', order: 'asc', limit: 1000, after })
    )
    all.push(...page)
    after = next ?? undefined
  } while (after !== undefined)
  return all
}

/** Usage of a subscription, a credit for days that a plan did not last, and a rent prorated for its first days. */
const WORTH_A_LOOK: readonly ((line: InvoiceLineShown) => boolean)[] = [
  line => line.type === 'usage' && line.amount > 0n,
  line => line.amount < 0n,
  ({ amount, explanation: { inputs } }) =>
    amount > 0n && inputs['period'] !== undefined && inputs['period'] !== inputs['days']
]

const LOOKED_THROUGH = 400

/** Three lines of three invoices; fewer when the month holds no such line. */
export async function explainedLines(
  kernel: INestApplicationContext,
  heads: readonly InvoiceHead[]
): Promise<ExplainedLine[]> {
  const invoices = kernel.get(InvoicesService)
  const open = new Set(WORTH_A_LOOK)
  const found: ExplainedLine[] = []
  for (const { id } of heads.slice(0, LOOKED_THROUGH)) {
    if (open.size === 0) break
    const lines = (await invoices.find(id))?.lines ?? []
    const kind = [...open].find(wanted => lines.some(wanted))
    const line = kind && lines.find(kind)
    const explained = line && (await invoices.explain(id, line.line, 3))
    if (!kind || !explained) continue
    open.delete(kind)
    found.push(explained)
  }
  return found
}
