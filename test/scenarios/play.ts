// Plays a story and shows its invoices as tables that a billing person can check on paper.
import { renderLifeProblem, simulateLife } from '@farthing/simulator'
import type { LifeResult } from '@farthing/simulator'
import { allPlugins, rulesOf } from './compiled-rules.ts'
import { coastal } from './coastal.ts'
import { keepBooks } from './played-books.ts'

export { allPlugins, rulesOf } from './compiled-rules.ts'

export interface Story {
  readonly billDay?: number
  readonly zone?: string
  readonly facts: readonly object[]
  /** The operator's text; `coastal` when left out. */
  readonly rules?: string
  /** Further rule sets by name, each a change of the operator's text. */
  readonly ruleSets?: Readonly<Record<string, (text: string) => string>>
}

export async function play({ facts, rules = coastal, ruleSets = {}, ...account }: Story): Promise<LifeResult> {
  const registry = await allPlugins()
  const played = await simulateLife(
    { account, facts },
    {
      rules: rulesOf(rules, registry),
      ruleSets: new Map(Object.entries(ruleSets).map(([name, change]) => [name, rulesOf(change(rules), registry)]))
    },
    registry
  )
  if (!played.ok) throw new Error(played.problems.map(renderLifeProblem).join('\n'))
  keepBooks(played.result)
  return played.result
}

/** Per invoice its day, its lines, its taxes, and its total; blanks do not count. */
export function invoicesOf({ invoices }: LifeResult): string[] {
  return invoices.flatMap(invoice => [
    `bill of ${invoice.date}`,
    ...invoice.lines.map(({ amount, description, from, until }) => `${description} ${from}..${until} ${amount}`),
    ...invoice.taxes.map(({ amount, percent, taxable, title }) => `${title} ${percent}% of ${taxable} ${amount}`),
    `total ${invoice.total}`
  ])
}

/** The lines that fit, bill by bill: '2026-04-01: Phone, first payment 2026-03-31 120.00'. */
export function linesOf({ invoices }: LifeResult, fits: (description: string) => boolean): string[] {
  return invoices.flatMap(({ date, lines }) =>
    lines
      .filter(({ description }) => fits(description))
      .map(({ amount, description, from }) => `${date}: ${description} ${from} ${amount}`)
  )
}

/** A table as written in a test: one entry per line, blanks collapsed. */
export function table(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.trim().replaceAll(/\s+/g, ' '))
    .filter(line => line !== '')
}
