// SPDX-License-Identifier: GPL-3.0-or-later
// Asks public validators: is the contract OpenAPI 3.1, and does each answer that was heard fit its schema?
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const { api, cases } = JSON.parse(readFileSync(process.argv[2], 'utf-8'));
const document = await new Validator().validate(api);
if (!document.valid) {
  console.error(JSON.stringify(document.errors, null, 1));
  process.exit(1);
}
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
let bad = 0;
for (const { schema, body, about } of cases)
  if (!ajv.validate(schema, body)) {
    console.error(about, ajv.errorsText());
    bad++;
  }
console.log(`${cases.length} answers`);
process.exit(bad > 0 ? 1 : 0);
