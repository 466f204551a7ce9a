// Packets over a real socket, into a real inbox, rated by a real kernel.
import { createHash } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Inbox, RadiusListener, readClients, UsageQuarantine } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

jest.setTimeout(60_000)

const folder = await mkdtemp(join(tmpdir(), 'farthing-radius-'))
const read = readClients('127.0.0.1 s3cret\n')
const clients = read.ok ? read.clients : []
const settings = {
  now: '2026-03-10T00:00:00Z',
  inbox: { folder, settleMs: 1 },
  radius: { host: '127.0.0.1', port: 0, clients }
}
const kernel = await testKernel(settings)
const listener = kernel.get(RadiusListener)
let sender: Socket
beforeAll(async () => {
  await publishRules(kernel, sampleRules())
  await customer(kernel, { identities: ['ann@example.net'] })
  sender = createSocket('udp4')
  sender.bind(0, '127.0.0.1')
  await once(sender, 'listening')
})
afterAll(async () => {
  sender.close()
  await kernel.close()
  await rm(folder, { recursive: true })
})

const CODES: Readonly<Record<string, number>> = {
  ...{ 'User-Name': 1, 'Acct-Status-Type': 40, 'Acct-Session-Id': 44, 'Acct-Session-Time': 46 },
  ...{ 'Acct-Input-Octets': 42, 'Acct-Output-Octets': 43, 'Acct-Delay-Time': 41 }
}
type Packet = Readonly<Record<string, string | number>>
let identifier = 0

/** Signed; numbers as integers of 32 bits. */
function packet(attributes: Packet, secret = 's3cret'): Buffer {
  const bodies = Object.entries(attributes).map(([name, value]) => {
    const bytes =
      typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.toString(16).padStart(8, '0'), 'hex')
    return Buffer.concat([Buffer.from([CODES[name] ?? 0, bytes.length + 2]), bytes])
  })
  const whole = Buffer.concat([Buffer.from([4, identifier++ % 256, 0, 0]), Buffer.alloc(16), ...bodies])
  whole.writeUInt16BE(whole.length, 2)
  createHash('md5').update(whole).update(secret).digest().copy(whole, 4)
  return whole
}

const session = (id: string, status: number, seconds = 0, octets = 0): Packet => ({
  ...{ 'User-Name': 'ann@example.net', 'Acct-Status-Type': status, 'Acct-Session-Id': id },
  ...{ 'Acct-Session-Time': seconds, 'Acct-Input-Octets': octets, 'Acct-Output-Octets': 0 }
})
const [START, STOP, INTERIM, ON] = [1, 2, 3, 7] as const

/** Sends, and waits for the answers: their identifiers, in the order in which they came. */
async function send(...packets: readonly Buffer[]): Promise<number[]> {
  const answers: number[] = []
  const note = (answer: Buffer): number => answers.push(answer[1] ?? -1)
  sender.on('message', note)
  for (const each of packets) sender.send(each, listener.port ?? 0, '127.0.0.1')
  for (let tries = 0; tries < 40 && answers.length < packets.length; tries++) await wait(10)
  sender.off('message', note)
  return answers
}

async function sweep(): Promise<unknown[]> {
  await listener.turn()
  return (await kernel.get(Inbox).sweep()).files.map(swept => {
    if (swept.kind === 'stuck') return swept.problem
    const { rated, duplicate, quarantined, filtered } = swept.import
    return [swept.kind, rated, duplicate, quarantined, filtered]
  })
}

async function waiting(): Promise<unknown[]> {
  const lines = await kernel
    .get(UsageQuarantine)
    .list({ state: 'open', after: { importId: 0, line: 0, event: '' }, limit: 10 })
  return lines.map(({ reason, raw }) => [reason, /Acct-Session-Id = "(.*)"/.exec(raw.toString())?.[1]])
}

describe('accounting packets', () => {
  it('are answered when they are on the disk, and rated by the next sweep', async () => {
    const stop = packet(session('a', STOP, 600, 5_000_000))
    expect(await send(packet(session('a', START)), packet(session('a', INTERIM, 300, 1_000)))).toHaveLength(2)
    expect(listener.openSessions).toBe(1)
    expect(await send(stop)).toEqual([stop[1]])
    expect(listener.openSessions).toBe(0)
    const [open = ''] = await readdir(join(folder, 'radius-detail'))
    expect(open).toMatch(/\.part$/)
    expect(await readFile(join(folder, 'radius-detail', open), 'utf8')).toContain('\tAcct-Session-Id = "a"\n')
    expect(await sweep()).toEqual([['done', 1, 0, 0, 0]])
    expect(await waiting()).toEqual([])
  })

  it('count once, however often they come', async () => {
    const stop = packet(session('b', STOP, 60, 1000))
    const again = packet({ ...session('b', STOP, 60, 1000), 'Acct-Delay-Time': 0 })
    expect(await send(stop)).toHaveLength(1)
    expect(await send(stop)).toHaveLength(1)
    expect(await send(again)).toHaveLength(1)
    expect(await sweep()).toEqual([['done', 1, 2, 0, 0]])
    // without saying how long it had waited: the session seems to have begun later
    kernel.clock.advance({ seconds: 40 })
    expect(await send(stop)).toHaveLength(1)
    expect(await sweep()).toEqual([['done', 0, 1, 0, 0]])
  })

  it('of who does not know the secret are counted and not answered', async () => {
    expect(await send(packet(session('c', STOP, 60, 1000), 'guessed'))).toEqual([])
    expect(listener.outcomes.get('wrong-secret')).toBe(1)
    expect(await sweep()).toEqual([])
  })

  it('that cannot be recorded are not answered, and nothing of them is left', async () => {
    const away = join(folder, 'away')
    await rename(join(folder, 'radius-detail'), away)
    await writeFile(join(folder, 'radius-detail'), 'in the way')
    const stop = packet(session('d', STOP, 60, 1000))
    expect(await send(stop)).toEqual([])
    expect(listener.outcomes.get('not-recorded')).toBe(1)
    await rm(join(folder, 'radius-detail'))
    await rename(away, join(folder, 'radius-detail'))
    expect(await send(stop)).toEqual([stop[1]])
    expect(await sweep()).toEqual([['done', 1, 0, 0, 0]])
  })

  it('that waited behind one that cannot be recorded are answered when they come again, and count from when they first came', async () => {
    const away = join(folder, 'away')
    await rename(join(folder, 'radius-detail'), away)
    await writeFile(join(folder, 'radius-detail'), 'in the way')
    const [failed, behind] = [packet(session('e', STOP, 60, 1000)), packet(session('f', STOP, 60, 1000))]
    const heardAt = Math.floor(kernel.clock.now().epochMilliseconds / 1000)
    expect(await send(failed, behind)).toEqual([])
    await rm(join(folder, 'radius-detail'))
    await rename(away, join(folder, 'radius-detail'))
    kernel.clock.advance({ hours: 1 })
    expect(await send(behind)).toEqual([behind[1]])
    const [open = ''] = (await readdir(join(folder, 'radius-detail'))).filter(name => name.endsWith('.part'))
    expect(await readFile(join(folder, 'radius-detail', open), 'utf8')).toContain(`\tTimestamp = ${heardAt}\n`)
    expect(await sweep()).toEqual([['done', 1, 0, 0, 0]])
  })

  it('come by the hundred at once', async () => {
    const many = Array.from({ length: 200 }, (_, index) => packet(session(`many-${index}`, STOP, 60, 1000)))
    expect(new Set(await send(...many)).size).toBe(200)
    expect(await sweep()).toEqual([['done', 200, 0, 0, 0]])
  })
})

describe('a session that does not end', () => {
  const ends = async (id: string): Promise<void> => {
    expect(await waiting()).toEqual([['no-stop', id]])
    await send(packet(session(id, STOP, 900, 2000)))
    expect(await sweep()).toEqual([['done', 1, 0, 0, 0]])
    expect(await waiting()).toEqual([])
  }

  it('waits in quarantine when its sender starts again, until its end comes after all', async () => {
    await send(packet(session('lost', START)), packet(session('lost', INTERIM, 300, 1000)))
    await send(packet({ 'Acct-Status-Type': ON, 'Acct-Session-Id': 'x' }))
    expect(await sweep()).toEqual([['done', 0, 0, 1, 1]])
    expect(listener.openSessions).toBe(0)
    await ends('lost')
  })

  it('waits there when it is silent for a day', async () => {
    await send(packet(session('silent', INTERIM, 300, 1000)))
    expect(await sweep()).toEqual([])
    kernel.clock.advance({ hours: 25 })
    expect(await sweep()).toEqual([['done', 0, 0, 1, 0]])
    await ends('silent')
  })
})

describe('another listener', () => {
  it('refuses a format that reads no packets, and a port that is taken', async () => {
    const wrong = clients.map(each => ({ ...each, format: 'csv' }))
    await expect(testKernel({ ...settings, radius: { ...settings.radius, clients: wrong } })).rejects.toThrow(
      'gives 127.0.0.1 the usage format csv, which reads no accounting packets: give it one of'
    )
    const taken = testKernel({ ...settings, radius: { ...settings.radius, port: listener.port ?? 0 } })
    await expect(taken).rejects.toThrow('Set FARTHING_RADIUS_LISTEN to another address or port')
  })
})
