// What `assay up` says when others than this machine can reach it.

/** Lines that name each open port and what whoever reaches it can do. */
export function exposure({
  host,
  page,
  chainUrl,
  gatewayUrl,
  contentAddress,
  devMethods
}: {
  host: string;
  page: string;
  chainUrl: string;
  gatewayUrl: string;
  contentAddress: string;
  devMethods: boolean;
}): string[] {
  return [
    `WARNING: --host ${host} lets other machines in. Whoever reaches these ports can:`,
    `  ${page}  open the page${devMethods ? ', and take the token of the dev_* methods from it' : ''}`,
    `  ${chainUrl}  read the chain and send transactions. The keys of its development accounts are public, its sudo's too`,
    `  ${contentAddress}  have content kept on this disk, within the limits of the content node`,
    `  ${gatewayUrl}  read all content that is kept here`,
    devMethods
      ? 'The dev_* methods (make blocks, fork, upgrade, stall) are on, as --dev-methods asked.'
      : 'The dev_* methods (make blocks, fork, upgrade, stall) are off; --dev-methods turns them on.'
  ];
}
