// Which files are for customers of which currency, and what an operator says of money there.
import { currencyExponent, minorUnit, type SourcePlace } from '@farthing/billing-core/values'
import type { Match } from '../signature/match.ts'
import type { OperatorDeclaration, Spot } from '../vocabulary/declarations.ts'
import { lowerCurrency } from '../vocabulary/lower-currency.ts'
import { headSpot, isOf } from '../vocabulary/match-parts.ts'
import { lowerOperator } from '../vocabulary/lower-operator.ts'
import type { CurrencyDeclaration } from '../vocabulary/money-declarations.ts'
import { operatorStatement } from '../vocabulary/operator-statements.ts'
import { reconcileStatement } from '../vocabulary/reconcile-statements.ts'
import { allMentionsOf, type Mention } from './names.ts'
import { related, type Report } from './report.ts'

export interface JudgedBy {
  readonly currencies: readonly string[]
  /** It is for all, because its file says no currency. */
  readonly isUnsaid: boolean
}

type Statements = ReadonlyMap<string, readonly Match[]>

/** The rules of an operator, told apart by the currencies of its customers. */
export class Currencies {
  /** The operator's own; '' when none is known: then every file is read as its own. */
  readonly own: string
  /** In order. */
  readonly others: readonly string[]
  readonly #statements: Statements
  #names: Map<string, Spot> | null = null
  /** By file. */
  readonly #declared = new Map<string, CurrencyDeclaration>()

  constructor(statements: Statements, report: Report) {
    this.#statements = statements
    this.own = ownCurrency(statements)
    for (const [file, matches] of statements) {
      const [first, second] = matches.flatMap(match => lowerCurrency(match) ?? [])
      if (first !== undefined) this.#declared.set(file, first)
      if (first !== undefined && second !== undefined) {
        const here = { related: [related('it is said here first', first.spot)] }
        report.error(second.spot, 'R0609', 'this file says its currency twice', here)
      }
    }
    const codes = [...this.#declared.values()].flatMap(one => known(one, report))
    this.others = this.own === '' ? [] : [...new Set(codes)].filter(code => code !== this.own).toSorted()
    this.#checkBlocks(report)
    this.#checkOwn(report)
  }

  /** Of each file what its customers are billed by; files for others are not there. */
  statementsFor(currency: string): Statements {
    if (this.others.length === 0) return this.#statements
    const isFor = (file: string): boolean => this.codesOf(file)?.includes(currency) ?? currency === this.own
    return new Map(
      [...this.#statements].map(([file, all]) => [
        file,
        isFor(file) ? all : all.filter(match => isAlways(match) || (this.codesOf(file) === null && isForAll(match)))
      ])
    )
  }

  /** For which the file says that it is; null: it says nothing. */
  codesOf(file: string): readonly string[] | null {
    return this.#declared.get(file)?.codes.map(({ value }) => value) ?? null
  }

  /** Where a name is declared, for whomever. */
  declared({ kind, name }: Pick<Mention, 'kind' | 'name'>): Spot | undefined {
    this.#names ??= new Map(
      [...this.#statements.values()]
        .flat()
        .flatMap(allMentionsOf)
        .filter(({ slot }) => slot === 'declares')
        .map(mention => [`${mention.kind} ${mention.name}`, mention.spot])
    )
    return this.#names.get(`${kind} ${name}`)
  }

  /** By which readings the statement at that place is judged; null: it stands in no rule file. */
  judgedBy({ column, file, line }: SourcePlace): JudgedBy | null {
    const at = (this.#statements.get(file) ?? []).find(match => covers(match, { line, column }))
    // of the operator's own money nothing is said for others
    if (at?.signature.id === 'kernel.operator') return { currencies: [this.own], isUnsaid: false }
    const codes = this.codesOf(file)
    if (codes !== null && (at === undefined || !isAlways(at))) return { currencies: codes, isUnsaid: false }
    if (at === undefined) return null
    const isShared = isForAll(at)
    return { currencies: isShared ? [this.own, ...this.others] : [this.own], isUnsaid: isShared }
  }

  /** What the operator says, and of money what it says for this currency. */
  operatorFor(currency: string, operator: OperatorDeclaration): OperatorDeclaration {
    if (currency === this.own) return operator
    const all = [...this.#declared.values()]
    const said = all.find(one => one.saysMore && one.codes.some(({ value }) => value === currency))
    const [named] = all.flatMap(({ codes }) => codes.filter(({ value }) => value === currency))
    const { approvalAbove, outliers, rounding } = operator
    return {
      ...operator,
      currency: named ?? null,
      rounding:
        said?.rounding ?? (rounding && { ...rounding, value: { ...rounding.value, step: minorUnit(currency) } }),
      invoiceMinimum: said?.invoiceMinimum ?? null,
      invoiceNumbers: said?.invoiceNumbers ?? operator.invoiceNumbers,
      approvalAbove: said?.approvalAbove ?? (approvalAbove && { ...approvalAbove, value: { micro: 0n, currency } }),
      outliers: said !== undefined && said.outliers.length > 0 ? said.outliers : outliers.flatMap(inAnyCurrency)
    }
  }

  /** A vendor's file is compared in the operator's own currency: elsewhere nobody would ever compare by it. */
  #checkOwn(report: Report): void {
    for (const [file, matches] of this.#statements) {
      const codes = this.codesOf(file)
      if (this.own === '' || codes === null || codes.includes(this.own)) continue
      for (const match of matches) {
        if (!isOf(match, reconcileStatement)) continue
        const message = `files are compared in ${this.own}, and this file is for customers in ${codes.join(', ')}: nothing would be compared by it`
        report.error(headSpot(match), 'R0611', message)
      }
    }
  }

  /** Braces are of one currency, which is not the operator's, and say it once. */
  #checkBlocks(report: Report): void {
    const before = new Map<string, CurrencyDeclaration>()
    for (const one of this.#declared.values()) {
      const [code] = one.codes
      if (!one.saysMore || code === undefined) continue
      const first = before.get(code.value)
      before.set(code.value, one)
      if (one.codes.length > 1)
        report.error(one.spot, 'R0610', 'braces say what holds of money in one currency, and several are named')
      else if (code.value === this.own)
        report.error(one.spot, 'R0610', `${code.value} is the operator's own currency: its operator says this`)
      else if (first !== undefined) {
        const here = { related: [related('the other braces are here', first.spot)] }
        report.error(one.spot, 'R0610', `what holds of money in ${code.value} is said in another file already`, here)
      }
    }
  }
}

function known({ codes }: CurrencyDeclaration, report: Report): string[] {
  return codes.flatMap(({ spot, value }) => {
    if (currencyExponent(value) !== undefined) return [value]
    report.error(spot, 'R0034', `${value} is not a currency of ISO 4217`, { expected: ['AUD', 'EUR', 'USD'] })
    return []
  })
}

function ownCurrency(statements: Statements): string {
  const operator = [...statements.values()].flat().find(match => isOf(match, operatorStatement))
  const code = operator && isOf(operator, operatorStatement) ? lowerOperator(operator).currency?.value : undefined
  return code !== undefined && currencyExponent(code) !== undefined ? code : ''
}

/** What nobody says for one currency alone, wherever it stands. */
function isAlways({ signature }: Match): boolean {
  return signature.forEveryCurrency === 'wherever it stands'
}

function isForAll({ signature }: Match): boolean {
  return signature.forEveryCurrency !== undefined
}

function inAnyCurrency(
  outlier: OperatorDeclaration['outliers'][number]
): readonly OperatorDeclaration['outliers'][number][] {
  return outlier.kind === 'share' ? [{ ...outlier, difference: null }] : []
}

function covers({ end, source, start }: Match, at: Pick<SourcePlace, 'line' | 'column'>): boolean {
  const isBefore = (a: Pick<SourcePlace, 'line' | 'column'>, b: Pick<SourcePlace, 'line' | 'column'>): boolean =>
    a.line < b.line || (a.line === b.line && a.column < b.column)
  return !isBefore(at, source.place(start)) && isBefore(at, source.place(end))
}
