// Commands take the number of an invoice as rules write it.
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const kernel = await testKernel()
const folder = mkdtempSync(join(tmpdir(), 'farthing-'))
let run = ''
beforeAll(async () => {
  await publishRules(kernel, sampleRules('', 'invoices numbered "{year}-{number}-AU"'))
  for (const identity of ['61400000001', '61400000002']) await customer(kernel, { identities: [identity] })
  process.env['DATABASE_URL'] = kernel.url
  run = JSON.parse((await onPaper('bill', 'run', '--date', '2026-02-01', '--issue', '--json')).out).id
})
afterAll(() => kernel.close())

const [NUMBER, OTHER] = ['2026-000001-AU', '2026-000002-AU']
const why = ['--reason', 'goodwill', '--by', 'Bea']

it('prints all of a run, each under its number', async () => {
  expect(await onPaper('invoice', 'pdf', '--run', run, '--out', folder)).toMatchObject({ code: 0 })
  expect(readdirSync(folder).toSorted()).toEqual([`${NUMBER}.pdf`, `${OTHER}.pdf`])
})

it.each([
  [['explain', NUMBER], `${NUMBER} line 1: Mobile 40`],
  [['invoice', 'show', NUMBER], `${NUMBER}  account A-00000`],
  [['invoice', 'list', '--number', OTHER], OTHER],
  [['invoice', 'list', '--sort', 'number'], NUMBER],
  [['invoice', 'send', NUMBER], NUMBER],
  [['adjust', 'credit', NUMBER, '--amount', '1.00', ...why], `CN-000001  credit-note  ${NUMBER}`],
  [['dispute', 'open', NUMBER, '--amount', '1.00', ...why], NUMBER],
  [['adjust', 'list'], NUMBER],
  [['ledger', 'export'], NUMBER],
  [['messages'], `Invoice ${NUMBER}`]
])('farthing %s', async (words, shown) => {
  expect(await onPaper(...words)).toMatchObject({ code: 0, out: expect.stringContaining(shown) as unknown })
})
