// The text of the generated modules in contracts/artifacts/, shared by the writer and the test that they are current.
import { compileDatasetMarket } from './compile-dataset-market.ts';

const HEADER = '// Generated from DatasetMarket.sol by `npm run build:contracts`. Do not edit.\n';

/** Path below contracts/ -> text of each generated module. */
export function artifactModules(): Record<string, string> {
  const { abi, initCode, settings } = compileDatasetMarket();
  return {
    'artifacts/dataset-market.abi.ts': `${HEADER}export const datasetMarketAbi = ${JSON.stringify(abi, null, 2)} as const;\n`,
    'artifacts/dataset-market.init-code.ts': `${HEADER}export const datasetMarketInitCode =\n  '${initCode}';\nexport const datasetMarketBuild = ${JSON.stringify(settings, null, 2)} as const;\n`
  };
}
