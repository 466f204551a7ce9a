import { date, formatAmount, parseDecimal } from '../values/index.ts'
import { commissionEntries, type CommissionShare } from './commission-entries.ts'
import { type CommissionedInvoice, type CommissionSale, salesOn } from './commission-sale.ts'
import { commissionTargets } from './commission-targets.ts'
import type { TrailingPart } from './commission-terms.ts'
import { sampleInvoice, sampleLine, sampleSale, sampleTerms } from './sample-commission.ts'

const above = () => ['agent-7', 'dealer-3', 'master-1']

function entriesOf(
  sales: readonly CommissionSale[],
  invoices: readonly CommissionedInvoice[],
  booked: CommissionShare[] = []
) {
  return commissionEntries(commissionTargets(sales, invoices), booked, above)
}

/** 'leading INV-1 agent-7 30.00', by kind, invoice and partner. */
function shown(entries: readonly CommissionShare[]): string[] {
  return entries
    .map(({ amount, invoice, kind, line, partner }) =>
      [kind, invoice, ...(line === null ? [] : [`line ${line}`]), partner, formatAmount(amount, 'AUD')].join(' ')
    )
    .sort()
}

describe('commission', () => {
  it('is earned when the customer pays, of the first invoice once and of each one', () => {
    const paid = [sampleInvoice('INV-1', '40'), sampleInvoice('INV-2', '40', [sampleLine('40')], '2026-04-01')]
    expect(shown(entriesOf([sampleSale()], paid))).toEqual([
      'leading INV-1 agent-7 30.00',
      'leading INV-1 dealer-3 15.00',
      'leading INV-1 master-1 5.00',
      'trailing INV-1 line 1 agent-7 1.20',
      'trailing INV-1 line 1 dealer-3 0.60',
      'trailing INV-1 line 1 master-1 0.20',
      'trailing INV-2 line 1 agent-7 1.20',
      'trailing INV-2 line 1 dealer-3 0.60',
      'trailing INV-2 line 1 master-1 0.20'
    ])
    expect(entriesOf([sampleSale()], [sampleInvoice('INV-1', '0')])).toEqual([])
  })

  it('follows a part payment, a note and a reversal by one entry each', () => {
    const booked: CommissionShare[] = []
    const agent = (invoice: CommissionedInvoice): string[] => {
      const entries = entriesOf([sampleSale()], [invoice], booked)
      booked.push(...entries)
      return shown(entries.filter(({ partner }) => partner === 'agent-7'))
    }
    const noted = [sampleLine('40', { credited: parseDecimal('10') })]
    expect(agent(sampleInvoice('INV-1', '10'))).toEqual([
      'leading INV-1 agent-7 7.50',
      'trailing INV-1 line 1 agent-7 0.30'
    ])
    // 10.00 of the 30.00 that are left: a third of 37.50 and of 1.50
    expect(agent(sampleInvoice('INV-1', '10', noted))).toEqual([])
    expect(agent(sampleInvoice('INV-1', '30', noted))).toEqual([
      'leading INV-1 agent-7 15.00',
      'trailing INV-1 line 1 agent-7 0.60'
    ])
    expect(agent(sampleInvoice('INV-1', '0', noted))).toEqual([
      'leading INV-1 agent-7 -22.50',
      'trailing INV-1 line 1 agent-7 -0.90'
    ])
    expect(agent(sampleInvoice('INV-1', '0', noted))).toEqual([])
  })

  it.each([
    ['within its months, all of it', '2026-08-31', false, '0.00'],
    ['on the first safe day, nothing', '2026-09-01', false, '50.00'],
    ['within its months, in proportion to the days', '2026-06-01', true, '25.00']
  ])('gives leading commission back when the subscription ends %s', (_, ended, inProportion, left) => {
    const { clawback, ...terms } = sampleTerms()
    if (clawback === null) throw new Error('the sample claws back')
    const sale = sampleSale({ ended: date(ended), terms: { ...terms, clawback: { ...clawback, inProportion } } })
    const targets = commissionTargets([sale], [sampleInvoice('INV-1', '40')])
    const leading = targets.filter(({ kind }) => kind === 'leading')
    const trailing = targets.filter(({ kind }) => kind === 'trailing')
    expect(leading.map(({ explanation: { amount } }) => formatAmount(parseDecimal(amount), 'AUD'))).toEqual([left])
    expect(trailing.map(({ layers }) => layers.length)).toEqual([3])
  })

  it('counts the lines of its own months, categories and subscription', () => {
    const lines = [
      sampleLine('40', { line: 1, from: date('2028-02-01'), until: date('2028-02-29') }),
      sampleLine('40', { line: 2, from: date('2028-03-01'), until: date('2028-04-01') }),
      sampleLine('9', { line: 3, category: 'usage', type: 'usage' }),
      sampleLine('40', { line: 4, subscription: 's2' })
    ]
    const [terms] = [sampleTerms({ leading: [] })]
    expect(shown(entriesOf([sampleSale({ terms })], [sampleInvoice('INV-9', '200', lines)]))).toEqual([
      'trailing INV-9 line 1 agent-7 1.20',
      'trailing INV-9 line 1 dealer-3 0.60',
      'trailing INV-9 line 1 master-1 0.20'
    ])
  })

  describe('counts a line once', () => {
    const part = (percent: string, of: string[] | null, months: number | null = null) => ({
      ...{ reward: { kind: 'share' as const, percent: parseDecimal(percent) }, of, plans: null, to: null, months },
      at: { rule: 'commission dealer', file: 'commissions.farthing', line: 1, column: 1 }
    })
    const call = sampleLine('10', { type: 'usage', category: 'voice' })
    const off = sampleLine('-5', { line: 2, type: 'discount', category: 'voice', discounts: 'usage' })
    const data = sampleLine('20', { line: 3, type: 'usage', category: 'data' })
    const agents = (trailing: TrailingPart[], lines = [call, off, data]) => {
      const terms = sampleTerms({ leading: [], trailing, layers: [{ name: 'agent', share: parseDecimal('100') }] })
      return shown(entriesOf([sampleSale({ terms })], [sampleInvoice('INV-1', '100', lines)]))
    }

    it.each([
      ['by its category before its type', [part('10', ['usage']), part('20', ['voice'])]],
      ['whichever is written first', [part('20', ['voice']), part('10', ['usage'])]],
      ['a discount with what it is taken off', [part('10', ['usage']), part('20', ['voice']), part('90', ['discount'])]]
    ])('%s', (_, trailing) => {
      expect(agents(trailing)).toEqual([
        'trailing INV-1 line 1 agent-7 2.00',
        'trailing INV-1 line 2 agent-7 -1.00',
        'trailing INV-1 line 3 agent-7 2.00'
      ])
    })

    it('by its type when the months of its category are over', () => {
      const trailing = [part('10', ['usage']), part('20', ['voice'], 1)]
      const april = { from: date('2026-03-17'), until: date('2026-04-16') }
      expect(agents(trailing, [call, sampleLine('10', { ...call, line: 2, ...april, net: call.net })])).toEqual([
        'trailing INV-1 line 1 agent-7 2.00',
        'trailing INV-1 line 2 agent-7 0.50',
        'trailing INV-1 line 2 agent-7 1.00'
      ])
    })
  })

  it("is the next partner's from the day of the next sale on, and leading commission is nobody's again", () => {
    const [first, second] = [date('2026-03-01'), date('2026-04-01')]
    const sales = [
      sampleSale({ from: first, until: second }),
      sampleSale({ partner: 'agent-8', from: second, isFirst: false })
    ]
    const april = [sampleLine('40', { from: second, until: date('2026-05-01') })]
    const invoices = [sampleInvoice('INV-1', '40'), sampleInvoice('INV-2', '40', april, '2026-04-01')]
    const sellers = commissionEntries(commissionTargets(sales, invoices), [], ({ partner }) => [partner])
    expect(shown(sellers)).toEqual([
      'leading INV-1 agent-7 30.00',
      'trailing INV-1 line 1 agent-7 1.20',
      'trailing INV-2 line 1 agent-8 1.20'
    ])
  })

  it('is shared by days where a line is of two partners, and the shares add up to the line', () => {
    const change = date('2026-04-01')
    const sales = [
      sampleSale({ until: change, terms: sampleTerms({ leading: [] }) }),
      sampleSale({ partner: 'agent-8', from: change, isFirst: false })
    ]
    const line = sampleLine('40', { from: date('2026-03-15'), until: date('2026-04-15') })
    const booked = commissionEntries(
      commissionTargets(sales, [sampleInvoice('INV-1', '40', [line])]),
      [],
      ({ partner }) => [partner, 'dealer-3', 'master-1']
    )
    const again = commissionEntries(
      commissionTargets(sales, [sampleInvoice('INV-1', '40', [line])]),
      booked,
      ({ partner }) => [partner, 'dealer-3', 'master-1']
    )
    expect(again).toEqual([])
    // 17 and 14 of 31 days of 2.00
    expect(booked.reduce((sum, { amount }) => sum + amount, 0n)).toBe(parseDecimal('2'))
    expect(shown(booked).filter(text => text.includes('agent'))).toEqual([
      'trailing INV-1 line 1 agent-7 0.66',
      'trailing INV-1 line 1 agent-8 0.54'
    ])
  })

  it('is clawed back when an end has come, not when it is told', () => {
    const told = [sampleSale({ ended: date('2026-05-01') })]
    const leadingOn = (day: string) =>
      shown(entriesOf(salesOn(told, date(day)), [sampleInvoice('INV-1', '40')])).filter(text =>
        text.startsWith('leading')
      )
    expect(leadingOn('2026-04-30')).toHaveLength(3)
    expect(leadingOn('2026-05-01')).toEqual([])
  })

  it('goes back when its invoice is cancelled, and a correction takes its part as it is settled', () => {
    const booked = entriesOf([sampleSale()], [sampleInvoice('INV-1', '40')])
    const undone = entriesOf([sampleSale()], [], booked)
    expect(undone.map(({ explanation }) => explanation)).toEqual(undone.map(() => null))
    expect([...undone, ...booked].reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n)
    const credit = sampleInvoice('INV-2', '0', [sampleLine('-20')], '2026-04-01')
    expect(shown(entriesOf([sampleSale({ isFirst: false })], [credit]))).toEqual([
      'trailing INV-2 line 1 agent-7 -0.60',
      'trailing INV-2 line 1 dealer-3 -0.30',
      'trailing INV-2 line 1 master-1 -0.10'
    ])
  })

  it('says how it was computed', () => {
    const sale = sampleSale({ ended: date('2026-05-01') })
    const invoice = sampleInvoice('INV-1', '22', [sampleLine('44', { credited: parseDecimal('4') })])
    const [leading, trailing] = commissionTargets([sale], [invoice])
    expect(leading?.explanation.steps.map(({ detail, result }) => `${detail} -> ${result}`)).toEqual([
      'for lines of 44.00 less 4.00 of notes and corrections -> 45.454545',
      '22.00 of 40.00 paid -> 25.000000',
      'ended on 2026-05-01, within 6 months: clawed back -> 0.000000',
      'half up to 0.01 -> 0.00'
    ])
    expect(trailing?.explanation).toMatchObject({
      rule: { file: 'commissions.farthing', line: 1 },
      inputs: {
        commission: 'dealer',
        soldBy: 'agent-7',
        soldOn: '2026-03-01',
        invoice: 'INV-1',
        line: '1',
        subscription: 's1'
      },
      steps: [
        { detail: '5% of 44.00 less 4.00 of notes and corrections', result: '2.000000' },
        { detail: '22.00 of 40.00 paid', result: '1.100000' },
        { detail: 'half up to 0.01' }
      ],
      amount: '1.100000'
    })
  })

  it('keeps what a layer has nobody for', () => {
    const targets = commissionTargets([sampleSale()], [sampleInvoice('INV-1', '40')])
    expect(shown(commissionEntries(targets, [], () => ['agent-7']))).toEqual([
      'leading INV-1 agent-7 30.00',
      'trailing INV-1 line 1 agent-7 1.20'
    ])
  })
})
