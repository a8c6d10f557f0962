// node validate.js CASES: prints a line for each case that its schema refuses. NODE_PATH says where Ajv is.
// CASES is {"description": an OpenAPI 3.1 document, "cases": [{"name", "pointer": of the schema in it, "value"}]}.
const Ajv = require('ajv/dist/2020');
const { description, cases } = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));

// An OpenAPI document is no schema itself; it only holds some. Formats and OpenAPI's own keywords are not judged.
const ajv = new Ajv({ strict: false, validateSchema: false, validateFormats: false, allErrors: true });
ajv.addSchema(description, 'api.json');
const validators = new Map();
let refused = 0;
for (const { name, pointer, value } of cases) {
  if (!validators.has(pointer)) {
    const fragment = pointer.slice(1).split('/').map(encodeURIComponent).join('/');
    validators.set(pointer, ajv.compile({ $ref: 'api.json#' + fragment }));
  }
  const validate = validators.get(pointer);
  if (!validate(value)) {
    refused++;
    console.log(`${name}: ${ajv.errorsText(validate.errors)}`);
  }
}
console.log(`${cases.length} judged, ${refused} refused`);
