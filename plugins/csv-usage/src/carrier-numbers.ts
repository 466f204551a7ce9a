// Telephone numbers as a carrier writes them -> E.164 with a plus.
import { type Dialling, normaliseNumber } from '@farthing/plugin-sdk'
import type { TelephoneForm } from './file-layout.ts'

export class CarrierNumbers {
  private readonly dialling: Dialling | null

  constructor(private readonly form: TelephoneForm) {
    this.dialling = form.kind === 'of-country' ? form : null
  }

  /** As it is, when it is no telephone number or written as subscribers dial. */
  read(text: string): string {
    const { kind } = this.form
    if (kind === 'dialled' || text === '' || text.startsWith('+')) return text
    const digits = normaliseNumber(kind === 'with-country' ? text.replace(/^00/, '') : text, this.dialling)
    return digits === '' ? text : `+${digits}`
  }
}
