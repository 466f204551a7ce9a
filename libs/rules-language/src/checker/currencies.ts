// Which files are for customers of which currency, and what an operator says of money there.
import { currencyExponent, minorUnit } from '@farthing/billing-core/values'
import type { Match } from '../signature/match.ts'
import type { OperatorDeclaration } from '../vocabulary/declarations.ts'
import { lowerCurrency } from '../vocabulary/lower-currency.ts'
import { isOf } from '../vocabulary/match-parts.ts'
import { lowerOperator } from '../vocabulary/lower-operator.ts'
import type { CurrencyDeclaration } from '../vocabulary/money-declarations.ts'
import { operatorStatement } from '../vocabulary/operator-statements.ts'
import { related, type Report } from './report.ts'

type Statements = ReadonlyMap<string, readonly Match[]>

/** The rules of an operator, told apart by the currencies of its customers. */
export class Currencies {
  /** The operator's own; '' when none is known: then every file is read as its own. */
  readonly own: string
  /** In order. */
  readonly others: readonly string[]
  readonly #statements: Statements
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

  /** Does the line belong to a statement that is for all because its file says no currency? */
  isForAllUnsaid(file: string, line: number): boolean {
    if (this.codesOf(file) !== null) return false
    const at = (this.#statements.get(file) ?? []).find(
      ({ end, source, start }) => source.lineOf(start) <= line && line <= source.lineOf(end)
    )
    return at !== undefined && (isForAll(at) || isAlways(at))
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
      approvalAbove: said?.approvalAbove ?? (approvalAbove && { ...approvalAbove, value: { micro: 0n, currency } }),
      outliers: said !== undefined && said.outliers.length > 0 ? said.outliers : outliers.flatMap(inAnyCurrency)
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
  return signature.id === 'kernel.operator' || signature.id === 'kernel.unit'
}

function isForAll({ signature }: Match): boolean {
  return signature.forEveryCurrency === true
}

function inAnyCurrency(
  outlier: OperatorDeclaration['outliers'][number]
): readonly OperatorDeclaration['outliers'][number][] {
  return outlier.kind === 'share' ? [{ ...outlier, difference: null }] : []
}
