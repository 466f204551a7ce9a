// kill -9 in the middle of a pass that grants pockets, and two passes at once: each account has its pocket once, and nobody is forgotten.
import { LedgerService, Persistence, PointsEarnings } from '@farthing/kernel'
import { openAccounts, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

const ACCOUNTS = 300
/** Accounts between the one whose pocket is waited for and the one that is busy. */
const PASSED_AT_MOST = 100
const now = '2026-03-10T00:00:00Z'
const plan = 'plan bonus "Bonus" {\n  from 2025-01-01\n  grant 10.00 each cycle, roll over 1 cycle\n}\n'
const kernel = await testKernel({ now })

beforeAll(async () => {
  await publishRules(kernel, sampleRules(plan))
  await openAccounts(
    kernel,
    Array.from({ length: ACCOUNTS }, () => ({ billDay: 1, from: '2026-03-01', plans: ['bonus'] }))
  )
})
afterAll(() => kernel.close())

const count = (what: string): Promise<number> => countRows(kernel, what)
const passElsewhere = () => elsewhere('grant-pockets.ts', kernel.url, now)

/** Kills a pass when there are so many pockets; returns how many there are in the end. It cannot get past a later account, which is busy. */
async function killedAfter(granted: number): Promise<number> {
  await kernel.get(Persistence).bulk('main', async client => {
    const later = '(select id from account order by id offset $1 limit 1)'
    await client.query(`select id from account where id = ${later} for update`, [granted + PASSED_AT_MOST])
    await killWhen(passElsewhere(), async () => (await count('pocket')) >= granted)
  })
  return count('pocket')
}

describe('a killed pass', () => {
  it('leaves whole accounts behind, twice killed', async () => {
    const first = await killedAfter(1)
    const second = await killedAfter(first + 1)
    expect([first > 0, second > first, second < ACCOUNTS]).toEqual([true, true, true])
    expect(await count('points_entry')).toBe(second)
    expect(await count('points_cursor')).toBe(second)
    expect(await count('ledger_transaction')).toBe(second)
  }, 120_000)

  it('is finished by two at once, and each has its pocket once', async () => {
    const other = passElsewhere()
    await kernel.get(PointsEarnings).earn()
    await other.gone
    for (const table of ['pocket', 'points_entry', 'points_cursor', 'ledger_transaction'])
      expect(await count(table)).toBe(ACCOUNTS)
    expect(await count('pocket where balance = 10000000')).toBe(ACCOUNTS)
    expect(await kernel.get(LedgerService).totals('main')).toMatchObject({ balanced: true })
  }, 60_000)

  it('does nothing a second time', async () => {
    expect(await kernel.get(PointsEarnings).earn()).toEqual({ accounts: 0, entries: 0 })
  })
})
