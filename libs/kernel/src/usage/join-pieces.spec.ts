// Events of several lines: joined in a file, across files, and where an import was broken off between them.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Persistence, UsageImports, type UsageImport, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'

const kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
const imports = kernel.get(UsageImports)
const folder = await mkdtemp(join(tmpdir(), 'farthing-pieces-'))

beforeAll(async () => {
  await publishRules(kernel)
  await customer(kernel, { identities: ['61400000001', 'ann@example.net'] })
})
afterAll(async () => {
  await kernel.close()
  await rm(folder, { recursive: true, force: true })
})

const START = 1_772_406_000
const invite = (call: string, at = START): string => `INVITE|a|b|${call}|200|OK|${at}|0400000001|0399990000\n`
const bye = (call: string, at = START + 61): string => `BYE|a|b|${call}|200|OK|${at}|0400000001|0399990000\n`
const packet = (status: string, session: string): string =>
  [
    'Mon Mar  2 10:10:00 2026',
    `\tAcct-Status-Type = ${status}`,
    `\tAcct-Unique-Session-Id = "${session}"`,
    '\tUser-Name = "ann@example.net"',
    '\tAcct-Session-Time = 600',
    '\tAcct-Input-Octets = 1000000',
    '\tAcct-Output-Octets = 0',
    `\tTimestamp = ${START + 600}\n\n`
  ].join('\n')

let names = 0
async function imported(text: string, format = 'opensips-acc'): Promise<UsageImport> {
  const file = join(folder, `acc-${++names}`)
  await writeFile(file, text)
  const outcome = await imports.importFile(file, { format })
  if (!outcome.ok) throw new Error(outcome.detail)
  const { lines, rated, duplicate, quarantined, filtered } = outcome.value
  expect(rated + duplicate + quarantined + filtered).toBe(lines)
  return outcome.value
}

async function rows<Row>(query: string): Promise<Row[]> {
  return kernel.get(Persistence).bulk('main', async client => (await client.query(query)).rows as Row[])
}
const statesOf = async (event: string): Promise<string[]> => {
  const found = await rows<{ event: string; state: string; reason: string }>(
    `select event, state, reason from usage_quarantine where event like '${event}%' order by event`
  )
  return found.map(each => `${each.event} ${each.state} ${each.reason}`)
}

describe('the pieces of a call', () => {
  it('are one record in a file', async () => {
    const done = await imported(invite('x1') + invite('x2') + bye('x1') + bye('x2') + bye('x2'))
    expect(done).toMatchObject({ lines: 3, rated: 2, duplicate: 1, quarantined: 0 })
    expect(await rows(`select quantity, line from rated_usage where event = 'opensips-acc:x1/a/b'`)).toEqual([
      { quantity: 61_000n, line: 3 }
    ])
  })

  it.each([
    ['y1', invite('y1'), bye('y1')],
    ['y2', bye('y2'), invite('y2')]
  ])(
    'wait in quarantine until another file brings the other one, and are then one record: %s',
    async (call, ...files) => {
      const [first = '', second = ''] = files
      expect(await imported(first)).toMatchObject({ lines: 1, quarantined: 1 })
      const joined = '1 event joined with what waited in quarantine, and rated'
      expect(await imported(second)).toMatchObject({ lines: 1, quarantined: 1, notes: [joined] })
      expect(await statesOf(`opensips-acc:${call}`)).toEqual([
        `opensips-acc:${call}/a/b#BYE rated no-invite`,
        `opensips-acc:${call}/a/b#INVITE filtered joined`
      ])
      expect(await rows(`select quantity from rated_usage where event = 'opensips-acc:${call}/a/b'`)).toEqual([
        { quantity: 61_000n }
      ])
      for (const text of [first, second, invite(call) + bye(call)]) {
        expect(await imported(text)).toMatchObject({ lines: 1, duplicate: 1 })
      }
    }
  )

  it('stay in quarantine when what they make cannot be rated, and are no news when the call came whole meanwhile', async () => {
    await imported(invite('z1', START).replace('0400000001', '0499999999'))
    await imported(bye('z1'))
    expect(await statesOf('opensips-acc:z1')).toEqual([
      'opensips-acc:z1/a/b#BYE open unknown-subscriber',
      'opensips-acc:z1/a/b#INVITE open no-bye'
    ])
    await imported(invite('z2'))
    await imported(bye('z2', START + 30) + invite('z2'))
    await kernel.get(UsageQuarantine).retry({ reason: 'no-bye' })
    expect(await statesOf('opensips-acc:z2')).toEqual(['opensips-acc:z2/a/b#INVITE duplicate no-bye'])
  })

  it('begin with the first of them, whatever file brings it, and are no other use when a file comes again', async () => {
    const call = 'opensips-acc:w1/a/b'
    await imported(invite('w1'))
    const rest = invite('w1', START + 1200) + bye('w1', START + 3000)
    expect(await imported(rest)).toMatchObject({ lines: 2, duplicate: 1, quarantined: 1 })
    const rated = await rows(
      `select started_at = to_timestamp(${START}) as first, quantity from rated_usage where event = '${call}'`
    )
    expect(rated).toEqual([{ first: true, quantity: 3_000_000n }])
    expect(await statesOf(call)).toEqual([`${call}#BYE rated no-invite`, `${call}#INVITE filtered joined`])
    expect(await imported(rest)).toMatchObject({ lines: 1, duplicate: 1 })
    expect(await imported(invite('w1', START + 1200) + bye('w1', START + 4000))).toMatchObject({
      reasons: { quarantined: { 'same-id-other-use': 1 } }
    })
  })

  it('are one record at once where another file left the same ones', async () => {
    await imported(invite('w2'))
    expect(await imported(invite('w2') + bye('w2'))).toMatchObject({ lines: 1, rated: 1 })
    expect(await statesOf('opensips-acc:w2')).toEqual(['opensips-acc:w2/a/b#INVITE duplicate no-bye'])
  })

  it('are joined when an import goes on between them', async () => {
    const calls = Array.from({ length: 300 }, (_, index) => `k${index}`)
    const [begun, ended] = [calls.map(call => invite(call)).join(''), calls.map(call => bye(call)).join('')]
    const text = begun + ended
    const digest = createHash('sha256').update(begun).digest('hex')
    const head = createHash('sha256').update(text.slice(0, 65_536)).digest('hex')
    await rows(`insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate,
      quarantined, filtered, reasons, notes, started_at) values ('main', 900, 'file', 'x', 'opensips-acc', 'running', null,
      '${head}', 0, 0, 0, 0, 0, '{"quarantined": {}, "filtered": {}}', '[]', '2026-03-09T00:00:00Z')`)
    await rows(`insert into usage_import_chunk (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered,
      reasons, digest) values ('main', 900, 0, ${begun.length}, 0, 0, 0, 0, 0, '{"quarantined": {}, "filtered": {}}', '${digest}')`)
    expect(await imported(text)).toMatchObject({ id: 900, state: 'done', lines: 300, rated: 300 })
  })
})

describe('a session', () => {
  it('that has not stopped waits as its last packet, and is settled when its Stop has come', async () => {
    const open = await imported(packet('Start', 's1') + packet('Interim-Update', 's1'), 'radius-detail')
    expect(open).toMatchObject({ lines: 2, quarantined: 1, filtered: 1, reasons: { quarantined: { 'no-stop': 1 } } })
    await imported(packet('Interim-Update', 's2'), 'radius-detail')
    const stopped = await imported(packet('Stop', 's1'), 'radius-detail')
    expect(stopped).toMatchObject({ lines: 1, rated: 1 })
    const pieces = await rows<{ event: string; state: string; settled_by: number | null }>(
      `select event, state, settled_by from usage_quarantine where format = 'radius-detail' order by event`
    )
    expect(pieces.map(({ state, settled_by }) => [state, settled_by])).toEqual([
      ['duplicate', stopped.id],
      ['open', null]
    ])
    expect(await imported(packet('Start', 's1'), 'radius-detail')).toMatchObject({ lines: 1, duplicate: 1 })
  })

  it('is not taken for another event whose name only looks like that of a piece', async () => {
    const line = (id: string, from: string) => `${id},voice,${from},0399990000,2026-03-02 10:00:00,61,s\n`
    const header = 'id,service,subscriber,to,started_at,quantity,unit\n'
    await imported(header + line('call-1#2', '0477777777'), 'csv')
    expect(await imported(header + line('call-1', '0400000001'), 'csv')).toMatchObject({ rated: 1 })
    expect(await statesOf('csv:call-1')).toEqual(['csv:call-1#2 open unknown-subscriber'])
  })
})
