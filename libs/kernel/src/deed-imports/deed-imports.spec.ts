// Files of charges: each line taken, duplicate or refused, and none charged twice, however a file comes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { Persistence, sql } from '../persistence/index.ts'
import { AccountItems, AccountsService } from '../accounts/index.ts'
import { SubscriptionsService } from '../subscriptions/index.ts'
import { DeedImports } from './index.ts'

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
const folder = mkdtempSync(join(tmpdir(), 'farthing-charges-'))
const imports = kernel.get(DeedImports)
const persistence = kernel.get(Persistence)
const held: string[] = []

beforeAll(async () => {
  const plan = `plan surf "Surf" {\n  from 2025-01-01\n  tariff traffic\n  rent 10.00 per month\n}\n`
  await publishRules(kernel as never, sampleRules(`${plan}charges from parking, at most 500.00\n`))
  for (const identity of ['61400000001', '61400000002'])
    held.push((await customer(kernel as never, { identities: [identity], plan: 'surf' })).number)
})
afterAll(async () => {
  await kernel.close()
  rmSync(folder, { recursive: true })
})

const HEADER = 'Account,id,amount,Tax category,date,description,source'
const line = (id: string, account: string, amount = '7.50') =>
  `${account},${id},${amount},,2026-03-05,"Parking, ${id}",parking`
const put = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
async function send(name: string, content: string | Buffer) {
  const done = await imports.importFile(put(name, content), { deed: 'receive-charge' })
  if (!done.ok) throw new Error(done.detail)
  return done.value
}
async function charges(): Promise<number> {
  const rows = await persistence.read('main', tx =>
    sql<{ count: number }>(tx, `select count(*)::int as count from account_fact where kind = 'deed'`)
  )
  return rows[0]?.count ?? 0
}

describe('a file of charges', () => {
  const body = Array.from({ length: 1_200 }, (_, at) => at)

  it('is taken line by line, and counts once however it is cut, named, packed and spelt', async () => {
    const lines = body.map(at => line(`C-${at}`, held[at % 2] ?? ''))
    const whole = `${[HEADER, ...lines].join('\n')}\n`
    expect(await send('first.csv', whole)).toMatchObject({ lines: 1_200, taken: 1_200, duplicate: 0, refused: 0 })
    expect(await charges()).toBe(1_200)
    const json = body.map(at =>
      JSON.stringify({
        ...{ account: held[at % 2], id: `C-${at}`, amount: '7.50', day: '2026-03-05' },
        ...{ description: `Parking, C-${at}`, source: 'parking', currency: null }
      })
    )
    const again = [
      await send('renamed.csv', whole),
      await send('packed.csv.gz', gzipSync(whole)),
      await send('cut.csv', [HEADER, ...lines.slice(0, 600)].join('\r\n')),
      await send('lines.jsonl', json.join('\n'))
    ]
    expect(again.map(({ duplicate, lines: all, refused, taken }) => [all, taken, duplicate, refused])).toEqual([
      [1_200, 0, 1_200, 0],
      [1_200, 0, 1_200, 0],
      [600, 0, 600, 0],
      [1_200, 0, 1_200, 0]
    ])
    expect(await charges()).toBe(1_200)
  })

  it('says of each line that is not taken why, and takes it when that is mended', async () => {
    const [a = '', b = ''] = held
    const wrong = [
      line('D-1', a),
      line('D-1', a),
      line('D-1', b),
      line('D-2', 'A-009999'),
      line('D-3', a, '7.505'),
      line('D-4', a, 'seven'),
      line('D-5', a).replace('parking', 'garage'),
      line('C-1', b, '8.00'),
      'too,few',
      ''
    ]
    const done = await send('wrong.csv', [HEADER, ...wrong].join('\n').replace('"Parking, D-5",parking', '"x",garage'))
    expect(done).toMatchObject({ lines: 9, taken: 1, duplicate: 1, refused: 7, state: 'done' })
    const refused = await imports.refused(done.id, { limit: 50 })
    expect(refused.map(each => `${each.line} ${each.reason}: ${each.detail}`)).toEqual([
      `4 forbidden: D-1 of parking is known on account ${a} since 2026-03-05: it is done once.`,
      '5 unknown-account: There is no account A-009999.',
      '6 wrong-fields: receive-charge cannot be read: amount: 7.505 AUD is a part of a coin: the smallest of AUD is 0.01.',
      '7 wrong-fields: amount: "seven" is not an amount like "12.50".',
      '8 forbidden: garage may not charge on 2026-03-05',
      '9 forbidden: C-1 of parking is known since 2026-03-05 with amount 7.50, not 8.00: correct it by what it replaces.',
      '10 malformed: it has 2 fields, and the header 7'
    ])
    const [fact] = await persistence.read('main', tx =>
      sql<{ id: string }>(tx, `select id from account_fact where details->'fields'->>'id' = 'D-1'`)
    )
    await kernel.get(AccountItems).withdraw(a, fact?.id ?? '')
    expect(await imports.retry(done.id)).toMatchObject({
      ok: true,
      value: { lines: 9, taken: 2, duplicate: 1, refused: 6 }
    })
    expect(await imports.refused(done.id, { limit: 50 })).toHaveLength(6)
  })

  it('is known line by line when it comes again after its account was closed, and takes nothing new there', async () => {
    const { number, subscription } = await customer(kernel as never, { identities: ['61400000003'], plan: 'surf' })
    expect(await send('open.csv', [HEADER, line('H-1', number)].join('\n'))).toMatchObject({ taken: 1 })
    const effective = Temporal.PlainDate.from('2026-03-15')
    await kernel.get(SubscriptionsService).change(subscription, { kind: 'terminated', effective })
    expect(await kernel.get(AccountsService).close(number)).toMatchObject({ ok: true })
    const again = await send('closed.csv', [HEADER, line('H-1', number), line('H-2', number)].join('\n'))
    expect(again).toMatchObject({ taken: 0, duplicate: 1, refused: 1 })
    expect(await imports.refused(again.id, { limit: 50 })).toMatchObject([{ line: 3, reason: 'account-closed' }])
  })

  it('keeps a line that no column holds as malformed, and takes those after it, by number or id in any case', async () => {
    const [a = '', b = ''] = held
    const [account] = await persistence.read('main', tx =>
      sql<{ id: string }>(tx, 'select id from account where number = $1', [b])
    )
    const told = (id: string, of: string) =>
      `{"account":"${of}","id":"${id}","source":"parking","amount":"1.00","description":"d","day":"2026-03-05"}`
    const deep = told('G-3', a).replace('"d"', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    const wrong = [told('G-1\\u0000', a), told('G-2', a).replace('"d"', '"\\ud83d"'), deep]
    const right = [told('G-4', a.toLowerCase()), told('G-5', account?.id.toUpperCase() ?? '')]
    const done = await send('texts.jsonl', [...wrong, ...right].join('\n'))
    expect(done).toMatchObject({ state: 'done', lines: 5, taken: 2, refused: 3 })
    const refused = await imports.refused(done.id, { limit: 50 })
    expect(refused.map(({ detail, line, reason, said }) => [line, reason, detail, said])).toEqual([
      [1, 'malformed', 'it holds a NUL character or half of a surrogate pair: leave it out', null],
      [2, 'malformed', 'it holds a NUL character or half of a surrogate pair: leave it out', null],
      [3, 'malformed', '"description" is an object or a list, where a text belongs', null]
    ])
    expect(refused[0]?.raw).toBe(wrong[0])
  })

  it('that is broken off keeps what it took, and doubles nothing when it is sent again', async () => {
    const lines = Array.from({ length: 9_000 }, (_, at) => line(`E-${at}`, held[at % 2] ?? '', '1.00'))
    const whole = gzipSync([HEADER, ...lines].join('\n'), { level: 0 })
    const broken = await send('broken.csv.gz', whole.subarray(0, whole.length - 100_000))
    expect(broken).toMatchObject({ state: 'failed', refused: 0 })
    expect(broken.taken).toBeGreaterThan(0)
    const done = await send('whole.csv.gz', whole)
    expect(done).toMatchObject({ lines: 9_000, taken: 9_000 - broken.taken, duplicate: broken.taken, refused: 0 })
  })

  it('sent twice at once charges nobody twice', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => line(`F-${at}`, held[at % 2] ?? '', '1.00'))
    const before = await charges()
    const both = await Promise.all(
      [lines, lines.toReversed()].map((some, at) => send(`both-${at}.csv`, [HEADER, ...some].join('\n')))
    )
    expect(both.reduce((sum, { taken }) => sum + taken, 0)).toBe(500)
    expect((await charges()) - before).toBe(500)
  })

  it.each([
    ['', 'the file has no first line that is text'],
    ['account,colour\n', 'there is no column "colour"'],
    ['id,amount\n', 'no column is called account'],
    ['account,number\n', 'two columns are called account']
  ])('that begins with %j is refused whole', async (content, problem) => {
    const path = put('bad.csv', content)
    expect(await imports.importFile(path, { deed: 'receive-charge' })).toMatchObject({
      ok: false,
      reason: 'bad-header',
      detail: expect.stringContaining(problem)
    })
  })

  it('refuses a line of JSON that says a field twice, under whichever names', async () => {
    const said = { account: held[0], source: 'parking', id: 'T-1', description: 'Ticket', amount: '7.50' }
    const lines = [{ Amount: '9.50' }, { number: held[1] }, { day: '2026-03-01', date: '2026-03-02' }].map(more =>
      JSON.stringify({ ...said, ...more })
    )
    const done = await send('twice.jsonl', lines.join('\n'))
    expect(done).toMatchObject({ lines: 3, taken: 0, refused: 3 })
    const refused = await imports.refused(done.id, { limit: 3 })
    expect(refused.map(({ detail, reason }) => `${reason}: ${detail}`)).toEqual([
      ...['malformed: it says amount twice', 'malformed: it says account twice', 'malformed: it says day twice']
    ])
  })

  it('is of a deed that is known by its fields', async () => {
    const path = put('friends.csv', 'account\n')
    expect(await imports.importFile(path, { deed: 'bring-friend' })).toMatchObject({
      ok: false,
      reason: 'not-importable'
    })
    expect(await imports.importFile(path, { deed: 'nothing' })).toMatchObject({ ok: false, reason: 'unknown-deed' })
  })
})
