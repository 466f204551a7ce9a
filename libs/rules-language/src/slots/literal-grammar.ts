// The closed syntax, first part: single literals. Rules of one fixed Chevrotain parser, which yields what was written;
// the files beside it turn that into values and judge units.
import { EmbeddedActionsParser, EOF, type IToken, type ParserMethod } from 'chevrotain'
import { UNITS } from '@farthing/billing-core/values'
import { touches } from '../lexer/lex.ts'
import * as t from '../lexer/tokens.ts'
import type { UnitWords } from '../signature/slot.ts'
import type { Measure, WrittenPeriod, WrittenPrice, WrittenRange } from './written.ts'

export type Rule<R, A extends unknown[] = []> = ParserMethod<A, R>

export interface Start {
  readonly tokens: IToken[]
  readonly at: number
  /** Does the comma at this index end a list, because a clause of the statement begins after it? */
  readonly endsList: (comma: number) => boolean
}

/** `at` and `next` are indices of tokens. */
export type Reading<R> =
  | { readonly ok: true; readonly result: R; readonly next: number }
  | { readonly ok: false; readonly at: number; readonly wanted: readonly string[] }

const UNIT = 'a unit such as minute, call, sms or GB'

export abstract class LiteralGrammar extends EmbeddedActionsParser {
  declare exportLexerState: () => number
  declare importLexerState: (index: number) => void
  #wanted: readonly string[] = []
  #endsList: (comma: number) => boolean = () => false
  #next = 0
  #units: UnitWords = UNITS

  constructor() {
    super(t.tokenTypes, { recoveryEnabled: false, maxLookahead: 2 })
  }

  /** Reads one rule from a token on; `units` may follow its numbers. */
  read<R>(rule: Rule<R>, start: Start, units: UnitWords = UNITS): Reading<R> {
    this.#units = units
    this.#endsList = start.endsList
    const result = withoutStacks(() => {
      this.input = start.tokens
      this.importLexerState(start.at - 1)
      return rule.call(this)
    })
    const error = this.errors[0]
    if (error === undefined) return { ok: true, result, next: this.#next }
    const at = start.tokens.indexOf(error.token, start.at)
    return { ok: false, at: at === -1 ? start.tokens.length : at, wanted: this.#wanted }
  }

  /** A rule reads a part of its statement: what follows is not left over. The parser's own sentinels are taken off again. */
  onAfterParse(): void {
    this.#next = this.exportLexerState() + 1
    const tokens = this.input
    while (tokens.at(-1)?.tokenType === EOF) tokens.pop()
  }

  /** What the next token should be, in words, for the message if it is not. */
  protected want(...wanted: string[]): void {
    this.#wanted = wanted
  }

  /** At the comma of a list, does another item follow? */
  protected goesOn(): boolean {
    return !this.#endsList(this.exportLexerState() + 1)
  }

  readonly name: Rule<IToken> = this.RULE('name', () => {
    this.want('a name')
    return this.OR([{ ALT: () => this.CONSUME(t.Ident) }, { ALT: () => this.CONSUME(t.Text) }])
  })

  readonly text: Rule<IToken> = this.RULE('text', () => {
    this.want('a text in quotation marks')
    return this.CONSUME(t.Text)
  })

  readonly phone: Rule<IToken> = this.RULE('phone', () => {
    this.want('a telephone number such as +61293334444')
    return this.OR([{ ALT: () => this.CONSUME(t.Phone) }, { ALT: () => this.CONSUME(t.NumberToken) }])
  })

  /** Without a sign. */
  protected readonly amount: Rule<Measure> = this.RULE('amount', () => {
    let unit: IToken | null = null
    let percent: IToken | null = null
    this.want('a number')
    const number = this.CONSUME(t.NumberToken)
    this.OPTION({ GATE: () => isUnitOf(number, this.LA(1), this.#units), DEF: () => (unit = this.CONSUME(t.Ident)) })
    this.OPTION1(() => (percent = this.CONSUME(t.Percent)))
    return { minus: null, number, unit, percent, units: this.#units }
  })

  readonly measure: Rule<Measure> = this.RULE('measure', () => {
    let minus: IToken | null = null
    this.want('a number')
    this.OPTION(() => (minus = this.CONSUME(t.Minus)))
    const amount = this.SUBRULE(this.amount)
    return { ...amount, minus }
  })

  readonly allowance: Rule<Measure | IToken> = this.RULE('allowance', () => {
    this.want('a quantity such as 5 GB', '`unlimited`')
    return this.OR([
      { GATE: () => this.LA(1).image === 'unlimited', ALT: () => this.CONSUME(t.Ident) },
      { ALT: () => this.SUBRULE(this.measure) }
    ])
  })

  readonly price: Rule<WrittenPrice> = this.RULE('price', () => {
    this.want('a price such as 0.25 per minute', '`free`')
    return this.OR([
      { GATE: () => this.LA(1).image === 'free', ALT: () => ({ free: this.CONSUME(t.Ident) }) },
      { ALT: () => this.SUBRULE(this.rate) }
    ])
  })

  protected readonly rate: Rule<WrittenPrice> = this.RULE('rate', () => {
    let started = false
    let count: IToken | null = null
    const measure = this.SUBRULE(this.measure)
    this.want('`per`')
    this.OR([{ GATE: () => this.LA(1).image === 'per', ALT: () => this.CONSUME(t.Ident) }])
    this.want(UNIT, '`started`')
    this.OPTION({
      GATE: () => this.LA(1).image === 'started',
      DEF: () => {
        this.CONSUME1(t.Ident)
        started = true
        this.want(UNIT)
      }
    })
    this.OPTION1(() => {
      count = this.CONSUME(t.NumberToken)
      this.want(UNIT)
    })
    const unit = this.CONSUME2(t.Ident)
    return { free: null, measure, started, count, unit }
  })

  readonly increment: Rule<readonly [Measure, Measure | null]> = this.RULE('increment', () => {
    let next: Measure | null = null
    const first = this.SUBRULE(this.measure)
    this.OPTION(() => {
      this.CONSUME(t.Slash)
      next = this.SUBRULE1(this.measure)
    })
    return [first, next] as const
  })

  readonly date: Rule<IToken> = this.RULE('date', () => {
    this.want('a date such as 2026-03-01')
    return this.CONSUME(t.DateLike)
  })

  readonly dates: Rule<WrittenRange> = this.RULE('dates', () => {
    const from = this.SUBRULE(this.date)
    this.want('`..`')
    this.CONSUME(t.Range)
    const until = this.SUBRULE1(this.date)
    return { from, until }
  })

  readonly time: Rule<IToken> = this.RULE('time', () => {
    this.want('a time such as 08:00')
    return this.CONSUME(t.TimeLike)
  })

  readonly times: Rule<WrittenRange> = this.RULE('times', () => {
    const from = this.SUBRULE(this.time)
    this.want('`..`')
    this.CONSUME(t.Range)
    const until = this.SUBRULE1(this.time)
    return { from, until }
  })

  readonly dateTime: Rule<{ date: IToken; time: IToken }> = this.RULE('dateTime', () => {
    const date = this.SUBRULE(this.date)
    const time = this.SUBRULE(this.time)
    return { date, time }
  })

  readonly period: Rule<WrittenPeriod> = this.RULE('period', () => {
    let count: IToken | null = null
    this.want('a period such as month, year or 14 days')
    this.OPTION(() => {
      count = this.CONSUME(t.NumberToken)
      this.want('days, weeks, months, quarters or years')
    })
    const unit = this.CONSUME(t.Ident)
    return { count, unit }
  })
}

/** Is the word after a number its unit? Any word that touches it is; elsewhere only known units and three capital letters are. */
function isUnitOf(number: IToken, word: IToken, units: UnitWords): boolean {
  return units.has(word.image) || /^[A-Z]{3}$/.test(word.image) || touches(number, word)
}

/**
 * The parser throws and catches an error for every reading that does not fit; nobody sees where it was thrown, and to note it costs
 * more than the reading. What it does not catch is a fault of ours: it is read once more, to be thrown with its stack.
 */
function withoutStacks<R>(read: () => R): R {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return read()
  } catch {
    Error.stackTraceLimit = limit
    return read()
  } finally {
    Error.stackTraceLimit = limit
  }
}
