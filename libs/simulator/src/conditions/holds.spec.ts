import fc from 'fast-check'
import type { EngineCondition, EngineOperator, EngineTest, FactParams } from '@farthing/rules-language'
import type { FactValue } from '@farthing/plugin-sdk'
import { holds } from './holds.ts'

const today = Temporal.PlainDate.from('2026-03-31')
const about = (values: Readonly<Record<string, FactValue>>) => ({
  today,
  valueOf: (fact: string, { arguments: given }: FactParams): FactValue => values[[fact, ...given].join(' ')] ?? null
})
const test = (fact: string, operator: EngineOperator, value: EngineTest['value'], ...given: string[]): EngineTest => {
  return { fact, params: { arguments: given }, operator, value, name: fact }
}

describe('holds', () => {
  it('compares amounts exactly, beyond what a float can tell apart', () =>
    fc.assert(
      fc.asyncProperty(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), async amount => {
        const source = about({ owed: amount })
        expect(await holds(test('owed', 'amountOver', `${amount - 1n}`), source)).toBe(true)
        expect(await holds(test('owed', 'amountOver', `${amount}`), source)).toBe(false)
        expect(await holds(test('owed', 'amountIs', `${amount}`), source)).toBe(true)
        expect(await holds(test('owed', 'amountUnder', `${amount + 1n}`), source)).toBe(true)
      }),
      { numRuns: 50 }
    ))

  it('compares a share of another fact without rounding it', async () => {
    const share = { fact: 'included', params: { arguments: ['data'], percent: '33333333' } }
    const reaches = test('used', 'amountAtLeast', share, 'data')
    expect(await holds(reaches, about({ 'used data': 33_333_333n, 'included data': 100_000_000n }))).toBe(true)
    expect(await holds(reaches, about({ 'used data': 33_333_332n, 'included data': 100_000_000n }))).toBe(false)
    expect(await holds(reaches, about({ 'used data': 33_333_333n, 'included data': null }))).toBe(false)
  })

  it.each([
    ['2025-03-31', 'ageAtLeast', 'P12M', true],
    ['2025-04-01', 'ageAtLeast', 'P12M', false],
    ['2026-02-28', 'ageAtLeast', 'P1M', true],
    ['2026-03-02', 'ageUnder', 'P30D', true],
    ['2026-03-01', 'ageUnder', 'P30D', false]
  ] as const)('counts the time since %s by the calendar: %s %s is %s', async (since, operator, length, expected) => {
    const source = about({ age: Temporal.PlainDate.from(since) })
    expect(await holds(test('age', operator, length), source)).toBe(expected)
  })

  it('joins tests by and, or, not, and lets nothing hold of what has no value', async () => {
    const isSmall = test('plan', 'nameIs', 'small')
    const isOther = test('plan', 'nameIsNot', 'large')
    const isNew = test('age', 'ageUnder', 'P30D')
    const source = about({ plan: 'small' })
    const cases: readonly (readonly [EngineCondition, boolean])[] = [
      [{ all: [isSmall, isOther] }, true],
      [{ all: [isSmall, isNew] }, false],
      [{ any: [isNew, isSmall] }, true],
      [{ not: isSmall }, false],
      [{ not: { any: [isNew, { not: isOther }] } }, true]
    ]
    for (const [condition, expected] of cases) expect(await holds(condition, source)).toBe(expected)
    expect(await holds(isOther, about({}))).toBe(false)
    expect(await holds(null, about({}))).toBe(true)
  })

  it('judges the same condition of many at once, each by its own facts, one that throws too', async () => {
    const isBig = { all: [test('used', 'amountOver', '5', 'data'), test('plan', 'nameIs', 'small')] }
    const ticks = async (count: number): Promise<void> => {
      for (let tick = 0; tick < count; tick++) await Promise.resolve()
    }
    const source = (used: bigint, slowness: number) => ({
      today,
      valueOf: async (fact: string): Promise<FactValue> => {
        await ticks(slowness)
        if (used < 0n && fact === 'plan') throw new Error('nobody knows the plan')
        return fact === 'used' ? used : 'small'
      }
    })
    const many = Array.from({ length: 200 }, (_, n) => n)
    const asked = many.map(async n => {
      await ticks(n)
      return holds(isBig, source(BigInt((n % 11) - 1), (n * 7) % 5))
    })
    const answers = await Promise.allSettled(asked)
    expect(answers.map(each => (each.status === 'fulfilled' ? each.value : each.status))).toEqual(
      many.map(n => (n % 11 === 0 ? 'rejected' : n % 11 > 6))
    )
  })
})
