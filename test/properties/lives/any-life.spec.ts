// Some lives in which everything happens, of another seed each time; `npm run properties` judges as many as wanted.
import { allPlugins } from '../../scenarios/play.ts'
import { anyLife } from './any-life.ts'
import { dayOf, KINDS } from './kinds-of-facts.ts'
import { openPlays } from './play-life.ts'
import { foundLives } from './found-lives.ts'
import { openJudge } from './judge-life.ts'
import { shrinkLife } from './shrink-life.ts'

const { judge } = openJudge(await allPlugins())
const seed = Math.floor(Math.random() * 1_000_000)
const STEPS = 60
/** Each life begins with the one and is billed by the others. */
const OF_TELLINGS = ['subscribe', 'bill', 'advance']

describe('a life in which everything happens', () => {
  it.each([0, 1, 2, 3, 4, 5])(`balances, adds up and comes to the same money: seed ${seed}, life %i`, async index => {
    const { compared, failure, invoices } = await judge(anyLife(seed, index, STEPS))
    expect({ failure, seed, index, steps: STEPS }).toEqual({ failure: null, seed, index, steps: STEPS })
    expect(invoices).toBeGreaterThan(20)
    expect(compared).toBeGreaterThan(STEPS / 2)
  })

  it.each(Object.entries(foundLives))('found once: %s', async (_, life) => {
    expect((await judge(life)).failure).toBeNull()
  })

  it('has every kind of fact that a life takes and every deed of the plugins', async () => {
    const nothing = await openPlays(await allPlugins())(anyLife(7, 0, 1))([{ on: dayOf(1) }])
    const known = /one of: (.*)$/.exec(nothing.refused[0]?.detail ?? '')?.[1]?.split(', ') ?? []
    const written = Object.values(KINDS).map(write => write(1, 's1', cents => String(cents), 1)['do'])
    expect(known).toContain('subscribe')
    expect(known.filter(name => !OF_TELLINGS.includes(name) && !written.includes(name))).toEqual([])
  })

  it('is the same for the same seed and number, and made small where it fails', async () => {
    const life = anyLife(7, 3, 20)
    expect(anyLife(7, 3, 20)).toEqual(life)
    const needed = life.steps[5]
    const small = await shrinkLife(life, async ({ steps }) => steps.some(({ fact }) => fact === needed?.fact))
    expect(small.steps).toEqual([{ ...needed, delay: 0 }])
  })
})
