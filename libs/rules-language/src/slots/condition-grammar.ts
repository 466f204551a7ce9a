// The closed syntax, third part: conditions. `used(data) reaches 80% of included and not (plan is mobile-80)`
import type { IToken } from 'chevrotain'
import type { FactScope } from '../conditions/engine-condition.ts'
import * as t from '../lexer/tokens.ts'
import { LiteralGrammar, type Rule } from './literal-grammar.ts'

/** What the grammar yields: tokens, not yet judged. */
export type WrittenCondition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly WrittenCondition[] }
  | { readonly kind: 'not'; readonly of: WrittenCondition }
  | {
      readonly kind: 'test'
      readonly fact: WrittenFact
      readonly operator: readonly IToken[]
      readonly value: WrittenValue
    }

export interface WrittenFact {
  readonly name: IToken
  readonly arguments: readonly IToken[]
  readonly last: IToken
  /** Over whom it is added up; null: over none but the subscription. */
  readonly of: FactScope | null
  /** `this cycle`, `in 7 days`; null when nothing is said. */
  readonly counted: WrittenStretch | null
}

interface WrittenStretch {
  readonly first: IToken
  readonly last: IToken
  /** Null: the cycle. */
  readonly window: { readonly number: IToken; readonly unit: IToken } | null
}

export type WrittenValue =
  | { readonly kind: 'date'; readonly token: IToken }
  | { readonly kind: 'name'; readonly token: IToken }
  | {
      readonly kind: 'number'
      readonly minus: IToken | null
      readonly number: IToken
      readonly unit: IToken | null
      readonly percent: IToken | null
      readonly of: WrittenFact | null
    }

const SCOPES: readonly FactScope[] = ['account', 'group']
const NO_UNIT: ReadonlySet<string> = new Set(['and', 'or', 'of', 'as'])
const FACT = 'a fact such as plan, age or used(data)'
const VALUE = 'a value such as mobile-40, 50.00, 5 GB, 30 days or 80% of included'

class ConditionGrammar extends LiteralGrammar {
  constructor() {
    super()
    this.performSelfAnalysis()
  }

  readonly condition: Rule<WrittenCondition> = this.RULE('condition', () => {
    const of = [this.SUBRULE(this.conjunction)]
    this.MANY({
      GATE: () => this.LA(1).image === 'or',
      DEF: () => {
        this.CONSUME(t.Ident)
        of.push(this.SUBRULE1(this.conjunction))
      }
    })
    return joined('any', of)
  })

  protected readonly conjunction: Rule<WrittenCondition> = this.RULE('conjunction', () => {
    const of = [this.SUBRULE(this.negation)]
    this.MANY({
      GATE: () => this.LA(1).image === 'and',
      DEF: () => {
        this.CONSUME(t.Ident)
        of.push(this.SUBRULE1(this.negation))
      }
    })
    return joined('all', of)
  })

  /** Read in a loop: a line of nothing but `not` must not nest. */
  protected readonly negation: Rule<WrittenCondition> = this.RULE('negation', () => {
    let isNot = false
    this.want(FACT, '`not`', '`(`')
    this.MANY({
      GATE: () => this.LA(1).image === 'not',
      DEF: () => {
        this.CONSUME(t.Ident)
        isNot = !isNot
      }
    })
    const of = this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LParen)
          const inner = this.SUBRULE(this.condition)
          this.want('`)`', '`and`', '`or`')
          this.CONSUME(t.RParen)
          return inner
        }
      },
      { ALT: () => this.SUBRULE(this.test) }
    ])
    return isNot ? ({ kind: 'not', of } as const) : of
  })

  protected readonly test: Rule<WrittenCondition> = this.RULE('test', () => {
    const fact = this.SUBRULE(this.fact)
    const operator = this.SUBRULE(this.operator)
    const value = this.SUBRULE(this.value)
    return { kind: 'test', fact, operator, value } as const
  })

  protected readonly fact: Rule<WrittenFact> = this.RULE('fact', () => {
    const given: IToken[] = []
    let whole: IToken | undefined
    let counted: WrittenStretch | undefined
    const name = this.CONSUME(t.Ident)
    let last = name
    this.OPTION(() => {
      this.CONSUME(t.LParen)
      this.want('a name')
      given.push(this.SUBRULE(this.name))
      this.MANY(() => {
        this.CONSUME(t.Comma)
        given.push(this.SUBRULE1(this.name))
      })
      this.want('`)`')
      last = this.CONSUME(t.RParen)
    })
    this.OPTION1({ GATE: () => this.LA(1).image === 'of', DEF: () => (whole = this.SUBRULE(this.whole)) })
    this.OPTION2({
      GATE: () => ['this', 'in'].includes(this.LA(1).image),
      DEF: () => (counted = this.SUBRULE(this.stretch))
    })
    last = counted?.last ?? whole ?? last
    return {
      name,
      arguments: given,
      last,
      of: SCOPES.find(word => word === whole?.image) ?? null,
      counted: counted ?? null
    }
  })

  protected readonly whole: Rule<IToken> = this.RULE('whole', () => {
    this.CONSUME(t.Ident)
    this.want('`account`', '`group`')
    return this.OR([{ GATE: () => SCOPES.some(word => word === this.LA(1).image), ALT: () => this.CONSUME1(t.Ident) }])
  })

  protected readonly stretch: Rule<WrittenStretch> = this.RULE('stretch', () => {
    const first = this.CONSUME(t.Ident)
    this.want(first.image === 'in' ? 'a number of days, such as 7 days' : '`cycle`')
    return this.OR([
      {
        GATE: () => this.LA(0).image === 'this' && this.LA(1).image === 'cycle',
        ALT: () => ({ first, last: this.CONSUME1(t.Ident), window: null })
      },
      {
        GATE: () => this.LA(0).image === 'in',
        ALT: () => {
          const number = this.CONSUME(t.NumberToken)
          this.want('`days`', '`weeks`')
          const unit = this.CONSUME2(t.Ident)
          return { first, last: unit, window: { number, unit } }
        }
      }
    ])
  })

  protected readonly operator: Rule<IToken[]> = this.RULE('operator', () => {
    const read: IToken[] = []
    this.want('`is`', '`reaches`', '`>`, `>=`, `<`, `<=` or `=`')
    this.OR([
      { ALT: () => read.push(this.CONSUME(t.Compare)) },
      { ALT: () => read.push(this.CONSUME(t.Equals)) },
      { GATE: () => this.LA(1).image === 'reaches', ALT: () => read.push(this.CONSUME(t.Ident)) },
      {
        GATE: () => this.LA(1).image === 'is',
        ALT: () => {
          read.push(this.CONSUME1(t.Ident))
          this.OPTION({
            GATE: () => this.LA(1).image === 'not',
            DEF: () => read.push(this.CONSUME2(t.Ident))
          })
        }
      }
    ])
    this.want(VALUE)
    return read
  })

  protected readonly value: Rule<WrittenValue> = this.RULE('value', () => {
    return this.OR([
      { ALT: () => ({ kind: 'date' as const, token: this.CONSUME(t.DateLike) }) },
      { ALT: () => ({ kind: 'name' as const, token: this.SUBRULE(this.name) }) },
      { ALT: () => this.SUBRULE(this.figure) }
    ])
  })

  protected readonly figure: Rule<WrittenValue> = this.RULE('figure', () => {
    let minus: IToken | null = null
    let unit: IToken | null = null
    let percent: IToken | null = null
    let of: WrittenFact | null = null
    this.OPTION(() => (minus = this.CONSUME(t.Minus)))
    const number = this.CONSUME(t.NumberToken)
    this.OPTION1({ GATE: () => !NO_UNIT.has(this.LA(1).image), DEF: () => (unit = this.CONSUME(t.Ident)) })
    this.OPTION2(() => {
      percent = this.CONSUME(t.Percent)
      this.OPTION3({
        GATE: () => this.LA(1).image === 'of',
        DEF: () => {
          this.CONSUME1(t.Ident)
          this.want(FACT)
          of = this.SUBRULE(this.fact)
        }
      })
    })
    return { kind: 'number', minus, number, unit, percent, of } as const
  })
}

function joined(kind: 'all' | 'any', of: readonly WrittenCondition[]): WrittenCondition {
  const [first] = of
  return of.length === 1 && first !== undefined ? first : { kind, of }
}

/** One for all: building it takes some milliseconds, and it keeps nothing between two readings. */
export const conditionGrammar = new ConditionGrammar()
