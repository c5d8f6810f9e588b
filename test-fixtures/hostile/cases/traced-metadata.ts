// Metadata of a traced method.
import 'reflect-metadata';
import { traced } from 'onetrace';
class A { @traced() m(a: string, b: number): Date { return new Date(0); } }
const get = (key: string) => (Reflect as any).getMetadata(key, A.prototype, 'm');
console.log(get('design:paramtypes')?.map((x: any) => x.name), get('design:returntype')?.name);
