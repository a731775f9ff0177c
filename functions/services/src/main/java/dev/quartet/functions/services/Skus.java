package dev.quartet.functions.services;

import java.util.regex.Pattern;

/** Names of products: 1 to 40 capital letters, digits and hyphens, no hyphen first. */
public final class Skus {
    private static final Pattern SKU = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,39}");

    private Skus() {}

    public static boolean isSku(String text) {
        return SKU.matcher(text).matches();
    }
}
