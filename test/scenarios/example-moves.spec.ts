// Another number, another account and another bill day: told by examples as by lives, so that coverage sees their fees.
import { ruleCoverage, runExamples, TouchedRules } from '@farthing/simulator'
import type { Registry } from '@farthing/plugin-sdk'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf } from './play.ts'

const plan = `plan calm "Calm" {
  rent 31.00 per month, prorated by day
  tariff voice-standard
  fee 15.00 for each change of number
  fee 10.00 for each move to another account
  fee 3.00 for each change of bill day
}
`
const before = `${coastal}\n${plan}\nexample "a story" {\n`
const linesBefore = before.split('\n').length
const [NUMBER, MOVE, BILL_DAY] = ['change of number', 'move to another account', 'change of bill day'] as const
const FEES = [NUMBER, MOVE, BILL_DAY] as const
const lineOf = (fee: string): number => before.split('\n').findIndex(line => line.includes(`each ${fee}`)) + 1

describe('an example', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await allPlugins()
  })

  /** What is red of it, and which fees of the plan no line touched. */
  async function played(...lines: readonly string[]) {
    const rules = rulesOf(`${before}bill day 1\n${lines.join('\n')}\n}\n`, registry)
    const touched = new TouchedRules()
    const reports = await runExamples(rules, registry, touched)
    const red = reports.flatMap(({ failures }) =>
      failures.map(({ at, message }) => `${lines[at.line - linesBefore - 1]}: ${message}`)
    )
    const untouched = ruleCoverage(rules, touched.places).files.flatMap(file => file.untouched.map(({ line }) => line))
    return { red, fees: FEES.filter(fee => untouched.includes(lineOf(fee))) }
  }

  it('tells another number, by which its use is known', async () => {
    const lines = [
      'on 2026-03-01 subscribe calm as "+61412000001"',
      'on 2026-03-16 renumber to "+61412000002"',
      'at 2026-03-20 10:00 call +61293334444 for 61s from "+61412000002"',
      'on 2026-03-31 renumber to "+61412000003" instead of "+61412000009"',
      'expect refused "number-not-held"',
      'on 2026-04-01 bill',
      'expect total 46.77'
    ]
    expect(await played(...lines)).toEqual({ red: [], fees: [MOVE, BILL_DAY] })
  })

  it('puts a number in the place of the name, unless it says which', async () => {
    const used = 'at 2026-03-20 10:00 call +61293334444 for 61s from "+61412000001"'
    const subscribed = 'on 2026-03-01 subscribe calm as desk, numbers "+61412000001"'
    const renumbered = 'on 2026-03-16 renumber to "+61412000002"'
    const { red } = await played(subscribed, renumbered, used, 'on 2026-04-01 bill', 'expect total 46.77')
    expect(red).toEqual([])
    const instead = `${renumbered} instead of "+61412000001"`
    expect((await played(subscribed, instead, used, 'on 2026-04-01 bill', 'expect total 46.77')).red).not.toEqual([])
  })

  it('tells a move to another account and back: the one that gives pays', async () => {
    const lines = [
      'on 2026-03-01 subscribe calm',
      'on 2026-03-11 move to account dealer',
      'on 2026-03-21 move from account dealer',
      'on 2026-04-01 bill',
      // the next rent and the fee, less ten days of the rent before
      'expect total 31.00'
    ]
    expect(await played(...lines)).toEqual({ red: [], fees: [NUMBER, BILL_DAY] })
  })

  it('tells another bill day, which may be known later', async () => {
    const lines = [
      'on 2026-03-01 subscribe calm',
      'on 2026-03-01 bill',
      'expect total 31.00',
      'on 2026-03-11 move bill day to 15, known on 2026-03-13',
      'on 2026-03-15 advance',
      // ten days of 31 and four of 28, then a whole period
      'expect total 17.43',
      'on 2026-04-15 advance',
      'expect invoice {',
      'charge "Calm" 2026-04-15..2026-05-15 31.00',
      '}'
    ]
    expect(await played(...lines)).toEqual({ red: [], fees: [NUMBER, MOVE] })
  })

  it('withdraws what is pending of them', async () => {
    const lines = [
      'on 2026-03-01 subscribe calm',
      'on 2026-03-20 renumber to "+61412000002", known on 2026-03-02',
      'on 2026-03-25 move to account dealer, known on 2026-03-02',
      'on 2026-03-03 withdraw pending renumber',
      'on 2026-03-03 withdraw pending move',
      'on 2026-04-01 bill',
      'expect total 31.00'
    ]
    expect(await played(...lines)).toEqual({ red: [], fees: FEES })
  })
})
