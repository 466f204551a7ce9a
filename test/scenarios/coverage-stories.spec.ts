// Which rules of an operator no example touches: found from what evaluation says about itself.
import type { Registry } from '@farthing/plugin-sdk'
import { ruleCoverage, runExamples, TouchedRules } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf } from './play.ts'

describe('coverage', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await allPlugins()
  })

  const covered = async (examples: string) => {
    const rules = rulesOf(`${coastal}\n${examples}`, registry)
    const touched = new TouchedRules()
    await runExamples(rules, registry, touched)
    const [file] = ruleCoverage(rules, touched.places).files
    return { ...file, untouched: file?.untouched.map(({ rule, rules: count }) => `${rule} (${count})`) }
  }

  it('without examples lists every block once, for all that is in it', async () => {
    const { rules, touched, untouched } = await covered('')
    expect(touched).toBe(0)
    expect(untouched?.slice(0, 3)).toEqual(['tariff voice-standard (6)', 'plan mobile-20 (2)', 'plan mobile-40 (2)'])
    const listed = (untouched ?? []).map(line => Number(/\((\d+)\)$/.exec(line)?.[1]))
    expect(rules).toBe(listed.reduce((sum, count) => sum + count, 0))
    expect(rules).toBeGreaterThan(25)
  })

  it('counts the rate, the bands, the allowance and the statement that named the tariff', async () => {
    const { untouched } = await covered(`
      example "peak, covered" {
        on 2026-03-02 subscribe talk-more
        at 2026-03-02 19:59 call +61293334444 for 3 min
        expect charge 0.00
      }
    `)
    expect(untouched?.[0]).toBe('tariff voice-standard > mobile x * (1)')
    expect(untouched).not.toContainEqual(expect.stringMatching(/talk-more|voice-standard > (national|band)/))
  })

  it("counts what is charged on bills, plugins' statements included", async () => {
    const { untouched } = await covered(`
      example "a bond and a setup" {
        on 2026-03-01 subscribe premium
        on 2026-03-01 subscribe starter
        on 2026-03-01 bill
        expect total 310.00
      }
    `)
    expect(untouched).not.toContainEqual(expect.stringMatching(/premium|starter/))
  })

  it('counts a usage format that its samples prove', async () => {
    const format = (sample: string): string => `
      usage format carrier-x {
        columns payer, begun, seconds
        service is voice
        subscriber in payer
        started in begun
        quantity in seconds counted in s
        ${sample}
      }
    `
    const of = async (sample: string): Promise<readonly string[]> =>
      ((await covered(format(sample))).untouched ?? []).filter(line => line.startsWith('usage format'))
    expect(await of('')).toEqual(['usage format carrier-x (1)'])
    expect(await of('sample "a,2026-03-02 10:00,61", is 61s of voice by a at 2026-03-02 10:00')).toEqual([])
  })
})
