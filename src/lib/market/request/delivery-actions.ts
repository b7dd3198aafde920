// What can be done after a settlement: open or deliver packages, forfeit, sell, reveal the benchmark. The rules are those of
// docs/market.md, "Money".
import type { MarketSubmission, Purchase } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { benchmarkKeyName, packageKeyName, isSealingKeyOf } from '../../core/sealing/key-names.ts';
import { KEY_RELEASE_BLOCKS } from '../../core/market/market-constants.ts';
import { actionIn, isRequester, seatOf, type ActionView, type RequestAction } from './action-view.ts';
import { requestWindows } from './request-windows.ts';

export function deliveryActions(view: ActionView): (RequestAction | null)[] {
  const { request, submissions } = view.state;
  if (request.stage === 'refunded') return [benchmarkAction(view)];
  if (request.stage !== 'settled') return [];
  return [...submissions.flatMap((submission) => ofSubmission(view, submission)), benchmarkAction(view)];
}

function ofSubmission(view: ActionView, submission: MarketSubmission): (RequestAction | null)[] {
  const { request, purchases } = view.state;
  const { terms } = request;
  const { openEnd } = requestWindows(request);
  const { index: submissionIndex, status } = submission;
  if (status === 'passed') {
    const isPrivate = terms.privateDelivery;
    return [
      actionIn(
        view,
        { kind: isPrivate ? 'deliver-key' : 'open-package', submissionIndex },
        { from: request.settledBlock, until: openEnd },
        [isPrivate ? cannotDeliver(view, submission) : null, keyMissing(view, submission)]
      ),
      actionIn(view, { kind: 'forfeit', submissionIndex }, { from: openEnd! + 1 })
    ];
  }
  if (status !== 'opened' || !terms.forSale) return [];
  const all = purchases[submissionIndex] ?? [];
  const open = all.filter(({ isClosed }) => !isClosed);
  const address = view.account && evmAddressOf(view.account.publicKey);
  const isHeld = all.some(
    ({ buyer, isClosed, sealedKey }) => buyer.toLowerCase() === address && (!isClosed || sealedKey !== null)
  );
  const hadFree = all.some(({ buyer, paidRao }) => buyer.toLowerCase() === address && paidRao === 0n);
  const byTerms = submission.freeTaken < terms.freeBuyers && !hadFree ? 0n : terms.priceRao;
  const priceRao = view.pricesRao?.get(submissionIndex) ?? byTerms;
  const isSeller = isRequester(view) || submission.hotkey === view.account?.publicKey;
  return [
    actionIn(view, { kind: 'buy', submissionIndex, priceRao }, {}, [
      isHeld ? 'This account has bought it already.' : null,
      submission.hotkey === view.account?.publicKey ? 'It is your own submission.' : null,
      isRequester(view) ? 'You have it already: its key was delivered to you.' : null
    ]),
    isSeller ? actionIn(view, { kind: 'name-price', submissionIndex }, {}) : null,
    ...open.flatMap((purchase) => ofPurchase(view, submission, purchase))
  ];
}

function ofPurchase(view: ActionView, submission: MarketSubmission, purchase: Purchase): (RequestAction | null)[] {
  const { index: submissionIndex, hotkey } = submission;
  const place = { submissionIndex, purchaseId: purchase.id };
  const until = purchase.boughtBlock + KEY_RELEASE_BLOCKS;
  const isSeller = isRequester(view) || hotkey === view.account?.publicKey;
  return [
    actionIn(view, { kind: 'release-key', ...place }, { until }, [
      isSeller ? null : 'The miner or the requester releases the key to its buyer.',
      keyMissing(view, submission)
    ]),
    actionIn(view, { kind: 'refund-purchase', ...place }, { from: until + 1 })
  ];
}

function cannotDeliver(view: ActionView, { hotkey }: MarketSubmission): string | null {
  if (hotkey === view.account?.publicKey || seatOf(view)?.revealedBlock) return null;
  return 'Its miner, or a validator that revealed scores, delivers the key to the requester.';
}

/** A validator with a sealing key may find the package's key in the key box; only fetching that tells. */
function keyMissing({ account, secrets }: ActionView, { sealedCid }: MarketSubmission): string | null {
  const isHere =
    secrets.includes(packageKeyName(sealedCid)) ||
    (account !== null && secrets.some((name) => isSealingKeyOf(name, account.publicKey)));
  return isHere ? null : "The package's key is not here: its miner and the validators have it.";
}

function benchmarkAction(view: ActionView): RequestAction | null {
  const { request, keys, benchmarkOwner } = view.state;
  const { account, secrets } = view;
  const address = account && evmAddressOf(account.publicKey);
  const isOwner = address !== null && benchmarkOwner === address;
  const isHere =
    secrets.includes(benchmarkKeyName(request.benchmarkCommitment)) ||
    (account !== null && secrets.some((name) => isSealingKeyOf(name, account.publicKey)));
  const isRefunded = request.stage === 'refunded';
  return actionIn(view, { kind: 'reveal-benchmark', isRefunded }, { from: request.settledBlock }, [
    keys.some(({ by }) => by.toLowerCase() === address) ? 'This account has revealed a key already.' : null,
    isRequester(view) || isOwner || seatOf(view)?.revealedBlock
      ? null
      : 'The requester, the owner of the benchmark, or a validator that revealed scores can publish it.',
    isHere ? null : "The benchmark's key is not here: reveal it from where it was locked."
  ]);
}
