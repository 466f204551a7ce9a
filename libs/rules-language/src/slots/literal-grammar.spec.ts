import { lexRange } from '../lexer/lex.ts'
import { LiteralGrammar, type Rule } from './literal-grammar.ts'

class Faulty extends LiteralGrammar {
  readonly fault: Rule<void> = this.RULE('fault', () => {
    this.SUBRULE(this.date)
    this.ACTION(() => brokenAction())
  })

  constructor() {
    super()
    this.performSelfAnalysis()
  }
}

function brokenAction(): void {
  throw new Error('a fault of ours')
}

const grammar = new Faulty()

function thrownBy(text: string): Error | null {
  const { tokens } = lexRange(text, 0, text.length)
  try {
    grammar.read(grammar.fault, { tokens, at: 0, endsList: () => false })
    return null
  } catch (error) {
    return error as Error
  }
}

describe('a fault in the grammar itself', () => {
  it('leaves it with the stack of where it was thrown', () => {
    const limit = Error.stackTraceLimit
    expect(thrownBy('2026-03-01')?.stack).toContain('brokenAction')
    expect(Error.stackTraceLimit).toBe(limit)
  })

  it('is not a reading that does not fit, which is told and not thrown', () => {
    expect(thrownBy('tomorrow')).toBeNull()
  })
})
