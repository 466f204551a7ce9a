// A customer brings friends: each side gets its credit once, and loses it when the friend leaves too soon.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
friend offer spring "Bring a friend" 20.00 for each, at most 2 friends, taken back within 90 days
friend offer kept "Welcome" 5.00 for each
friend offer more "Welcome" 20.00 for who brings, for the friend 10.00, taken back within 90 days
friend offer mine "Welcome" 7.00 for who brings
friend offer yours "Welcome" 3.00 for the friend
`
const mobile = { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'mobile-20' }
const bring = (on: string, friend: string, offer = 'spring'): object => ({ on, do: 'bring-friend', friend, offer })
const come = (on: string, by: string, offer = 'spring'): object => ({ on, do: 'come-as-friend', by, offer })
const lose = (on: string, friend: string): object => ({ on, do: 'lose-friend', friend })
const end = (on: string): object => ({ on, do: 'terminate', as: 's1' })
const move = (on: string, more: object): object => ({ on, do: 'move', as: 's1', ...more })
const until = (on: string): object => ({ on, do: 'advance' })
const credits = async (facts: readonly object[]): Promise<string[]> => {
  const lines = invoicesOf(await play({ rules, billDay: 1, facts }))
  return lines.filter(line => /^(bill|Bring|Welcome)/.test(line))
}

describe('who brings friends', () => {
  it('gets a credit for each, and gives back that of one who left too soon', async () => {
    const facts = [mobile, bring('2026-03-05', 'A-2'), bring('2026-03-06', 'A-3'), lose('2026-06-02', 'A-2')]
    expect(await credits([...facts, lose('2026-06-10', 'A-3'), until('2026-07-01')])).toEqual(
      table(`
        bill of 2026-03-01
        bill of 2026-04-01
        Bring a friend   2026-03-05..2026-03-06   -20.00
        Bring a friend   2026-03-06..2026-03-07   -20.00
        bill of 2026-05-01
        bill of 2026-06-01
        bill of 2026-07-01
        Bring a friend   2026-03-05..2026-03-06    20.00
      `)
    )
  })

  it.each([
    [[bring('2026-03-05', 'A-2'), bring('2026-03-06', 'A-2', 'kept')], 'A-2 was brought already'],
    [
      [bring('2026-03-05', 'A-2'), bring('2026-03-06', 'A-3'), bring('2026-03-07', 'A-4')],
      'by the offer spring one customer brings at most 2 friends'
    ],
    [[bring('2026-03-05', 'A-2', 'sprin')], 'there is no friend offer sprin on 2026-03-05: did you mean spring?'],
    [[lose('2026-03-05', 'A-9')], 'the customer brought no A-9'],
    [[bring('2026-03-05', 'A-2'), lose('2026-04-05', 'A-2'), lose('2026-04-06', 'A-2')], 'A-2 left already'],
    [[come('2026-03-05', 'A-2'), come('2026-03-06', 'A-3')], 'the customer was brought by A-2 already'],
    [
      [bring('2026-03-05', 'A-2'), come('2026-03-06', 'A-2')],
      'the customer brought A-2, and is brought by nobody whom it brought'
    ]
  ])('is refused the rest: %o', async (facts, reason) => {
    const { refused } = await play({ rules, facts: [mobile, ...facts] })
    expect(refused.map(each => each.reason)).toEqual([reason])
  })
})

describe('a friend', () => {
  it.each([
    ['2026-05-31', 'too soon', ['Bring a friend 2026-03-05..2026-03-06 20.00']],
    ['2026-06-03', 'late enough', []]
  ])('who leaves on %s leaves %s', async (day, _, back) => {
    const lines = await credits([mobile, come('2026-03-05', 'A-1'), end(day), until('2026-07-01')])
    expect(lines).toContain('Bring a friend 2026-03-05..2026-03-06 -20.00')
    expect(lines.filter(line => line.endsWith(' 20.00'))).toEqual(back)
  })

  it('whose only subscription moves away too soon and comes back leaves nothing the less', async () => {
    const away = [move('2026-04-10', { to: 'A-9' }), move('2026-05-01', { from: 'A-9' })]
    const lines = await credits([mobile, come('2026-03-05', 'A-1'), ...away, until('2026-07-01')])
    expect(lines.filter(line => line.endsWith('20.00'))).toEqual([
      'Bring a friend 2026-03-05..2026-03-06 -20.00',
      'Bring a friend 2026-03-05..2026-03-06 20.00'
    ])
  })

  it('keeps what is not taken back', async () => {
    const lines = await credits([mobile, come('2026-03-05', 'A-1', 'kept'), end('2026-03-20'), until('2026-05-01')])
    expect(lines.filter(line => line.startsWith('Welcome'))).toEqual(['Welcome 2026-03-05..2026-03-06 -5.00'])
  })

  it.each([
    ['more', '-20.00', '-10.00'],
    ['mine', '-7.00', null],
    ['yours', null, '-3.00']
  ])('gets what the offer %s has for friends, and who brings what it has for those', async (offer, brings, friend) => {
    const amounts = async (...facts: readonly object[]): Promise<(string | undefined)[]> =>
      (await credits([mobile, ...facts, until('2026-04-01')]))
        .filter(line => line.startsWith('Welcome'))
        .map(line => line.split(' ').at(-1))
    expect(await amounts(bring('2026-03-05', 'A-2', offer))).toEqual(brings === null ? [] : [brings])
    expect(await amounts(come('2026-03-05', 'A-1', offer))).toEqual(friend === null ? [] : [friend])
  })

  it('who leaves too soon takes along what each of them got', async () => {
    const facts = [mobile, bring('2026-03-05', 'A-2', 'more'), lose('2026-05-01', 'A-2'), until('2026-06-01')]
    const came = [mobile, come('2026-03-05', 'A-1', 'more'), end('2026-05-01'), until('2026-06-01')]
    const welcome = (lines: readonly string[]) => lines.filter(line => line.startsWith('Welcome'))
    expect(welcome(await credits(facts))).toEqual([
      'Welcome 2026-03-05..2026-03-06 -20.00',
      'Welcome 2026-03-05..2026-03-06 20.00'
    ])
    expect(welcome(await credits(came))).toEqual([
      'Welcome 2026-03-05..2026-03-06 -10.00',
      'Welcome 2026-03-05..2026-03-06 10.00'
    ])
  })
})
