package dev.lumamodify.mock.internal.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lumamodify.mock.internal.spec.Json;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LiveSettingsTest {
    private final LiveSettings settings = new LiveSettings(new Settings());
    private final Accounts accounts = new Accounts(settings);

    @Test
    void concurrentChangesOfSettingsAndAccountsBothSurvive() {
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            for (int i = 1; i <= 3000; i++) {
                settings.patch(Json.MAPPER.readTree("{\"taskDuration\":\"" + i + "s\"}"));
                assertThat(settings.get().taskDuration).isEqualTo(Duration.ofSeconds(i));
            }
        });
        for (int i = 1; i <= 3000; i++) {
            accounts.patch(Json.MAPPER.readTree("{\"credits\":" + i + "}"));
            assertThat(settings.get().defaultPolicy.credits()).isEqualTo(i);
        }
        other.join();
    }

    @Test
    void anInvalidChangeChangesNothing() {
        Settings before = settings.get();

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> settings.patch(Json.MAPPER.readTree("{\"maxTasks\":3,\"timeScale\":-1}")));

        assertThat(settings.get()).isSameAs(before);
    }

    @Test
    void aSnapshotDoesNotChange() {
        Settings before = settings.get();

        settings.patch(Json.MAPPER.readTree("{\"maxTasks\":3}"));

        assertThat(before.maxTasks).isEqualTo(10_000);
        assertThat(settings.get().maxTasks).isEqualTo(3);
    }
}
