import { ask } from '../../../ask';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <main>{JSON.stringify(await ask(id))}</main>;
}
