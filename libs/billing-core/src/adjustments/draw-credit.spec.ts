import fc from 'fast-check'
import { reckonTaxes, type TaxTreatment } from '../taxes/index.ts'
import { sampleApplied } from '../taxes/sample-taxes.ts'
import { formatAmount, minorUnit, parseDecimal } from '../values/index.ts'
import { type CreditAsked, drawCredit } from './draw-credit.ts'
import { grossOf, type LineShare, lineShares, sumOfGross, taxesOfShares, without } from './line-share.ts'

const VAT: TaxTreatment = [sampleApplied('vat', '19')]
const BOOKS: TaxTreatment = [sampleApplied('vat', '7')]
const INCLUDED: TaxTreatment = [sampleApplied('gst', '10', { included: true })]
/** The same tax at the same rate as VAT, within the price. */
const VAT_WITHIN: TaxTreatment = [sampleApplied('vat', '19', { included: true })]
const COMPOUND: TaxTreatment = [sampleApplied('gst', '5'), sampleApplied('qst', '9.975', { onTopOf: ['gst'] })]

function sharesOf(lines: readonly (readonly [string, TaxTreatment])[], currency = 'EUR'): LineShare[] {
  const coin = minorUnit(currency)
  const priced = lines.map(([amount, tax]) => ({ amount: parseDecimal(amount), tax }))
  const { nets, taxes } = reckonTaxes(priced, { mode: 'half-up', step: coin })
  const shown = priced.map((each, index) => ({
    ...{ line: index + 1, ledger: 'revenue' as const, category: 'rent' },
    ...{ ...each, net: nets[index] ?? 0n }
  }))
  return lineShares(shown, taxes, coin)
}

function draw(asked: CreditAsked, lines: readonly LineShare[], currency = 'EUR', total = sumOfGross(lines)) {
  return drawCredit(asked, { currency, lines, total })
}

function shown(drawn: ReturnType<typeof drawCredit>, currency = 'EUR'): readonly string[] {
  if (!drawn.ok) return [`${drawn.reason}: ${drawn.detail}`]
  const words = ({ line, net, taxes }: LineShare) =>
    [`line ${line}`, ...[net, ...taxes].map(amount => formatAmount(amount, currency))].join(' ')
  return drawn.value.map(words)
}

const amount = (text: string): CreditAsked => ({ kind: 'amount', amount: parseDecimal(text) })
const part = (line: number, text?: string): CreditAsked => ({
  kind: 'lines',
  lines: [{ line, amount: text === undefined ? null : parseDecimal(text) }]
})

describe('a credit', () => {
  const bill = [
    ['10.00', VAT],
    ['20.00', BOOKS],
    ['5.50', INCLUDED],
    ['-2.00', VAT]
  ] as const

  it.each([
    [
      'the whole invoice',
      { kind: 'whole' },
      ['line 1 10.00 1.90', 'line 2 20.00 1.40', 'line 3 5.00 0.50', 'line 4 -2.00 -0.38']
    ],
    ['a whole line', part(2), ['line 2 20.00 1.40']],
    ['a part of a line, its tax beside it', part(1, '3.33'), ['line 1 3.33 0.63']],
    ['a part of a line, its tax within it', part(3, '1.00'), ['line 3 0.91 0.09']],
    [
      'an amount over lines and their taxes',
      amount('10.00'),
      ['line 1 2.58 0.49', 'line 2 5.15 0.36', 'line 3 1.29 0.13']
    ],
    ['more than a line', part(1, '10.01'), ['above-line: Of line 1 at most 10.00 EUR is left to credit.']],
    [
      'more than the invoice',
      amount('36.43'),
      ['above-invoice: 36.43 EUR is more than is left to credit of this invoice: 36.42.']
    ],
    ['a line that is a credit', part(4), ['nothing-left: Nothing is left to credit of line 4.']],
    ['a line that there is not', part(9), ['unknown-line: The invoice has no line 9.']],
    ['nothing', amount('0'), ['amount-not-positive: A note is of more than zero.']],
    [
      'less than a coin',
      amount('1.001'),
      ['amount-too-fine: 1.001 EUR is a part of a coin: the smallest of EUR is 0.01.']
    ]
  ] satisfies [string, CreditAsked, string[]][])('of %s', (_, asked, expected) => {
    expect(shown(draw(asked, sharesOf(bill)))).toEqual(expected)
  })

  it.each([
    ['JPY', '1000', '333', ['line 1 303 30']],
    ['KWD', '10.005', '3.335', ['line 1 3.032 0.303']]
  ])('in %s is in its coins', (currency, price, asked, expected) => {
    const lines = sharesOf([[price, [sampleApplied('vat', '10')]]], currency)
    expect(shown(draw(amount(asked), lines, currency), currency)).toEqual(expected)
  })

  it('of lines that bear the same tax beside the price and within it is what each of them bore', () => {
    const lines = sharesOf([
      ['119.00', VAT_WITHIN],
      ['100.00', VAT]
    ])
    expect(sumOfGross(lines)).toBe(parseDecimal('238.00'))
    expect(shown(draw({ kind: 'whole' }, lines))).toEqual(['line 1 100.00 19.00', 'line 2 100.00 19.00'])
    expect(shown(draw(part(2), lines))).toEqual(['line 2 100.00 19.00'])
  })

  it('never takes a bond', () => {
    const lines = sharesOf([['50.00', null]]).map(each => ({ ...each, ledger: 'bond' as const }))
    for (const asked of [part(1), { kind: 'whole' }] as const)
      expect(draw(asked, lines)).toMatchObject({ reason: 'bond-line' })
    expect(shown(draw(amount('1.00'), lines))).toEqual([
      'above-invoice: 1.00 EUR is more than is left to credit of this invoice: 0.00.'
    ])
  })

  const treatments = fc.constantFrom(null, VAT, VAT_WITHIN, BOOKS, INCLUDED, COMPOUND)
  const life = fc.record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    lines: fc.array(fc.tuple(fc.integer({ min: 1, max: 50_000 }), treatments), { minLength: 1, maxLength: 5 }),
    credits: fc.array(
      fc.tuple(fc.constantFrom('amount', 'line', 'whole line'), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })),
      { maxLength: 8 }
    )
  })

  it('after any others, leaves nothing negative, and the last one leaves nothing', () => {
    fc.assert(
      fc.property(life, ({ credits, currency, lines }) => {
        const coin = minorUnit(currency)
        const all = sharesOf(
          lines.map(([coins, tax]) => [formatAmount(BigInt(coins) * coin, currency), tax] as const),
          currency
        )
        expect(sumOfGross(all)).toBe(all.reduce((sum, { net }) => sum + net, 0n) + sumOfTaxes(all, coin))
        const notes: (readonly LineShare[])[] = []
        let left = all
        for (const [kind, pick, share] of [...credits, ['whole', 0, 1] as const]) {
          const line = left[pick % left.length] as LineShare
          const of = kind === 'amount' ? sumOfGross(left) : line.amount
          const wanted = BigInt(Math.round(Number(of / coin) * share)) * coin
          const asked: CreditAsked =
            kind === 'whole'
              ? { kind }
              : kind === 'amount'
                ? { kind, amount: wanted }
                : { kind: 'lines', lines: [{ line: line.line, amount: kind === 'line' ? wanted : null }] }
          const drawn = draw(asked, left, currency)
          if (!drawn.ok) continue
          left = without(left, drawn.value)
          notes.push(drawn.value)
          expect(left.flatMap(({ net, taxes }) => [net, ...taxes]).filter(each => each < 0n)).toEqual([])
          for (const each of left) expect(withinPrice(each)).toBe(each.amount)
        }
        expect(left.map(grossOf).filter(each => each !== 0n)).toEqual([])
        const [credited, billed] = [notes.flat(), all].map(shares =>
          taxesOfShares(shares)
            .map(({ amount: of, included, percent, taxable }) => [percent, included, taxable, of].join(' '))
            .toSorted()
        )
        expect(credited).toEqual(billed)
      })
    )
  })
})

/** As the invoice says them. */
function sumOfTaxes(lines: readonly LineShare[], coin: bigint): bigint {
  const { taxes } = reckonTaxes(lines, { mode: 'half-up', step: coin })
  return taxes.reduce((sum, { amount: of }) => sum + of, 0n)
}

function withinPrice({ net, tax, taxes }: LineShare): bigint {
  return taxes.reduce((sum, each, index) => (tax?.[index]?.included === true ? sum + each : sum), net)
}
