package dev.lumamodify.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class SingleUseBodyTest {
    private final IOException failure = new IOException();

    private final SingleUseBody body = new SingleUseBody(RequestBody.create("{}", null));
    private final Buffer sent = new Buffer();

    @Test
    void bodyIsSentOnce() throws IOException {
        body.writeTo(sent);
        assertThat(body.mayHaveBeenSent(failure)).isTrue();
        assertThatThrownBy(() -> body.writeTo(sent)).isInstanceOf(IOException.class);
        assertThat(sent.readUtf8()).isEqualTo("{}");
    }

    @Test
    void preventedBodyIsNeverSent() {
        assertThat(body.mayHaveBeenSent(failure)).isFalse();
        assertThat(body.mayHaveBeenSent(failure)).isFalse();
        assertThatThrownBy(() -> body.writeTo(sent)).isInstanceOf(IOException.class);
        assertThat(sent.size()).isZero();
    }
}
