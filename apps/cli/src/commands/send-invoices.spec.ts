// The invoices of a run are sent and printed by commands.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const kernel = await testKernel()
let run = ''
beforeAll(async () => {
  await publishRules(kernel, sampleRules())
  for (const identity of ['61400000001', '61400000002']) await customer(kernel, { identities: [identity] })
  process.env['DATABASE_URL'] = kernel.url
  run = JSON.parse((await onPaper('bill', 'run', '--date', '2026-02-01', '--issue', '--json')).out).id
})
afterAll(() => kernel.close())

describe('farthing bill send', () => {
  it('sends the invoices of a run, each once unless again', async () => {
    expect((await onPaper('invoice', 'list', '--sent', 'no')).out).toContain('INV-000002')
    expect(await onPaper('bill', 'send', run)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 invoices sent now, none sent before\n[^]* sent: 2 invoices\n/) as unknown
    })
    expect((await onPaper('bill', 'send', run)).out).toMatch(/^no invoices sent now, 2 sent before\n/)
    expect((await onPaper('invoice', 'list', '--sent', 'no')).out).toBe('no invoices\n')
    expect((await onPaper('messages')).out).toContain('Invoice INV-000001: ')
    expect(await onPaper('invoice', 'send', 'INV-000001')).toMatchObject({
      code: 1,
      err: 'Invoice INV-000001 was sent already: say that it is to be sent again.\n'
    })
    expect((await onPaper('invoice', 'send', 'INV-000001', '--again')).out).toContain('2 times by now')
    expect((await onPaper('bill', 'send', run, '--again')).out).toMatch(/^2 invoices sent now, 2 of them sent before\n/)
    const told = await onPaper('bill', 'send', run, '--json')
    expect(JSON.parse(told.out)).toMatchObject({ sent: 2, sentNow: 0, sentBefore: 2 })
    const { out } = await onPaper('invoice', 'show', 'INV-000001', '--json')
    expect(JSON.parse(out)).toMatchObject({ timesSent: 3 })
    expect(await onPaper('bill', 'send', 'nowhere')).toMatchObject({ code: 1, err: 'There is no bill run nowhere.\n' })
  })
})

describe('farthing invoice pdf --run', () => {
  it('writes all documents of a run into a folder', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'farthing-')), 'new')
    expect((await onPaper('invoice', 'pdf', '--run', run, '--out', folder)).out).toBe(`2 documents in ${folder}\n`)
    expect(readdirSync(folder).toSorted()).toEqual(['INV-000001.pdf', 'INV-000002.pdf'])
    expect(readFileSync(join(folder, 'INV-000002.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    const html = await onPaper('invoice', 'pdf', '--run', run, '--out', folder, '--html', '--json')
    expect(JSON.parse(html.out)).toEqual({ run, folder, documents: 2 })
  })

  it('says what is wrong with it', async () => {
    expect(await onPaper('invoice', 'pdf')).toMatchObject({ code: 2, err: expect.stringContaining('--run') as unknown })
    expect(await onPaper('invoice', 'pdf', 'INV-000001', '--run', run)).toMatchObject({ code: 2 })
    expect(await onPaper('invoice', 'pdf', '--run', run, '--output', 'x.pdf')).toMatchObject({ code: 2 })
    expect(await onPaper('invoice', 'pdf', 'INV-000001', '--out', 'x')).toMatchObject({ code: 2 })
    expect(await onPaper('invoice', 'pdf', '--run', run, '--out', '/dev/null/x')).toMatchObject({ code: 2 })
  })
})
