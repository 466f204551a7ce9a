// Discounts of prices that include a tax which the customer does not owe: never more than the charge, and all of it where they take all.
import { invoicesOf, play, table } from './play.ts'
import { operator } from './taxed.ts'

const tax = 'tax vat "VAT" { in DE; rate 19%; included in prices; elsewhere reverse charge for businesses }'
const abroad = (on = '2026-02-28'): object => ({ on, do: 'tax-place', place: 'AT', taxId: 'ATU12345678' })
const german = { on: '2026-02-28', do: 'tax-place', place: 'DE' }
const subscribe = (on: string): object => ({ on, do: 'subscribe', as: 's1', plan: 'gifted' })
const until = (on: string): object => ({ on, do: 'advance' })

interface Told {
  readonly discounts: string
  readonly currency?: string
  readonly step?: string
  readonly rent?: string
}

const rulesOf = ({ currency = 'EUR', discounts, rent = '20.00', step = '0.01' }: Told): string =>
  `${operator(currency, step)}${tax}\nplan gifted "Gifted" { rent ${rent} per month\n${discounts} }\n`

const lived = async (told: Told, ...facts: object[]): Promise<string[]> =>
  invoicesOf(await play({ rules: rulesOf(told), billDay: 1, facts }))

/** The day, and what the first bill of one who begins on it comes to. */
async function begun(day: number, told: Told): Promise<readonly [from: string, total: string | undefined]> {
  const from = `2026-03-${String(day).padStart(2, '0')}`
  const facts = [abroad(), subscribe(from), until('2026-04-01')]
  const life = await play({ rules: rulesOf(told), billDay: 1, facts })
  return [from, life.invoices[0]?.total]
}

const gift = 'discount gift "Gift" 100% off'

describe('a discount of a price without a tax that is not owed', () => {
  it('takes all of a part of a month, to the coin', async () => {
    expect(await lived({ discounts: gift }, abroad(), subscribe('2026-03-21'), until('2026-04-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Gifted         2026-03-21..2026-04-01    5.96
        Gift: Gifted   2026-03-21..2026-04-01   -5.96
        Gifted         2026-04-01..2026-05-01   16.81
        Gift: Gifted   2026-04-01..2026-05-01  -16.81
        VAT 0% of 0.00                           0.00
        total                                    0.00
      `)
    )
  })

  it.each([
    ['EUR', '0.01', '20.00', '0.00'],
    ['CHF', '0.05', '20.00', '0.00'],
    ['JPY', '1', '2000', '0'],
    ['KWD', '0.001', '20.000', '0.000']
  ])(
    'takes all from any day on, in %s by %s',
    async (currency, step, rent, nothing) => {
      for (let day = 2; day <= 31; day += 1) {
        for (const discounts of [gift, `discount fix "Fix" takes ${rent} off per cycle`]) {
          const [from, total] = await begun(day, { currency, discounts, rent, step })
          expect([from, total]).toEqual([from, nothing])
        }
      }
    },
    60_000
  )

  it('takes all where several take their part, and never more', async () => {
    const discounts = 'discount half "Half" 50% off, order 1\ndiscount rest "Rest" 100% off, order 2'
    for (let day = 2; day <= 31; day += 1) {
      const [from, total] = await begun(day, { discounts })
      expect([from, total]).toEqual([from, '0.00'])
    }
  })

  it('stays as it was where a part is left', async () => {
    const discounts = 'discount tenth "Tenth" 10% off'
    expect(await lived({ discounts }, abroad(), subscribe('2026-03-21'), until('2026-03-31'))).toEqual([])
    expect(await lived({ discounts }, abroad(), subscribe('2026-03-21'), until('2026-04-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Gifted          2026-03-21..2026-04-01   5.96
        Tenth: Gifted   2026-03-21..2026-04-01  -0.60
        Gifted          2026-04-01..2026-05-01  16.81
        Tenth: Gifted   2026-04-01..2026-05-01  -1.68
        VAT 0% of 20.49                          0.00
        total                                   20.49
      `)
    )
  })

  it('follows a customer who moves abroad, with the tax that was charged before', async () => {
    const moved = { ...abroad('2026-03-21'), known: '2026-04-10' }
    const facts = [german, subscribe('2026-03-21'), until('2026-04-02'), moved, until('2026-05-01')]
    expect((await lived({ discounts: gift }, ...facts)).filter(line => line.startsWith('total'))).toEqual([
      'total 0.00',
      'total 0.00'
    ])
  })
})
