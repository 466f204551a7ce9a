// What publishing says of a version that reaches back: what its first bills correct counts in gates, and needs leave.
import { Persistence, type Published, RulesHost } from '@farthing/kernel'
import { parseGates, SourceText } from '@farthing/rules-language'
import { issueBills, openAccounts, testKernel, type TestKernel } from '@farthing/testing'

const operator = 'operator "Coastal" { currency AUD; time zone "Australia/Melbourne"; round half up to 0.01 }\n'
const plan = (says: string, rent: string): string =>
  `plan basic "Basic" { ${says}; rent ${rent} per month in advance, prorated by day }\n`
const old = plan('from 2026-01-01', '20.00')
/** 23.00 instead of 20.00 since 5 March, for bills from `inForce` on. */
const dearer = (inForce: string): string =>
  plan(`from 2026-01-01 until ${inForce}`, '20.00') +
  plan(`from ${inForce}; holds retroactively from 2026-03-05`, '23.00')
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const gated = (text: string) => ({ correctsIssuedBills: true, gates: parseGates(new SourceText('gates', text)).gates })

describe('publishing a version that reaches back', () => {
  let kernel: TestKernel
  beforeEach(async () => {
    kernel = await testKernel({ now: '2026-03-02T00:00:00Z' })
    await publish(old, {})
    await openAccounts(kernel, [{ billDay: 1, from: '2026-03-05', plans: ['basic'] }])
    await bill('2026-04-01')
  })
  afterEach(() => kernel.close())

  function publish(text: string, asked: Partial<Parameters<RulesHost['publish']>[0]>): Promise<Published> {
    const files = new Map([['rules.farthing', operator + text]])
    return kernel.get(RulesHost).publish({ files, author: 'Ann', message: 'prices', ...asked })
  }

  async function bill(date: string): Promise<string | undefined> {
    kernel.clock.moveTo(`${date}T20:00:00Z`)
    await issueBills(kernel, date)
    return kernel.get(Persistence).bulk('main', async client => {
      const { rows } = await client.query<{ total: string }>('select total::text from invoice where bill_date = $1', [
        date
      ])
      return rows[0]?.total
    })
  }

  it('needs leave to correct issued bills since the day that it reaches back to', async () => {
    const from = day('2026-04-15')
    const refused = await publish(dearer('2026-04-15'), { from })
    expect(refused).toMatchObject({ ok: false, reason: 'corrects-issued-bills', bills: 1 })
    expect('from' in refused && String(refused.from)).toBe('2026-03-05')
    const published = await publish(dearer('2026-04-15'), { from, correctsIssuedBills: true })
    expect(published).toMatchObject({ ok: true, issuedBills: 1 })
    expect(published.ok && String(published.correctedFrom)).toBe('2026-03-05')
  })

  it('breaks gates by what its first bill corrects, to the cent', async () => {
    const from = day('2026-04-15')
    const refused = await publish(dearer('2026-04-15'), { from, ...gated('account +20%') })
    // 27 days of March, 2.61, and April, 3.00
    expect(refused).toMatchObject({
      reason: 'gates-failed',
      report: { compared: 1, gates: [{ ok: false, worst: { before: 20_000_000n, after: 28_610_000n } }] }
    })
    expect('report' in refused && String(refused.report.correcting)).toBe('2026-04-15')
    expect(await publish(dearer('2026-04-15'), { from, ...gated('account +44%') })).toMatchObject({ ok: true })
    expect(await bill('2026-05-01')).toBe('28610000')
  })

  it('takes bills that are due before it comes into force as made', async () => {
    const refused = await publish(dearer('2026-06-15'), gated('account +70%'))
    expect(refused).toMatchObject({
      report: { gates: [{ ok: false, worst: { before: 20_000_000n, after: 34_610_000n } }] }
    })
    expect(await publish(dearer('2026-06-15'), gated('account +74%'))).toMatchObject({ ok: true, issuedBills: 1 })
    expect([await bill('2026-05-01'), await bill('2026-06-01')]).toEqual(['20000000', '20000000'])
    expect(await bill('2026-07-01')).toBe('34610000')
  })

  it('is judged from the day on which the rules that bring it are published', async () => {
    const refused = await publish(dearer('2026-03-20'), gated('account +20%'))
    expect('report' in refused && String(refused.report.correcting)).toBe('2026-04-02')
    expect(refused).toMatchObject({ report: { gates: [{ worst: { after: 28_610_000n } }] } })
  })

  it('is judged once: rules that have it no more than those before add no correction', async () => {
    const from = day('2026-04-15')
    await publish(dearer('2026-04-15'), { from, correctsIssuedBills: true })
    kernel.clock.moveTo('2026-04-20T00:00:00Z')
    const renamed = dearer('2026-04-15').replaceAll('"Basic"', '"Base"')
    const gates = parseGates(new SourceText('gates', 'account +1%; account -1%')).gates
    expect(await publish(renamed, { gates })).toMatchObject({ ok: true, issuedBills: 0 })
  })
})
