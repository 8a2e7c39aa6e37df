package dev.lumamodify.contract;

import org.jspecify.annotations.Nullable;

/** How many creates may be accepted, whoever sends them: the operator pays. A create that might be is not sent. */
final class Budget {
    private final Target target;
    private int spent;
    private int open;

    Budget(Target target) {
        this.target = target;
    }

    private static boolean mayCost(Call call) {
        return !call.method().equals("GET");
    }

    /** Sets one create aside, or leaves the law unchecked. */
    synchronized void take(Call call) {
        if (!mayCost(call)) {
            return;
        }
        if (!target.mayCreate()) {
            throw new NotChecked("needs --spend");
        }
        if (target.spend != null && spent + open >= target.spend) {
            throw new NotChecked("needs --spend " + (target.spend + 1) + " or more");
        }
        open++;
    }

    /** Gives it back if the create was refused. One that got no answer may have been accepted. */
    synchronized void settle(Call call, @Nullable Answer answer) {
        if (mayCost(call)) {
            open--;
            spent += answer == null || answer.accepted() ? 1 : 0;
        }
    }
}
