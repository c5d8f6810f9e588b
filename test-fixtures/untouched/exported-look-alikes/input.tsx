export default function Page({ params }: { params: { id: string } }) {
  return <p>{params.id}</p>;
}
export const handlers = { onClick: (event: Event) => event };
export { default as GET } from './get';
const request = (req: string) => req;
export { request };
