// What an operator is told of a file that breaks off, of an import whose process was killed, and of a list of none.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Persistence } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const kernel = await testKernel()
const folder = await mkdtemp(join(tmpdir(), 'farthing-broken-'))
beforeAll(async () => {
  process.env['DATABASE_URL'] = kernel.url
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const run = (...words: readonly string[]) => onPaper('usage', ...words)

it('a file that breaks off is refused with what was kept of it and what to do', async () => {
  const path = join(folder, 'cut.csv.gz')
  const lines = Array.from({ length: 50_000 }, (_, at) => `e${at},voice,0400000001,0399990000,2026-03-02 10:00:00,61,s`)
  const packed = gzipSync(['id,service,subscriber,to,started_at,quantity,unit', ...lines].join('\n'))
  await writeFile(path, packed.subarray(0, packed.length >> 1))
  const { code, err, out } = await run('import', '--format', 'csv', path)
  expect(code).toBe(1)
  expect(out).toMatch(/cut\.csv\.gz: [\d ,']+ lines = /)
  expect(err).toMatch(/the data breaks off or is damaged \(.+\): fetch it again from where it was written/)
  const json = await run('import', '--format', 'csv', '--json', path)
  expect(JSON.parse(json.out)).toMatchObject({ state: 'failed', problem: expect.stringContaining('fetch it again') })
})

it('an import whose process was killed has broken off, and says what to do', async () => {
  await kernel.get(Persistence).bulk('main', client =>
    client.query(`insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate,
      quarantined, filtered, reasons, notes, started_at) values ('main', 900, 'file', 'calls.csv', 'csv', 'running', null,
      'h', 0, 0, 0, 0, 0, '{"quarantined": {}, "filtered": {}}', '[]', '2026-01-01T00:00:00Z')`)
  )
  const next = /broke off: the process that ran it has ended.*: import calls\.csv again/
  expect((await run('imports')).out).toMatch(next)
  expect((await run('imports', '900')).out).toMatch(next)
})

it('a list of none is no answer', async () => {
  const refused = await run('quarantine', '--limit', '0')
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Write a whole number from 1') })
})

it('a line that could not be read is not known by its id, and whoever asks for that is told', async () => {
  const path = join(folder, 'unread.csv')
  const head = 'id,service,subscriber,to,started_at,quantity,unit'
  await writeFile(path, `${head}\nm1,voice,0400000001,0399990000,2026-03-02 10:00:00,-61,s\n`)
  expect(await run('import', '--format', 'csv', path)).toMatchObject({ out: expect.stringContaining('negative  1') })
  const { code, err } = await run('quarantine', '--event', 'csv:m1')
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('a name made of its text, not under its id') })
})
