package dev.lumamodify.client.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FallbackExecutorTest {
    private final List<String> events = new ArrayList<>();
    private final Queue<Runnable> timers = new ArrayDeque<>();
    private final TimerScheduler scheduler = (delay, task) -> {
        assertThat(delay).isEqualTo(Duration.ofMillis(500));
        timers.add(task);
        return () -> timers.remove(task);
    };

    private void task() {
        events.add("task");
    }

    private FallbackExecutor executor(@Nullable Executor preferred) {
        return new FallbackExecutor(
                preferred,
                command -> {
                    events.add("own thread");
                    command.run();
                },
                scheduler);
    }

    @Test
    void taskRunsOnThePreferredExecutor() {
        executor(Runnable::run).execute(this::task);
        assertThat(events).containsExactly("task");
        assertThat(timers).isEmpty();
    }

    @Test
    void taskRunsOnAnOwnThreadWithoutAPreferredExecutor() {
        executor(null).execute(this::task);
        assertThat(events).containsExactly("own thread", "task");
    }

    @Test
    void startedTaskHasNoTimer() {
        Queue<Runnable> queue = new ArrayDeque<>();
        executor(queue::add).execute(this::task);
        assertThat(timers).hasSize(1);
        queue.remove().run();
        assertThat(timers).isEmpty();
        assertThat(events).containsExactly("task");
    }

    @Test
    void taskThatIsNotStartedInTimeRunsOnceOnAnOwnThread() {
        Queue<Runnable> queue = new ArrayDeque<>();
        executor(queue::add).execute(this::task);
        timers.remove().run();
        queue.remove().run();
        assertThat(events).containsExactly("own thread", "task");
    }

    @Test
    void rejectedTaskRunsOnAnOwnThread() {
        Executor rejecting = command -> {
            throw new RejectedExecutionException();
        };
        executor(rejecting).execute(this::task);
        executor(rejecting).start(this::task);
        assertThat(events).containsExactly("own thread", "task", "own thread", "task");
    }

    @Test
    void taskRunsOnceIfTheExecutorFailsAfterIt() {
        Executor failing = command -> {
            command.run();
            throw new AssertionError();
        };
        executor(failing).execute(this::task);
        executor(failing).start(this::task);
        assertThat(events).containsExactly("task", "task");
    }

    @Test
    void errorOfTheExecutorIsThrownByStartOnly() {
        Executor failing = command -> {
            throw new NoSuchMethodError("gone");
        };
        assertThatThrownBy(() -> executor(failing).start(this::task)).isInstanceOf(NoSuchMethodError.class);
        assertThat(events).isEmpty();
        executor(failing).execute(this::task);
        assertThat(events).containsExactly("own thread", "task");
    }

    @Test
    void callingThreadIsTheLastResort() {
        Executor noThreads = command -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        new FallbackExecutor(null, noThreads, scheduler).execute(this::task);
        assertThat(events).containsExactly("task");
        Queue<Runnable> queue = new ArrayDeque<>();
        new FallbackExecutor(queue::add, noThreads, scheduler).execute(this::task);
        timers.remove().run();
        assertThat(events).containsExactly("task", "task");
    }
}
