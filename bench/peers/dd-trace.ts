import 'dd-trace/init';
