// The closed syntax, second part: what an event costs.
import type { IToken } from 'chevrotain'
import * as t from '../lexer/tokens.ts'
import { LiteralGrammar, type Rule } from './literal-grammar.ts'
import type { WrittenEventPrice, WrittenStep } from './written.ts'

export abstract class EventPriceGrammar extends LiteralGrammar {
  /** A fixed word inside a literal. */
  protected readonly word: Rule<IToken, [text: string]> = this.RULE('word', text => {
    this.want(`\`${text}\``)
    return this.OR([{ GATE: () => this.LA(1).image === text, ALT: () => this.CONSUME(t.Ident) }])
  })

  /** `for the first 3 min then`, `for the next 3 min then`. */
  protected readonly stepEnd: Rule<Pick<WrittenStep, 'length' | 'word'>> = this.RULE('stepEnd', () => {
    this.CONSUME(t.Ident)
    this.SUBRULE(this.word, { ARGS: ['the'] })
    const word = this.OR([
      { GATE: () => this.LA(1).image === 'next', ALT: () => this.SUBRULE1(this.word, { ARGS: ['next'] }) },
      { ALT: () => this.SUBRULE2(this.word, { ARGS: ['first'] }) }
    ])
    const length = this.SUBRULE(this.measure)
    this.SUBRULE3(this.word, { ARGS: ['then'] })
    return { length, word }
  })

  protected readonly steps: Rule<WrittenEventPrice> = this.RULE('steps', () => {
    const steps: WrittenStep[] = []
    let price = this.SUBRULE(this.price)
    this.MANY({
      GATE: () => this.LA(1).image === 'for',
      DEF: () => {
        steps.push({ price, ...this.SUBRULE(this.stepEnd) })
        price = this.SUBRULE1(this.price)
      }
    })
    steps.push({ price, length: null, word: null })
    return { kind: 'steps' as const, steps }
  })

  readonly eventPrice: Rule<WrittenEventPrice> = this.RULE('eventPrice', () => {
    this.want('a price such as 0.25 per minute', '`free`')
    return this.OR([
      {
        GATE: () => this.LA(1).image === 'tiers',
        ALT: () => {
          this.CONSUME(t.Ident)
          return { kind: 'tiers' as const, table: this.SUBRULE(this.name) }
        }
      },
      {
        GATE: () => this.LA(2).tokenType === t.Percent,
        ALT: () => {
          const measure = this.SUBRULE(this.measure)
          this.SUBRULE(this.word, { ARGS: ['of'] })
          this.SUBRULE1(this.word, { ARGS: ['value'] })
          return { kind: 'percent' as const, measure }
        }
      },
      { ALT: () => this.SUBRULE(this.steps) }
    ])
  })
}
