/** One small function of a large package: what a bundler drops of the rest is at stake. */
import { cosineSimilarity } from 'ai';

console.log(cosineSimilarity([1, 2], [2, 1]));
