// Partners by the commands that add them, move them and list them.
import { testKernel } from '@farthing/testing'
import { onPaper } from '../on-paper.ts'

const kernel = await testKernel()
beforeAll(() => {
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

const run = (...words: readonly string[]) => onPaper('partners', ...words)

describe('farthing partners', () => {
  it('adds them, puts them under others, and lists them', async () => {
    expect((await run('list')).out).toBe('there are no partners\n')
    expect((await run('add', 'dealer-3', 'Three Dealers')).out).toBe('dealer-3  Three Dealers\n')
    await run('add', 'dealer-4', 'Four Dealers')
    expect((await run('add', 'agent-7', 'Seven Mobile', '--under', 'dealer-3')).out).toBe(
      'agent-7  Seven Mobile  under dealer-3\n'
    )
    const moved = await run('put', 'agent-7', '--under', 'dealer-4', '--from', '2026-07-01', '--json')
    expect(JSON.parse(moved.out)).toMatchObject({
      code: 'agent-7',
      parents: [{ parent: 'dealer-3' }, { parent: 'dealer-4', from: '2026-07-01' }]
    })
    await run('put', 'agent-7', '--from', '2027-01-01')
    expect(`\n${(await run('list')).out}`).toBe(`
agent-7   Seven Mobile   under dealer-3, under dealer-4 from 2026-07-01, under nobody from 2027-01-01
dealer-3  Three Dealers
dealer-4  Four Dealers
`)
    expect((await run('list', '--after', 'agent-7', '--limit', '1')).out).toBe('dealer-3  Three Dealers\n')
  })

  it.each([
    [['add', 'dealer-3', 'Again'], 1, 'There is a partner dealer-3 already.'],
    [['add', 'agent-8', 'Eight', '--under', 'nobody-9'], 1, 'There is no partner nobody-9.'],
    [['add', 'Agent 8', 'Eight'], 2, 'lower case letters, digits and hyphens: agent-7'],
    [['add', 'agent-8', 'Eight', '--from', 'May'], 2, "--from is 'May', which is no date like 2026-03-31"],
    [['put', 'dealer-4', '--under', 'agent-7', '--from', '2026-08-01'], 1, 'dealer-4 would be above itself'],
    [['put', 'agent-9', '--from', '2026-08-01'], 1, 'There is no partner agent-9.'],
    [['put', 'dealer-4', '--from', '2026-02-30'], 2, 'not a day of the calendar such as 2026-03-31'],
    [['list', '--limit', '1000'], 2, '200']
  ])('%j is refused: %d', async (words, code, text) => {
    expect(await run(...words)).toMatchObject({ code, out: '', err: expect.stringContaining(text) })
  })
})
