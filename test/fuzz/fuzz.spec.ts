// A part of what `npm run fuzz` tries, from another seed each time. A failure names the seed and the case, made small.
import { Fuzzer } from './fuzzer.ts'

const CASES = 500

describe('damaged and generated rules', () => {
  it('end in rules or in diagnostics with a place, and are formatted without a change of meaning', async () => {
    const seed = Math.floor(Math.random() * 1_000_000)
    const fuzzer = await Fuzzer.open()
    for (let index = 0; index < CASES; index++) {
      const failure = await fuzzer.try(seed, index)
      if (failure === null) continue
      const { kind, failure: what, detail, files } = failure
      const again = `npm run fuzz -- --seed ${seed} --only ${index}`
      throw new Error([again, kind, what, detail, JSON.stringify([...files], null, 2)].join('\n'))
    }
    expect(fuzzer.tried.cases).toBe(CASES)
    expect(fuzzer.tried.compiled).toBeGreaterThan(CASES / 50)
  }, 240_000)
})
