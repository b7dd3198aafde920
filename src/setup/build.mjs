// Builds the page where it is missing or older than what it is built from.
import { ensureBuild } from './prepare.mjs';

ensureBuild();
