import { surveys } from './surveys';
surveys.responses.create();
surveys.responses.create('id');
surveys.completions.create({ userId: 1 });
surveys.messages.create(`text`);
surveys.embeddings.create(() => 1);
surveys.images.generate({ size: 1 });
