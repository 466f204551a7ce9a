// A contract that is signed with the start of its subscription: told as one fact, and both happen or neither.
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const rules = `${coastal}
plan bound "Bound" {
  rent 40.00 per month
  contract half "Half a year" {
    term 6 months, at least 3 months, at most 12 months
    signing fee 15.00
    early exit 50% of remaining rent, at most 100.00
  }
}
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })

describe('a contract that is signed with the start', () => {
  const started = (contract: unknown) => at('2026-03-01', 'subscribe', { plan: 'bound', contract })
  const signedFor = async (contract: unknown, left: string): Promise<string[]> => {
    const facts = [started(contract), at(left, 'terminate'), at('2027-07-01', 'advance')]
    const { invoices, refused } = await play({ rules, billDay: 1, facts })
    expect(refused).toEqual([])
    return invoices.flatMap(({ lines }) => lines.map(({ amount, description }) => `${description} ${amount}`))
  }

  it('is the deed told beside it', async () => {
    const lines = await signedFor('half', '2026-07-01')
    expect(lines).toContain('Half a year: signing 15.00')
    expect(lines).toContain('Half a year: early exit 40.00')
    expect(await signedFor({ contract: 'half' }, '2026-07-01')).toEqual(lines)
  })

  it('holds for the term that was agreed', async () => {
    expect(await signedFor({ contract: 'half', months: 3 }, '2026-06-01')).not.toContain(
      'Half a year: early exit 20.00'
    )
    expect(await signedFor({ contract: 'half', months: 12 }, '2026-06-01')).toContain('Half a year: early exit 100.00')
  })

  it('says what was promised in the explanations of its charges', async () => {
    const promised = 'no rise in price until 2027'
    const facts = [started({ contract: 'half', promised }), at('2026-04-01', 'advance')]
    const { invoices } = await play({ rules, billDay: 1, facts })
    const signing = invoices.flatMap(({ lines }) => lines).find(({ description }) => description.includes('signing'))
    expect(signing?.explanation.inputs).toMatchObject({ contract: 'half', promised })
  })

  it.each([
    ['that the plan has not', 'haif', 'the plan has no contract haif on 2026-03-01: did you mean half?'],
    ['of too many months', { contract: 'half', months: 24 }, 'its term is 3 to 12 months, not 24']
  ])('%s starts nothing', async (_, contract, reason) => {
    const life = await play({ rules, facts: [started(contract)] })
    expect(life.refused).toMatchObject([{ fact: 1, reason }])
    expect(life.services).toEqual([])
  })

  it.each([
    [7, 'contract', '7 is neither the name of a contract nor { "contract": "term-24", "months": 24 }'],
    [{ contract: 'half', months: 1.5 }, 'contract.months', '1.5 is not a whole number from 0 on'],
    [{ months: 3 }, 'contract.contract', "it is missing: which of the plan's contracts"],
    [{ contract: 'half', term: 3 }, 'contract.term', 'there is no such field; it may have: contract, months, promised']
  ])('written as %j is refused with its field', async (contract, field, problem) => {
    await expect(play({ rules, facts: [started(contract)] })).rejects.toThrow(`field "${field}": ${problem}`)
  })
})
