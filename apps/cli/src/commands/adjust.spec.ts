// What is corrected by hand, by command: in the words and within the bounds of the same requests over HTTP.
import { BillingRunService } from '@farthing/kernel'
import { billOn, customer, publishRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const kernel = await testKernel({ now: '2026-02-20T00:00:00Z' })
beforeAll(async () => {
  await publishRules(kernel)
  const { number } = await customer(kernel, { identities: ['61400000001'], from: '2026-03-01' })
  const run = (await billOn(kernel, number, '2026-03-01'))?.invoice.run ?? ''
  const runs = kernel.get(BillingRunService)
  await runs.accept(run)
  await runs.issue(run)
  await runs.drain(run)
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

const run = (...words: readonly string[]) => onPaper('adjust', ...words)
const why = ['--reason', 'goodwill', '--by', 'Bea']
const INVOICE = 'INV-000001'

describe('farthing adjust', () => {
  it('credits, charges and gives up, and shows each', async () => {
    expect((await run('credit', INVOICE, '--line', '1', '--amount', '5.00', ...why)).out).toMatch(
      /^CN-000001 {2}credit-note {2}INV-000001 {2}approved {2}goodwill {2}Bea +5.00 AUD\n$/
    )
    const debit = await run('debit', INVOICE, '2.50', '--description', 'Visit', '--json', ...why)
    expect(JSON.parse(debit.out)).toMatchObject({ number: 'DN-000001', total: '2.50', currency: 'AUD' })
    expect((await run('write-off', INVOICE, '--amount', '1.00', ...why)).out).toContain('WO-000001')
    expect((await run('list')).out.split('\n')).toHaveLength(4)
  })

  it.each([
    [['credit', INVOICE, '--amount', '0', ...why], 'more than zero'],
    [['credit', INVOICE, '--reason', 'Good Will', '--by', 'Bea'], 'lower case letters'],
    [['debit', INVOICE, '2.50', '--description', 'Visit', '--category', 'a:b c', ...why], 'lower case letters'],
    [['debit', INVOICE, '2.50', '--line', '1', '--category', 'item', ...why], 'a line has its category'],
    [['write-off', INVOICE, '--amount', 'all', ...why], 'amount'],
    [['reject', 'CN-000001', '--by', 'Bo', '--remark', ' '], 'remark']
  ])('says what is wrong: %j', async (words, expected) => {
    const refused = await run(...words)
    expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' })
    expect(refused.err).toContain(expected)
  })
})
