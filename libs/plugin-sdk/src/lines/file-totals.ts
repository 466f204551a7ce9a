// What was read of a file against what its header or trailer says must be in it.
import type { ParsedEvent } from '../usage-format.ts'
import { DecimalSum } from './decimal-sum.ts'
import { malformed } from './outcomes.ts'

/** One of the figures that totals tell, in the order in which they are told. */
export interface FileFigure {
  /** By which quarantine names it: 'records', 'total'. */
  readonly field: string
  /** 'a total of 61', of '61'. */
  tell(figure: string): string
}

export interface TotalsWords {
  /** 'trailer' */
  readonly name: string
  /** Why a file that does not have it may not be whole: 'the file has no trailer (TRL), so it may be cut off'. */
  readonly missing: string
  /** Reason of a second one: 'second-trailer' */
  readonly again: string
  readonly figures: readonly FileFigure[]
}

/** Of one file; its first figure is that of lines. Totals that cannot be compared are a problem of the file, as those that differ. */
export class FileTotals {
  private readonly sums: readonly DecimalSum[]
  private told: string | null = null
  private problemTold: string | null = null

  constructor(private readonly words: TotalsWords) {
    this.sums = words.figures.map(() => new DecimalSum())
  }

  /** A line that the totals count. */
  count(): void {
    this.sums[0]?.add('1')
  }

  /** What a line brings to another figure; what is no plain decimal brings nothing. */
  add(figure: number, decimal: string): void {
    this.sums[figure]?.add(decimal)
  }

  /** The figures of a line of totals; null when they are kept to be compared. `texts`: how the line writes them, for quarantine. */
  close(line: string, decimals: readonly string[], texts = decimals): ParsedEvent | null {
    const { again, figures, name } = this.words
    const sums = figures.map(() => new DecimalSum())
    for (const [index, { field }] of figures.entries()) {
      if (sums[index]?.add(decimals[index] ?? '') === true) continue
      const text = texts[index] ?? ''
      this.problemTold ??= `the ${name} has no number as ${field} (\`${text.slice(0, LONGEST_SHOWN)}\`)`
      return malformed(field, 'not-a-number', text)
    }
    const told = this.tell(sums)
    if (this.told === null) {
      this.told = told
      return null
    }
    if (told !== this.told) this.problemTold ??= `the file has a second ${name}, which says ${told}`
    return malformed('line', again, line)
  }

  /** 'n records and a total of m were read' */
  read(): string {
    const told = this.tell(this.sums)
    return `${told} ${this.words.figures.length === 1 && String(this.sums[0]) === '1' ? 'was' : 'were'} read`
  }

  /** Both figures where they differ; null when the file is whole. */
  problem(): string | null {
    const { missing, name } = this.words
    if (this.problemTold !== null) return `${this.problemTold}, and ${this.read()}: ask for the file again`
    if (this.told === null) return `${missing}: ${this.read()}`
    if (this.told === this.tell(this.sums)) return null
    return `the ${name} says ${this.told}, but ${this.read()}: ask for the file again`
  }

  private tell(sums: readonly DecimalSum[]): string {
    const parts = this.words.figures.map((figure, index) => figure.tell(String(sums[index])))
    const last = parts.pop() ?? ''
    return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  }
}

const LONGEST_SHOWN = 40

/** '1 record', '2 records' */
export function countedAs(noun: string): (figure: string) => string {
  return figure => (figure === '1' ? `1 ${noun}` : `${figure} ${noun}s`)
}
