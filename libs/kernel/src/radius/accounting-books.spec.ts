// What packets come to on the disk, read by the plugin's format.
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { filtered, type ParsedLine } from '@farthing/plugin-sdk'
import { AccountingBooks, type AccountingPacket } from './accounting-books.ts'
import { ListenerFiles } from './listener-files.ts'
import { AccountingSpool } from './accounting-spool.ts'

const root = await mkdtemp(join(tmpdir(), 'farthing-books-'))
let inbox = ''
beforeEach(async () => (inbox = await mkdtemp(join(root, 'inbox-'))))
/** Of a listener whose files were taken over, only the first writing fails. */
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close().catch(() => each.close())
})
afterAll(() => rm(root, { recursive: true }))

const NOW = Temporal.Instant.from('2026-03-10T00:00:00Z')
const [START, STOP, ON] = [1, 2, 7] as const

/** A Stop ends its session, whatever has begun one keeps it open. */
function parse(paragraph: string): ParsedLine {
  const of = ['Farthing-Client', 'NAS-Identifier', 'Acct-Session-Id'].map(
    name => new RegExp(`\t${name} = "(.*)"`).exec(paragraph)?.[1]
  )
  if (!paragraph.includes('Acct-Status-Type = Start')) return filtered('other', of.join('/'))
  const piece = { of: of.join('/'), name: 'open', all: ['open', 'Stop'] }
  return { kind: 'piece', piece, keep: 'last', spare: 'Start', reason: 'no-stop', detail: '' }
}
const opened: AccountingBooks[] = []
async function books(port = 1813, mostSessions = 10, address = '0.0.0.0'): Promise<AccountingBooks> {
  const begun = new AccountingBooks(
    { inbox, address, port, mostSessions },
    new Map([['radius-detail', { ok: true, parse }]])
  )
  opened.push(begun)
  await begun.open()
  return begun
}

function packet(status: number, nas: string, id = '', client = '192.0.2.1'): AccountingPacket {
  const number = Buffer.alloc(4)
  number.writeUInt32BE(status)
  const attributes = [
    { code: 40, value: number },
    { code: 32, value: Buffer.from(nas) },
    { code: 44, value: Buffer.from(id) }
  ]
  return { attributes, format: 'radius-detail', from: '192.0.2.1', client, heardAt: NOW }
}

/** The packets offered to the inbox: what each is, of which session. */
async function offered(): Promise<string[]> {
  const folder = join(inbox, 'radius-detail')
  const names = (await readdir(folder)).filter(name => !name.endsWith('.part'))
  const texts = await Promise.all(names.sort().map(name => readFile(join(folder, name), 'utf8')))
  return texts.flatMap(text =>
    [...text.matchAll(/Acct-Status-Type = (.*)\n\tNAS-Identifier = "(.*)"\n\tAcct-Session-Id = "(.*)"/g)].map(
      ([, status, nas, id]) => `${status} ${nas} ${id}`
    )
  )
}

describe('the books', () => {
  it('end the sessions of the network element that starts again, and no others behind the same proxy', async () => {
    const kept = await books()
    const others = [packet(START, 'b', '1'), packet(START, 'a', '2', '198.51.100.0/24')]
    await kept.record([packet(START, 'a', '1'), ...others, packet(ON, 'a')])
    expect(kept.openSessions).toBe(2)
    await kept.close()
    expect(await offered()).toEqual(['Accounting-On a ', 'Start a 1'])
  })

  it('take packets in the order in which they came', async () => {
    const kept = await books()
    await kept.record([packet(STOP, 'a', '1'), packet(START, 'a', '1')])
    expect(kept.openSessions).toBe(1)
    await kept.record([packet(ON, 'a'), packet(START, 'a', '1')])
    expect(kept.openSessions).toBe(1)
    await kept.close()
    expect(await offered()).toEqual(['Stop a 1', 'Accounting-On a ', 'Start a 1'])
  })

  it('let the longest silent go when more are open than may be', async () => {
    const kept = await books(1813, 2)
    await kept.record([packet(START, 'a', '1')])
    const heardAt = NOW.add({ seconds: 1 })
    await kept.record(['2', '3'].map(id => ({ ...packet(START, 'a', id), heardAt })))
    expect(await kept.turn(NOW)).toBe(1)
    expect(await kept.turn(NOW)).toBe(0)
    expect([kept.openSessions, await offered()]).toEqual([2, ['Start a 1']])
    await kept.close()
  })
})

describe('what a killed listener leaves', () => {
  it('is offered by the next one at its place, without what was cut off', async () => {
    const killed = await books()
    await killed.record([packet(STOP, 'a', '1'), packet(START, 'a', '2')])
    const folder = join(inbox, 'radius-detail')
    const [left = ''] = await readdir(folder)
    await appendFile(join(folder, left), 'date\n\tAcct-Sess')
    await writeFile(join(folder, `${left}-1.part`), 'date\n\tAcct')
    const next = await books()
    expect([next.openSessions, await offered()]).toEqual([1, ['Stop a 1']])
    const [whole = '', ...more] = await readdir(folder)
    expect(more).toEqual([])
    expect(await readFile(join(folder, whole), 'utf8')).toMatch(/\tTimestamp = \d+\n\n$/)
    await next.close()
  })

  it('is offered by one at another place when nobody has written to it for a minute', async () => {
    await (await books(1813)).record([packet(STOP, 'a', '1'), packet(START, 'a', '2')])
    const other = await books(1814)
    await other.turn(NOW)
    await (await books(1813, 10, '::')).turn(NOW)
    expect([other.openSessions, await offered()]).toEqual([0, []])
    for (const name of await readdir(inbox)) await utimes(join(inbox, name), 0, 0)
    for (const name of await readdir(join(inbox, 'radius-detail')))
      await utimes(join(inbox, 'radius-detail', name), 0, 0)
    await other.turn(NOW)
    expect([other.openSessions, await offered()]).toEqual([1, ['Stop a 1']])
    await other.close()
  })

  it('is lost to it when it was not killed after all: what it cannot put there it answers for elsewhere', async () => {
    const slow = new AccountingSpool(inbox, new ListenerFiles('slow'))
    await slow.append('radius-detail', ['one\n\n'])
    await new AccountingSpool(inbox, new ListenerFiles('slow')).offer('radius-detail', 0)
    await expect(slow.append('radius-detail', ['two\n\n'])).rejects.toThrow('ENOENT')
    await slow.append('radius-detail', ['three\n\n'])
    await slow.offer('radius-detail', 0)
    const names = await readdir(join(inbox, 'radius-detail'))
    const texts = await Promise.all(names.map(name => readFile(join(inbox, 'radius-detail', name), 'utf8')))
    expect(texts.sort()).toEqual(['one\n\ntwo\n\n', 'three\n\n'])
  })

  it('is offered, though the journal of sessions cannot be read', async () => {
    const kept = await books()
    await kept.record([packet(STOP, 'a', '1')])
    await mkdir(join(inbox, '.radius-sessions-other'))
    await utimes(join(inbox, '.radius-sessions-other'), 0, 0)
    await expect(kept.turn(NOW)).rejects.toThrow('EISDIR')
    expect(await offered()).toEqual(['Stop a 1'])
    for (const name of await readdir(inbox))
      if (name.startsWith('.radius')) await rm(join(inbox, name), { recursive: true })
  })

  it('is tried again when it could not be offered', async () => {
    const kept = await books()
    await kept.record([packet(STOP, 'a', '1')])
    const folder = join(inbox, 'radius-detail')
    const [open = ''] = await readdir(folder)
    const obstacle = join(
      folder,
      open.replace(/\d+\.part$/, number => String(Number.parseInt(number) + 1))
    )
    await mkdir(obstacle)
    await expect(kept.turn(NOW)).rejects.toThrow('EISDIR')
    await rm(obstacle, { recursive: true })
    expect(await offered()).toEqual([])
    await kept.turn(NOW)
    expect(await offered()).toEqual(['Stop a 1'])
    await kept.close()
  })
})
