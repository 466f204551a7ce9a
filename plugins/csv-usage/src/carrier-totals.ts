// What lines of totals say of a carrier's file, beside what is read of it.
import { countedAs, type FieldScanner, type FileFigure, FileTotals, filtered } from '@farthing/plugin-sdk'
import type { ParsedEvent } from '@farthing/plugin-sdk'
import type { FileLayout, TotalsLine } from './file-layout.ts'
import { clockSeconds, plainDecimal } from './number-text.ts'

/** Each with the sum of a column. */
type Summed = 'quantity' | 'value'

interface OpenTotals {
  readonly line: TotalsLine
  readonly summed: readonly Summed[]
  readonly totals: FileTotals
}

export class CarrierTotals {
  private readonly open: readonly OpenTotals[]
  /** Characters of the longest beginning of a line of totals. */
  private readonly longest: number

  constructor(
    private readonly layout: FileLayout,
    private readonly fields: FieldScanner
  ) {
    this.open = layout.totals.map(line => {
      const summed = (['quantity', 'value'] as const).filter(each => line[each] !== null)
      return { line, summed, totals: new FileTotals(wordsOf(line, summed)) }
    })
    this.longest = Math.max(0, ...layout.totals.map(({ beginning }) => beginning.length))
    if (layout.hasHeader) this.count('lines')
  }

  get areAsked(): boolean {
    return this.open.length > 0
  }

  /** What a line of totals is; null: it is none, and is counted as a line. */
  take(text: string): ParsedEvent | null {
    if (!this.areAsked || text.trim() === '') return null
    this.count('lines')
    const begins = this.beginning(text)
    const found = this.open.find(({ line }) => begins.startsWith(line.beginning))
    if (found === undefined) return null
    const { line, summed, totals } = found
    const count = this.fields.scan(text)
    const texts = [line.count, ...summed.map(each => line[each] ?? 0)].map(field =>
      field > count ? '' : this.fields.text(field - 1).trim()
    )
    const decimals = texts.map((field, index) => this.decimal(field, summed[index - 1]) ?? '')
    return totals.close(text, decimals, texts) ?? filtered(line.reason)
  }

  /** What it would begin with without its quotes: as much as the longest beginning needs. */
  private beginning(text: string): string {
    const { quote, separator } = this.layout
    if (quote === '' || !text.startsWith(quote)) return text
    const count = this.fields.scan(text)
    let begins = ''
    for (let index = 0; index < count && begins.length < this.longest; index++)
      begins += index === 0 ? this.fields.text(0) : separator + this.fields.text(index)
    return begins
  }

  /** A line of usage; what stands in its columns, or nothing where it cannot be cut into them. */
  record(columns: Readonly<Record<Summed, string>> | null): void {
    this.count('records')
    if (columns === null) return
    for (const { summed, totals } of this.open) {
      for (const [index, each] of summed.entries()) totals.add(index + 1, this.decimal(columns[each], each) ?? '')
    }
  }

  problem(): string | null {
    for (const { totals } of this.open) {
      const problem = totals.problem()
      if (problem !== null) return problem
    }
    return null
  }

  private count(what: TotalsLine['counts']): void {
    for (const { line, totals } of this.open) if (line.counts === what) totals.count()
  }

  /** Null: no number as this format writes them. A number of lines is written as numbers are. */
  private decimal(text: string, of: Summed | undefined): string | null {
    const { numbers, quantity } = this.layout
    return of === 'quantity' && quantity.kind === 'clock'
      ? clockSeconds(text, quantity.first)
      : plainDecimal(text, numbers)
  }
}

function wordsOf(line: TotalsLine, summed: readonly Summed[]): ConstructorParameters<typeof FileTotals>[0] {
  const { beginning, counts } = line
  const noun = counts === 'records' ? 'record' : 'line'
  const figures: FileFigure[] = [
    { field: counts, tell: countedAs(noun) },
    ...summed.map(field => ({ field, tell: (figure: string) => `a ${field} of ${figure}` }))
  ]
  const name = `line of totals (${beginning})`
  return { name, missing: `the file has no ${name}, so it may be cut off`, again: 'second-totals', figures }
}
