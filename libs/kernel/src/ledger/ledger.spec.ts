import { Persistence } from '../persistence/index.ts'
import { hledger, testKernel, type TestKernel } from '@farthing/testing'
import type { LedgerTransaction } from '@farthing/billing-core'
import { copyTransactions, LedgerService } from './index.ts'

const account = '01890000-0000-7000-8000-000000000001'
const invoice = (key: string, cents: bigint, on = '2026-03-01'): LedgerTransaction => ({
  key,
  date: Temporal.PlainDate.from(on),
  description: 'Invoice',
  account,
  postings: [
    { ledgerAccount: 'receivable:A-000001', unit: 'AUD', amount: cents * 10_000n },
    { ledgerAccount: 'revenue:rent', unit: 'AUD', amount: -cents * 10_000n }
  ]
})

describe('the ledger', () => {
  let kernel: TestKernel
  let ledger: LedgerService
  let persistence: Persistence
  beforeAll(async () => {
    kernel = await testKernel()
    ledger = kernel.get(LedgerService)
    persistence = kernel.get(Persistence)
  })
  afterAll(() => kernel.close())

  const post = (...transactions: LedgerTransaction[]) =>
    persistence.transaction('main', tx => ledger.post(tx, 'main', transactions))

  it('posts an event once, however often it is told', async () => {
    expect(await post(invoice('invoice:1', 4000n))).toEqual(['invoice:1'])
    expect(await post(invoice('invoice:1', 9900n), invoice('invoice:2', 100n))).toEqual(['invoice:2'])
    expect(await ledger.accountBalances('main', account)).toEqual([
      { ledgerAccount: 'receivable:A-000001', unit: 'AUD', amount: 41_000_000n }
    ])
  })

  it('refuses what does not balance, by hand and by COPY', async () => {
    const lopsided = { ...invoice('invoice:3', 100n), postings: invoice('invoice:3', 100n).postings.slice(1) }
    await expect(post(lopsided)).rejects.toThrow('out of balance')
    const direct = persistence.bulk('main', client =>
      client.query(`insert into ledger_posting values ('main', $1, 'invoice:4', 1, 'revenue:rent', 'AUD', 5)`, [
        account
      ])
    )
    await expect(direct).rejects.toThrow('out of balance')
    const late = persistence.bulk('main', client =>
      client.query(
        `insert into ledger_posting values ('main', $1, 'invoice:1', 3, 'a', 'AUD', 5), ('main', $1, 'invoice:1', 4, 'b', 'AUD', -5)`,
        [account]
      )
    )
    await expect(late).rejects.toThrow('counted from 1')
  })

  it.each(['update ledger_posting set amount = 0', 'delete from ledger_transaction', 'truncate ledger_posting'])(
    'refuses: %s',
    async statement => {
      await expect(persistence.bulk('main', client => client.query(statement))).rejects.toThrow(
        'never changed or deleted'
      )
      await expect(persistence.transaction('main', tx => tx.execute(statement))).rejects.toThrow('permission denied')
    }
  )

  it('keeps tenants apart', async () => {
    expect(await ledger.balances('other')).toEqual([])
  })

  it('is written as a journal that hledger accepts, many pages long', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => invoice(`bulk:${index}`, BigInt(index + 1), '2026-04-01'))
    const recordedAt = kernel.clock.now()
    await persistence.bulk('main', client => copyTransactions(client, { tenant: 'main', recordedAt }, many))
    let journal = ''
    await ledger.writeJournal('main', async text => void (journal += text))
    expect(journal.match(/^2026-/gm)).toHaveLength(3002)
    expect(await ledger.totals('main')).toEqual({ transactions: 3002, postings: 6004, balanced: true })
    expect([null, '']).toContain(hledger(journal, 'check'))
  })

  it('pages through the entries of an account', async () => {
    const page = async (after?: string) => {
      const entries = await ledger.entries('main', account, { limit: 2, ...(after === undefined ? {} : { after }) })
      return entries.map(({ key, postings }) => `${key} ${postings.length}`)
    }
    expect(await page()).toEqual(['bulk:0 2', 'bulk:1 2'])
    expect(await page('bulk:999')).toEqual(['invoice:1 2', 'invoice:2 2'])
    expect(await page('invoice:2')).toEqual([])
  })
})
