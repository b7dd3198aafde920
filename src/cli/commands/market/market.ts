// `assay market`: every verb of the market contract, one subcommand each.
import { defineCommand } from 'citty';

export const market = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'market', description: 'Requests, submissions, scores, challenges, packages, bonds: every verb' },
    subCommands: {
      list: () => import('./list.ts').then(({ list }) => list(signal)),
      show: () => import('./show.ts').then(({ show }) => show(signal)),
      leaderboard: () => import('./leaderboard.ts').then(({ leaderboardCommand }) => leaderboardCommand(signal)),
      open: () => import('./open.ts').then(({ open }) => open(signal)),
      'register-benchmark': () =>
        import('./register-benchmark.ts').then(({ registerBenchmark }) => registerBenchmark(signal)),
      'top-up': () => import('./change-request.ts').then(({ topUp }) => topUp(signal)),
      extend: () => import('./change-request.ts').then(({ extend }) => extend(signal)),
      cancel: () => import('./change-request.ts').then(({ cancel }) => cancel(signal)),
      commit: () => import('./commit.ts').then(({ commit }) => commit(signal)),
      reveal: () => import('./packages.ts').then(({ reveal }) => reveal(signal)),
      snapshot: () => import('./advance.ts').then(({ snapshot }) => snapshot(signal)),
      draw: () => import('./advance.ts').then(({ draw }) => draw(signal)),
      score: () => import('./score.ts').then(({ score }) => score(signal)),
      'reveal-scores': () => import('./score.ts').then(({ revealScoresCommand }) => revealScoresCommand(signal)),
      challenge: () => import('./challenge.ts').then(({ challenge }) => challenge(signal)),
      'draw-jury': () => import('./jury.ts').then(({ drawJury }) => drawJury(signal)),
      judge: () => import('./jury.ts').then(({ judge }) => judge(signal)),
      'reveal-verdict': () => import('./jury.ts').then(({ revealVerdictCommand }) => revealVerdictCommand(signal)),
      appeal: () => import('./jury.ts').then(({ appeal }) => appeal(signal)),
      resolve: () => import('./jury.ts').then(({ resolve }) => resolve(signal)),
      settle: () => import('./advance.ts').then(({ settle }) => settle(signal)),
      'open-package': () => import('./packages.ts').then(({ openPackageCommand }) => openPackageCommand(signal)),
      'deliver-key': () => import('./packages.ts').then(({ deliverKeyCommand }) => deliverKeyCommand(signal)),
      forfeit: () => import('./packages.ts').then(({ forfeit }) => forfeit(signal)),
      price: () => import('./sales.ts').then(({ price }) => price(signal)),
      'name-price': () => import('./sales.ts').then(({ namePrice }) => namePrice(signal)),
      buy: () => import('./sales.ts').then(({ buy }) => buy(signal)),
      'release-key': () => import('./sales.ts').then(({ releaseKeyCommand }) => releaseKeyCommand(signal)),
      'refund-purchase': () => import('./sales.ts').then(({ refundPurchase }) => refundPurchase(signal)),
      'reveal-benchmark': () =>
        import('./reveal-benchmark.ts').then(({ revealBenchmarkCommand }) => revealBenchmarkCommand(signal)),
      bond: () => import('./bond.ts').then(({ bondCommand }) => bondCommand(signal)),
      claim: () => import('./claim.ts').then(({ claim }) => claim(signal)),
      treasury: () => import('./treasury.ts').then(({ treasuryCommand }) => treasuryCommand(signal)),
      leftover: () => import('./leftover.ts').then(({ leftover }) => leftover(signal)),
      keys: () => import('./keys.ts').then(({ keysCommand }) => keysCommand(signal))
    }
  });
