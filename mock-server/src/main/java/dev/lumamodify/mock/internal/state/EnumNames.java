package dev.lumamodify.mock.internal.state;

import java.util.Locale;

/** The names of enum constants in the admin API and in {@code Prefer}. */
public final class EnumNames {
    private EnumNames() {}

    /** Returns the name in lower case with hyphens: {@code bad-signature} for {@code BAD_SIGNATURE}. */
    public static String kebabCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
