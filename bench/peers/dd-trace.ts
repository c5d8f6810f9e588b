import 'dd-trace/init.js';
