import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { EditedFolders } from './edited-folders.ts'

describe('the text that an editor holds unsaved', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'farthing edited-')))
  afterAll(() => {
    rmSync(folder, { recursive: true })
  })

  it('stays when the disk changes, however the URI of the file is spelled', () => {
    const path = join(folder, 'plans.farthing')
    writeFileSync(path, 'on disk\n')
    const { href } = pathToFileURL(path)
    const folders = new EditedFolders({ signatures: [] })
    const edited = folders.write(href, 'unsaved\n')
    const text = (): string | undefined => edited?.folder.rules.source(edited.path).text
    for (const uri of [href, href.replace('.farthing', '%2Efarthing'), href.replaceAll('%20', ' ')]) {
      folders.readAgain(uri)
      expect(text()).toBe('unsaved\n')
    }
    folders.close(href)
    expect(text()).toBe('on disk\n')
    folders.readAgain(href.replace('.farthing', '%2Efarthing'))
    expect(text()).toBe('on disk\n')
  })
})
