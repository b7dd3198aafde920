# Asks the official bittensor SDK (10.x) its questions at a chain and writes one JSON line for each:
# {"area", "question", "value"} or {"area", "question", "refused"}. Run by ../sdk.ts.
# Arguments: URL of the chain, part ("open" or "commit-reveal"), file for the lines, token of its dev_* methods.
import json
import sys
import time

import bittensor as bt
import bittensor_drand as drand
from bittensor_wallet import Keypair

URL, PART, OUT, TOKEN = sys.argv[1:5]
NETUID = 1
bt.logging.off()
lines = open(OUT, "w")
chain = None


class DevelopmentWallet:
    """The keys of a development account, without files and passwords."""

    def __init__(self, uri):
        self.name = uri
        self.hotkey = Keypair.create_from_uri(uri)
        self.coldkey = Keypair.create_from_uri(uri + "//cold")
        self.coldkeypub = self.coldkey

    def unlock_hotkey(self):
        return self.hotkey

    def unlock_coldkey(self):
        return self.coldkey

    def unlock_coldkeypub(self):
        return self.coldkeypub


def ask(area, question, answer):
    try:
        line = {"value": answer()}
        json.dumps(line)
    except Exception as error:
        text = " ".join(str(error).split()) or "an assertion without words"
        line = {"refused": f"{type(error).__name__}: {text}"}
    lines.write(json.dumps({"area": area, "question": question, **line}) + "\n")
    lines.flush()


def outcome(response):
    """What a transaction came to: "done", or the SDK's own words."""
    return "done" if response.success else response.message


def new_blocks(count):
    chain.substrate.rpc_request("dev_newBlock", [{"count": count, "token": TOKEN}])


def neuron_row(uid):
    return dict(chain.weights(NETUID)).get(uid, [])


def connect():
    global chain
    chain = bt.Subtensor(network=URL)
    return chain.chain_endpoint


ask("connect", "connects, reads metadata", connect)
alice, bob, newcomer = (DevelopmentWallet(uri) for uri in ("//Alice", "//Bob", "//Newcomer"))
HOT, COLD = alice.hotkey.ss58_address, alice.coldkey.ss58_address


def reads():
    ask("blocks", "block", lambda: chain.block)
    ask("blocks", "get_block_hash", lambda: chain.get_block_hash(3))
    ask("blocks", "get_block_info", lambda: len(chain.get_block_info(3).extrinsics))
    ask("blocks", "get_timestamp", lambda: chain.get_timestamp().timestamp() > 0)
    ask("blocks", "is_fast_blocks", lambda: chain.is_fast_blocks())
    ask("balances", "get_balance", lambda: chain.get_balance(COLD).rao)
    ask("balances", "get_balances", lambda: [b.rao for b in chain.get_balances(COLD, bob.coldkey.ss58_address).values()])
    ask("balances", "get_existential_deposit", lambda: chain.get_existential_deposit().rao)
    ask("balances", "get_transfer_fee", lambda: chain.get_transfer_fee(alice, HOT, bt.Balance.from_tao(1)).rao > 0)

    graph = lambda: chain.metagraph(NETUID, lite=False)
    ask("metagraph", "n", lambda: int(graph().n))
    ask("metagraph", "hotkeys", lambda: list(graph().hotkeys))
    ask("metagraph", "coldkeys", lambda: list(graph().coldkeys))
    ask("metagraph", "stake", lambda: [round(float(s)) for s in graph().S])
    ask("metagraph", "validator_permit", lambda: [bool(p) for p in graph().validator_permit])
    ask("metagraph", "incentive", lambda: [round(float(x) * 65535) for x in graph().I])
    ask("metagraph", "weights matrix", lambda: list(graph().W.shape))
    ask("metagraph", "get_metagraph_info", lambda: chain.get_metagraph_info(NETUID).num_uids)
    ask("metagraph", "get_all_metagraphs_info", lambda: len(chain.get_all_metagraphs_info()))
    ask("metagraph", "neurons", lambda: [n.hotkey for n in chain.neurons(NETUID)])
    ask("metagraph", "neurons_lite", lambda: [n.uid for n in chain.neurons_lite(NETUID)])
    ask("metagraph", "get_uid_for_hotkey_on_subnet", lambda: chain.get_uid_for_hotkey_on_subnet(HOT, NETUID))
    ask("metagraph", "is_hotkey_registered", lambda: chain.is_hotkey_registered(HOT))

    settings = lambda: chain.get_subnet_hyperparameters(NETUID)
    for name in ("tempo", "kappa", "immunity_period", "min_allowed_weights", "weights_rate_limit", "max_validators"):
        ask("settings", name, lambda: getattr(settings(), name))
    ask("settings", "commit_reveal_enabled", lambda: chain.commit_reveal_enabled(NETUID))
    ask("settings", "recycle (burn)", lambda: chain.recycle(NETUID).rao)
    ask("settings", "get_next_epoch_start_block", lambda: chain.get_next_epoch_start_block(NETUID))
    ask("settings", "get_epoch_schedule_state", lambda: chain.get_epoch_schedule_state(NETUID).tempo)
    ask("settings", "get_min_tempo", lambda: chain.get_min_tempo())
    ask("settings", "get_max_epochs_per_block", lambda: chain.get_max_epochs_per_block())
    ask("settings", "get_admin_freeze_window", lambda: chain.get_admin_freeze_window())
    ask("settings", "get_owner_hyperparam_rate_limit", lambda: chain.get_owner_hyperparam_rate_limit())

    ask("subnets", "get_all_subnets_netuid", lambda: chain.get_all_subnets_netuid())
    ask("subnets", "subnet", lambda: chain.subnet(NETUID).netuid)
    ask("subnets", "all_subnets", lambda: [s.netuid for s in chain.all_subnets()])
    ask("subnets", "get_subnet_info", lambda: chain.get_subnet_info(NETUID).subnetwork_n)
    ask("subnets", "get_all_subnets_info", lambda: len(chain.get_all_subnets_info()))
    ask("subnets", "get_subnet_price", lambda: chain.get_subnet_price(NETUID).rao)
    ask("subnets", "get_subnet_burn_cost", lambda: chain.get_subnet_burn_cost().rao)
    ask("subnets", "is_subnet_active", lambda: chain.is_subnet_active(NETUID))

    ask("stake", "get_stake", lambda: chain.get_stake(COLD, HOT, NETUID).rao)
    ask("stake", "get_stake_info_for_coldkey", lambda: [s.stake.rao for s in chain.get_stake_info_for_coldkey(COLD)])
    ask("stake", "get_hotkey_stake", lambda: chain.get_hotkey_stake(HOT, NETUID).rao)
    ask("stake", "get_delegates", lambda: len(chain.get_delegates()))
    ask("stake", "get_delegate_take", lambda: round(chain.get_delegate_take(HOT) * 65535))
    ask("stake", "get_minimum_required_stake", lambda: chain.get_minimum_required_stake().rao)
    ask("stake", "get_children", lambda: chain.get_children(HOT, NETUID)[1])
    ask("stake", "get_parents", lambda: chain.get_parents(HOT, NETUID))
    ask("stake", "get_stake_locks", lambda: len(chain.get_stake_locks(COLD, NETUID)))
    ask("stake", "get_root_claim_type", lambda: str(chain.get_root_claim_type(COLD)))
    ask("others", "get_proxies", lambda: len(chain.get_proxies()))
    ask("others", "get_crowdloans", lambda: len(chain.get_crowdloans()))
    ask("others", "get_mev_shield_current_key", lambda: str(chain.get_mev_shield_current_key()))
    ask("others", "get_auto_stakes", lambda: len(chain.get_auto_stakes(COLD)))
    ask("others", "last_drand_round", lambda: chain.last_drand_round() >= 0)


def transactions():
    for wallet in (alice, bob):
        ask("weights", "set_weights", lambda: outcome(chain.set_weights(wallet, NETUID, [3, 4, 5], [0.2, 0.3, 0.5])))
    ask("weights", "weights, read back", lambda: neuron_row(0))
    ask("weights", "set_weights without a permit", lambda: outcome(
        chain.set_weights(DevelopmentWallet("//Dave"), NETUID, [4], [1.0], max_attempts=1)))
    ask("weights", "set_weights unregistered", lambda: outcome(
        chain.set_weights(newcomer, NETUID, [3], [1.0], max_attempts=1)))
    new_blocks(60)
    ask("weights", "incentive after an epoch", lambda: [round(float(x) * 65535) for x in chain.metagraph(NETUID).I])
    ask("stake", "add_stake", lambda: outcome(
        chain.add_stake(bob, NETUID, bob.hotkey.ss58_address, bt.Balance.from_tao(2))))
    ask("stake", "unstake", lambda: outcome(
        chain.unstake(bob, NETUID, bob.hotkey.ss58_address, bt.Balance.from_tao(1).set_unit(NETUID))))
    ask("stake", "add_stake, more than there is", lambda: outcome(
        chain.add_stake(bob, NETUID, bob.hotkey.ss58_address, bt.Balance.from_tao(10**6))))
    to = newcomer.coldkey.ss58_address
    ask("balances", "transfer", lambda: outcome(chain.transfer(bob, to, bt.Balance.from_tao(5))))
    ask("balances", "transfer, read back", lambda: chain.get_balance(to).rao)
    ask("neurons", "burned_register", lambda: outcome(chain.burned_register(newcomer, NETUID)))
    ask("neurons", "uid of the new neuron", lambda: chain.get_uid_for_hotkey_on_subnet(newcomer.hotkey.ss58_address, NETUID))
    axon = bt.Axon(wallet=alice, ip="127.0.0.1", port=8091, external_ip="203.0.113.7", external_port=8091)
    ask("neurons", "serve_axon", lambda: outcome(chain.serve_axon(NETUID, axon)))
    ask("neurons", "axon, read back", lambda: chain.neuron_for_uid(0, NETUID).axon_info.ip)
    ask("neurons", "set_commitment", lambda: outcome(chain.set_commitment(alice, NETUID, "a link")))
    ask("neurons", "get_commitment", lambda: chain.get_commitment(NETUID, 0))


def commit_reveal():
    ask("commit-reveal", "commit_reveal_enabled", lambda: chain.commit_reveal_enabled(NETUID))
    uids, weights, salt = [3, 4], [21845, 65535], [7, 8, 9]
    ask("commit-reveal", "commit_weights (hash)", lambda: outcome(
        chain.commit_weights(bob, NETUID, salt, uids, weights, wait_for_inclusion=True, wait_for_finalization=True)))
    ask("commit-reveal", "set_weights (timelocked)", lambda: outcome(chain.set_weights(alice, NETUID, uids, weights)))
    ask("commit-reveal", "timelocked commits stored", lambda: len(chain.get_timelocked_weight_commits(NETUID)))
    ask("commit-reveal", "reveal round", lambda: chain.get_timelocked_weight_commits(NETUID)[0][3])
    ask("commit-reveal", "reveal_weights, too early", lambda: outcome(
        chain.reveal_weights(bob, NETUID, uids, weights, salt, max_attempts=1)))
    new_blocks(60)
    ask("commit-reveal", "reveal_weights (hash)", lambda: outcome(
        chain.reveal_weights(bob, NETUID, uids, weights, salt, max_attempts=1)))
    ask("commit-reveal", "weights revealed by hash", lambda: neuron_row(1))
    new_blocks(60)
    ask("commit-reveal", "weights opened by the chain", lambda: neuron_row(0))


def timelock():
    """The SDK's ciphertexts and ours, without a chain; the other side stands in ../timelock-exchange.ts."""
    exchange = json.load(open(OUT + ".exchange"))
    secret = bytes.fromhex(exchange["plaintext"])
    sealed = lambda: drand.encrypt_at_round(secret, exchange["round"])[0].hex()
    opened = lambda: drand.decrypt_with_signature(bytes.fromhex(exchange["ciphertext"]), exchange["signature"]).hex()
    ask("timelock", "sealed by the SDK", sealed)
    ask("timelock", "ours, opened by the SDK", opened)
    for state in exchange["schedules"]:
        ask("timelock", state["question"], lambda: reveal_round(state))


def reveal_round(state):
    now = time.time()
    _, reveal = drand.get_encrypted_commit_v2(
        [1], [65535], 0, state["lastEpochBlock"], state["pendingEpochBlock"], state["epochIndex"], state["tempoBlocks"],
        state["blocksSinceStep"], state["block"], state["revealPeriod"], 12.0, alice.hotkey.public_key)
    return {"round": reveal, "now": now}


if chain is not None:
    if PART == "open":
        reads()
        transactions()
        timelock()
    else:
        commit_reveal()
