// Kinds of suspension: what each costs, one in the place of another, told late, taken back, and forgotten by later rules.
import { invoicesOf, play, type Story, table } from './play.ts'
import { allPlugins, rulesOf } from './compiled-rules.ts'
import { runExamples } from '@farthing/simulator'

const KINDS = 'suspensions holiday, debt, loss'
const rules = `
operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne"; round half up to 0.01; ${KINDS} }

plan line "Line" {
  rent 31.00 per month { free while suspended because of holiday; at 15.50 while suspended }
  fee 5.00 for each suspension
  fee 25.00 for each resumption because of debt
  no fee for each suspension because of loss
}

plan firm "Firm" {
  commitment least "Minimum" 31.00 per month, paused while suspended because of holiday
}

standard charge router "Router" 6.20 per month in arrears { free while suspended because of holiday, loss }
`
const start = { on: '2026-03-01', do: 'subscribe', plan: 'line' }
const suspend = (on: string, suspension?: string, more: object = {}): object => {
  return { on, do: 'suspend', ...(suspension !== undefined && { suspension }), ...more }
}
const resume = (on: string, more: object = {}): object => ({ on, do: 'resume', ...more })
const until = (on: string): object => ({ on, do: 'advance' })
const lived = async (...facts: readonly object[]): Promise<string[]> => invoicesOf(await play({ rules, facts }))
/** The lines of the last bill. */
const last = async (...facts: readonly object[]): Promise<string[]> => {
  const all = await lived(...facts)
  return all.slice(all.findLastIndex(line => line.startsWith('bill of')))
}

describe('a suspension', () => {
  it('at the wish of the customer is free; because of debt half of the rent goes on, and service costs when it is back', async () => {
    const facts = [start, suspend('2026-03-06', 'holiday'), suspend('2026-03-11', 'debt'), resume('2026-03-21')]
    expect(await last(...facts, until('2026-04-01'))).toEqual(
      table(`
        bill of 2026-04-01
        Line                             2026-03-06..2026-03-11  -10.00
        Line: suspension                 2026-03-06..2026-03-07    5.00
        Line: suspension                 2026-03-11..2026-03-12    5.00
        Line: resumption because of debt 2026-03-21..2026-03-22   25.00
        Line                             2026-04-01..2026-05-01   31.00
        total                                                     56.00
      `)
    )
  })

  it('told late, corrected to another kind or taken back costs in the end what it costs in time', async () => {
    const sums = async (...facts: readonly object[]): Promise<string> => {
      const { balances } = await play({ rules, facts: [start, ...facts, until('2026-07-01')] })
      return balances.owed
    }
    const inTime = await sums(suspend('2026-03-11', 'holiday'), suspend('2026-04-11', 'debt'), resume('2026-04-21'))
    const late = { known: '2026-05-20' }
    const later = { known: '2026-06-20' }
    expect(
      await sums(resume('2026-04-21'), suspend('2026-03-11', 'holiday', late), suspend('2026-04-11', 'debt', later))
    ).toBe(inTime)
    // a later suspension of that day takes the place of the first
    expect(
      await sums(
        suspend('2026-03-11', 'loss'),
        suspend('2026-03-11', 'holiday', late),
        suspend('2026-04-11', 'debt', later),
        resume('2026-04-21')
      )
    ).toBe(inTime)
    expect(inTime).not.toBe(await sums(suspend('2026-03-11', 'holiday'), resume('2026-04-21')))
  })

  it('told ahead and taken back before its day costs nothing', async () => {
    const withdrawn = { on: '2026-03-10', do: 'withdraw', what: 'suspend' }
    const facts = [suspend('2026-03-20', 'debt', { known: '2026-03-05' }), withdrawn, until('2026-04-01')]
    expect(await lived(start, ...facts)).toEqual(await lived(start, until('2026-04-01')))
  })

  it('pauses a commitment only for its kind, and a charge that was added', async () => {
    const facts = [
      { ...start, plan: 'firm' },
      { on: '2026-03-01', do: 'add-charge', charge: 'router' },
      suspend('2026-03-06', 'holiday'),
      suspend('2026-03-11', 'debt'),
      suspend('2026-03-21', 'loss'),
      resume('2026-03-26'),
      until('2026-04-01')
    ]
    expect(await last(...facts)).toEqual(
      table(`
        bill of 2026-04-01
        Router    2026-03-01..2026-03-06    1.00
        Minimum   2026-03-01..2026-04-01   21.80
        Router    2026-03-11..2026-03-21    2.00
        Router    2026-03-26..2026-04-01    1.20
        total                              26.00
      `)
    )
  })

  it('keeps its kind over a change of plan', async () => {
    const life = await play({
      rules,
      facts: [
        start,
        suspend('2026-03-11', 'debt'),
        { on: '2026-03-16', do: 'change', plan: 'firm' },
        until('2026-03-20')
      ]
    })
    expect(life.services).toMatchObject([{ plan: 'firm', state: 'suspended', suspension: 'debt' }])
  })
})

it('of a kind that later rules do not name costs what those of no kind cost, and is told no more', async () => {
  const later = (text: string): string => {
    return text
      .replace(KINDS, 'suspensions debt, loss')
      .replace('free while suspended because of holiday; ', '')
      .replace('because of holiday, loss', 'because of loss')
      .replace(' because of holiday', '')
  }
  const story: Story = {
    rules,
    ruleSets: { later },
    facts: [
      start,
      suspend('2026-03-11', 'holiday'),
      { on: '2026-04-01', do: 'publish', rules: 'later' },
      resume('2026-05-11'),
      suspend('2026-05-21', 'holiday'),
      until('2026-06-01')
    ]
  }
  const life = await play(story)
  expect(life.refused).toEqual([
    {
      fact: 5,
      reason: 'the rules of 2026-05-21 have no kind of suspension "holiday"; there are: debt, loss',
      detail: 'suspend'
    }
  ])
  expect(life.dropped).toEqual([])
  expect(invoicesOf(life).filter(line => line.startsWith('Line 2026-04'))).toEqual([
    'Line 2026-04-01..2026-05-01 15.50'
  ])
})

it.each([
  [{ suspension: 'dept' }, 'fact 2, field "suspension": there is no kind of suspension "dept"; did you mean "debt"?'],
  [{ suspension: 'strike' }, 'there are: holiday, debt, loss'],
  [{ suspension: '' }, 'fact 2, field "suspension": "" is not a text'],
  [{ suspension: 7 }, 'fact 2, field "suspension": 7 is not a text'],
  [{ suspension: null }, 'fact 2, field "suspension": null is not a text'],
  [{ kind: 'debt' }, 'kind'],
  [{ do: 'resume', suspension: 'debt' }, 'suspension']
])('a life with %j is refused as a whole', async (more, text) => {
  await expect(play({ rules, facts: [start, { on: '2026-03-05', do: 'suspend', ...more }] })).rejects.toThrow(text)
})

it.each([
  ['expect service suspended because of debt', null],
  ['expect service suspended', null],
  [
    'expect service suspended because of loss',
    'expected line to be suspended because of loss, and it is because of debt'
  ],
  ['expect service active', 'expected line to be active, and it is suspended']
])('an example may %s', async (expectation, message) => {
  const registry = await allPlugins()
  const example = `example "x" {
    on 2026-03-01 subscribe line
    on 2026-03-05 suspend because of debt
    ${expectation}
  }`
  const [report] = await runExamples(rulesOf(rules + example, registry), registry)
  const failures = report?.failures.map(failure => failure.message)
  expect(failures).toEqual(message === null ? [] : [message])
})
