package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ClientThreadsTest {
    private final ClientThreads threads = new ClientThreads();

    @Test
    void blockedTasksDoNotDelayOthers() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            threads.execute(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        all.await();
        threads.close();
    }

    @Test
    void threadsAreDaemonsAndEndAfterClose() throws InterruptedException {
        Thread thread =
                CompletableFuture.supplyAsync(Thread::currentThread, threads).join();
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("luma-modify");
        threads.close();
        thread.join(Duration.ofSeconds(30).toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void tasksRunAfterCloseToo() {
        threads.close();
        Thread thread =
                CompletableFuture.supplyAsync(Thread::currentThread, threads).join();
        assertThat(thread).isNotSameAs(Thread.currentThread());
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsAreUsedSinceJdk21() throws ReflectiveOperationException {
        Executor virtualThreads = Objects.requireNonNull(ClientThreads.virtualThreads());
        Thread thread = CompletableFuture.supplyAsync(Thread::currentThread, virtualThreads)
                .join();
        assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void olderJvmsHaveNoVirtualThreads() {
        assertThat(ClientThreads.virtualThreads()).isNull();
    }
}
