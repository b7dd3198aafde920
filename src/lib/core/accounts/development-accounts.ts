// The accounts of the local chain's genesis. Their secrets are public (`//Name` of the well-known development phrase):
// never send anything of value to them. The public keys stand here so that the chain starts without deriving them.

export interface DevelopmentAccount {
  name: string;
  /** Derivation path of the development phrase, as a keyring's `addFromUri` takes it. */
  uri: string;
  role: 'validator' | 'miner' | 'owner' | 'requester' | 'treasury';
  /** sr25519, hex. */
  publicKey: `0x${string}`;
  /** uid of its hotkey on the local subnet at genesis. */
  uid?: number;
  /** The account that owns the hotkey and its stake (owner: the hotkey that receives the owner's cut). */
  partner?: { uri: string; publicKey: `0x${string}` };
  isDevelopment: true;
}

export const DEVELOPMENT_ACCOUNTS: readonly DevelopmentAccount[] = [
  {
    name: 'Alice',
    uri: '//Alice',
    role: 'validator',
    publicKey: '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d',
    uid: 0,
    partner: { uri: '//Alice//cold', publicKey: '0x988109a6af36dc82d9e3d2fe03a9eb7d23676da494bec5d21dc9d1cb844bf84f' },
    isDevelopment: true
  },
  {
    name: 'Bob',
    uri: '//Bob',
    role: 'validator',
    publicKey: '0x8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48',
    uid: 1,
    partner: { uri: '//Bob//cold', publicKey: '0x3c139e8a754d41bad589ba7dd3d8ce47f7789c91cc83520120fffd1f36c6ec07' },
    isDevelopment: true
  },
  {
    name: 'Charlie',
    uri: '//Charlie',
    role: 'validator',
    publicKey: '0x90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22',
    uid: 2,
    partner: {
      uri: '//Charlie//cold',
      publicKey: '0x187977aacd9e32e3fd97da50af96d8563a9df1f866f430df4143a6bda5ad9847'
    },
    isDevelopment: true
  },
  {
    name: 'Dave',
    uri: '//Dave',
    role: 'miner',
    publicKey: '0x306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20',
    uid: 3,
    partner: { uri: '//Dave//cold', publicKey: '0x208f7af5dbf16620a76ecc8351402ecb3f5be6e24111ba7486255646d09bf07c' },
    isDevelopment: true
  },
  {
    name: 'Eve',
    uri: '//Eve',
    role: 'miner',
    publicKey: '0xe659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e',
    uid: 4,
    partner: { uri: '//Eve//cold', publicKey: '0xac9d087702fce82638ea6c9c9f910496ac989db375b96e37e9d575da27d14b70' },
    isDevelopment: true
  },
  {
    name: 'Ferdie',
    uri: '//Ferdie',
    role: 'miner',
    publicKey: '0x1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c',
    uid: 5,
    partner: { uri: '//Ferdie//cold', publicKey: '0x006323ac5a89e8d3e73591351279696fedf38441aa4aa25dd918d1f9fb480b14' },
    isDevelopment: true
  },
  {
    name: 'Grace',
    uri: '//Grace',
    role: 'miner',
    publicKey: '0x3639103416b054f3362b835dded8ca33c11f11d4360a6f434034e9b46662693d',
    uid: 6,
    partner: { uri: '//Grace//cold', publicKey: '0x2e467b457ceb048589bb2bc5ee1b340982a7cdb8a01f418b2603bb4de344d226' },
    isDevelopment: true
  },
  {
    name: 'Heidi',
    uri: '//Heidi',
    role: 'miner',
    publicKey: '0x0ae1adab2f9cccccb43988491aa4a8b0be71497a06472bbc93ab001b85a1be08',
    uid: 7,
    partner: { uri: '//Heidi//cold', publicKey: '0xd03bd64fb16aefb00816e958f72135a9538c75c87f975cbcc64fa3e42568ca04' },
    isDevelopment: true
  },
  {
    name: 'Owner',
    uri: '//Owner',
    role: 'owner',
    publicKey: '0x967565a72ebaf286e32c4fa2bff58394bb727afb3c2b10f0a628d4f56d890075',
    partner: {
      uri: '//Owner//hotkey',
      publicKey: '0xf4aa3d5bcd8449ea3507374fd79ab68110a4658f88a8172e4e63bcef7ef67436'
    },
    isDevelopment: true
  },
  {
    name: 'Requester',
    uri: '//Requester',
    role: 'requester',
    publicKey: '0x00416297a3ecfa7a9f7d6a7d191b5ddc339c3833047691078ac5f1632b761b4f',
    isDevelopment: true
  },
  {
    name: 'Treasury',
    uri: '//Treasury',
    role: 'treasury',
    publicKey: '0x921e83abd72f3be9d10640f8d42d0188d78b963681157dbc68c9a4b040b0d31b',
    isDevelopment: true
  }
];
