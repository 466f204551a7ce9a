import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lookAt, prepareShelves, putAway, type WaitingFile } from './inbox-folder.ts'
import { PutAwayFiles } from './put-away-files.ts'

describe('a file that was put away', () => {
  let root: string
  let nowMs = 0
  const files = new PutAwayFiles(() => nowMs)
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'farthing-shelves-'))
    await mkdir(join(root, 'csv'))
    await prepareShelves(root, 'csv')
  })
  afterEach(() => rm(root, { recursive: true }))

  async function shelved(name: string): Promise<string> {
    const path = join(root, 'csv', name)
    await writeFile(path, 'a')
    const file = (await lookAt({ path, format: 'csv', name })) as WaitingFile
    const put = await putAway(file, 'done', 7)
    files.remember(put, file)
    return put.path
  }
  const waiting = async (): Promise<string[]> =>
    (await readdir(join(root, 'csv'))).filter(name => name !== 'done' && name !== 'failed')

  it('comes back with its number when it grows, once', async () => {
    const [grown] = [await shelved('a.csv'), await shelved('b.csv')]
    await files.takeGrownBack()
    expect(await waiting()).toEqual([])
    await appendFile(grown, 'b')
    await files.takeGrownBack()
    await files.takeGrownBack()
    expect(await waiting()).toEqual(['7-a.csv'])
  })

  it('that cannot come back is told, tried again, and keeps no other from coming back', async () => {
    const [stuck, free] = [await shelved('c.csv'), await shelved('d.csv')]
    await Promise.all([stuck, free].map(path => appendFile(path, 'b')))
    const inItsPlace = join(root, 'csv', '7-c.csv')
    await mkdir(inItsPlace)
    expect(await files.takeGrownBack()).toEqual([expect.stringContaining('7-c.csv') as unknown])
    expect(await waiting()).toEqual(['7-c.csv', '7-d.csv'])
    await rm(inItsPlace, { recursive: true })
    expect(await files.takeGrownBack()).toEqual([])
    expect(await waiting()).toEqual(['7-c.csv', '7-d.csv'])
  })

  it('is left alone when it is gone, or after an hour', async () => {
    await rm(await shelved('a.csv'))
    const old = await shelved('b.csv')
    nowMs += 3_600_001
    await appendFile(old, 'b')
    await files.takeGrownBack()
    expect(await waiting()).toEqual([])
  })

  it('has room for its number, however long its name is', async () => {
    const path = await shelved('\u00e9'.repeat(127))
    expect(await readdir(join(root, 'csv', 'done'))).toEqual([`7-${'\u00e9'.repeat(126)}`])
    await rm(path)
  })
})
