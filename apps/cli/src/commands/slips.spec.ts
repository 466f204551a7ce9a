// A slip of the hand is told with its option, before anything is done.
import { testKernel } from '@farthing/testing'
import { runCommand } from '../main.ts'
import { paper } from '../paper.ts'

const kernel = await testKernel()
beforeAll(() => {
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

const WHOLE = 'Write a whole number from 0 to 999999999.'
const BILL_DAY = 'Write a day of the month from 1 to 31.'
const YEARS = 'which is no day from 1900-01-01 to 2199-12-31'
const DISPUTE = 'not the id of a dispute, as `farthing dispute list` shows it'
const run = ['bill', 'run', '--date', '2026-04-01']
const end = ['INV-000001', '--by', 'Bea']

it.each([
  [['invoice', 'list', '--limit', 'abc'], WHOLE],
  [['invoice', 'list', '--limit', '0'], 'Write a whole number from 1 to 999999999.'],
  [[...run, '--bill-day', 'first'], BILL_DAY],
  [[...run, '--bill-day', '45'], BILL_DAY],
  [[...run, '--bill-day', '1', '0'], BILL_DAY],
  [['charges', 'refused', 'seven'], WHOLE],
  [['dispute', 'reject', ...end, '--why', 'no'], DISPUTE],
  [['dispute', 'credit', ...end, '--reason', 'goodwill'], DISPUTE],
  [['partners', 'add', 'agent-9', 'Nine', '--under', 'dealer-3', '--from', '0000-01-01'], YEARS],
  [['partners', 'put', 'agent-9', '--under', 'dealer-3', '--from', '2026-02-31'], '--from: '],
  [['partners', 'put', 'agent-9', '--under', '', '--from', '2026-02-01'], '--under: '],
  [['partners', 'list', '--limit', '100000'], '--limit: '],
  [['commissions', 'propose', '--least', '1,5', '--by', 'Bea'], '--least: '],
  [['invoice', 'list', '--due-from', '31.12.2026'], '--due-from: '],
  [['invoice', 'list', '--sent', 'maybe'], '--sent: '],
  [['ledger', 'close', '2026-04-01', '--by', ''], '--by: '],
  [['refund', 'A-000001', '--reason', ''], '--reason: '],
  [['refund', 'A-000001', '--reason', 'x', '--method', 'Bank'], '--method: '],
  [['payment', 'reverse', 'PAY-000001', '--reason', ''], '--reason: '],
  [['top-up', 'A-000001', '20.00', '--reference', 'x'.repeat(201)], '--reference: '],
  [['top-up', 'A-000001', '20.00', '--subscription', ' '], '--subscription: '],
  [['pockets', 'grant', 'A-000001', '20.00', 'AUD', '--reason', ''], '--reason: '],
  [['pockets', 'end', 'A-000001', '3', '--reason', ''], '--reason: '],
  [['pockets', 'group', 'add', 'G-000001', 'A-000002', '--from', '31.12.2026'], '--from: '],
  [['voucher', 'make', '2', '20.00', 'AUD', '--name', ''], '--name: '],
  [['partners', 'add', 'agent-9', 'Nine', '--from', '2026-07-01'], '--from: it is the first day under a parent'],
  [['commissions', 'statement', 'agent-9', '--from', '0000-01-01'], YEARS],
  [['commissions', 'statement', 'agent-9', '--until', '2200-01-01'], YEARS],
  [['retention', 'list', '--limit', '500'], '--limit: '],
  [['retention', 'list', '--closes-before', '31.12.2026'], '--closes-before: '],
  [['hierarchy', 'set', 'A-000002', 'A-000001', '--from', '31.12.2026'], '--from: '],
  [['adjust', 'credit', 'INV-000001', '--amount', '1,5', '--reason', 'x', '--by', 'Bea'], '--amount: '],
  [['dispute', 'open', 'INV-000001', '--amount', '1,5', '--reason', 'x', '--by', 'Bea'], '--amount: '],
  [['voucher', 'redeem', 'A-000001', 'K7QM', '--subscription', ''], '--subscription: '],
  [['voucher', 'block', '12', '--reason', ''], '--reason: '],
  [['voucher', 'make', '2', '20.00', 'AUD', '--name', 'x', '--currency', 'AUD'], '--currency is of a deed'],
  [['voucher', 'make', '2', '--name', 'x', '--deed', 'buy', '--currency', 'euro'], '--currency: ']
])('farthing %j', async (words, text) => {
  const { terminal, written } = paper()
  expect(await runCommand(words, terminal)).toBe(2)
  expect(written.err).toContain(text)
  expect(written.out).toBe('')
})

it('several bill days are one group', async () => {
  const { terminal, written } = paper()
  expect(await runCommand([...run, '--bill-day', '1', '15', '--bill-day', '31', '--json'], terminal)).toBe(0)
  expect(JSON.parse(written.out)).toMatchObject({ status: 'empty', asked: { billDays: [1, 15, 31] } })
})
