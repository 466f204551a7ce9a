// Families of accounts in a real kernel: whatever happens to them and whoever pays, each is billed what a bill from the beginning says.
import { openApi } from '../../api/api.ts'
import { MARKETS } from '../lives/every-way.ts'
import { anyFamily } from './any-family.ts'
import { FamilyLives } from './family-lives.ts'
import { familyFault } from './judge-family.ts'

const seed = Number(process.env['FARTHING_SEED'] ?? Math.floor(Math.random() * 1_000_000))
const FAMILIES = Number(process.env['FARTHING_FAMILIES'] ?? 2)
const STEPS = 60

describe.each(MARKETS.slice(seed % MARKETS.length).slice(0, 1))(`families of seed ${seed}, in $currency`, market => {
  const families = Array.from({ length: FAMILIES }, (_, index) => anyFamily(market, index, { seed, steps: STEPS }))
  let lives: FamilyLives
  beforeAll(async () => {
    lives = await FamilyLives.play(await openApi({ now: '2027-11-01T00:00:00Z' }), market, families)
  }, 600_000)
  afterAll(() => lives.close())

  it.each(families.map((_, index) => index))(
    'are billed right, and paid for by whom they say: family %i',
    async index => {
      expect(await familyFault(lives, index)).toBeNull()
    }
  )

  it('do much of what was drawn for them', () => {
    expect([...lives.done.keys()]).toEqual(expect.arrayContaining(['bill', 'use', 'change', 'buy', 'parent']))
    expect([...lives.done.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(FAMILIES * STEPS)
  })
})
