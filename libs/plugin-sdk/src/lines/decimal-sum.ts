// Sums of decimals as files write them, exact: by their digits, whatever they count.

const DECIMAL = /^([+-]?)(\d{1,60})(?:\.(\d{1,60}))?$/

export class DecimalSum {
  /** Of ten to the power of `decimals`. */
  private units = 0n
  private decimals = 0

  /** False when the text is no plain decimal: nothing is added then. */
  add(text: string): boolean {
    const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? []
    if (whole === '') return false
    if (fraction.length > this.decimals) {
      this.units *= 10n ** BigInt(fraction.length - this.decimals)
      this.decimals = fraction.length
    }
    const units = BigInt(whole + fraction.padEnd(this.decimals, '0'))
    this.units += sign === '-' ? -units : units
    return true
  }

  /** Without zeros behind the point: equal sums are equal texts. */
  toString(): string {
    const negative = this.units < 0n
    const digits = String(negative ? -this.units : this.units).padStart(this.decimals + 1, '0')
    const whole = digits.slice(0, digits.length - this.decimals)
    const fraction = digits.slice(digits.length - this.decimals).replace(/0+$/, '')
    return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
  }
}
