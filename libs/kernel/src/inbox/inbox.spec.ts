import { appendFileSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Inbox, type Sweep, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { inboxAnswer } from './inbox.views.ts'

const folder = await mkdtemp(join(tmpdir(), 'farthing-inbox-'))
const kernel = await testKernel({ now: '2026-03-10T00:00:00Z', inbox: { folder, settleMs: 250 } })
const inbox = kernel.get(Inbox)
const header = 'id,service,subscriber,to,started_at,quantity,unit\n'
const call = (id: string): string => `${id},voice,0400000001,0399990000,2026-03-02 10:00:00,61,s\n`

beforeAll(async () => {
  await mkdir(join(folder, 'csv'))
  await mkdir(join(folder, 'asterisk'))
})
afterEach(async () => {
  for (const name of await readdir(join(folder, 'csv'))) await rm(join(folder, 'csv', name), { recursive: true })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const put = (name: string, content: string | Buffer): Promise<void> => writeFile(join(folder, name), content)
const names = (...parts: string[]): Promise<string[]> => readdir(join(folder, ...parts)).then(found => found.sort())
function told({ files, problem }: Sweep): unknown {
  return problem ?? files.map(swept => [swept.kind, swept.file.name])
}

describe('the inbox', () => {
  it('lets files wait until rules are published', async () => {
    await put('csv/early.csv', header + call('e1'))
    expect(told(await inbox.sweep())).toMatch(/^no rules are published yet/)
    expect(await names('csv')).toContain('early.csv')
    await publishRules(kernel)
    await customer(kernel, { identities: ['61400000001'] })
    expect(told(await inbox.sweep())).toEqual([['done', 'early.csv']])
  })

  it('imports whole files and puts them away under the number of the import', async () => {
    await put('csv/march.csv', header + call('a1') + call('a2'))
    await put('csv/packed.csv.gz', gzipSync(header + call('a2') + call('a3')))
    expect(told(await inbox.sweep())).toEqual([
      ['done', 'march.csv'],
      ['done', 'packed.csv.gz']
    ])
    expect(await names('csv')).toEqual(['done', 'failed'])
    const [second, first] = await kernel.get(UsageImports).list({ limit: 2 })
    expect(first).toMatchObject({ kind: 'inbox', name: 'csv/march.csv', state: 'done', rated: 2, duplicate: 0 })
    expect(second).toMatchObject({ kind: 'inbox', name: 'csv/packed.csv.gz', rated: 1, duplicate: 1 })
    expect(await names('csv', 'done')).toEqual([`${first?.id}-march.csv`, `${second?.id}-packed.csv.gz`].sort())
  })

  it('takes a file again that goes on growing after it was put away', async () => {
    await put('csv/stalled.csv', `${header}${call('s1')}s2,voice,0400000001,0399990000,2026-03-02 10:00:00,61`)
    const writer = await open(join(folder, 'csv/stalled.csv'), 'a')
    expect(told(await inbox.sweep())).toEqual([['done', 'stalled.csv']])
    await writer.appendFile(`,s\n${call('s3')}`)
    await writer.close()
    const [{ file, ...swept } = {}] = (await inbox.sweep()).files as readonly {
      kind?: string
      file?: { name: string }
    }[]
    expect([swept.kind, file?.name]).toEqual(['done', expect.stringMatching(/^\d+-stalled\.csv$/)])
    const [again] = await kernel.get(UsageImports).list({ limit: 1 })
    expect(again).toMatchObject({ rated: 2, duplicate: 1 })
    expect(await names('csv')).toEqual(['done', 'failed'])
  })

  it('leaves what is partial, hidden, growing, a folder or of no format', async () => {
    await put('csv/a.csv.part', header)
    await put('csv/.b.csv', header)
    await put('csv/c.csv', header + call('c1'))
    await mkdir(join(folder, 'csv', 'd.csv'))
    await mkdir(join(folder, 'telex'), { recursive: true })
    await put('telex/e.csv', header)
    // Its next turn comes before the end of any pause, however late both are.
    const growing = setInterval(() => appendFileSync(join(folder, 'csv', 'c.csv'), call('c2')), 10)
    expect(told(await inbox.sweep().finally(() => clearInterval(growing)))).toEqual([])
    expect(await names('csv')).toEqual(['.b.csv', 'a.csv.part', 'c.csv', 'd.csv'])
    const { folders } = await inbox.list()
    expect(folders.find(({ format }) => format === 'telex')?.problem).toMatch(
      "There is no usage format 'telex'. There are: asterisk"
    )
    const csv = inboxAnswer(await inbox.list()).folders.find(({ format }) => format === 'csv')
    expect(csv?.notTaken.map(({ name }) => name)).toEqual(['.b.csv', 'd.csv'])
    expect(told(await inbox.sweep())).toEqual([['done', 'c.csv']])
  })

  it('puts what is refused into failed/, and into the list of imports with its reason', async () => {
    const packed = gzipSync(header + Array.from({ length: 30_000 }, (_, i) => call(`f${i}`)).join(''))
    await put('csv/cut.csv.gz', packed.subarray(0, packed.length >> 1))
    await put('csv/letter.csv', 'Dear operator\n')
    await put('csv/bomb.csv.gz', gzipSync(Buffer.concat([Buffer.from(header), Buffer.alloc(100_000_000)])))
    await put(
      'csv/hole.csv.gz',
      Buffer.concat([gzipSync(header + call('h1')), Buffer.alloc(512), gzipSync(call('h2'))])
    )
    expect(told(await inbox.sweep())).toEqual([
      ['failed', 'cut.csv.gz'],
      ['failed', 'letter.csv'],
      ['failed', 'bomb.csv.gz'],
      ['failed', 'hole.csv.gz']
    ])
    const problems = (await kernel.get(UsageImports).list({ limit: 4 })).map(({ state, problem }) => [state, problem])
    expect(problems).toEqual([
      ['failed', expect.stringContaining('behind the zeros that follow there is more')],
      ['failed', expect.stringContaining('grows more than 200-fold')],
      ['failed', expect.stringContaining('csv/letter.csv')],
      ['failed', expect.stringContaining('breaks off')]
    ])
    expect(await names('csv', 'failed')).toHaveLength(4)
  })

  it('gives each file to one of two sweeps at the same time', async () => {
    for (let i = 0; i < 4; i++) await put(`csv/many-${i}.csv`, header + call(`m${i}`))
    const both = await Promise.all([inbox.sweep(), inbox.sweep()])
    expect(both.flatMap(({ files }) => files.map(({ file }) => file.name)).sort()).toEqual(
      [0, 1, 2, 3].map(i => `many-${i}.csv`)
    )
    expect(await names('csv', 'done')).toHaveLength(4)
  })

  it('reports a folder of which it can move nothing, and reads no file of it', async () => {
    await put('csv/stays.csv', header + call('s1'))
    await put('csv/done', 'a file where the folder should be')
    const { files } = await inbox.sweep()
    expect(files).toMatchObject([{ kind: 'stuck', problem: expect.stringContaining('cannot be moved') }])
    const view = await inbox.list()
    expect(view.folders.find(({ format }) => format === 'csv')?.stuck.get('stays.csv')).toMatch(
      'let this user write there'
    )
    await rm(join(folder, 'csv', 'done'))
    expect(told(await inbox.sweep())).toEqual([['done', 'stays.csv']])
  })

  it('says so when there is no such folder', async () => {
    const absent = await testKernel({ inbox: { folder: join(folder, 'nowhere'), settleMs: 1 } })
    expect((await absent.get(Inbox).sweep()).problem).toMatch(/nowhere cannot be read: ENOENT/)
    await absent.close()
  })
})
