import { testFile, testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('commitment', () => {
  it.each([
    ['50.00 per month', { length: { unit: 'month', count: 1 }, cut: 'bill day', renewed: true, of: null }],
    ['600.00 over 12 months', { length: { unit: 'month', count: 12 }, cut: 'first day', renewed: false }],
    ['600.00 over 12 months, renewed, of usage, rent', { renewed: true, of: ['usage', 'rent'] }],
    [
      '50.00 per quarter, before discounts, excess counts in the next period, not prorated, paused while suspended, category minimum',
      {
        ...{ length: { unit: 'month', count: 3 }, beforeDiscounts: true, carriesExcess: true, prorated: false },
        ...{ pausedWhileSuspended: true, category: 'minimum' }
      }
    ],
    [
      '50.00 per month, paused while suspended because of holiday, debt, category minimum',
      { pausedWhileSuspended: true, pausedBecauseOf: ['holiday', 'debt'], category: 'minimum' }
    ]
  ])('%s', (text, value) => {
    const said = `commitment gold "Minimum spend" ${text}\n`
    expect(testFile(plugin, said)).toMatchObject({ ok: true, values: [value] })
    expect(testStatement(plugin, said)).toMatchObject({ ok: true, values: [value] })
  })

  it.each([
    ['0.00 per month', 'R0561 at least nothing is spent anyway'],
    ['12.00 per week', 'R0562 what was spent is known by billing cycles']
  ])('%s is refused', (text, error) => {
    expect(testFile(plugin, `commitment gold "Minimum spend" ${text}\n`)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining(error)]
    })
  })

  it('has a name of its own, in all files and in each plan', () => {
    const twice = 'commitment gold "A" 1.00 per month\ncommitment gold "B" 2.00 per month\n'
    expect(testFile(plugin, twice)).toMatchObject({ ok: false, errors: [expect.stringContaining('R0563')] })
    expect(testStatement(plugin, twice)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('R0563 there is a commitment gold above already')]
    })
  })
})
