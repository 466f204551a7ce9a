import {
  Clock,
  Ids,
  ImpactService,
  KernelSettings,
  Outbox,
  Persistence,
  PlanCatalogue,
  PluginRegistry,
  RulesHost
} from '@farthing/kernel'
import { parseGates, SourceText } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'
import { openAccounts, testKernel, type TestKernel } from '@farthing/testing'
import { ImpactJudge, type JudgedChange } from './impact-judge.ts'

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
    expect((await host.books()).versions).toEqual([])
    expect(await host.publish(request(plan('20.00')))).toMatchObject({ ok: true, news: true, examples: 1 })
    expect(await host.publish({ ...request(plan('25.00')), from: day('2026-05-01') })).toMatchObject({ ok: true })
    const book = await host.books()
    expect(book.versions.map(({ from }) => from?.toString() ?? null)).toEqual([null, '2026-05-01'])
    expect(book.own.at(day('2026-04-30'))?.version).not.toBe(book.own.at(day('2026-05-01'))?.version)
    expect(await host.files(book.own.at(day('2026-05-01'))?.version ?? '')).toEqual(request(plan('25.00')).files)
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
      kernel.get(ImpactService),
      kernel.get(KernelSettings)
    )
    await other.publish({ ...request(plan('30.00')), from: day('2026-03-01') })
    expect((await host.books()).versions).toHaveLength(2)
    expect((await host.books(before)).versions).toHaveLength(1)
  })

  it('refuses a change that breaks its gates, and other rules that came in between', async () => {
    const gates = parseGates(new SourceText('gates', 'unrated 0; account +10%')).gates
    expect(await host.publish({ ...request(plan('20.00')), gates })).toMatchObject({ ok: true, news: true })
    await openAccounts(kernel, [{ billDay: 1, from: '2026-03-01', plans: ['basic'] }])
    expect(await host.publish({ ...request(plan('25.00')), gates })).toMatchObject({
      ok: false,
      reason: 'gates-failed',
      report: { gates: [{ ok: true }, { ok: false, broken: 1, worst: { before: 20_000_000n, after: 25_000_000n } }] }
    })
    expect(await host.publish({ ...request(plan('21.00')), gates })).toMatchObject({ ok: true, news: true })
    expect((await host.publications()).map(({ message }) => message)).toEqual(['prices', 'prices'])
  })

  it('judges gates on each day on which the rules change by themselves, and never over nothing', async () => {
    const { gates } = parseGates(new SourceText('gates', 'account +1%'))
    await host.publish(request(plan('20.00')))
    const later = `plan basic "Basic" { from 2027-01-01; rent 30.00 per month in advance, prorated by day }\n`
    const dated = plan('20.00').replace('from 2026-01-01', 'from 2026-01-01 until 2027-01-01') + later
    expect(await host.publish({ ...request(dated), gates })).toMatchObject({
      ok: false,
      reason: 'gates-failed',
      report: { compared: 0, gates: [{ ok: true }] }
    })
    await openAccounts(kernel, [{ billDay: 1, from: '2026-03-01', plans: ['basic'] }])
    const refused = await host.publish({ ...request(dated), gates })
    expect(refused).toMatchObject({ reason: 'gates-failed', report: { gates: [{ ok: false, broken: 1 }] } })
    expect(!refused.ok && 'report' in refused && refused.report.on?.toString()).toBe('2027-01-01')
    expect(await host.publications()).toHaveLength(1)
  })

  it('does not publish over rules that came in while its gates were judged', async () => {
    await host.publish(request(plan('20.00')))
    await openAccounts(kernel, [{ billDay: 1, from: '2026-03-01', plans: ['basic'] }])
    class SlowJudge extends ImpactJudge {
      override async judge(change: JudgedChange): Promise<ImpactReport> {
        await host.publish(request(plan('22.00')))
        return kernel.get(ImpactService).judge(change)
      }
      override currenciesHeld(): Promise<readonly string[]> {
        return kernel.get(ImpactService).currenciesHeld()
      }
    }
    const other = new RulesHost(
      kernel.get(Persistence),
      kernel.get(PluginRegistry),
      kernel.get(Clock),
      kernel.get(Ids),
      kernel.get(Outbox),
      new SlowJudge(),
      kernel.get(KernelSettings)
    )
    const gates = parseGates(new SourceText('gates', 'unrated 0')).gates
    const current = (await host.publish(request(plan('20.00')))).ok
    expect([current, await other.publish({ ...request(plan('21.00')), gates })]).toMatchObject([
      true,
      { ok: false, reason: 'overtaken' }
    ])
    expect((await host.current())?.version).toBe((await host.publications()).at(-1)?.version)
  })

  it('tells by which publication of the same texts they hold today', async () => {
    expect(await host.holding()).toBeUndefined()
    await host.publish({ ...request(plan('20.00')), message: 'first' })
    await host.publish({ ...request(plan('30.00')), message: 'between', from: day('2026-02-01') })
    await host.publish({ ...request(plan('20.00')), message: 'for today', from: day('2026-02-10') })
    await host.publish({ ...request(plan('20.00')), message: 'for tomorrow', from: day('2999-01-01') })
    expect(await host.holding()).toMatchObject({ message: 'for today' })
  })

  it('finds a version by the beginning of its hash', async () => {
    expect(await host.versionOf('current')).toMatchObject({ ok: false, reason: 'no-rules-published' })
    const published = await host.publish(request(plan('20.00')))
    const version = published.ok ? published.publication.version : ''
    for (const reference of ['current', version, version.slice(0, 20), version.slice(7, 13).toUpperCase()]) {
      expect(await host.versionOf(reference)).toMatchObject({ ok: true, value: { version } })
    }
    expect(await host.versionOf('sha256:0')).toMatchObject({ ok: false, reason: 'unknown-version' })
    expect(await host.versionOf('the old one')).toMatchObject({ ok: false, reason: 'unknown-version' })
  })

  it('tells what differs between versions, and makes an old one current again under its own date and author', async () => {
    await host.publish(request(plan('20.00')))
    kernel.clock.advance({ hours: 48 })
    await host.publish(request(plan('25.00'), 'dearer'))
    const [first, second] = (await host.publications()).map(({ version }) => version)
    const differences = await host.differences(first?.slice(7, 19) ?? '', 'current')
    expect(differences.ok && differences.value.statements.map(({ name, numbers }) => [name, numbers])).toEqual(
      expect.arrayContaining([['plan basic > rent', 'up']])
    )
    kernel.clock.advance({ hours: 48 })
    expect(await host.restore('0123456789', { author: 'Bob', message: 'back' })).toMatchObject({
      ok: false,
      reason: 'unknown-version'
    })
    const restored = await host.restore(first ?? '', { author: 'Bob', message: 'back' })
    expect(restored).toMatchObject({
      ok: true,
      news: true,
      publication: { version: first, author: 'Bob', message: 'back' }
    })
    expect((await host.publications()).map(({ version, from }) => [version, from?.toString() ?? null])).toEqual([
      [first, null],
      [second, '2026-03-12'],
      [first, '2026-03-14']
    ])
    expect((await host.current())?.version).toBe(first)
  })

  it('tells subscriptions which plans are sold', async () => {
    const plans = kernel.get(PlanCatalogue)
    expect(await plans.find('plan', 'basic', { on: day('2026-03-01'), currency: 'AUD' })).toEqual({
      kind: 'no-rules-published'
    })
    await host.publish(request(plan('20.00')))
    expect(await plans.find('plan', 'basic', { on: day('2026-03-01'), currency: 'AUD' })).toEqual({ kind: 'in-force' })
    expect(await plans.find('plan', 'basic', { on: day('2025-12-31'), currency: 'AUD' })).toEqual({
      kind: 'not-in-force'
    })
    expect(await plans.find('feature', 'basic', { on: day('2026-03-01'), currency: 'AUD' })).toEqual({
      kind: 'unknown',
      nearest: null,
      soldIn: []
    })
    expect(await plans.find('plan', 'basik', { on: day('2026-03-01'), currency: 'AUD' })).toEqual({
      kind: 'unknown',
      nearest: 'basic',
      soldIn: []
    })
  })
})
