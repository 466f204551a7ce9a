import fc from 'fast-check'
import { MICRO, parseDecimal } from '../values/index.ts'
import { sampleApplied } from '../taxes/sample-taxes.ts'
import type { ChargeRules } from './owed-charges.ts'
import { reconcile } from './reconcile.ts'
import { sampleTarget as target } from './sample-target.ts'
import { DISCOUNTED } from './discounted-key.ts'
import type { BilledCharge, LineDelta, TargetCharge } from './target-charge.ts'

const cent: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 10_000n }), taxOf: () => null }
function billed(lines: readonly LineDelta[], invoice: string): BilledCharge[] {
  return lines.flatMap((line, index) =>
    line.parts.map(part => ({ ...part, invoice, line: index + 1, correction: part.corrects !== null }))
  )
}

const day = (text: string) => Temporal.PlainDate.from(text)

const show = (lines: readonly LineDelta[]) =>
  lines.map(({ from, until, amount }) => `${from}..${until} ${Number(amount) / 1e6}`)

describe('reconcile', () => {
  it('brings a new charge once, rounded on the line', () => {
    const targets = [target('k1', '2026-03-01..2026-04-01', '10.326')]
    const first = reconcile(targets, [], cent)
    expect(show(first)).toEqual(['2026-03-01..2026-04-01 10.33'])
    expect(reconcile(targets, billed(first, 'i1'), cent)).toEqual([])
  })

  it.each([
    ['a bill before its day', '2026-04-01', []],
    ['the bill of its day', '2026-04-02', ['2026-04-02..2026-05-01 -60']],
    ['a bill after its day', '2026-05-01', ['2026-04-02..2026-05-01 -60']]
  ])('what was charged at once and is no target is, by %s, credited or left', (_, through, expected) => {
    const lines = billed(reconcile([target('k1', '2026-04-02..2026-05-01', '60')], [], cent), 'i1')
    const atOnce = lines.map(line => ({ ...line, atOnce: day('2026-04-02') }))
    const lookBack = { since: null, through: day(through) }
    expect(show(reconcile([], atOnce, cent, lookBack))).toEqual(expected)
    const [line] = lines
    expect(line && show(reconcile([], [...atOnce, line], cent, lookBack))).toEqual(['2026-04-02..2026-05-01 -120'])
  })

  it('credits the days that really differ, names the line, and keeps its category', () => {
    const before = billed(reconcile([target('k1', '2026-03-01..2026-04-01', '20')], [], cent), 'i1')
    const shrunk = { ...target('k1', '2026-03-01..2026-03-16', '9.677419'), category: 'moved' }
    const [credit] = reconcile([shrunk], before, cent)
    expect(credit && show([credit])).toEqual(['2026-03-16..2026-04-01 -10.32'])
    expect(credit?.parts[0]).toMatchObject({ corrects: { invoice: 'i1', line: 1 }, category: 'rent' })
    expect(credit?.parts[0].explanation.steps.at(-1)).toMatchObject({
      detail: 'already billed 20.000000',
      result: '-10.322581'
    })
  })

  it.each([
    ['stays as it was', '40', []],
    ['shrinks', '20', ['-20']],
    ['shrinks below the note', '10', ['-25']],
    ['is no longer due', null, ['-25']],
    ['grows', '50', ['10']]
  ])('brings no credited part again when the charge %s', (_, exact, expected) => {
    const days = '2026-03-01..2026-04-01'
    const [line] = billed(reconcile([target('k1', days, '40')], [], cent), 'i1')
    if (line === undefined) throw new Error('nothing was billed')
    const targets = exact === null ? [] : [target('k1', days, exact)]
    const lines = reconcile(targets, [{ ...line, credited: parseDecimal('15') }], cent)
    expect(lines.map(({ amount }) => `${Number(amount) / 1e6}`)).toEqual(expected)
  })

  it.each([
    ['stays as it was', '-4', []],
    ['shrinks', '-3', []],
    ['grows', '-6', ['-2']],
    ['is no longer given', null, []]
  ])('brings no discount again that a note took back, when it %s', (_, exact, expected) => {
    const days = '2026-03-01..2026-04-01'
    const [line] = billed(reconcile([target('k1', days, '-4')], [], cent), 'i1')
    if (line === undefined) throw new Error('nothing was billed')
    const targets = exact === null ? [] : [target('k1', days, exact)]
    const lines = reconcile(targets, [{ ...line, credited: parseDecimal('-4') }], cent)
    expect(lines.map(({ amount }) => `${Number(amount) / 1e6}`)).toEqual(expected)
  })

  it.each([
    ['an amount, put on the charge alone', '24.8', undefined, ['-4.2', '4.2']],
    ['less than is left', '5', undefined, ['-21', '4.2']],
    ['charge and discount, line by line', '31', '-6.2', []]
  ])(
    'gives back no more of a discounted charge that shrinks than a note of %s left',
    (_, ofCharge, ofDiscount, expected) => {
      const days = '2026-03-01..2026-04-01'
      const priced = (charge: string, discount: string): TargetCharge[] => {
        const off = target('d1', days, discount, 'solo')
        return [
          target('k1', days, charge),
          { ...off, type: 'discount', explanation: { ...off.explanation, inputs: { [DISCOUNTED]: 'k1' } } }
        ]
      }
      const credited: Readonly<Record<string, string | undefined>> = { k1: ofCharge, d1: ofDiscount }
      const noted = billed(reconcile(priced('31', '-6.2'), [], cent), 'i1').map(line => {
        return { ...line, credited: parseDecimal(credited[line.key] ?? '0') }
      })
      const lines = reconcile(priced('10', '-2'), noted, cent)
      expect(lines.map(({ amount }) => `${Number(amount) / 1e6}`)).toEqual(expected)
    }
  )

  it('keeps what was credited when the charge is taxed otherwise', () => {
    const taxed = { ...cent, taxOf: () => [sampleApplied('vat', '19')] }
    const [line] = billed(reconcile([target('k1', '2026-03-01..2026-04-01', '40')], [], cent), 'i1')
    if (line === undefined) throw new Error('nothing was billed')
    const credited = [{ ...line, credited: parseDecimal('15') }]
    const lines = reconcile([target('k1', '2026-03-01..2026-04-01', '40')], credited, taxed)
    expect(lines.map(({ amount }) => Number(amount) / 1e6).toSorted((a, b) => a - b)).toEqual([-25, 25])
  })

  it('keeps what was credited without the tax in it when the customer does not owe that any more', () => {
    const included = { ...cent, taxOf: () => [sampleApplied('gst', '10', { included: true })] }
    const relief = { included: true, code: 'E', relieved: '10' } as const
    const exempt = { ...cent, taxOf: () => [sampleApplied('gst', '0', relief)] }
    const targets = [target('k1', '2026-03-01..2026-04-01', '88')]
    const both = [
      [included, exempt, '11', [-77, 70]],
      [exempt, included, '10', [-70, 77]]
    ] as const
    for (const [before, after, credited, expected] of both) {
      const noted = billed(reconcile(targets, [], before), 'i1').map(line => ({
        ...line,
        credited: parseDecimal(credited)
      }))
      const lines = reconcile(targets, noted, after)
      expect(lines.map(({ amount }) => Number(amount) / 1e6).toSorted((a, b) => a - b)).toEqual(expected)
    }
  })

  it('credits a charge that is no longer due in full', () => {
    const before = billed(reconcile([target('k1', '2026-03-01..2026-04-01', '20')], [], cent), 'i1')
    const [credit] = reconcile([], before, cent)
    expect(credit && show([credit])).toEqual(['2026-03-01..2026-04-01 -20'])
    expect(reconcile([], [...before, ...billed([credit as LineDelta], 'i2')], cent)).toEqual([])
  })

  it('brings the lines of a cancelled invoice again', () => {
    const targets = [target('k1', '2026-03-01..2026-04-01', '20')]
    expect(reconcile(targets, [], cent)).toEqual(reconcile(targets, [], cent))
    expect(show(reconcile(targets, [], cent))).toEqual(['2026-03-01..2026-04-01 20'])
  })

  it('adds up the parts of one key before it rounds', () => {
    const parts = [target('k1', '2026-03-01..2026-03-16', '5.005'), target('k1', '2026-03-16..2026-04-01', '5.004')]
    expect(show(reconcile(parts, [], cent))).toEqual(['2026-03-01..2026-04-01 10.01'])
  })

  it('takes no charge of another subscription for a part of one', () => {
    const [one, other] = [target('k1', '2026-03-01..2026-04-01', '1'), target('k1', '2026-03-01..2026-04-01', '1')]
    const said = 'two subscriptions have one key, k1: rent by plan small > rent (plans.farthing:3:1); each key must'
    expect(() => reconcile([one, { ...other, subscription: 't' }], [], cent)).toThrow(said)
  })

  it('shows a moved bill day as one line for the days added', () => {
    const before = billed(reconcile([target('old', '2026-03-01..2026-04-01', '31')], [], cent), 'i1')
    const moved = [
      { ...target('old', '2026-03-01..2026-03-10', '9'), periodUntil: day('2026-04-01') },
      target('stub', '2026-03-10..2026-03-15', '5'),
      target('new', '2026-03-15..2026-04-15', '31')
    ]
    const lines = reconcile(moved, before, cent)
    expect(show(lines)).toEqual(['2026-04-01..2026-04-15 14'])
    expect(lines[0]?.parts).toHaveLength(3)
    expect(lines[0]?.parts[0].explanation.steps.flatMap(({ said }) => said ?? [])).toEqual([
      'should be: 9.00 for 1 – 9 Mar 2026, 5.00 for 10 – 14 Mar 2026, 31.00 for 15 Mar – 14 Apr 2026; was billed: 31.00 for 1 – 31 Mar 2026'
    ])
    expect(reconcile(moved, [...before, ...billed(lines, 'i2')], cent)).toEqual([])
  })

  it('shows the days of what pulls as the line does, and is explained by it', () => {
    const before = billed(reconcile([target('old', '2026-04-01..2026-05-01', '40')], [], cent), 'i1')
    const pieces = [target('cut', '2026-04-01..2026-04-10', '40'), target('bridge', '2026-04-10..2026-04-20', '40')]
    const [charge] = reconcile(pieces, before, cent)
    expect(charge && [...show([charge]), charge.parts[0].key]).toEqual(['2026-04-01..2026-04-20 40', 'bridge'])
    const off = pieces.map(piece => ({ ...piece, exact: -piece.exact / 5n }))
    const given = billed(reconcile([target('old', '2026-04-01..2026-05-01', '-20')], [], cent), 'i1')
    expect(show(reconcile(off, given, cent))).toEqual(['2026-04-20..2026-05-01 4'])
  })

  it('keeps credit and charge of different plans apart', () => {
    const before = billed(reconcile([target('a', '2026-03-01..2026-04-01', '20', 'Mobile 20')], [], cent), 'i1')
    const changed = [
      { ...target('a', '2026-03-01..2026-03-16', '9.677419', 'Mobile 20'), periodUntil: day('2026-04-01') },
      target('b', '2026-03-16..2026-04-01', '20.645161', 'Mobile 40')
    ]
    expect(show(reconcile(changed, before, cent))).toEqual([
      '2026-03-16..2026-04-01 -10.32',
      '2026-03-16..2026-04-01 20.65'
    ])
  })
})

describe('corrections over many bills', () => {
  const amounts = fc.array(fc.bigInt({ min: -100n * MICRO, max: 100n * MICRO }), { minLength: 1, maxLength: 12 })

  it('never drift: what was billed in all is the rounded target, whatever came between', () => {
    fc.assert(
      fc.property(amounts, targets => {
        let charged: BilledCharge[] = []
        for (const [index, exact] of targets.entries()) {
          const next = reconcile([{ ...target('k1', '2026-03-01..2026-04-01', '0'), exact }], charged, cent)
          charged = [...charged, ...billed(next, `i${index}`)]
        }
        const [last = 0n] = targets.slice(-1)
        const sum = charged.reduce((total, { amount }) => total + amount, 0n)
        expect(sum).toBe(
          reconcile([{ ...target('x', '2026-03-01..2026-04-01', '0'), exact: last }], [], cent)[0]?.amount ?? 0n
        )
      })
    )
  })

  it('come out the same from a bounded look-back as from the beginning', () => {
    const months = Array.from({ length: 12 }, (_, index) => day('2026-01-01').add({ months: index }))
    const prices = fc.array(fc.bigInt({ min: 0n, max: 50n * MICRO }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(prices, prices, fc.integer({ min: 0, max: 11 }), (old, fresh, dirty) => {
        const charges = (index: number, exact: bigint) => {
          const from = months[index] ?? day('2026-01-01')
          return {
            ...target(`k${index}`, '2026-01-01..2026-02-01', '0'),
            from,
            until: from.add({ months: 1 }),
            periodUntil: from.add({ months: 1 }),
            exact
          }
        }
        const before = billed(
          reconcile(
            old.map((exact, index) => charges(index, exact)),
            [],
            cent
          ),
          'i1'
        )
        const now = months.map((_, index) => charges(index, (index < dirty ? old : fresh)[index] ?? 0n))
        const since = months[dirty] ?? day('2026-01-01')
        const near = now.filter(({ periodUntil }) => Temporal.PlainDate.compare(periodUntil, since) >= 0)
        const known = before.filter(({ periodUntil }) => Temporal.PlainDate.compare(periodUntil, since) >= 0)
        expect(reconcile(near, known, cent, { since })).toEqual(reconcile(now, before, cent))
      })
    )
  })
})
