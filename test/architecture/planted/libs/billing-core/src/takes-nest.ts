import { Injectable } from '@nestjs/common'
export const taken = Injectable
