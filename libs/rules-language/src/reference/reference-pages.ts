// The whole reference as texts by path: from the signatures of an installation and the catalogue of its diagnostics.
import { buildCatalogue } from '../signature/build-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import { blockPage } from './block-page.ts'
import { type CheckFiles, errorIndexText, errorPages, errorPageText } from './error-pages.ts'
import { indexPage } from './index-page.ts'
import { limitsPage } from './limits-page.ts'
import { link } from './markdown.ts'
import { PageMap } from './page-map.ts'
import { relatedStatements } from './related-errors.ts'
import { valuePage } from './value-page.ts'

export interface ReferenceInput {
  /** The kernel's and every plugin's. */
  readonly signatures: readonly Signature[]
  readonly check: CheckFiles
}

/** Markdown by path in `docs/language`. The same input gives the same texts. */
export function referencePages({ signatures, check }: ReferenceInput): ReadonlyMap<string, string> {
  const built = buildCatalogue(signatures)
  if (!built.ok) throw new Error(`statements do not fit together: ${built.problems.join('; ')}`)
  const map = new PageMap(signatures)
  const errors = errorPages(check, signatures)
  const related = relatedStatements(errors, built.catalogue)
  const errorsOf = (id: string): string[] =>
    errors
      .filter(({ code }) => related.get(code)?.includes(id))
      .map(({ code, entry }) => link(`${code} ${entry.title}`, `errors/${code}.md`))
  return new Map([
    ['README.md', indexPage(map)],
    ...map.pages.map(block => [block.file, blockPage(block, map, errorsOf)] as const),
    ['values.md', valuePage()],
    ['limits.md', limitsPage(signatures, map)],
    ['errors/README.md', errorIndexText(errors)],
    ...errors.map(error => {
      const statements = (related.get(error.code) ?? []).map(id => map.linkTo(id, '../'))
      return [`errors/${error.code}.md`, errorPageText(error, statements)] as const
    })
  ])
}
