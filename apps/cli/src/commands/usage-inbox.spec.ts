import type { InboxView, Sweep } from '@farthing/kernel'
import { showView, sweepProblem } from './usage-inbox.ts'

const csv: InboxView['folders'][number] = { format: 'csv', files: [], notTaken: [], problem: null, stuck: new Map() }
const telex = { ...csv, format: 'telex', problem: "There is no usage format 'telex'." }
const view = (...folders: InboxView['folders']): InboxView => ({ folder: '/inbox', problem: null, folders })
const swept = (kind: 'done' | 'failed' | 'stuck') => ({ kind }) as Sweep['files'][number]
const sweep = (...files: Sweep['files']): Sweep => ({ files, problem: null })

describe('a sweep of the inbox by hand', () => {
  it('ends well when every file came in, or none waited', () => {
    expect(sweepProblem(sweep(), view(csv))).toBeNull()
    expect(sweepProblem(sweep(swept('done')), view(csv))).toBeNull()
  })

  it('ends badly when a file failed or stays, or a folder is of no format', () => {
    expect(sweepProblem(sweep(swept('done'), swept('failed')), view(csv))).toBe('one file failed')
    expect(sweepProblem(sweep(swept('failed'), swept('failed'), swept('stuck')), view(csv, telex))).toBe(
      '2 files failed, one file stays where it is, nothing is taken of one folder: telex'
    )
    expect(sweepProblem({ files: [swept('failed')], problem: 'no rules are published yet' }, view(csv))).toBe(
      'no rules are published yet\none file failed'
    )
  })
})

describe('the list of the inbox', () => {
  it('tells of what is not taken, and why', () => {
    const notTaken = [{ name: 'link.csv', problem: 'a symbolic link' }]
    expect(showView(view({ ...csv, notTaken }))).toBe(
      'nothing waits in /inbox\ncsv/link.csv    not taken: a symbolic link\n'
    )
    expect(showView(view(csv))).toBe('nothing waits in /inbox\n')
  })
})
