import { Injectable } from '@nestjs/common';

@Injectable()
export class AppService {
  async ask(): Promise<string> {
    const found = await fetch(process.env.DOWNSTREAM!);
    return found.text();
  }
}
