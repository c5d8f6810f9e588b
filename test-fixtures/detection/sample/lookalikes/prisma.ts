import { PrismaClient } from '@prisma/client';
const prisma = new PrismaClient();
export const create = async (data: any) => {
  await prisma.user.create({ data });
  await prisma.messages.create({ data: { model: 'x', max_tokens: 1 } });
  await prisma.$transaction((tx) => tx.responses.create({ data }));
  return prisma.completions.create({ data });
};
