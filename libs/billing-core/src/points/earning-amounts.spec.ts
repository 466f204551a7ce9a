import { earningAmounts } from './earning-amounts.ts'
import { formatAmount, parseDecimal } from '../values/index.ts'

describe('what of an invoice earns points', () => {
  it.each([
    ['all of one without a bond', '40.00', '15.00', '0.00', '40.00 15.00'],
    ['nothing of its bond', '240.00', '240.00', '200.00', '40.00 40.00'],
    ['of a part that is paid so much as of the whole', '240.00', '60.00', '200.00', '40.00 10.00'],
    ['in whole coins', '240.00', '10.00', '200.00', '40.00 1.66'],
    ['nothing of a bond alone', '200.00', '200.00', '200.00', '0.00 0.00'],
    ['all that a bond which goes back pays', '-160.00', '0.00', '-200.00', '40.00 40.00'],
    ['what is paid beside a bond that goes back', '20.00', '10.00', '-20.00', '40.00 20.00'],
    ['nothing that is not paid', '20.00', '0.00', '-20.00', '40.00 0.00']
  ])('is %s', (_, asked, paid, notRevenue, expected) => {
    const amounts = { asked: parseDecimal(asked), paid: parseDecimal(paid), notRevenue: parseDecimal(notRevenue) }
    const earning = earningAmounts({ currency: 'EUR', ...amounts })
    expect([earning.asked, earning.paid].map(each => formatAmount(each, 'EUR')).join(' ')).toBe(expected)
  })
})
