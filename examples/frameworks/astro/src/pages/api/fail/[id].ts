export const GET = async () => {
  await fetch(`${process.env.SECOND_URL}/?q=failing`);
  throw new Error('broken on purpose');
};
