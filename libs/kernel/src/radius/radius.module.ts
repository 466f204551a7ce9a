import { Module } from '@nestjs/common'
import { RadiusListener } from './radius-listener.ts'

@Module({ providers: [RadiusListener], exports: [RadiusListener] })
export class RadiusModule {}
