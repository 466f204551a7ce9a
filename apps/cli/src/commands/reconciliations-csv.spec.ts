// All differences of a comparison go into a file for the vendor.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const rules = `reconcile carrier-x {
  service voice
  format csv
  start within 5s
  quantity within 2s or 1%
}
`
const kernel = await testKernel()
const folder = mkdtempSync(join(tmpdir(), 'farthing-reconcile-'))
beforeAll(async () => {
  await publishRules(kernel, sampleRules(rules))
  await customer(kernel, { identities: ['61400000001'] })
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

it('farthing usage reconciliations NUMBER --csv FILE', async () => {
  const bill = join(folder, 'bill.csv')
  const header = 'id,service,subscriber,to,started_at,quantity,unit'
  const lines = [1, 2].map(hour => `v${hour},voice,61400000001,0411000000,2026-01-05 1${hour}:00:00,60,s`)
  writeFileSync(bill, [header, ...lines, ''].join('\n'))
  expect(await onPaper('usage', 'reconcile', bill, '--format', 'csv')).toMatchObject({ code: 0 })
  const file = join(folder, 'differences.csv')
  expect(await onPaper('usage', 'reconciliations', '1', '--csv', file)).toMatchObject({
    code: 0,
    out: `2 differences in ${file}\n`
  })
  const [first = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\r\n')
  expect(first).toMatch(/^line,difference,called,/)
  expect(rows).toEqual(
    [1, 2].map(hour => expect.stringMatching(`^${hour + 1},missing-here,61411000000,.*Z,,60,,second,`))
  )
  const told = await onPaper('usage', 'reconciliations', '1', '--csv', file, '--json')
  expect(JSON.parse(told.out)).toEqual({ reconciliation: 1, file, differences: 2 })
  expect(await onPaper('usage', 'reconciliations', '--csv', file)).toMatchObject({ code: 2 })
  expect(await onPaper('usage', 'reconciliations', '9', '--csv', file)).toMatchObject({ code: 1 })
  expect(await onPaper('usage', 'reconciliations', '1', '--csv', join(file, 'below'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be written') as unknown
  })
})
