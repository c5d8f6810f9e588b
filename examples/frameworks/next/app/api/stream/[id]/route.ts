import { words } from '../../../../ask';

export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }) {
  return new Response(await words((await params).id), { headers: { 'content-type': 'text/plain' } });
}
