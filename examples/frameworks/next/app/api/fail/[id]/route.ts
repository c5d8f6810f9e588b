export async function GET() {
  await fetch(`${process.env.SECOND_URL}/?q=failing`, { cache: 'no-store' });
  throw new Error('broken on purpose');
}
