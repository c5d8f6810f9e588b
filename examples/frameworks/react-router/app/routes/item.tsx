import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router';
import { useLoaderData } from 'react-router';
import { ask } from '../ask';

export async function loader({ params }: LoaderFunctionArgs) {
  return await ask(String(params.id));
}

export async function action({ params }: ActionFunctionArgs) {
  return { saved: params.id };
}

export default function Item() {
  const { found, answer } = useLoaderData<typeof loader>();
  return <main>{`${found}, ${answer}`}</main>;
}
