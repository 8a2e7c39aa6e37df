package dev.lumamodify.contract.internal.server;

import dev.lumamodify.contract.internal.harness.CheckSkipped;
import dev.lumamodify.contract.internal.harness.Request;
import dev.lumamodify.contract.internal.harness.Response;
import org.jspecify.annotations.Nullable;

/** How many creates may be accepted, whoever sends them: the operator pays. A create that might be is not sent. */
final class SubmissionBudget {
    private final Target target;
    private int spent;
    private int open;

    SubmissionBudget(Target target) {
        this.target = target;
    }

    private static boolean mayCost(Request call) {
        return !call.method().equals("GET");
    }

    /** Sets one create aside, or leaves the law unchecked. */
    synchronized void take(Request call) {
        if (!mayCost(call)) {
            return;
        }
        if (!target.mayCreate()) {
            throw new CheckSkipped("needs --max-tasks");
        }
        if (target.maxTasks != null && spent + open >= target.maxTasks) {
            throw new CheckSkipped("needs --max-tasks " + (target.maxTasks + 1) + " or more");
        }
        open++;
    }

    /** Gives it back if the create was refused. One that got no answer may have been accepted. */
    synchronized void settle(Request call, @Nullable Response answer) {
        if (mayCost(call)) {
            open--;
            spent += answer == null || answer.accepted() ? 1 : 0;
        }
    }
}
