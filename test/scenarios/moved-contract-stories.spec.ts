// A contract goes along when its subscription moves: who takes it over gives notice of it, changes it and is held by it as who signed was.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan bound "Bound" {
  rent 40.00 per month
  contract rolling "Rolling" { term 6 months; notice 1 month; ending fee 30.00; renews month by month; early exit 99.00 }
  contract long "Long" { term 12 months; ending fee 50.00; early exit 200.00 }
}
forbid terminate when contract is running "Not while the contract runs"
`
const contract = 'rolling'
const signed = { on: '2026-01-15', do: 'subscribe', plan: 'bound', contract }
/** Signed here, and signed elsewhere and taken over. */
const lives: readonly (readonly [string, readonly object[]])[] = [
  ['stayed', [signed]],
  [
    'moved',
    [
      { ...signed, account: 'other' },
      { on: '2026-05-10', do: 'move', from: 'other' }
    ]
  ]
]
const told = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })

async function then(begun: readonly object[], ...facts: readonly object[]): Promise<object> {
  const end = { on: '2027-07-01', do: 'advance' }
  const life = await play({ rules, billDay: 1, facts: [...begun, ...facts, end] })
  const charged = linesOf(life, description => description.includes(':'))
  return { charged, refused: life.refused.map(({ reason }) => reason) }
}

describe.each(lives)('of a subscription that %s', (_, begun) => {
  it('notice is given', async () => {
    expect(await then(begun, told('2026-06-01', 'give-notice'))).toEqual({
      charged: ['2026-08-01: Rolling: ending 2026-07-15 30.00'],
      refused: []
    })
  })

  it('a release is told', async () => {
    expect(await then(begun, told('2026-06-01', 'release-from-contract'))).toEqual({ charged: [], refused: [] })
  })

  it('the contract is changed', async () => {
    expect(await then(begun, told('2026-06-01', 'change-contract', { contract: 'long' }))).toEqual({
      charged: ['2027-06-01: Long: ending 2027-06-01 50.00'],
      refused: []
    })
  })

  it('a second one is not signed, and rules that ask for it hold', async () => {
    const asked = [told('2026-06-01', 'sign-contract', { contract: 'long' }), told('2026-06-02', 'terminate')]
    expect(await then(begun, ...asked)).toMatchObject({
      refused: ['contract rolling runs already, since 2026-01-15', 'Not while the contract runs']
    })
  })

  it('what waits for the end of its term waits', async () => {
    expect(await then(begun, told('2026-06-01', 'suspend', { when: 'end-of-term' }))).toMatchObject({ refused: [] })
  })
})
