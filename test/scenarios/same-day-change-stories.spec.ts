// Of two changes of plan on one day the last one told holds: it is judged as a change from the plan of the day before, by no way round.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
plan low "Low" { rent 10.00 per month in advance; contract tied "Tied" { term 12 months; early exit 99.00; change of plan is early exit } }
plan middle "Middle" { rent 20.00 per month in advance }
plan high "High" { rent 30.00 per month in advance }
changes ladder {
  | from \\ to | low  | middle | high                        | top                  |
  | low       | -    | 10.00  | forbidden "One at a time"   | 50.00, at end of term |
  | middle    | free | -      | 20.00                       | 20.00                |
  | high      | free | free   | -                           | 10.00                |
  | top       | free | free   | free                        | -                    |
}
plan top "Top" { rent 40.00 per month in advance }
forbid change to middle when plan is top "Not from the top"
`
const change = (on: string, plan: string, more: object = {}): object => ({ on, do: 'change', plan, ...more })

const changed = (start: string, ...facts: readonly object[]): Promise<object> => changedBy(rules, start, ...facts)

async function changedBy(text: string, start: string, ...facts: readonly object[]): Promise<object> {
  const begun = { on: '2026-03-01', do: 'subscribe', plan: start }
  const life = await play({ rules: text, billDay: 1, facts: [begun, ...facts, { on: '2027-05-01', do: 'advance' }] })
  const fees = linesOf(life, description => description.startsWith('Change'))
  return { fees, refused: life.refused.map(({ reason }) => reason) }
}
const once = ['2026-04-01: Change from low to middle 2026-03-16 10.00']

describe('a second change of plan on one day', () => {
  it.each([
    ['told after the first', [change('2026-03-16', 'middle'), change('2026-03-16', 'high')]],
    [
      'of which both wait',
      [
        change('2026-03-16', 'middle', { known: '2026-03-10' }),
        change('2026-03-16', 'high', { known: '2026-03-11', pending: 'keep' })
      ]
    ]
  ])('is refused where the first plan may not become the last, %s', async (_, facts) => {
    expect(await changed('low', ...facts)).toEqual({ fees: once, refused: ['One at a time'] })
  })

  it('costs what the change from the first plan to the last costs', async () => {
    expect(await changed('middle', change('2026-03-16', 'low'), change('2026-03-16', 'high'))).toEqual({
      fees: ['2026-04-01: Change from middle to high 2026-03-16 20.00'],
      refused: []
    })
  })

  it('back to the first plan costs nothing: nothing changed', async () => {
    expect(await changed('low', change('2026-03-16', 'middle'), change('2026-03-16', 'low'))).toEqual({
      fees: [],
      refused: []
    })
  })

  it('is judged by conditions on the plan of the day before', async () => {
    expect(await changed('top', change('2026-03-16', 'low'), change('2026-03-16', 'middle'))).toMatchObject({
      refused: ['Not from the top']
    })
  })

  it('waits for the end of the term, where the change from the first plan does', async () => {
    const signed = { on: '2026-03-01', do: 'sign-contract', contract: 'tied' }
    expect(await changed('low', signed, change('2026-03-16', 'middle'), change('2026-03-16', 'top'))).toEqual({
      fees: [...once, '2027-03-01: Change from middle to top 2027-03-01 20.00'],
      refused: []
    })
  })

  it('is bound by what was signed on the first plan of that day', async () => {
    const facts = [change('2026-03-16', 'low'), { on: '2026-03-16', do: 'sign-contract', contract: 'tied' }]
    const away = change('2026-03-16', 'middle')
    const bound = 'forbid change when contract is running "Not while the contract runs"\n'
    expect(await changed('high', ...facts, away)).toMatchObject({ refused: [] })
    expect(await changedBy(`${rules}${bound}`, 'high', ...facts, away)).toMatchObject({
      refused: ['Not while the contract runs']
    })
    const waits = rules.replace('| low       | -    | 10.00  |', '| low       | -    | 10.00, at end of term |')
    expect(await changedBy(waits, 'high', ...facts, away)).toEqual({
      fees: ['2027-04-01: Change from low to middle 2027-03-16 10.00'],
      refused: []
    })
  })

  it('does not make way for an end on that day', async () => {
    const tied = `${rules}forbid terminate when plan is low "Not from low"\n`
    const end = { on: '2026-03-16', do: 'terminate' }
    expect(await changedBy(tied, 'low', change('2026-03-16', 'middle'), end)).toEqual({
      fees: once,
      refused: ['Not from low']
    })
  })

  it('told late, for the day of an earlier one, is judged in the same way', async () => {
    const facts = [change('2026-03-16', 'middle'), change('2026-03-17', 'high')]
    const late = change('2026-03-16', 'high', { known: '2026-03-20' })
    expect(await changed('low', ...facts, late)).toEqual({
      fees: [...once, '2026-04-01: Change from middle to high 2026-03-17 20.00'],
      refused: ['One at a time']
    })
  })
})

describe('a change on the day of the start', () => {
  it('is judged from the plan that was subscribed', async () => {
    expect(await changed('low', change('2026-03-01', 'high'))).toMatchObject({ refused: ['One at a time'] })
  })
})
