export { type ReadVoucher, readVoucher, spelledVoucher, VOUCHER_BYTES, voucherCode } from './voucher-code.ts'
