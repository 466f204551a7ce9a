// A change to the plan that is held: refused while somebody can still mean another, and none at all when it turns out so later.
import { changing } from './changing.ts'
import { play } from './play.ts'

const start = { on: '2026-03-01', do: 'subscribe', as: 'line', plan: 'small' }
const change = (on: string, plan: string, more: object = {}) => ({ on, do: 'change', as: 'line', plan, ...more })
const end = { on: '2026-05-01', do: 'advance' }

async function played(...facts: readonly object[]) {
  const { dropped, invoices, refused } = await play({ rules: changing, billDay: 1, facts: [start, ...facts, end] })
  return {
    dropped: dropped.map(({ reason }) => reason),
    refused: refused.map(({ reason }) => reason),
    bills: invoices.map(({ date, lines, total }) => `${date} ${lines.length} ${total}`),
    sum: invoices.reduce((sum, { total }) => sum + Number(total), 0)
  }
}

describe('a change to the plan that is held', () => {
  it('is refused when it is told, and costs nothing', async () => {
    const once = await played(change('2026-03-11', 'big'))
    const twice = await played(change('2026-03-11', 'big'), change('2026-03-21', 'big', { charged: 'now' }))
    expect(twice).toEqual({
      ...once,
      refused: ['it is on plan big on 2026-03-21 already: this would change nothing']
    })
    expect(await played(change('2026-03-02', 'small'))).toMatchObject({
      refused: ['it is on plan small on 2026-03-02 already: this would change nothing']
    })
  })

  it('counts as none where what comes late makes it so, and where it comes late itself', async () => {
    const once = await played(change('2026-03-11', 'big'))
    const made = await played(change('2026-03-21', 'big'), change('2026-03-11', 'big', { known: '2026-03-25' }))
    const late = await played(change('2026-03-11', 'big'), change('2026-03-21', 'big', { known: '2026-03-25' }))
    for (const each of [made, late]) {
      expect(each).toMatchObject({ dropped: ['plan-held-already'], refused: [], sum: once.sum })
      expect(each.bills).toEqual(once.bills)
    }
  })

  it('is one again when what made it none is undone', async () => {
    const once = await played(change('2026-03-21', 'mid'))
    const undone = await played(
      change('2026-03-21', 'mid'),
      change('2026-03-11', 'mid', { known: '2026-03-22' }),
      change('2026-03-11', 'small', { known: '2026-03-23' })
    )
    expect(undone).toMatchObject({ bills: once.bills, dropped: ['overtaken-same-day', 'plan-held-already'] })
  })
})
