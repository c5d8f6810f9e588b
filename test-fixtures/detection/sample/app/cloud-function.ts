import { onRequest } from 'firebase-functions/v2/https';
import { defineSecret } from 'firebase-functions/params';
import { HfInference } from '@huggingface/inference';

const token = defineSecret('HF');

export const caption = onRequest({ secrets: [token] }, async (req, res) => {
//                                                     ^ handler framework-callback proven
  const hf = new HfInference(token.value());
  const out = await hf.summarization({ model: 'facebook/bart-large-cnn', inputs: req.body.text });
//                  ^  ~ llm huggingface proven
  res.send(out.summary_text);
});
