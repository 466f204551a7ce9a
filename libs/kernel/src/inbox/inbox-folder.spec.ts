import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readInbox } from './inbox-folder.ts'

/** In bytes, what one name and what one path may have. */
const [LONGEST_NAME, LONGEST_PATH] = [255, 4096] as const

describe('a folder of the inbox', () => {
  let root: string
  beforeEach(async () => (root = await mkdtemp(join(tmpdir(), 'farthing-folders-'))))
  afterEach(() => rm(root, { recursive: true }))

  it('that cannot be read says so, and the others are read', async () => {
    // a path that is too long is unreadable for every user, whatever the rights
    const unreadable = 'x'.repeat(LONGEST_NAME)
    await mkdir(join(root, 'inbox', unreadable), { recursive: true })
    await mkdir(join(root, 'inbox', 'csv'))
    await writeFile(join(root, 'inbox', 'csv', 'a.csv'), '')
    let deep = root
    while (deep.length < LONGEST_PATH - LONGEST_NAME) deep = join(deep, 'd'.repeat(100))
    await mkdir(deep, { recursive: true })
    await rename(join(root, 'inbox'), join(deep, 'inbox'))
    const folders = await readInbox(join(deep, 'inbox'))
    await rename(join(deep, 'inbox'), join(root, 'inbox'))
    expect(folders).toMatchObject([
      { format: 'csv', files: [{ name: 'a.csv' }], problem: null },
      { format: unreadable, files: [], problem: expect.stringMatching('cannot be read: ENAMETOOLONG') }
    ])
  })

  it('is missed by a file that was laid beside it, and that is told', async () => {
    await mkdir(join(root, 'csv'))
    await writeFile(join(root, '.hidden'), '')
    expect(await readInbox(root)).toMatchObject([{ format: 'csv', files: [] }])
    await writeFile(join(root, 'calls.csv'), '')
    await writeFile(join(root, 'more.csv'), '')
    const problem = `${join(root, 'calls.csv')} is in no folder of a format: move it into one, such as ${join(root, 'csv')} (2 files are there)`
    expect(await readInbox(root)).toMatchObject([
      { format: '.', files: [{ name: 'calls.csv' }, { name: 'more.csv' }], problem },
      { format: 'csv', problem: null }
    ])
  })
  it('tells of links, folders and hidden files, which are not taken', async () => {
    await mkdir(join(root, 'csv', 'march'), { recursive: true })
    await mkdir(join(root, 'csv', 'done'))
    await writeFile(join(root, 'csv', 'a.csv'), '')
    await writeFile(join(root, 'csv', '.hidden'), '')
    await symlink(join(root, 'csv', 'a.csv'), join(root, 'csv', 'link.csv'))
    const link = 'a symbolic link, and links are not followed: put what it leads to in its place'
    const csv = {
      files: [{ name: 'a.csv' }],
      notTaken: [
        { name: '.hidden', problem: 'hidden by the point before its name: it waits for a name without' },
        { name: 'link.csv', problem: link },
        { name: 'march', problem: 'a folder in the folder of a format: move its files out of it' }
      ],
      problem: null
    }
    expect(await readInbox(root)).toMatchObject([csv])
    await symlink(join(root, 'csv'), join(root, 'asterisk'))
    expect(await readInbox(root)).toMatchObject([
      { format: '.', files: [], notTaken: [{ name: 'asterisk' }], problem: `${join(root, 'asterisk')} is ${link}` },
      csv
    ])
  })
})
