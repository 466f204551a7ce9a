// What the end of a contract costs: a fee whenever it ends, several prices for leaving early, prices by the time since signing, notice in months.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan bound "Bound" {
  rent 40.00 per month
  contract fixed "Fixed" { term 6 months; ending fee 30.00; early exit 10.00 per month left }
  contract rolling "Rolling" { term 3 months; notice 3 months; ending fee 30.00; renews month by month; early exit 7.00 }
  contract tied "Tied" { term 6 months; ending fee 30.00; early exit 99.00; change of plan is early exit }
  contract device "Device" {
    term 12 months
    early exit 200.00
    early exit 50% of remaining rent, at most 100.00
    early exit in all at most 250.00
  }
  contract steps "Steps" {
    term 12 months
    early exit 300.00 after 14 days within 6 months
    early exit 150.00 after 6 months
  }
}
plan next "Next" {
  rent 40.00 per month
  contract anew "Anew" { term 6 months; ending fee 30.00; early exit 99.00 }
}
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const sign = (on: string, contract: string): object => at(on, 'sign-contract', { contract })

/** What contracts charged, bill by bill: '2026-09-01: Fixed: ending 2026-09-01 30.00'. */
async function charged(contract: string, ...then: object[]): Promise<string[]> {
  const facts = [at('2026-03-01', 'subscribe', { plan: 'bound' }), sign('2026-03-01', contract), ...then]
  const life = await play({ rules, billDay: 1, facts: [...facts, at('2027-07-01', 'advance')] })
  expect(life.refused).toEqual([])
  return linesOf(life, description => description.includes(':'))
}

describe('an ending fee', () => {
  it.each([
    ['with its term, though the subscription goes on', [], ['2026-09-01: Fixed: ending 2026-09-01 30.00']],
    [
      'early, beside what leaving early costs',
      [at('2026-06-10', 'terminate')],
      ['2026-07-01: Fixed: ending 2026-06-10 30.00', '2026-07-01: Fixed: early exit 2026-06-10 30.00']
    ],
    ['by hand, at no cost', [at('2026-06-10', 'release-from-contract')], []],
    [
      'and another begins on that day, which has its own',
      [sign('2026-09-01', 'tied')],
      ['2027-03-01: Tied: ending 2027-03-01 30.00']
    ],
    [
      'and another begins a day later',
      [sign('2026-09-02', 'tied')],
      ['2026-09-01: Fixed: ending 2026-09-01 30.00', '2027-04-01: Tied: ending 2027-03-02 30.00']
    ],
    [
      'for another takes its place',
      [at('2026-06-10', 'change-contract', { contract: 'tied' })],
      ['2027-01-01: Tied: ending 2026-12-10 30.00']
    ]
  ])('is charged when the contract ends %s', async (_, then, lines) => {
    expect(await charged('fixed', ...then)).toEqual(lines)
  })

  it('is charged with another plan, where that is leaving', async () => {
    expect(await charged('tied', at('2026-05-01', 'change', { plan: 'mobile-20' }))).toEqual([
      '2026-05-01: Tied: ending 2026-05-01 30.00',
      '2026-05-01: Tied: early exit 2026-05-01 99.00'
    ])
  })

  it('is charged once, also where an earlier end is told late', async () => {
    const late = at('2026-07-01', 'terminate', { known: '2026-10-15' })
    expect(await charged('fixed', late)).toEqual([
      '2026-09-01: Fixed: ending 2026-09-01 30.00',
      '2026-11-01: Fixed: early exit 2026-07-01 20.00'
    ])
  })

  it('is that of the day of signing', async () => {
    const ruleSets = { dearer: (text: string) => text.replaceAll('ending fee 30.00', 'ending fee 50.00') }
    const facts = [
      at('2026-03-01', 'subscribe', { plan: 'bound' }),
      sign('2026-03-01', 'fixed'),
      at('2026-05-01', 'publish', { rules: 'dearer' }),
      at('2026-09-01', 'advance')
    ]
    const life = await play({ rules, ruleSets, billDay: 1, facts })
    expect(life.invoices.at(-1)?.lines).toContainEqual(
      expect.objectContaining({ description: 'Fixed: ending', amount: '30.00' })
    )
  })
})

describe('a release on the day on which the contract ends', () => {
  const released = at('2026-05-01', 'release-from-contract')
  const ends = [
    at('2026-05-01', 'terminate'),
    at('2026-05-01', 'change', { plan: 'mobile-20' }),
    at('2026-04-10', 'terminate', { on: '2026-05-01', known: '2026-04-10' })
  ]

  it.each(ends.map(end => [end]))('costs nothing, told before or after its end: %j', async end => {
    expect(await charged('tied', released, end)).toEqual([])
    expect(await charged('tied', end, released)).toEqual([])
  })

  it('is of the contract that was left, also where another was signed on that day, and of that one when told again', async () => {
    const anew = [at('2026-05-01', 'change', { plan: 'next' }), sign('2026-05-01', 'anew')]
    const untilItsTerm = ['2026-11-01: Anew: ending 2026-11-01 30.00']
    expect(await charged('tied', ...anew, released)).toEqual(untilItsTerm)
    expect(await charged('tied', released, ...anew)).toEqual(untilItsTerm)
    expect(await charged('tied', ...anew, released, released)).toEqual([])
  })

  it('costs nothing with its term', async () => {
    expect(await charged('fixed', at('2026-09-01', 'release-from-contract'))).toEqual([])
  })

  it('told late, gives back what was charged', async () => {
    const late = at('2026-05-01', 'release-from-contract', { known: '2026-05-20' })
    expect(await charged('tied', at('2026-05-01', 'change', { plan: 'mobile-20' }), late)).toEqual([
      '2026-05-01: Tied: ending 2026-05-01 30.00',
      '2026-05-01: Tied: early exit 2026-05-01 99.00',
      '2026-06-01: Tied: ending 2026-05-01 -30.00',
      '2026-06-01: Tied: early exit 2026-05-01 -99.00'
    ])
  })

  it('is refused a day later, and twice', async () => {
    const facts = [at('2026-03-01', 'subscribe', { plan: 'bound' }), sign('2026-03-01', 'tied')]
    const later = at('2026-05-02', 'release-from-contract')
    const life = await play({ rules, facts: [...facts, ends[0] ?? {}, released, released, later] })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'no contract runs on 2026-05-01',
      'no contract runs on 2026-05-02'
    ])
  })
})

describe('several prices for leaving early', () => {
  it.each([
    ['are added up, each within its own limit', '2027-01-10', '240.00'],
    ['within the limit of all', '2026-06-01', '250.00']
  ])('%s', async (_, day, amount) => {
    const lines = await charged('device', at(day, 'terminate'))
    expect(lines.map(line => line.split(' ').at(-1))).toEqual([amount])
  })

  it('are all told in the explanation', async () => {
    const facts = [at('2026-03-01', 'subscribe', { plan: 'bound' }), sign('2026-03-01', 'device')]
    const life = await play({
      rules,
      billDay: 1,
      facts: [...facts, at('2026-06-01', 'terminate'), at('2026-06-01', 'advance')]
    })
    const exit = life.invoices.at(-1)?.lines.find(({ description }) => description === 'Device: early exit')
    expect(exit?.explanation.steps.map(({ detail, result }) => `${detail} = ${result}`)).toEqual([
      'once, for leaving early = 200.000000',
      '9 months left x 20.00 = 180.000000',
      'at most 100.00 = 100.000000',
      'together = 300.000000',
      'in all at most 250.00 = 250.000000'
    ])
  })

  it.each([
    ['2026-03-14', []],
    ['2026-03-15', ['300.00']],
    ['2026-08-31', ['300.00']],
    ['2026-09-01', ['150.00']],
    ['2027-03-01', []]
  ])('by the time since signing: left on %s costs %j', async (day, amounts) => {
    const lines = await charged('steps', at(day, 'terminate'))
    expect(lines.map(line => line.split(' ').at(-1))).toEqual(amounts)
  })
})

describe('notice in months', () => {
  it.each([
    ['is in time on the day so many months before the end', '2026-03-01', '2026-06-01'],
    ['is too late on the day after', '2026-03-02', '2026-07-01']
  ])('%s', async (_, day, end) => {
    expect(await charged('rolling', at(day, 'give-notice'), at(end, 'terminate'))).toEqual([
      expect.stringContaining(`Rolling: ending ${end} 30.00`)
    ])
  })

  it.each([
    ['2026-08-31', '2026-11-28', '2027-02-28', []],
    ['2026-08-31', '2026-11-29', '2027-02-28', ['7.00']],
    ['2026-12-31', '2027-02-28', '2027-05-31', []],
    ['2026-12-31', '2027-03-01', '2027-05-31', ['7.00']]
  ])('counts back from the end: signed on %s, given on %s to leave on %s', async (signed, day, left, early) => {
    const facts = [
      at(signed, 'subscribe', { plan: 'bound' }),
      sign(signed, 'rolling'),
      at(day, 'give-notice'),
      at(left, 'terminate'),
      at('2027-06-01', 'advance')
    ]
    const life = await play({ rules, billDay: 1, facts })
    const exits = life.invoices.flatMap(({ lines }) => lines).filter(({ description }) => description.includes('exit'))
    expect([life.refused, exits.map(({ amount }) => amount)]).toEqual([[], early])
  })
})
