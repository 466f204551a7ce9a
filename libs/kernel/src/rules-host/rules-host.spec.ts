import {
  Clock,
  Ids,
  KernelSettings,
  Outbox,
  Persistence,
  PlanCatalogue,
  PluginRegistry,
  RulesHost
} from '@farthing/kernel'
import { testKernel, type TestKernel } from '@farthing/testing'

const operator = `operator "Coastal" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}
`
const plan = (rent: string, expected = rent): string => `plan basic "Basic" {
  from 2026-01-01
  rent ${rent} per month in advance, prorated by day
}

example "a month" {
  on 2026-03-01 subscribe basic
  on 2026-03-01 bill
  expect invoice {
    charge "Basic" 2026-03-01..2026-04-01 ${expected}
  }
}
`
const request = (text: string, message = 'prices') => ({
  files: new Map([
    ['operator.farthing', operator],
    ['plans.farthing', text]
  ]),
  author: 'Ann',
  message
})
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

describe('rules host', () => {
  let kernel: TestKernel
  let host: RulesHost

  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-03-10T00:00:00Z' })
    host = kernel.get(RulesHost)
  })
  afterEach(() => kernel.close())

  it('publishes the first rules since ever and later ones from a day on', async () => {
    expect((await host.book()).versions).toEqual([])
    expect(await host.publish(request(plan('20.00')))).toMatchObject({ ok: true, news: true, examples: 1 })
    expect(await host.publish({ ...request(plan('25.00')), from: day('2026-05-01') })).toMatchObject({ ok: true })
    const book = await host.book()
    expect(book.versions.map(({ from }) => from?.toString() ?? null)).toEqual([null, '2026-05-01'])
    expect(book.at(day('2026-04-30'))?.version).not.toBe(book.at(day('2026-05-01'))?.version)
    expect(await host.files(book.at(day('2026-05-01'))?.version ?? '')).toEqual(request(plan('25.00')).files)
  })

  it('names a version by its content, so that the same again changes nothing', async () => {
    const first = await host.publish(request(plan('20.00')))
    const again = await host.publish({ ...request(plan('20.00'), 'once more'), from: null })
    expect(again).toMatchObject({ ok: true, news: false })
    expect(await host.publications()).toHaveLength(1)
    expect(first.ok && first.publication.version).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it('keeps the public holidays of a version with it', async () => {
    const { files, ...rest } = request(plan('20.00'))
    const calendar = 'holidays AU-VIC { public holidays of AU-VIC from 2026-01-01 until 2027-01-01 }\n'
    const published = await host.publish({ ...rest, files: new Map([...files, ['holidays.farthing', calendar]]) })
    const version = published.ok ? published.publication.version : ''
    const kept = await host.files(version)
    expect(kept?.get('public-holidays/AU-VIC_2026-01-01_2027-01-01.csv')).toContain('2026-11-03,"Melbourne Cup"')
    const again = await host.publish({ ...rest, files: kept ?? new Map() })
    expect(again).toMatchObject({ ok: true, news: false, publication: { version } })
  })

  it('refuses rules that do not compile and rules whose example fails', async () => {
    const broken = await host.publish(request('plan basic { rentt 20.00 per month }\n'))
    expect(broken).toMatchObject({ ok: false, reason: 'rules-refused' })
    const wrong = await host.publish(request(plan('20.00', '21.00')))
    expect(wrong).toMatchObject({ ok: false, reason: 'examples-failed', failed: [{ title: 'a month' }] })
    expect(await host.publications()).toEqual([])
  })

  it('sees what another process publishes, and what was known at an instant', async () => {
    await host.publish(request(plan('20.00')))
    const before = kernel.clock.now()
    kernel.clock.advance({ hours: 1 })
    const other = new RulesHost(
      kernel.get(Persistence),
      kernel.get(PluginRegistry),
      kernel.get(Clock),
      kernel.get(Ids),
      kernel.get(Outbox),
      kernel.get(KernelSettings)
    )
    await other.publish({ ...request(plan('30.00')), from: day('2026-03-01') })
    expect((await host.book()).versions).toHaveLength(2)
    expect((await host.book(before)).versions).toHaveLength(1)
  })

  it('tells subscriptions which plans are sold', async () => {
    const plans = kernel.get(PlanCatalogue)
    expect(await plans.find('plan', 'basic', day('2026-03-01'))).toEqual({ kind: 'no-rules-published' })
    await host.publish(request(plan('20.00')))
    expect(await plans.find('plan', 'basic', day('2026-03-01'))).toEqual({ kind: 'in-force' })
    expect(await plans.find('plan', 'basic', day('2025-12-31'))).toEqual({ kind: 'not-in-force' })
    expect(await plans.find('feature', 'basic', day('2026-03-01'))).toEqual({ kind: 'unknown', nearest: null })
    expect(await plans.find('plan', 'basik', day('2026-03-01'))).toEqual({ kind: 'unknown', nearest: 'basic' })
  })
})
