package dev.lumamodify.client.model;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonClass;
import dev.lumamodify.client.internal.json.Constraints;
import dev.lumamodify.client.internal.json.RecordAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that is read without any member.
 *
 * @param id the id
 */
@JsonClass(generateAdapter = true)
public record Optional(
        @Nullable String id) {
    /** The time for which the service keeps the file of {@code id}, in hours. */
    public static final int RETENTION_HOURS = 24;

    /**
     * Creates a record. Copies lists.
     *
     * @param id the id
     */
    public Optional {
    }

    /**
     * Validates each field against the constraints of the API. Does not validate nested records and conditions between fields.
     *
     * @return a message for each invalid field, which begins with the name of the field; empty if all fields are valid
     */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        Constraints.required("id", id, violations);
        return violations;
    }

    /**
     * Returns the JSON adapter. It skips unknown members. A member is null if it is missing or cannot be read. The adapter throws
     * {@link com.squareup.moshi.JsonDataException} if that is a member which is never null.
     *
     * @return the adapter, which is thread-safe
     */
    public static JsonAdapter<Optional> jsonAdapter() {
        return OptionalJsonAdapter.INSTANCE;
    }
}

final class OptionalJsonAdapter extends RecordAdapter<Optional> {
    static final JsonAdapter<Optional> INSTANCE = new OptionalJsonAdapter().nullSafe();

    OptionalJsonAdapter() {
        super(
                expected("id", String.class));
    }

    @Override
    protected Optional create(Object[] values) {
        return new Optional(
                (String) values[0]);
    }

    @Override
    protected Object[] values(Optional record) {
        return new Object[] {
            record.id()
        };
    }
}

