// Contracts: signed, left early, renewed, given notice of, told late and taken back; what the next bill then says.
import { coastal } from './coastal.ts'
import { invoicesOf, linesOf, play, table } from './play.ts'

const rules = `${coastal}
plan bound "Bound" {
  rent 40.00 per month
  contract half "Half a year" {
    term 6 months, at least 3 months, at most 12 months
    signing fee 15.00
    early exit 50% of remaining rent, at most 100.00
  }
  contract rolling "Rolling" { term 3 months; notice 30 days; early exit 10.00 per month left; renews for 2 months }
  contract tied "Tied" { term 6 months; early exit 99.00; change of plan is early exit }
}
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const sign = (on: string, contract: string, more: object = {}) => at(on, 'sign-contract', { contract, ...more })

/** What contracts charged, bill by bill: '2026-03-01: Half a year: signing 15.00'. */
async function charged(signed: string, contract: string, ...then: object[]): Promise<string[]> {
  const facts = [at(signed, 'subscribe', { plan: 'bound' }), sign(signed, contract), ...then]
  const life = await play({ rules, billDay: 1, facts: [...facts, at('2027-07-01', 'advance')] })
  expect(life.refused).toEqual([])
  return linesOf(life, description => description.includes(':'))
}

const SIGNED = '2026-03-01: Half a year: signing 2026-03-01 15.00'

describe('a contract', () => {
  it('charges its fee when it is signed, and half of the rent of the months left when it is left early', async () => {
    const facts = [
      at('2026-03-01', 'subscribe', { plan: 'bound' }),
      sign('2026-03-01', 'half'),
      at('2026-07-11', 'terminate'),
      at('2026-08-01', 'advance')
    ]
    const life = await play({ rules, billDay: 1, facts })
    expect(invoicesOf(life).slice(0, 4)).toEqual(
      table(`
        bill of 2026-03-01
        Half a year: signing   2026-03-01..2026-03-02   15.00
        Bound                  2026-03-01..2026-04-01   40.00
        total                                           55.00
      `)
    )
    expect(invoicesOf(life).slice(-4)).toEqual(
      table(`
        bill of 2026-08-01
        Bound                     2026-07-11..2026-08-01  -27.10
        Half a year: early exit   2026-07-11..2026-07-12   40.00
        total                                              12.90
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'revenue:contract': '-15.00', 'revenue:early-exit': '-40.00' })
  })

  it.each([
    [
      'on the last day of the term costs its last month',
      '2026-08-31',
      ['2026-09-01: Half a year: early exit 2026-08-31 20.00']
    ],
    ['on the day after costs nothing', '2026-09-01', []],
    ['at once is capped', '2026-03-02', ['2026-04-01: Half a year: early exit 2026-03-02 100.00']]
  ])('that is left %s', async (_, day, then) => {
    expect(await charged('2026-03-01', 'half', at(day, 'terminate'))).toEqual([SIGNED, ...then])
  })

  it.each([
    ['2026-08-31', '2027-02-27', ['2027-03-01: Half a year: early exit 2027-02-27 20.00']],
    ['2026-08-31', '2027-02-28', []]
  ])(
    'signed at the end of a long month, %s, and left on %s, ends with the last day of the short one',
    async (on, left, then) => {
      expect((await charged(on, 'half', at(left, 'terminate'))).slice(1)).toEqual(then)
    }
  )

  it('signed on the last of August ends on a leap day', async () => {
    const facts = [
      at('2027-08-31', 'subscribe', { plan: 'bound' }),
      sign('2027-08-31', 'half'),
      at('2028-02-28', 'terminate'),
      at('2028-03-01', 'advance')
    ]
    const life = await play({ rules, billDay: 1, facts })
    expect(life.invoices.at(-1)?.lines).toContainEqual(
      expect.objectContaining({ description: 'Half a year: early exit', amount: '20.00' })
    )
  })

  it('runs on while it is suspended', async () => {
    const pause = [at('2026-04-01', 'suspend'), at('2026-07-01', 'resume')]
    expect(await charged('2026-03-01', 'half', ...pause, at('2026-09-01', 'terminate'))).toEqual([SIGNED])
  })

  it('is charged, and credited, when its end is told late', async () => {
    const late = at('2026-07-01', 'terminate', { known: '2026-10-15' })
    expect(await charged('2026-03-01', 'half', late)).toEqual([
      SIGNED,
      '2026-11-01: Half a year: early exit 2026-07-01 40.00'
    ])
  })

  it('keeps the rent of the day of signing, whatever the plan costs later or is changed to', async () => {
    const story = [
      at('2026-03-01', 'subscribe', { plan: 'bound' }),
      sign('2026-03-01', 'half'),
      at('2026-05-01', 'publish', { rules: 'dearer' }),
      at('2026-06-01', 'change', { plan: 'mobile-20' }),
      at('2026-07-01', 'terminate'),
      at('2026-08-01', 'advance')
    ]
    const ruleSets = {
      dearer: (text: string) => text.replace('rent 40.00 per month\n  contract', 'rent 60.00 per month\n  contract')
    }
    const life = await play({ rules, ruleSets, billDay: 1, facts: story })
    const exit = life.invoices.flatMap(({ lines }) => lines).find(({ description }) => description.includes('exit'))
    expect(exit?.amount).toBe('40.00')
  })

  it('that is tied to the plan is left by another plan, and by nothing after it', async () => {
    const change = at('2026-05-01', 'change', { plan: 'mobile-20' })
    expect(await charged('2026-03-01', 'tied', change, at('2026-06-01', 'terminate'))).toEqual([
      '2026-05-01: Tied: early exit 2026-05-01 99.00'
    ])
  })

  it('of another term, within its bounds, is owed for that term', async () => {
    const life = await play({
      rules,
      billDay: 1,
      facts: [
        at('2026-03-01', 'subscribe', { plan: 'bound' }),
        sign('2026-03-01', 'half', { months: 3 }),
        at('2026-06-01', 'terminate'),
        at('2026-07-01', 'advance')
      ]
    })
    expect(life.invoices.flatMap(({ lines }) => lines.map(({ description }) => description))).not.toContain(
      'Half a year: early exit'
    )
  })
})

describe('a contract that renews', () => {
  it.each([
    ['without notice is owed to the end that a notice would have had', [], '2026-07-01', '10.00'],
    ['without notice, too late for one term, is owed for the next too', [], '2026-07-10', '30.00'],
    ['with notice in time ends with its term', [at('2026-05-02', 'give-notice')], '2026-06-01', null],
    ['with notice too late for one term ends with the next', [at('2026-05-03', 'give-notice')], '2026-06-01', '20.00'],
    ['may be left when the renewed term is over', [at('2026-06-20', 'give-notice')], '2026-08-01', null]
  ])('%s', async (_, notice, left, amount) => {
    const exit = (await charged('2026-03-01', 'rolling', ...notice, at(left, 'terminate'))).map(line =>
      line.split(' ').at(-1)
    )
    expect(exit).toEqual(amount === null ? [] : [amount])
  })

  it('costs nothing when it was released, or another took its place', async () => {
    const left = at('2026-07-01', 'terminate')
    expect(await charged('2026-03-01', 'rolling', at('2026-04-01', 'release-from-contract'), left)).toEqual([])
    const changed = await charged(
      '2026-03-01',
      'rolling',
      at('2026-04-01', 'change-contract', { contract: 'half' }),
      left
    )
    expect(changed).toEqual([
      '2026-04-01: Half a year: signing 2026-04-01 15.00',
      '2026-07-01: Half a year: early exit 2026-07-01 60.00'
    ])
  })
})

describe('what cannot be', () => {
  it('is refused with its reason, and nothing is charged', async () => {
    const refused = [
      sign('2026-03-01', 'haif'),
      sign('2026-03-01', 'half', { months: 0 }),
      sign('2026-03-01', 'half', { months: 24 }),
      at('2026-03-02', 'give-notice'),
      sign('2026-03-02', 'rolling'),
      sign('2026-03-03', 'half'),
      at('2026-05-20', 'give-notice', { to: '2026-06-01' }),
      at('2026-05-20', 'give-notice', { to: '2026-09-15' })
    ]
    const life = await play({ rules, facts: [at('2026-03-01', 'subscribe', { plan: 'bound' }), ...refused] })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'the plan has no contract haif on 2026-03-01: did you mean half?',
      'a contract of no months ends before it starts',
      'its term is 3 to 12 months, not 24',
      'no contract runs on 2026-03-02',
      'contract rolling runs already, since 2026-03-02',
      'notice is too late for 2026-06-01: the next day is 2026-08-02',
      'no term ends with 2026-09-15: the next day is 2026-10-02'
    ])
  })

  it('is what the operator forbids while a contract runs, and no longer', async () => {
    const forbid = `${rules}
      forbid change to mobile-20 when contract is running "Wait for the end of your contract"
      forbid terminate when contract-ends > 2026-08-01 "It ends later"
      forbid suspend when contract-age < 2 months "Too soon"
    `
    const facts = [
      at('2026-03-01', 'subscribe', { plan: 'bound' }),
      at('2026-03-01', 'change', { plan: 'mobile-40' }),
      at('2026-03-02', 'change', { plan: 'bound' }),
      sign('2026-03-02', 'half'),
      at('2026-04-01', 'suspend'),
      at('2026-05-02', 'terminate'),
      at('2026-05-03', 'change', { plan: 'mobile-40' }),
      at('2026-09-01', 'change', { plan: 'mobile-20' }),
      at('2026-09-02', 'change', { plan: 'mobile-20' })
    ]
    const { refused, services } = await play({ rules: forbid, facts })
    expect(refused.map(({ fact, reason }) => `${fact} ${reason}`)).toEqual([
      '5 Too soon',
      '6 It ends later',
      '8 Wait for the end of your contract'
    ])
    expect(services).toMatchObject([{ plan: 'mobile-20' }])
  })
})
