// Proposals of a release before, which had the accounts that they are about in their choice.
import { testKernel } from '@farthing/testing'
import { Persistence, sql } from '../index.ts'
import { ASKED_BEFORE } from './0162-asked-accounts.ts'

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
afterAll(() => kernel.close())

const [first, second] = [0, 1].map(index => `019b0000-0000-7000-8000-00000000000${index}`)
const choice = { from: null, until: null, tariff: null, rating: null, accounts: [second, first, second] }

it('have them in rows; those of real time, which nobody chose, there alone', async () => {
  const choices = [choice, { ...choice, rating: 'real-time' }, { ...choice, accounts: null }]
  const [asked, types] = await kernel.get(Persistence).bulk('main', async client => {
    for (const [index, each] of choices.entries())
      await sql(
        client,
        `insert into rerating (tenant, id, state, known_at, bill_date, publications, applied_before, choice, spans, currency, by_itself)
         values ('main', $1, 'finding', '2026-01-01', '2026-01-02', 1, 0, $2, '[]', 'AUD', false)`,
        [index + 1, JSON.stringify(each)]
      )
    for (const text of [...ASKED_BEFORE, ...ASKED_BEFORE]) await sql(client, text)
    return [
      await sql(client, 'select rerating, account from rerating_asked order by 1, 2'),
      await sql(client, `select jsonb_typeof(choice->'accounts') as accounts from rerating order by id`)
    ]
  })
  expect(asked).toEqual([1, 2].flatMap(rerating => [first, second].map(account => ({ rerating, account }))))
  expect(types).toEqual([{ accounts: 'array' }, { accounts: 'null' }, { accounts: 'null' }])
})
