// What a standing charge comes to at the most: as it is added, and as it is after a change, whatever the change leaves out.
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = `${coastal}
account charge support "Support desk" 30.00 per month
account charge fleet "Fleet" 200000.00 per month
`
const told = (deed: string) => (on: string, more: object) => ({ on, do: `${deed}-account-charge`, ...more })
const [add, change] = [told('add'), told('change')]
const LARGE = 'no account owes so much: it is a slip of the pen'

async function refused(...facts: readonly object[]): Promise<string[]> {
  const life = await play({ rules, facts: [...facts, { on: '2026-04-02', do: 'advance' }] })
  return life.refused.map(({ reason }) => reason)
}

describe('more than any account owes', () => {
  it.each([
    ['at its own price', [add('2026-04-01', { charge: 'support', quantity: 10_000, price: '200000.00' })]],
    ['at the price of the rules', [add('2026-04-01', { charge: 'fleet', quantity: 10_000 })]],
    [
      'at another price',
      [
        add('2026-04-01', { charge: 'support', quantity: 10_000 }),
        change('2026-05-01', { charge: 'support', price: '200000.00' })
      ]
    ],
    [
      'of more of them',
      [add('2026-04-01', { charge: 'fleet' }), change('2026-05-01', { charge: 'fleet', quantity: 10_000 })]
    ],
    [
      'after a later change of the price alone',
      [
        add('2026-04-01', { charge: 'support' }),
        change('2026-06-01', { charge: 'support', price: '200000.00' }),
        change('2026-05-01', { charge: 'support', quantity: 10_000 })
      ]
    ]
  ])('is refused %s', async (_what, facts) => {
    expect(await refused(...facts)).toEqual([LARGE])
  })

  it('is not what a later change makes less of', async () => {
    const facts = [
      add('2026-04-01', { charge: 'support' }),
      change('2026-06-01', { charge: 'support', quantity: 2, price: '200000.00' }),
      change('2026-05-01', { charge: 'support', quantity: 10_000 })
    ]
    expect(await refused(...facts)).toEqual([])
  })
})
