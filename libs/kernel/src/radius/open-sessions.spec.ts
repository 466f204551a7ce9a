import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type OpenSession, OpenSessions } from './open-sessions.ts'

const folder = await mkdtemp(join(tmpdir(), 'farthing-sessions-'))
afterAll(() => rm(folder, { recursive: true }))

const session = (id: string, lasted: number, heardAt = 0): OpenSession => ({
  ...{ id, format: 'radius-detail', paragraph: `${id} ${lasted}\n\n`, from: '192.0.2.7', lasted, heardAt }
})
const told = (sessions: readonly OpenSession[]) => sessions.map(({ paragraph }) => paragraph.trim()).sort()

describe('open sessions', () => {
  it('are known to the next process by their furthest packet, but for those that have ended', async () => {
    const path = join(folder, 'a')
    const sessions = new OpenSessions(path, 10)
    await sessions.load()
    await sessions.hear([session('a', 60), session('b', 0)], [])
    await sessions.hear(
      [session('a', 120), session('a', 60), session('c', 5)],
      [session('c', 5), session('unknown', 0)]
    )
    await sessions.close()
    await appendFile(path, '{"id":"d","form')
    const next = new OpenSessions(path, 10)
    await next.load()
    expect(told(next.of('192.0.2.7'))).toEqual(['a 120', 'b 0'])
    expect(next.of('192.0.2.8')).toEqual([])
    expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(2)
    await next.close()
  })

  it('fall silent, and the longest silent go when there are too many', async () => {
    const sessions = new OpenSessions(join(folder, 'b'), 2)
    await sessions.load()
    await sessions.hear([session('a', 1, 300), session('b', 1, 100), session('c', 1, 200)], [])
    expect(told(sessions.silent(0))).toEqual(['b 1'])
    expect(told(sessions.silent(300))).toEqual(['b 1', 'c 1'])
    await sessions.close()
  })

  it('are written anew before the journal is mostly old', async () => {
    const path = join(folder, 'c')
    const sessions = new OpenSessions(path, 10)
    await sessions.load()
    for (let round = 0; round < 11; round++) {
      await sessions.hear(
        Array.from({ length: 1000 }, (_, index) => session('a', round * 1000 + index)),
        []
      )
    }
    expect((await readFile(path, 'utf8')).trim().split('\n').length).toBeLessThan(2000)
    expect(told(sessions.of('192.0.2.7'))).toEqual(['a 10999'])
    await sessions.close()
  })
})
