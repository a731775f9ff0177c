package dev.quartet.local.cognito;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secure Remote Password 6a as Cognito user pools speak it: the 3,072-bit group of
 * <a href="https://www.rfc-editor.org/rfc/rfc5054#appendix-A">RFC 5054</a>, SHA-256, a 16-byte key derived by HKDF.
 */
final class Srp {
    static final BigInteger N = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                    + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F"
                    + "83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B"
                    + "E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
                    + "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7"
                    + "ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
                    + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF",
            16);
    static final BigInteger G = BigInteger.TWO;
    static final BigInteger K = new BigInteger(1, sha256(pad(N), pad(G)));

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] INFO = "Caldera Derived Key\u0001".getBytes(StandardCharsets.UTF_8);

    private Srp() {}

    /** A password as it is stored: never the password itself. */
    record Verifier(BigInteger salt, BigInteger value) {
        @Override
        public String toString() {
            return "Verifier[…]";
        }

        /** Makes the verifier of a new password. */
        static Verifier of(String poolName, String userName, String password) {
            var salt = new BigInteger(128, RANDOM);
            return new Verifier(salt, G.modPow(privateKey(poolName, userName, password, salt), N));
        }

        /** Returns if {@code password} is the one, in time that does not depend on where it differs. */
        boolean matches(String poolName, String userName, String password) {
            var candidate = G.modPow(privateKey(poolName, userName, password, salt), N);
            return MessageDigest.isEqual(candidate.toByteArray(), value.toByteArray());
        }
    }

    /** The server's side of one sign-in. Immutable. */
    record Exchange(Verifier verifier, BigInteger clientPublic, BigInteger secret, BigInteger serverPublic) {
        @Override
        public String toString() {
            return "Exchange[…]";
        }

        /** Begins a sign-in; throws {@link IllegalArgumentException} for a client value that would void the protocol. */
        static Exchange begin(Verifier verifier, BigInteger clientPublic) {
            if (clientPublic.mod(N).signum() == 0) {
                throw new IllegalArgumentException("SRP_A must not be 0 modulo N");
            }
            var secret = new BigInteger(256, RANDOM);
            var serverPublic =
                    K.multiply(verifier.value()).add(G.modPow(secret, N)).mod(N);
            return new Exchange(verifier, clientPublic, secret, serverPublic);
        }

        /** Returns the signature that a client which knows the password sends. */
        byte[] expectedSignature(String poolName, String userName, byte[] secretBlock, String timestamp) {
            var scrambler = new BigInteger(1, sha256(pad(clientPublic), pad(serverPublic)));
            var shared =
                    clientPublic.multiply(verifier.value().modPow(scrambler, N)).modPow(secret, N);
            return signature(shared, scrambler, poolName, userName, secretBlock, timestamp);
        }
    }

    static byte[] signature(
            BigInteger shared,
            BigInteger scrambler,
            String poolName,
            String userName,
            byte[] secretBlock,
            String timestamp) {
        var key = Arrays.copyOf(hmac(hmac(pad(scrambler), pad(shared)), INFO), 16);
        return hmac(key, utf8(poolName), utf8(userName), secretBlock, utf8(timestamp));
    }

    static BigInteger privateKey(String poolName, String userName, String password, BigInteger salt) {
        return new BigInteger(1, sha256(pad(salt), sha256(utf8(poolName + userName + ":" + password))));
    }

    /** Returns a number as Cognito hashes it: big-endian with a leading zero where it would look negative. */
    static byte[] pad(BigInteger number) {
        return number.toByteArray();
    }

    static String hex(BigInteger number) {
        return HexFormat.of().formatHex(pad(number));
    }

    /** Returns 64 random bytes in Base64: the block that ties the second step to the first. */
    static String secretBlock() {
        var bytes = new byte[64];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (var part : parts) {
                mac.update(ByteBuffer.wrap(part));
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
