// An import whose process was killed says so, and what to do; one that runs, or has only begun, does not.
import { Persistence, UsageImports } from '@farthing/kernel'
import { testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())

let last = 10
const LONG_AGO = '2026-03-09T23:58:59Z'
const running = (id: number, kind: string, startedAt: string, state = 'running') =>
  persistence.bulk('main', client =>
    client.query(`insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate,
      quarantined, filtered, reasons, notes, started_at) values ('main', ${id}, '${kind}', 'calls.csv', 'csv', '${state}', null,
      'h', 0, 0, 0, 0, 0, '{"quarantined": {}, "filtered": {}}', '[]', '${startedAt}')`)
  )
const lock = (id: number, tenant = 'main'): string => `farthing:usage-import:${tenant}:${id}`

describe('an import that nobody runs any more', () => {
  it.each([
    ['file', 'import calls.csv again, and it goes on from there'],
    ['inbox', 'the inbox goes on with calls.csv as soon as a server or worker runs'],
    ['stream', 'send calls.csv again'],
    ['retry', 'retry again']
  ])('of kind %s has broken off: %s', async (kind, next) => {
    const id = ++last
    await running(id, kind, LONG_AGO)
    const broken = {
      ...{ id, state: 'broken-off' },
      problem: `the process that ran it has ended, and what it had read is kept: ${next}`
    }
    expect(await imports.find(id)).toMatchObject(broken)
    expect(await imports.list({ limit: 10 })).toContainEqual(expect.objectContaining(broken))
  })
})

describe('an import', () => {
  it('that is run has not, whoever runs it', async () => {
    await running(1, 'file', LONG_AGO)
    const locked = await persistence.exclusively(lock(1), () => imports.find(1))
    expect(locked).toMatchObject({ ok: true, value: { state: 'running', problem: null } })
    // the same number of another tenant is another import
    const other = await persistence.exclusively(lock(1, 'other'), () => imports.find(1))
    expect(other).toMatchObject({ ok: true, value: { state: 'broken-off' } })
  })

  it('that began within a minute may not have its lock yet', async () => {
    await running(2, 'file', '2026-03-09T23:59:00Z')
    expect(await imports.find(2)).toMatchObject({ state: 'running' })
  })

  it.each([3, 4])('that has ended is as it ended', async id => {
    const state = id === 3 ? 'done' : 'failed'
    await running(id, 'file', LONG_AGO, state)
    expect(await imports.find(id)).toMatchObject({ state, problem: null })
  })
})
