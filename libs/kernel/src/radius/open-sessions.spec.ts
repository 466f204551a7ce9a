import { appendFile, mkdtemp, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ListenerFiles } from './listener-files.ts'
import { OpenSessions } from './open-sessions.ts'
import { type OpenSession, SessionChanges } from './session-changes.ts'

const root = await mkdtemp(join(tmpdir(), 'farthing-sessions-'))
let folder = ''
beforeEach(async () => (folder = await mkdtemp(join(root, 'inbox-'))))
afterAll(() => rm(root, { recursive: true }))

const session = (id: string, lasted: number, heardAt = 0): OpenSession => ({
  ...{ id, format: 'radius-detail', paragraph: `${id} ${lasted}\n\n`, nas: 'core 1', lasted, heardAt }
})
const told = (sessions: readonly OpenSession[]) => sessions.map(({ paragraph }) => paragraph.trim()).sort()
async function opened(place = 'here-1813'): Promise<OpenSessions> {
  const sessions = new OpenSessions(folder, new ListenerFiles(place))
  await sessions.takeLeft()
  return sessions
}
async function change(sessions: OpenSessions, doing: (changes: SessionChanges) => void): Promise<void> {
  const changes = new SessionChanges(sessions)
  doing(changes)
  await sessions.keep(changes)
}
const hear = (sessions: OpenSessions, ...heard: readonly OpenSession[]): Promise<void> =>
  change(sessions, changes => heard.forEach(each => changes.hear(each)))
const journals = async (): Promise<string[]> => (await readdir(folder)).map(name => join(folder, name))
async function journal(): Promise<string> {
  const [path = '', ...more] = await journals()
  expect(more).toEqual([])
  return path
}

describe('open sessions', () => {
  it('are known to the next process by their furthest packet, but for those that have ended', async () => {
    const sessions = await opened()
    await hear(sessions, session('a', 60), session('b', 0))
    await change(sessions, changes => {
      for (const each of [session('a', 120), session('a', 60), session('c', 5)]) changes.hear(each)
      for (const id of ['c', 'unknown']) changes.end('radius-detail', id)
    })
    await sessions.close()
    await appendFile(await journal(), '{"id":"d","form')
    const next = await opened()
    expect(told(next.of('core 1'))).toEqual(['a 120', 'b 0'])
    expect(next.of('core 2')).toEqual([])
    await next.close()
    expect(await readFile(await journal(), 'utf8')).not.toContain('"d"')
  })

  it('are what packets made of them in their order', async () => {
    const sessions = await opened()
    await hear(sessions, session('a', 60))
    await change(sessions, changes => {
      changes.end('radius-detail', 'a')
      changes.hear(session('a', 0))
    })
    expect(told(sessions.of('core 1'))).toEqual(['a 0'])
    await change(sessions, changes => {
      changes.hear(session('b', 0))
      expect(told(changes.endAll('core 1'))).toEqual(['a 0', 'b 0'])
      expect(changes.endAll('core 1')).toEqual([])
      changes.hear(session('b', 0))
    })
    await sessions.close()
    const next = await opened()
    expect(told(next.of('core 1'))).toEqual(['b 0'])
    await next.close()
  })

  it('fall silent, and the longest silent go when there are too many', async () => {
    const sessions = await opened()
    await hear(sessions, session('a', 1, 300), session('b', 1, 100), session('c', 1, 200))
    expect(told(sessions.surplus(2))).toEqual(['b 1'])
    expect(sessions.surplus(3)).toEqual([])
    expect(told(sessions.silent(300))).toEqual(['b 1', 'c 1'])
    await sessions.close()
  })

  it('are written anew before the journal is mostly old', async () => {
    const sessions = await opened()
    for (let round = 0; round < 11_000; round += 1000) {
      const changes = Array.from({ length: 1000 }, (_, index) => session(`s${index}`, round + index))
      await hear(sessions, ...changes)
    }
    for (let round = 0; round < 12; round++)
      await hear(sessions, ...Array.from({ length: 1000 }, (_, index) => session(`s${index}`, 20_000 + round)))
    const lines = (await readFile(await journal(), 'utf8')).trim().split('\n')
    expect(lines.length).toBeLessThan(12_000)
    await sessions.close()
    const next = await opened()
    expect(next.count).toBe(1000)
    expect(told(next.of('core 1'))).toContain('s7 20011')
    await next.close()
  })
})

describe('a journal', () => {
  it('is read but for the lines that nobody can have written, which are counted', async () => {
    const sessions = await opened()
    await hear(sessions, session('a', 60))
    await sessions.close()
    const whole = JSON.stringify(session('c', 5))
    await appendFile(await journal(), `\0\0\0\n{"id":"b"}\n17\n\0${whole}\n${whole}\n`)
    const next = await opened()
    expect([told(next.of('core 1')), next.takeUnread(), next.takeUnread()]).toEqual([['a 60', 'c 5'], 4, 0])
    await next.close()
  })

  it('of many sessions is not written anew for each few updates', async () => {
    const sessions = await opened()
    const many = (lasted: number): OpenSession[] =>
      Array.from({ length: 30_000 }, (_, index) => session(`s${index}\u2028`, lasted))
    await hear(sessions, ...many(0))
    const path = await journal()
    for (let updates = 0; updates < 30_000; updates += 10_000)
      await hear(sessions, ...many(60).slice(updates, updates + 10_000))
    expect(await journal()).toBe(path)
    await hear(sessions, ...many(120).slice(0, 10_001))
    expect(await journal()).not.toBe(path)
    await sessions.close()
    const next = await opened()
    expect([next.count, told(next.of('core 1')).filter(each => each.endsWith('120')).length]).toEqual([30_000, 10_001])
    await next.close()
  })

  it('of another place is left alone while it is written to, and taken over when it is not', async () => {
    const first = await opened('container-a-1813')
    await hear(first, session('a', 60))
    const path = await journal()
    const second = await opened('container-b-1813')
    await hear(second, session('a', 30), session('b', 0))
    expect(told(second.of('core 1'))).toEqual(['a 30', 'b 0'])
    await utimes(path, 0, 0)
    await second.takeLeft()
    expect(told(second.of('core 1'))).toEqual(['a 60', 'b 0'])
    expect(await journals()).not.toContain(path)
    await expect(hear(first, session('a', 90))).rejects.toThrow('ENOENT')
    await hear(first, session('a', 120))
    await Promise.all([first.close(), second.close()])
    for (const left of await journals()) await utimes(left, 0, 0)
    const third = await opened('container-c-1813')
    expect(told(third.of('core 1'))).toEqual(['a 120', 'b 0'])
    await third.close()
  })

  it('is written anew when it cannot be written to', async () => {
    const sessions = await opened()
    await hear(sessions, session('a', 60), session('b', 60))
    const path = await journal()
    await rename(path, join(root, 'away'))
    await expect(change(sessions, changes => changes.end('radius-detail', 'a'))).rejects.toThrow('ENOENT')
    await hear(sessions, session('c', 0))
    await sessions.close()
    const next = await opened()
    expect(told(next.of('core 1'))).toEqual(['b 60', 'c 0'])
    await next.close()
  })
})
