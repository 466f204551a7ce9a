// The retention desk by the commands of its agents: listed, shown, an offer taken, let go, withdrawn.
import { jest } from '@jest/globals'
import { SubscriptionsService } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

jest.setTimeout(120_000)

const kernel = await testKernel()
const rules = `plan surf "Surf" { from 2025-01-01; rent 40.00 per month }
forbid terminate "We would like to keep you" as keep {
  goes to retention, carried out after 14 days
  offer "Ten for staying": credit 10.00 "Thank you for staying"
  offer "Twenty for staying": credit 20.00 "Thank you for staying"
}
`
beforeAll(async () => {
  process.env['DATABASE_URL'] = kernel.url
  await publishRules(kernel, sampleRules(rules))
})
afterAll(() => kernel.close())

let next = 0
async function leaving() {
  const phone = `614000500${10 + next++}`
  const { number, subscription } = await customer(kernel, { identities: [phone], plan: 'surf' })
  const asked = await kernel.get(SubscriptionsService).change(subscription, { kind: 'terminated' })
  if (!asked.ok || typeof asked.value.retention !== 'string') throw new Error(JSON.stringify(asked))
  return { number, phone, id: asked.value.retention }
}

const run = (...words: readonly string[]) => onPaper('retention', ...words)

describe('farthing retention', () => {
  it('lists and shows what waits, and an offer is taken', async () => {
    expect((await run('list')).out).toBe('no requests\n')
    const { id, number, phone } = await leaving()
    const day = '\\d{4}-\\d\\d-\\d\\d'
    const row = new RegExp(`^${id}  ${number}  \\+${phone}  terminate  asked ${day}  for ${day}  open  until ${day}\n$`)
    expect((await run('list', '--status', 'open', '--account', number)).out).toMatch(row)
    const offers = `offer 1: Ten for staying (credit 10.00 AUD "Thank you for staying")
offer 2: Twenty for staying (credit 20.00 AUD "Thank you for staying")
`
    expect((await run('show', id)).out).toContain(offers)
    const taken = await run('accept', id, '2', '--by', 'Bea')
    expect(taken).toMatchObject({ code: 0 })
    expect(taken.out).toContain(
      'offer 2, taken: Twenty for staying (credit 20.00 AUD "Thank you for staying")\naccepted by Bea\n'
    )
    expect((await run('list', '--status', 'open')).out).toBe('no requests\n')
    const late = await run('let-go', id, '--by', 'Carl')
    expect([late.code, late.err]).toEqual([1, expect.stringContaining('The customer took an offer (Bea, ')])
  })

  it('lets go, and withdraws', async () => {
    const [gone, stays] = [await leaving(), await leaving()]
    const json = await run('let-go', gone.id, '--by', 'Bea', '--why', 'moved away', '--json')
    expect(JSON.parse(json.out)).toMatchObject({ id: gone.id, status: 'let-go', decidedBy: 'Bea', why: 'moved away' })
    expect((await run('withdraw', stays.id, '--by', 'Bea')).out).toContain('withdrawn by Bea\n')
  })

  it.each([
    [['show', 'nonsense'], 2, 'not the id of a request'],
    [['show', '6f9619ff-8b86-4d01-b42d-00c04fc964ff'], 1, 'There is no request'],
    [['list', '--account', 'A-999999'], 1, 'There is no account A-999999'],
    [['list', '--closes-before', '2026-02-31'], 2, '--closes-before: not a day of the calendar'],
    [['accept', '6f9619ff-8b86-4d01-b42d-00c04fc964ff', 'two', '--by', 'Bea'], 2, 'two']
  ] as const)('refuses %j', async (words, code, message) => {
    const refused = await run(...words)
    expect(refused.code).toBe(code)
    expect(refused.err).toContain(message)
  })
})
