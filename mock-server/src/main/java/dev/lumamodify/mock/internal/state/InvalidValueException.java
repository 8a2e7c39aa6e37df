package dev.lumamodify.mock.internal.state;

import java.io.Serial;

/** Thrown if a setting or a field has an invalid value. The message is the name followed by the violated rule. */
public final class InvalidValueException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String name;
    private final String rule;

    /**
     * @param name the setting or field, as the admin API writes it
     * @param rule the rest of the sentence, such as "must be at least 1"
     */
    public InvalidValueException(String name, String rule) {
        super(name + " " + rule);
        this.name = name;
        this.rule = rule;
    }

    public String name() {
        return name;
    }

    public String rule() {
        return rule;
    }
}
