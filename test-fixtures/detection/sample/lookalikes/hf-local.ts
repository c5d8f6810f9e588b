import { pipeline } from '@huggingface/transformers';
import { uploadFile } from '@huggingface/hub';
const translation = (x: string) => x;
export const go = async () => {
  const classify = await pipeline('sentiment-analysis');
  await classify('I love it');
  translation('x');
  await uploadFile({ repo: 'r', file: 'f' as never });
};
