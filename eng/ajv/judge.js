// node judge.js CASES: prints a line for each output that its schema refuses. NODE_PATH says where Ajv is.
// CASES has a case a line: {"name", "draft": "7" or "2020", "schema", "documents": {address: schema}, "instances": [{"value", "valid"}],
// "outputs": [text]}. Where Ajv is wrong about an instance whose validity is known, it is no judge of that schema.
const ajvs = { 7: require('ajv').default, 2020: require('ajv/dist/2020').default };
const formats = require('ajv-formats').default;
let judged = 0;
let refused = 0;
let unreadable = 0;
for (const line of require('fs').readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const { name, draft, schema, documents, instances, outputs } = JSON.parse(line);

  // A format is a demand here too. Multiples are worked out in doubles, so a last digit may be off.
  const ajv = new ajvs[draft]({ strict: false, validateSchema: false, multipleOfPrecision: 9, logger: false });
  formats(ajv);
  let validate;
  try {
    for (const [address, document] of Object.entries(documents))
      ajv.addSchema(document, address);
    validate = ajv.compile(schema);
    if (instances.some(({ value, valid }) => validate(value) !== valid))
      throw new Error('wrong about an instance of the suite');
  } catch (error) {
    unreadable++;
    console.log(`? ${name}: ${error.message}`);
    continue;
  }

  for (const output of outputs) {
    judged++;
    if (!validate(JSON.parse(output))) {
      refused++;
      console.log(`${name}: ${output}: ${ajv.errorsText(validate.errors)}`);
    }
  }
}
console.log(`${judged} judged, ${refused} refused, ${unreadable} schemas that Ajv is no judge of`);
