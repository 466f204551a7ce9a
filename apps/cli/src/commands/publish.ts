import { userInfo } from 'node:os'
import {
  type Publication,
  type Published,
  type PublishRequest,
  RulesHost,
  storedFormatText,
  storedUnitText
} from '@farthing/kernel'
import { breaksGates, impactJson, type ImpactReport, isOfNobody, renderExample } from '@farthing/simulator'
import type { RulesFolder } from '@farthing/kernel/rules-folder'
import { counted } from '../counted.ts'
import { dateOption } from '../dates.ts'
import { showDiagnostics } from '../diagnostics.ts'
import { readGates } from '../installation/gates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { rulesFolder } from '../installation/rules.ts'
import { FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { endedByEarlier, holdingDays } from './holding-days.ts'
import { brokenGates, impactText, nothingCompared } from './impact-text.ts'

export interface PublishOptions {
  readonly from?: string
  readonly message?: string
  readonly author?: string
  readonly gate?: readonly string[]
  /** A file of gates. */
  readonly gates?: string
  readonly correctsIssuedBills?: true
  readonly dropsHeldPlans?: true
  readonly json?: true
}

/** `farthing publish rules`: keeps this content for ever, under its hash, and lets it hold from a day on. */
export async function publish(
  path: string,
  options: PublishOptions & { readonly message: string },
  terminal: Terminal
): Promise<void> {
  const folder = rulesFolder(path)
  const request = { ...publishRequest(options, terminal), message: options.message, files: folder.files }
  const { published, publications } = await withKernel({ command: 'farthing publish' }, async kernel => {
    const host = kernel.get(RulesHost)
    return { published: await host.publish(request), publications: await host.publications() }
  })
  tellPublished(published, { ...folder, publications }, options, terminal)
}

/** What the options of publishing ask, apart from the texts; the message is left out when none is given. */
export function publishRequest(
  options: PublishOptions,
  terminal: Terminal
): Omit<PublishRequest, 'files' | 'message'> & { readonly message?: string } {
  const { from, message, author, gate, gates, correctsIssuedBills, dropsHeldPlans } = options
  return {
    correctsIssuedBills,
    dropsHeldPlans,
    author: author ?? userInfo().username,
    gates: readGates({ written: gate ?? [], option: '--gate', file: gates }, terminal),
    ...(message === undefined ? {} : { message }),
    ...(from === undefined ? {} : { from: dateOption(from, '--from') })
  }
}

/** Where the texts lie, and everything that is published by now. */
type Told = Pick<RulesFolder, 'folder' | 'files'> & { readonly publications: readonly Publication[] }

/** Says what came of publishing; throws when nothing was published. */
export function tellPublished(published: Published, where: Told, options: PublishOptions, terminal: Terminal): void {
  terminal.out(options.json ? `${JSON.stringify(publishedJson(published))}\n` : told(published, where, terminal))
  if (!published.ok) throw new FoundProblem(`Nothing was published: ${refusal(published)}.`)
}

function publishedJson(published: Published): object {
  return 'report' in published ? { ...published, report: impactJson(published.report) } : published
}

function told(published: Published, where: Told, terminal: Terminal): string {
  if (!published.ok) return toldRefusal(published, where, terminal)
  const { publication, news, examples, issuedBills, correctedFrom } = published
  const { publications } = where
  const head = news ? 'published' : 'already published'
  const played = examples === 0 ? 'no examples' : `${counted(examples, 'example')} as expected`
  const corrected =
    issuedBills === 0
      ? ''
      : `  ${issuedText(issuedBills, correctedFrom)}: the next bills correct ${issuedBills === 1 ? 'it' : 'them'}\n`
  return `${head} ${publication.version}\n  holds ${holdingDays(publication, publications)}, ${played}\n${endedByEarlier(publication, publications)}${corrected}`
}

/** 'one bill of 2026-10-15 or later is issued already' */
function issuedText(bills: number, from: Temporal.PlainDate | null): string {
  const dated = from === null ? '' : ` of ${from} or later`
  return `${counted(bills, 'bill')}${dated} ${bills === 1 ? 'is' : 'are'} issued already`
}

type Refusal = Extract<Published, { ok: false }>

function toldRefusal(refused: Refusal, folder: Pick<RulesFolder, 'folder' | 'files'>, terminal: Terminal): string {
  switch (refused.reason) {
    case 'rules-refused':
      return showDiagnostics(refused.diagnostics, folder, terminal.looksOut)
    case 'examples-failed':
      return refused.failed.map(report => `${renderExample(report)}\n`).join('')
    case 'gates-failed':
      return impactText(refused.report, terminal)
    case 'drops-held-plans':
      return refused.plans
        .map(({ plan, subscriptions }) => `plan ${plan}, of ${counted(subscriptions, 'subscription')}\n`)
        .join('')
    case 'unit-in-use':
      return refused.units.map(unit => `${storedUnitText(unit)}\n`).join('')
    case 'format-in-use':
      return refused.formats.map(format => `${storedFormatText(format)}\n`).join('')
    case 'corrects-issued-bills':
    case 'overtaken':
      return ''
  }
}

function refusal(refused: Refusal): string {
  switch (refused.reason) {
    case 'rules-refused':
      return counted(refused.diagnostics.filter(({ severity }) => severity === 'error').length, 'error')
    case 'examples-failed':
      return `${counted(refused.failed.length, 'example')} came out otherwise than written`
    case 'gates-failed':
      return gatesRefusal(refused.report)
    case 'overtaken':
      return `${refused.version} came into force while the gates were judged; publish again`
    case 'unit-in-use':
      return 'these rules count a unit in other parts than what is stored, and the same counts would mean something else'
    case 'format-in-use':
      return 'these rules know events of a usage format by something else than those that were imported, and all that is sent again would count twice'
    case 'drops-held-plans':
      return 'these rules drop or end plans that subscriptions hold, and their accounts could not be billed; keep the plans, or end the subscriptions or move them first (--drops-held-plans publishes all the same)'
    case 'corrects-issued-bills':
      return `${issuedText(refused.bills, refused.from)}, and the next bills would correct ${refused.bills === 1 ? 'it' : 'them'}; let the rules hold, and reach back, from a later day, or give --corrects-issued-bills`
  }
}

function gatesRefusal(report: ImpactReport): string {
  if (breaksGates(report)) return brokenGates(report)
  const nothing = nothingCompared(report)
  return isOfNobody(report) ? `${nothing}; publish without gates while nobody is billed` : nothing
}
