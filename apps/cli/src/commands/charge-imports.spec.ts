// Several files of charges in one command.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { runCommand } from '../main.ts'
import { paper } from '../paper.ts'

const kernel = await testKernel()
const folder = mkdtempSync(join(tmpdir(), 'farthing-charge-files-'))
let account = ''
beforeAll(async () => {
  await publishRules(kernel, sampleRules('charges from parking, at most 500.00\n'))
  account = (await customer(kernel, { identities: ['61400000001'] })).number
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(async () => {
  await kernel.close()
  rmSync(folder, { recursive: true })
})

function put(name: string, id: string): string {
  const path = join(folder, name)
  writeFileSync(path, `account,id,amount,description,source\n${account},${id},7.50,Parking,parking\n`)
  return path
}

it('reads all files, whichever of them is not there', async () => {
  const missing = join(folder, 'missing.csv')
  const { terminal, written } = paper()
  const files = [put('a.csv', 'P-1'), missing, put('c.csv', 'P-2')]
  expect(await runCommand(['charges', 'import', ...files], terminal)).toBe(2)
  expect(written.out.match(/1 line: 1 taken/g)).toHaveLength(2)
  expect(written.err).toContain(`${missing} cannot be read`)
})
