import type { LedgerTransaction } from '@farthing/billing-core'
import { testKernel, type TestKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { ClosedPeriods, copyTransactions, LedgerService } from './index.ts'

const account = '01890000-0000-7000-8000-000000000001'
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const posted = (key: string, on: string): LedgerTransaction => ({
  key,
  date: day(on),
  description: 'Payment',
  account,
  postings: [
    { ledgerAccount: 'cash:bank', unit: 'AUD', amount: 5_000_000n },
    { ledgerAccount: 'receivable:A-000001', unit: 'AUD', amount: -5_000_000n }
  ]
})

describe('closed periods', () => {
  let kernel: TestKernel
  let periods: ClosedPeriods
  let ledger: LedgerService
  let persistence: Persistence
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-05-10T00:00:00Z' })
    periods = kernel.get(ClosedPeriods)
    ledger = kernel.get(LedgerService)
    persistence = kernel.get(Persistence)
  })
  afterEach(() => kernel.close())

  const post = (...transactions: LedgerTransaction[]) =>
    persistence.transaction('main', tx => ledger.post(tx, 'main', transactions))
  const books = async () => {
    const entries = await ledger.entries('main', account, { limit: 100 })
    return entries.map(({ corrects, date, key }) => `${key} ${date}${corrects === undefined ? '' : ` of ${corrects}`}`)
  }
  const close = (until: string) => periods.close(day(until), 'Bea')
  const insert = (key: string, on: string): Promise<unknown> =>
    persistence.bulk('main', client =>
      client.query(
        `insert into ledger_transaction (tenant, account, key, date, description, recorded_at) values ('main', $1, $2, $3, '', now())`,
        [account, key, on]
      )
    )

  it('keep what is in them; what comes later is posted on the first open day, by hand and by COPY', async () => {
    await post(posted('a', '2026-03-31'))
    expect(await close('2026-04-01')).toMatchObject({ ok: true, value: { from: null, closedBy: 'Bea' } })
    await post(posted('b', '2026-03-31'), posted('c', '2026-04-01'))
    const late = [posted('d', '2026-02-15'), posted('e', '2026-05-01')]
    const recordedAt = kernel.clock.now()
    await persistence.bulk('main', client => copyTransactions(client, { tenant: 'main', recordedAt }, late))
    expect(await books()).toEqual([
      'a 2026-03-31',
      'b 2026-04-01 of 2026-03-31',
      'c 2026-04-01',
      'd 2026-04-01 of 2026-02-15',
      'e 2026-05-01'
    ])
    let journal = ''
    await ledger.writeJournal('main', async text => void (journal += text))
    expect(journal).toContain('2026-04-01 (b) Payment  ; corrects: 2026-03-31\n')
  })

  it('are guarded by the database, whoever asks', async () => {
    await close('2026-04-01')
    await expect(insert('x', '2026-03-31')).rejects.toThrow(
      `ledger transaction x of account ${account} is dated 2026-03-31, and the books are closed until 2026-04-01`
    )
    const undo = persistence.bulk('main', client => client.query('delete from ledger_closing'))
    await expect(undo).rejects.toThrow('never changed or deleted')
    await insert('x', '2026-04-01')
  })

  it('are closed after those who are posting, and before those who come then', async () => {
    let closing: ReturnType<typeof close> | undefined
    let isClosed = false
    await persistence.transaction('main', async tx => {
      await ledger.post(tx, 'main', [posted('a', '2026-03-31')])
      closing = close('2026-04-01').finally(() => (isClosed = true))
      await new Promise(resolve => setTimeout(resolve, 200))
      expect(isClosed).toBe(false)
    })
    await closing
    await post(posted('b', '2026-03-31'))
    expect(await books()).toEqual(['a 2026-03-31', 'b 2026-04-01 of 2026-03-31'])
  })

  it('overtake nobody: who was about to post into one posts on the first open day', async () => {
    await post(posted('a', '2026-03-30'))
    const one = persistence.transaction('main', async tx => {
      await sql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', ['farthing:closing:main'])
      // the others have looked for closed periods, found none, and wait for those who close
      const waiting = [
        post(posted('b', '2026-03-31')),
        persistence.bulk('main', client =>
          copyTransactions(client, { tenant: 'main', recordedAt: kernel.clock.now() }, [posted('c', '2026-03-31')])
        )
      ]
      await new Promise(resolve => setTimeout(resolve, 300))
      await sql(
        tx,
        `insert into ledger_closing (tenant, until, closed_by, closed_at) values ('main', '2026-04-01', 'Bea', now())`
      )
      return waiting
    })
    await Promise.all(await one)
    expect(await books()).toEqual(['a 2026-03-30', 'b 2026-04-01 of 2026-03-31', 'c 2026-04-01 of 2026-03-31'])
  })

  it('follow one another, and none is closed before it is over', async () => {
    await close('2026-04-01')
    expect(await close('2026-05-11')).toMatchObject({ ok: false, reason: 'not-over' })
    expect(await close('2026-04-01')).toEqual({
      ok: false,
      reason: 'closed-already',
      detail: 'The books are closed until 2026-04-01: close until a later day.'
    })
    await close('2026-05-01')
    expect((await periods.list()).map(({ from, until }) => `${from}..${until}`)).toEqual([
      'null..2026-04-01',
      '2026-04-01..2026-05-01'
    ])
  })
})
