// The closed syntax, third part: lists, days and hours, expressions.
import type { IToken } from 'chevrotain'
import * as t from '../lexer/tokens.ts'
import { EventPriceGrammar } from './event-price-grammar.ts'
import type { Rule } from './literal-grammar.ts'
import { combine, negate, type Term, termOf } from './term.ts'
import type { WrittenDays, WrittenHours, WrittenRange, WrittenYearly } from './written.ts'

class SlotGrammar extends EventPriceGrammar {
  constructor() {
    super()
    this.performSelfAnalysis()
  }

  readonly names: Rule<IToken[]> = this.RULE('names', () => {
    const items = [this.SUBRULE(this.name)]
    this.MANY({
      GATE: () => this.goesOn(),
      DEF: () => {
        this.CONSUME(t.Comma)
        items.push(this.SUBRULE1(this.name))
      }
    })
    return items
  })

  readonly texts: Rule<IToken[]> = this.RULE('texts', () => {
    const items = [this.SUBRULE(this.text)]
    this.MANY({
      GATE: () => this.goesOn(),
      DEF: () => {
        this.CONSUME(t.Comma)
        items.push(this.SUBRULE1(this.text))
      }
    })
    return items
  })

  protected readonly calendarDays: Rule<WrittenDays> = this.RULE('calendarDays', () => {
    const first = this.CONSUME(t.Ident)
    this.CONSUME1(t.Ident)
    const last = this.SUBRULE(this.name)
    return { kind: 'calendar' as const, first, last }
  })

  protected readonly weekDays: Rule<WrittenDays> = this.RULE('weekDays', () => {
    let last: IToken | null = null
    const first = this.CONSUME(t.Ident)
    this.OPTION(() => {
      this.CONSUME(t.Range)
      last = this.CONSUME1(t.Ident)
    })
    return { kind: 'week' as const, first, last }
  })

  protected readonly yearlyDays: Rule<WrittenDays> = this.RULE('yearlyDays', () => {
    let end: WrittenYearly['end'] = null
    const first = this.CONSUME(t.NumberToken)
    this.want('a month such as december')
    const month = this.CONSUME(t.Ident)
    this.OPTION(() => {
      this.CONSUME(t.Range)
      this.want('a day such as 27 december')
      const day = this.CONSUME1(t.NumberToken)
      this.want('a month such as december')
      end = { day, month: this.CONSUME1(t.Ident) }
    })
    return { kind: 'yearly' as const, first, month, end }
  })

  protected readonly datedDays: Rule<WrittenDays> = this.RULE('datedDays', () => {
    let last: IToken | null = null
    const first = this.CONSUME(t.DateLike)
    this.OPTION(() => {
      this.CONSUME(t.Range)
      this.want('a date such as 2026-03-01')
      last = this.CONSUME1(t.DateLike)
    })
    return { kind: 'dates' as const, first, last }
  })

  protected readonly dayRange: Rule<WrittenDays> = this.RULE('dayRange', () => {
    this.want('days such as weekdays, saturday, holidays, 24 december or 2026-12-24')
    return this.OR([
      {
        GATE: () => this.LA(1).image === 'holidays' && this.LA(2).image === 'of',
        ALT: () => this.SUBRULE(this.calendarDays)
      },
      { ALT: () => this.SUBRULE(this.weekDays) },
      { ALT: () => this.SUBRULE(this.yearlyDays) },
      { ALT: () => this.SUBRULE(this.datedDays) }
    ])
  })

  readonly days: Rule<WrittenDays[]> = this.RULE('days', () => {
    const items = [this.SUBRULE(this.dayRange)]
    this.MANY({
      GATE: () => this.goesOn(),
      DEF: () => {
        this.CONSUME(t.Comma)
        items.push(this.SUBRULE1(this.dayRange))
      }
    })
    return items
  })

  protected readonly hoursPart: Rule<WrittenHours> = this.RULE('hoursPart', () => {
    this.want('days such as weekdays or saturday', 'times such as 08:00..20:00')
    return this.OR([
      {
        ALT: () => {
          let times: WrittenRange | null = null
          const days = this.SUBRULE(this.dayRange)
          this.OPTION(() => (times = this.SUBRULE(this.times)))
          return { days, times }
        }
      },
      {
        ALT: () => {
          const times = this.SUBRULE1(this.times)
          return { days: null, times }
        }
      }
    ])
  })

  readonly hours: Rule<WrittenHours[]> = this.RULE('hours', () => {
    const items = [this.SUBRULE(this.hoursPart)]
    this.MANY({
      GATE: () => this.goesOn(),
      DEF: () => {
        this.CONSUME(t.Comma)
        items.push(this.SUBRULE1(this.hoursPart))
      }
    })
    return items
  })

  /** Signs are read in a loop: a line of nothing but minus signs must not nest. */
  protected readonly factor: Rule<Term> = this.RULE('factor', () => {
    let signs = 0
    this.want('an amount')
    this.MANY(() => {
      this.CONSUME(t.Minus)
      signs++
    })
    const term = this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LParen)
          const inner = this.SUBRULE(this.expression)
          this.want('`)`')
          this.CONSUME(t.RParen)
          return inner
        }
      },
      {
        ALT: () => {
          const amount = this.SUBRULE(this.amount)
          return this.ACTION(() => termOf(amount))
        }
      }
    ])
    return signs % 2 === 0 ? term : this.ACTION(() => negate(term))
  })

  protected readonly product: Rule<Term> = this.RULE('product', () => {
    let term = this.SUBRULE(this.factor)
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Star) }, { ALT: () => this.CONSUME(t.Slash) }])
      const right = this.SUBRULE1(this.factor)
      term = this.ACTION(() => combine(term, operator, right))
    })
    return term
  })

  readonly expression: Rule<Term> = this.RULE('expression', () => {
    let term = this.SUBRULE(this.product)
    this.MANY(() => {
      const operator = this.OR([{ ALT: () => this.CONSUME(t.Plus) }, { ALT: () => this.CONSUME(t.Minus) }])
      const right = this.SUBRULE1(this.product)
      term = this.ACTION(() => combine(term, operator, right))
    })
    return term
  })
}

/** One for all: building it takes some milliseconds, and it keeps nothing between two readings. */
export const grammar = new SlotGrammar()
