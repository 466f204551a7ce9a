// Is a set of rules as a whole small enough to be read? Said at the first of its files.
import { grouped, limits } from '../limits.ts'
import { SourceText } from '../text/source-text.ts'
import type { Report } from './report.ts'

export function checkSize(files: ReadonlyMap<string, string>, report: Report): boolean {
  let length = 0
  for (const text of files.values()) length += text.length
  const [path = ''] = [...files.keys()].sort()
  const spot = { source: new SourceText(path, files.get(path) ?? ''), start: 0, end: 0 }
  const may = (most: number): string => `and a set of rules may have ${grouped(most)}; none was read`
  if (files.size > limits.files.most) {
    report.error(spot, 'R0080', `these are ${grouped(files.size)} files, ${may(limits.files.most)}`)
  } else if (length > limits.setLength.most) {
    report.error(spot, 'R0081', `these files have ${grouped(length)} characters, ${may(limits.setLength.most)}`)
  }
  return report.errors === 0
}
