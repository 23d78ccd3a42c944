// Opens what it is given on standard input with the official package, and seals an answer: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { decrypt, encrypt, getSignature } from "@wecom/crypto";

const { token, key, timestamp, nonce, encrypted, reply } = JSON.parse(readFileSync(0, "utf8"));
const { message, id } = decrypt(key, encrypted);
const sealed = encrypt(key, reply, id);
console.log(
  JSON.stringify({
    message,
    id,
    signature: getSignature(token, timestamp, nonce, encrypted),
    sealed,
    sealedSignature: getSignature(token, timestamp, nonce, sealed),
  }),
);
