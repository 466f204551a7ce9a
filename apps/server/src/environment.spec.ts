import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kernelOptions, listenOptions } from './environment.ts'

const serve = { command: 'farthing serve', exclusive: true }

describe('the environment', () => {
  it('uses the built-in server in ./data when nothing is said', () => {
    expect(kernelOptions({}, serve)).toMatchObject({
      database: { command: 'farthing serve', exclusive: true },
      dataFolder: 'data'
    })
    expect(listenOptions({})).toEqual({})
  })

  it('takes another server, folder, tenant, host and port', () => {
    const environment = { DATABASE_URL: 'postgres://a@b/c', FARTHING_DATA: '/srv/f', FARTHING_TENANT: 'coastal' }
    expect(kernelOptions(environment, serve)).toMatchObject({
      database: { url: 'postgres://a@b/c' },
      dataFolder: '/srv/f',
      tenant: 'coastal'
    })
    expect(listenOptions({ FARTHING_HOST: '0.0.0.0', FARTHING_PORT: '0' })).toEqual({ host: '0.0.0.0', port: 0 })
  })

  it('takes an inbox, and how long its files must stand still', () => {
    expect(kernelOptions({ FARTHING_INBOX: '/srv/in' }, serve).inbox).toEqual({ folder: '/srv/in', settleMs: 10_000 })
    const patient = { FARTHING_INBOX: '/srv/in', FARTHING_INBOX_SETTLE: '60' }
    expect(kernelOptions(patient, serve).inbox).toEqual({ folder: '/srv/in', settleMs: 60_000 })
    expect(() => kernelOptions({ ...patient, FARTHING_INBOX_SETTLE: '1 min' }, serve)).toThrow(
      "FARTHING_INBOX_SETTLE is '1 min'"
    )
  })

  it('takes limits of quarantine: a share in percent, of how many lines at least, an age in hours', () => {
    expect(kernelOptions({}, serve).quarantineLimits).toEqual({})
    const limits = { FARTHING_QUARANTINE_SHARE: '0.5', FARTHING_QUARANTINE_AGE: '48' }
    expect(kernelOptions(limits, serve).quarantineLimits).toEqual({ share: 0.005, ageHours: 48 })
    expect(kernelOptions({ ...limits, FARTHING_QUARANTINE_LINES: '200' }, serve).quarantineLimits).toEqual({
      ...{ share: 0.005, ageHours: 48, leastLines: 200 }
    })
    expect(() => kernelOptions({ FARTHING_QUARANTINE_LINES: '0' }, serve)).toThrow("FARTHING_QUARANTINE_LINES is '0'")
    expect(() => kernelOptions({ FARTHING_QUARANTINE_SHARE: '5%' }, serve)).toThrow("FARTHING_QUARANTINE_SHARE is '5%'")
    expect(() => kernelOptions({ FARTHING_QUARANTINE_AGE: '2 days' }, serve)).toThrow(
      "FARTHING_QUARANTINE_AGE is '2 days'"
    )
  })

  describe('takes senders of accounting packets', () => {
    const folder = mkdtempSync(join(tmpdir(), 'farthing-senders-'))
    const file = join(folder, 'senders')
    const listens = { ...serve, listens: true }
    const environment = { FARTHING_INBOX: '/srv/in', FARTHING_RADIUS_CLIENTS: file }
    beforeAll(() => writeFileSync(file, '192.0.2.0/24 s3cret\n'))
    afterAll(() => rmSync(folder, { recursive: true }))

    it('from a file, for the process that listens', () => {
      const { radius } = kernelOptions(environment, listens)
      expect(radius).toMatchObject({ host: '127.0.0.1', port: 1813, clients: [{ name: '192.0.2.0/24' }] })
      const everywhere = { ...environment, FARTHING_RADIUS_LISTEN: '[::]:18130' }
      expect(kernelOptions(everywhere, listens).radius).toMatchObject({ host: '::', port: 18130 })
      const many = { ...environment, FARTHING_RADIUS_SESSIONS: '500000' }
      expect(kernelOptions(many, listens).radius).toMatchObject({ mostSessions: 500_000 })
      expect(kernelOptions(environment, serve).radius).toBeUndefined()
      expect(kernelOptions({ FARTHING_INBOX: '/srv/in' }, listens).radius).toBeUndefined()
    })

    it.each([
      [{ FARTHING_INBOX: '' }, 'FARTHING_RADIUS_CLIENTS needs FARTHING_INBOX'],
      [{ FARTHING_RADIUS_LISTEN: 'radius.example.net:1813' }, "FARTHING_RADIUS_LISTEN is 'radius.example.net:1813'"],
      [{ FARTHING_RADIUS_LISTEN: '1813' }, "FARTHING_RADIUS_LISTEN is '1813'"],
      [{ FARTHING_RADIUS_LISTEN: '127.0.0.1:70000' }, "FARTHING_RADIUS_LISTEN is '70000', which is no port"],
      [{ FARTHING_RADIUS_SESSIONS: '0' }, "FARTHING_RADIUS_SESSIONS is '0'"],
      [{ FARTHING_RADIUS_CLIENTS: join(folder, 'absent') }, 'cannot be read: ENOENT']
    ])('and refuses %j', (wrong, problem) => {
      expect(() => kernelOptions({ ...environment, ...wrong }, listens)).toThrow(problem)
    })

    it('and says on which line it is wrong', () => {
      writeFileSync(file, '# core\nnas.example.net s3cret\n')
      expect(() => kernelOptions(environment, listens)).toThrow(
        `${file}:2 (FARTHING_RADIUS_CLIENTS): nas.example.net is`
      )
    })
  })

  it.each(['http', '70000', '-1', '8o8o'])('refuses %s as a port, by name', port => {
    expect(() => listenOptions({ FARTHING_PORT: port })).toThrow(`FARTHING_PORT is '${port}', which is no port`)
  })

  it('refuses a DATABASE_URL that is none, without printing it: it may hold a password', () => {
    expect(() => kernelOptions({ DATABASE_URL: 'secret' }, serve)).toThrow(/^DATABASE_URL is not of the form/)
  })
})
