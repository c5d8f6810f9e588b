import { withOnetrace } from '@onetrace/plugins/next';

export default withOnetrace({ typescript: { ignoreBuildErrors: true } });
