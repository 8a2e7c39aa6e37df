/** A client for kie.ai's Luma Modify video API. Start at {@link dev.lumamodify.client.LumaModify}. */
// Retrofit and Moshi are automatic modules.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.lumamodify.client {
    requires transitive com.squareup.moshi;
    requires transitive okhttp3;
    requires transitive static org.jspecify;
    // Optional.
    requires static com.fasterxml.jackson.annotation;
    requires static micrometer.observation;
    requires kotlin.stdlib;
    requires okio;
    requires retrofit2;
    requires retrofit2.converter.moshi;

    exports dev.lumamodify.client;
    exports dev.lumamodify.client.micrometer;
    exports dev.lumamodify.client.model;
    exports dev.lumamodify.client.spi;

    // Moshi finds the adapter of a record by name.
    opens dev.lumamodify.client.model to
            com.squareup.moshi;
}
