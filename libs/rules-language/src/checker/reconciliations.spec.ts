import { type CompileResult, compileRules } from '../index.ts'

const text = (
  format: string,
  lines = 'quantity within 2s; price within 0.01 by tariff calls'
): string => `operator "X" {
  currency AUD
  time zone "Australia/Melbourne"
}

tariff calls for voice {
  one zone home

  rates {
    | price           |
    | 0.25 per minute |
  }
}

reconcile carrier-x { service voice; zones home; format ${format}; start within 5s; ${lines} }
`
const compiled = (rules: string, taken?: Readonly<Record<string, readonly string[]>>): CompileResult =>
  compileRules({ files: new Map([['a.farthing', rules]]), signatures: [], ...(taken === undefined ? {} : { taken }) })
const found = (result: CompileResult): string[] =>
  result.diagnostics.map(({ code, message, nearest = '' }) => `${code} ${message} ${nearest}`.trim())

describe('reconcile', () => {
  it('compiles to tolerances in milliseconds, ticks and micro', () => {
    const result = compiled(text('csv'))
    expect(result.ok && result.rules.reconciliations).toEqual([
      {
        name: 'carrier-x',
        service: 'voice',
        zones: ['home'],
        format: 'csv',
        startMs: 5_000,
        ticks: 2_000,
        quantityShare: 0n,
        price: 10_000n,
        priceShare: 0n,
        tariff: 'calls',
        at: { rule: 'reconcile carrier-x', file: 'a.farthing', line: 15, column: 11 }
      }
    ])
  })

  it('refuses tolerances finer than usage is counted', () => {
    const finer =
      'R0157 a tolerance is a whole number of milliseconds, bytes, messages or events, and not beyond 2^53 of them'
    expect(found(compiled(text('csv', 'quantity within 0.0001s; price within 0.01 by tariff calls')))).toEqual([finer])
    expect(found(compiled(text('csv').replace('within 5s', 'within 0.0001s')))).toEqual([finer])
  })

  it('takes shares beside amounts, above nothing and below all', () => {
    const shares = 'quantity within 2s or 1%; price within 0.01 or 2.5% by tariff calls'
    const result = compiled(text('csv', shares))
    expect(result.ok && result.rules.reconciliations[0]).toMatchObject({
      ...{ ticks: 2_000, quantityShare: 1_000_000n, price: 10_000n, priceShare: 2_500_000n, tariff: 'calls' }
    })
    expect(found(compiled(text('csv', 'quantity within 2s or 0%; price within 0.01 or 100% by tariff calls')))).toEqual(
      ['R0624 a share of nothing allows nothing: leave it out', 'R0624 a share of all takes any two for the same']
    )
  })

  it('names a format that somebody brings, where it is known who brings any', () => {
    const taken = { 'usage format': ['asterisk', 'csv'] }
    expect(found(compiled(text('csv'), taken))).toEqual([])
    expect(found(compiled(text('cvs'), taken))).toEqual(['R0111 there is no usage format named `cvs` csv'])
    expect(found(compiled(text('cvs')))).toEqual([])
  })

  it('needs its tolerances, and may leave prices alone', () => {
    const result = compiled(text('csv', 'quantity within 0s'))
    expect(result.ok && result.rules.reconciliations[0]).toMatchObject({ ticks: 0, price: null, tariff: null })
    expect(found(compiled(text('csv', 'price within 0.01 by tariff calls')))).toEqual([
      'R0070 this `reconcile` has no `quantity within`; write, for example: quantity within 2s'
    ])
  })
})
