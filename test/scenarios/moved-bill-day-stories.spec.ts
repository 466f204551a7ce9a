// What knows no shares when the bill day moves: what was one period is owed once, however late the move is told.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
commitment firm "Firm" 60.00 per month, not prorated
plan whole "Whole" { rent 40.00 per month, full period }
plan gift "Gift" { rent 40.00 per month, full period { free for 5 days } }
plan later "Later" { rent 40.00 per month, not prorated }
plan light "Light" { rent 30.00 per month }
plan line "Line" {
  rent 30.00 per month
  commitment line "Least" 60.00 per month, not prorated
}
`
/** What knew no shares is shared by days. */
const shared = (text: string): string =>
  text.replaceAll(', full period }', ', prorated by day }').replaceAll(', not prorated\n}', '\n}')
type Told = object & { readonly known?: string }
const subscribe = (day: string, plan: string, as = 's1'): object => ({ on: day, do: 'subscribe', as, plan })
const move = (day: string, billDay: number, told: Told = {}): object => ({
  on: day,
  do: 'move-bill-day',
  billDay,
  ...told
})
const change = (day: string, plan: string, told: Told = {}): object => ({ on: day, do: 'change', plan, ...told })
const agree = { on: '2026-03-01', do: 'agree-commitment', commitment: 'firm' }

const billed = async (facts: readonly object[], until: string, billDay = 1, text = rules): Promise<string[]> =>
  invoicesOf(
    await play({ rules: text, ruleSets: { shared }, billDay, facts: [...facts, { on: until, do: 'advance' }] })
  )

/** What all lines of a title come to. */
async function sumOf(title: string, facts: readonly object[], until: string, billDay = 1): Promise<string> {
  return sumOfLines(title, await billed(facts, until, billDay))
}

function sumOfLines(title: string, bills: readonly string[]): string {
  const lines = bills.filter(line => line.startsWith(`${title} 2026`))
  const amounts = lines.map(line => parseDecimal(line.split(' ').at(-1) ?? ''))
  return formatDecimal(
    amounts.reduce((sum, each) => sum + each, 0n),
    2
  )
}

describe('a rent by full period', () => {
  const moved = [subscribe('2026-03-01', 'whole'), move('2026-04-10', 20)]

  it('is owed once for the days of a period that is cut and those up to the new bill day', async () => {
    // March, 1 to 19 April (9 of 30 days and 10 of 31: nearest to one), 20 April to 19 May
    expect(await billed(moved, '2026-05-20')).toEqual(
      table(`
        bill of 2026-03-01
        Whole   2026-03-01..2026-04-01   40.00
        total                            40.00
        bill of 2026-04-01
        Whole   2026-04-01..2026-05-01   40.00
        total                            40.00
        bill of 2026-04-20
        Whole   2026-05-01..2026-05-20   40.00
        total                            40.00
        bill of 2026-05-20
        Whole   2026-05-20..2026-06-20   40.00
        total                            40.00
      `)
    )
  })

  it.each([
    ['the move is told late', [subscribe('2026-03-01', 'whole'), move('2026-04-10', 20, { known: '2026-04-25' })]],
    ['something of the days between is told late', [...moved, change('2026-04-15', 'whole', { known: '2026-05-02' })]],
    ['the plan is left before the move', [...moved, change('2026-04-05', 'light'), change('2026-04-15', 'whole')]],
    [
      'that is told late',
      [
        ...moved,
        change('2026-04-05', 'light', { known: '2026-05-03' }),
        change('2026-04-15', 'whole', { known: '2026-05-04' })
      ]
    ],
    ['it moves again on the way', [...moved, move('2026-04-15', 25, { known: '2026-04-22' })]]
  ])('is owed once, too, where %s', async (_, facts) => {
    // March, April to the new bill day, a month from there, and the next one
    expect(await sumOf('Whole', facts, '2026-05-25')).toBe('160.00')
  })

  it('is owed for the days up to the new bill day by who comes on one of them', async () => {
    const facts = [subscribe('2026-03-01', 'light'), move('2026-04-10', 20), change('2026-04-12', 'whole')]
    expect(await sumOf('Whole', facts, '2026-05-19')).toBe('80.00')
  })

  it('is owed twice for days that come nearest to two periods', async () => {
    // 28 of 31 days of March and 30 of 31 days from 29 March: 1.87 periods; then the month from 28 April
    const facts = [subscribe('2026-03-01', 'whole'), move('2026-03-29', 28)]
    expect(await sumOf('Whole', facts, '2026-05-01')).toBe('120.00')
    // from 1 to 19 February; 26 of 28 days and 14 of 31: 1.38 periods, up to 31 March; then April
    const back = [subscribe('2026-02-01', 'whole'), move('2026-03-18', 1)]
    expect(await sumOf('Whole', back, '2026-04-10', 20)).toBe('120.00')
  })

  it('that begins free is free up to the new bill day', async () => {
    const facts = [subscribe('2026-04-08', 'gift'), move('2026-04-10', 20)]
    expect(await sumOf('Gift', facts, '2026-05-19')).toBe('40.00')
  })

  it('asks as often as one that is not prorated', async () => {
    const facts = [subscribe('2026-03-01', 'whole'), subscribe('2026-03-01', 'later', 's2'), move('2026-04-10', 20)]
    expect(await sumOf('Whole', facts, '2026-06-20')).toBe('200.00')
    expect(await sumOf('Later', facts, '2026-06-20')).toBe('200.00')
  })
})

describe('a commitment that is not prorated', () => {
  const facts = [subscribe('2026-03-01', 'light'), agree]

  it('is owed once for the days of a period that is cut and those up to the new bill day', async () => {
    // 9 of 30 days: 9.00; 10 of 31 days: 9.68; 60.00 - 18.68 = 41.32
    expect((await billed([...facts, move('2026-04-10', 20)], '2026-05-20')).slice(-8)).toEqual(
      table(`
        bill of 2026-04-20
        Light   2026-05-01..2026-05-20   18.68
        Firm    2026-04-01..2026-04-20   41.32
        total                            60.00
        bill of 2026-05-20
        Light   2026-05-20..2026-06-20   30.00
        Firm    2026-04-20..2026-05-20   30.00
        total                            60.00
      `)
    )
  })

  it('comes to the same when the move is told late, and what was billed of the old period goes', async () => {
    const told = [...facts, move('2026-04-10', 20, { known: '2026-05-05' })]
    // March 30.00, 41.32, 30.00
    expect(await sumOf('Firm', told, '2026-05-20')).toBe('101.32')
  })

  it('of a plan that is left and comes back owes one sum for them', async () => {
    const line = [subscribe('2026-03-01', 'line'), move('2026-04-10', 20)]
    const gone = [change('2026-04-05', 'light'), change('2026-04-15', 'line')]
    // 4 of 30 days: 4.00; 5 of 31 days: 4.84, Light's 5.00 and 4.84 count too: 60.00 - 18.68
    expect(await sumOf('Least', [...line, ...gone], '2026-04-20')).toBe('71.32')
    expect(await sumOf('Least', line, '2026-04-20')).toBe('71.32')
  })

  it('that ends before the move owes its days alone', async () => {
    const ended = [...facts, { on: '2026-04-05', do: 'end-commitment', commitment: 'firm' }, move('2026-04-10', 20)]
    // March 30.00; the days up to 10 April: 60.00 - 9.00
    expect(await sumOf('Firm', ended, '2026-05-20')).toBe('81.00')
  })
})

describe('what knew no shares until other rules were published', () => {
  const late = subscribe('2026-04-15', 'light', 's2')

  it.each([
    ['before the move', '2026-04-05'],
    ['after it', '2026-04-12']
  ])(
    'is paid up to the new bill day by a rent that began before, published %s, and stays so when a bill looks back',
    async (_, day) => {
      const facts = [
        subscribe('2026-03-01', 'whole'),
        move('2026-04-10', 20),
        { on: day, do: 'publish', rules: 'shared' }
      ]
      // March, April to the new bill day, and a month from there, and from there; without commitments a bill looks back to no whole cycle
      const alone = rules.replaceAll(/^.*commitment .*\n/gm, '')
      for (const told of [late, { ...late, known: '2026-05-02' }])
        expect(sumOfLines('Whole', await billed([...facts, told], '2026-06-19', 1, alone))).toBe('160.00')
    }
  )

  it('is owed as one minimum, and stays so when a bill looks back', async () => {
    const facts = [
      subscribe('2026-03-01', 'line'),
      move('2026-04-10', 20),
      { on: '2026-04-05', do: 'publish', rules: 'shared' }
    ]
    // March 30.00, 1 to 19 April 41.32, and 30.00 for each month from there
    expect(await sumOf('Least', [...facts, late], '2026-07-21')).toBe('161.32')
    expect(await sumOf('Least', [...facts, { ...late, known: '2026-06-02' }], '2026-07-21')).toBe('161.32')
  })
})
